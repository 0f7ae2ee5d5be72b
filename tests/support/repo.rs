//! Real git repositories.

#![allow(
    clippy::expect_used,
    reason = "a test stops where it cannot go on, and says what it compares"
)]
#![allow(dead_code, reason = "each test uses some of it")]

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A card without mistakes.
pub(crate) const RIGHT: &str = "---\nextra_gated_fields:\n  Company: text\n---\n# Amber\n";
/// A card with one error, which can be mended.
pub(crate) const WRONG: &str = "---\nlicense: other\nextra_gated_promt: Hello\n---\n# Amber\n";
/// The same, mended.
pub(crate) const MENDED: &str = "---\nlicense: other\nextra_gated_prompt: Hello\n---\n# Amber\n";

/// The built command.
pub(crate) const GATECARD: &str = env!("CARGO_BIN_EXE_gatecard");

/// A folder for repositories, with a git that knows nothing of the user's settings.
pub(crate) struct Home {
    folder: TempDir,
}

/// A repository.
#[derive(Clone)]
pub(crate) struct Repo<'h> {
    home: &'h Home,
    pub(crate) path: PathBuf,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("there is room");
        let home = Self { folder };
        for (key, value) in [
            ("user.name", "Amber"),
            ("user.email", "amber@example.org"),
            ("init.defaultBranch", "main"),
            ("protocol.file.allow", "always"),
            ("advice.detachedHead", "false"),
            ("core.autocrlf", "false"),
        ] {
            let done = home.run(home.path(), "git", &["config", "--global", key, value]);
            assert!(done.status.success(), "{}", said(&done));
        }
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A program that sees the settings of this home only.
    pub(crate) fn command(&self, folder: &Path, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder);
        for (variable, _) in env::vars_os() {
            let name = variable.to_string_lossy();
            if name.starts_with("GIT_") || name.starts_with("PRE_COMMIT") {
                command.env_remove(&variable);
            }
        }
        for variable in [
            "NO_COLOR",
            "CLICOLOR",
            "COLUMNS",
            "NO_GRAPHICS",
            "GITHUB_ACTIONS",
        ] {
            command.env_remove(variable);
        }
        command
            .env("PATH", path_without_gatecard())
            .env("GIT_CONFIG_GLOBAL", self.path().join("gitconfig"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, folder: &Path, program: &str, arguments: &[&str]) -> Output {
        let mut command = self.command(folder, program);
        command.args(arguments);
        output(&mut command)
    }

    /// A new repository.
    pub(crate) fn repo(&self, name: &str) -> Repo<'_> {
        let path = self.path().join(name);
        fs::create_dir_all(&path).expect("there is room");
        let repo = Repo { home: self, path };
        repo.git(&["init", "--quiet"]);
        repo
    }

    /// A new repository, and a bare one that it is pushed to.
    pub(crate) fn repo_with_remote(&self, name: &str) -> Repo<'_> {
        let remote = self.path().join(format!("{name}.git"));
        let remote = remote.to_str().expect("a plain name");
        let done = self.run(self.path(), "git", &["init", "--quiet", "--bare", remote]);
        assert!(done.status.success(), "{}", said(&done));
        let repo = self.repo(name);
        repo.git(&["remote", "add", "origin", remote]);
        repo
    }

    /// The repository in a folder.
    pub(crate) fn at(&self, path: &Path) -> Repo<'_> {
        Repo {
            home: self,
            path: path.to_owned(),
        }
    }
}

impl Repo<'_> {
    /// Runs git, which has to succeed, and gives what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let done = self.try_git(arguments);
        assert!(done.status.success(), "git {arguments:?}: {}", said(&done));
        String::from_utf8_lossy(&done.stdout).trim_end().to_owned()
    }

    pub(crate) fn try_git(&self, arguments: &[&str]) -> Output {
        self.home.run(&self.path, "git", arguments)
    }

    pub(crate) fn gatecard(&self, arguments: &[&str]) -> Output {
        self.home.run(&self.path, GATECARD, arguments)
    }

    /// Runs gatecard, which has to end with that code, and gives what it says.
    pub(crate) fn says(&self, code: i32, arguments: &[&str]) -> String {
        let done = self.gatecard(arguments);
        assert_eq!(
            done.status.code(),
            Some(code),
            "{arguments:?}: {}",
            said(&done)
        );
        said(&done)
    }

    pub(crate) fn command(&self, program: &str) -> Command {
        self.home.command(&self.path, program)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path.join(name);
        let folder = path.parent().expect("files lie in folders");
        fs::create_dir_all(folder).expect("there is room");
        fs::write(path, text).expect("there is room");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).expect("the file is there")
    }

    /// Writes a file and commits it.
    pub(crate) fn commit(&self, name: &str, text: &str) {
        self.write(name, text);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--no-verify", "--message", name]);
    }
}

/// The user's PATH without a gatecard that is installed there.
pub(crate) fn path_without_gatecard() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).filter(|folder| !folder.join("gatecard").exists());
    env::join_paths(folders).expect("as they were")
}

pub(crate) fn output(command: &mut Command) -> Output {
    command.output().expect("the program can be run")
}

/// The blocks of code in a page below docs that are in that language.
pub(crate) fn blocks(page: &str, language: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(page);
    let text = fs::read_to_string(path).expect("there is such a page");
    let opening = format!("```{language}\n");
    let blocks = text.split(&opening).skip(1);
    let blocks = blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned()));
    blocks.collect()
}

/// All that a program has said.
pub(crate) fn said(done: &Output) -> String {
    [&done.stdout, &done.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .concat()
}
