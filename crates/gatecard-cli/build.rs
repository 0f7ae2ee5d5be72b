//! Links the command so that it starts fast.
//!
//! The unwinder is linked into it where the compiler has it as an archive: loading it as a shared
//! library takes a sixth of the time that the check of one card takes. And the command has a fixed
//! address: what the preview knows of HTML holds 20,000 addresses, which the system would otherwise
//! have to work out at each start, for a check, too; that takes a fifth of its time. On other
//! systems the command is linked as usual.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The archive of the unwinder, as GCC names it.
const ARCHIVE: &str = "libgcc_eh.a";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let value = |name| env::var(name).unwrap_or_default();
    let is_here = value("HOST") == value("TARGET");
    if !is_here || !value("TARGET").ends_with("-linux-gnu") {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if let Some(folder) = folder() {
        println!("cargo:rustc-link-search=native={}", folder.display());
        println!("cargo:rustc-link-lib=static:+whole-archive,-bundle=gcc_eh");
    }
}

/// Where the compiler that links has the archive.
fn folder() -> Option<PathBuf> {
    let argument = format!("-print-file-name={ARCHIVE}");
    let output = Command::new("cc").arg(argument).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    let path = Path::new(path.trim());
    // A compiler that does not have it answers with the bare name.
    (path.is_absolute() && path.is_file()).then(|| path.parent().map(Path::to_owned))?
}
