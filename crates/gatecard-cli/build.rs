//! Links the command so that it starts fast.
//!
//! * The C library is linked into it, and with it the library of mathematics that a single function
//!   is taken from: to load them at each start takes a quarter of the time that the check of one card
//!   takes. Without the feature `static`, or where the compiler has these libraries in no archive,
//!   that is so for the unwinder alone.
//! * It has a fixed address: what the preview knows of HTML holds 20,000 addresses, which the system
//!   would otherwise have to work out at each start, for a check, too.
//!
//! That is so on Linux with the C library of GNU, for the system that it is built on. For others, and
//! where Rust itself is told how to link the C library, the command is linked as usual.

use std::{
    env::{self, VarError},
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// What the unwinder and the C library are made of. Each needs something of the others.
const UNWINDER: [&str; 2] = ["gcc_eh", "gcc"];
const C: [&str; 3] = ["c", "gcc_eh", "gcc"];
/// What else Rust asks the linker for.
const OTHERS: [&str; 5] = ["util", "rt", "pthread", "m", "dl"];

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
        if stand_in_for_c(&folder)? {
            println!("cargo:rustc-link-arg-bins=-static");
        } else {
            println!(
                "cargo:warning=no archive of the C library: gatecard will load it, and start slower"
            );
        }
    }
    if stand_in(&folder, "gcc_s", &UNWINDER)? {
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

/// Lets archives stand in for the C library and what belongs to it, if there are all of them.
fn stand_in_for_c(folder: &Path) -> io::Result<bool> {
    let names = C.iter().chain(&UNWINDER).chain(&OTHERS);
    if names.into_iter().any(|name| archive(name).is_none()) {
        return Ok(false);
    }
    for name in OTHERS {
        stand_in(folder, name, &[name])?;
    }
    stand_in(folder, "c", &C)
}

/// Writes what the linker reads in the place of a shared library: the names of archives.
fn stand_in(folder: &Path, library: &str, archives: &[&str]) -> io::Result<bool> {
    let paths: Option<Vec<String>> = archives.iter().map(|name| archive(name)).collect();
    let Some(paths) = paths else {
        return Ok(false);
    };
    let script = format!("GROUP ( {} )\n", paths.join(" "));
    fs::write(folder.join(format!("lib{library}.a")), script)?;
    Ok(true)
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
