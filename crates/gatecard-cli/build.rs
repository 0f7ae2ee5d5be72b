//! Links the command so that it starts fast.
//!
//! * The C library is linked into it, and with it the library of mathematics that a single function
//!   is taken from: to load them at each start takes a quarter of the time that the check of one
//!   card takes. Without the feature `static`, or where the compiler has these libraries in no
//!   archive, that is so for the unwinder alone.
//! * It has a fixed address: what the preview knows of HTML holds 20,000 addresses, which the
//!   system would otherwise have to work out at each start, for a check, too.
//!
//! That is so on Linux with the C library of GNU, for the system that it is built on. For others,
//! and where Rust itself is told how to link the C library, the command is linked as usual.

use std::{
    env::{self, VarError},
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// A shared library, and the archives that stand in for it.
type StandIn = (&'static str, &'static [&'static str]);

/// The unwinder.
const UNWINDER: &[StandIn] = &[("gcc_s", &["gcc_eh", "gcc"])];
/// The C library, which needs something of the unwinder, and what else Rust asks the linker for. So
/// where there are archives of all of this, there are those of the unwinder.
const C: &[StandIn] = &[
    ("c", &["c", "gcc_eh", "gcc"]),
    ("util", &["util"]),
    ("rt", &["rt"]),
    ("pthread", &["pthread"]),
    ("m", &["m"]),
    ("dl", &["dl"]),
];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=PATH");
    if !is_for_this_system() {
        return Ok(());
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    let folder = PathBuf::from(value("OUT_DIR")).join("archives");
    empty(&folder)?;
    if env::var_os("CARGO_FEATURE_STATIC").is_some() {
        if let Some(c) = scripts(C) {
            write(&folder, &c)?;
            println!("cargo:rustc-link-arg-bins=-static");
        } else {
            println!(
                "cargo:warning=no archive of the C library: gatecard will load it, and start slower"
            );
        }
    }
    if let Some(unwinder) = scripts(UNWINDER) {
        write(&folder, &unwinder)?;
        println!("cargo:rustc-link-arg-bins=-L{}", folder.display());
    }
    Ok(())
}

/// Whether the command is for this system, and nobody said how to link it.
fn is_for_this_system() -> bool {
    let is_here = value("HOST") == value("TARGET") && value("TARGET").ends_with("-linux-gnu");
    let features = value("CARGO_CFG_TARGET_FEATURE");
    let is_static = features.split(',').any(|it| it == "crt-static");
    is_here && !is_static && env::var("CARGO_CFG_SANITIZE") == Err(VarError::NotPresent)
}

fn value(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

/// Makes a folder, with nothing in it of an earlier build.
fn empty(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

/// What the linker reads in the place of each shared library, which are the names of archives;
/// nothing unless there are all of them.
fn scripts(libraries: &[StandIn]) -> Option<Vec<(&'static str, String)>> {
    let script = |&(library, archives): &StandIn| {
        let paths: Option<Vec<String>> = archives.iter().map(|name| archive(name)).collect();
        Some((library, format!("GROUP ( {} )\n", paths?.join(" "))))
    };
    libraries.iter().map(script).collect()
}

fn write(folder: &Path, scripts: &[(&str, String)]) -> io::Result<()> {
    for (library, script) in scripts {
        fs::write(folder.join(format!("lib{library}.a")), script)?;
    }
    Ok(())
}

/// Where the compiler that links has a library as an archive, as a linker reads it.
fn archive(name: &str) -> Option<String> {
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let argument = format!("-print-file-name=lib{name}.a");
    let output = Command::new(linker).arg(argument).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    let path = path.trim();
    // A compiler that does not have it answers with the bare name.
    let is_there = Path::new(path).is_absolute() && Path::new(path).is_file();
    if is_there {
        println!("cargo:rerun-if-changed={path}");
    }
    (is_there && !path.contains('"')).then(|| format!("\"{path}\""))
}
