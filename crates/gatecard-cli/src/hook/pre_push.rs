//! What the hook runs: it checks each README.md that a push changes.
//!
//! What counts is the last commit of each ref, since that is what visitors will meet: a mistake
//! that a later commit of the same push mends is none.

use std::{
    collections::{HashMap, HashSet},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use super::pushed::{Remote, Tip, Update};
use crate::{
    args::{LookArgs, PrePushArgs},
    check::{self, Wanted},
    exit::Exit,
    git,
    output::stream,
};

/// Checks what is pushed, as git tells it on standard input.
pub(super) fn run(args: &PrePushArgs, look: LookArgs) -> io::Result<Exit> {
    let mut said = Vec::new();
    io::stdin().lock().read_to_end(&mut said)?;
    let tips = match tips(&String::from_utf8_lossy(&said), args.remote.as_deref()) {
        Ok(tips) => tips,
        Err(failure) => {
            stream::complain(&failure);
            return Ok(stopped(Exit::Failure));
        }
    };
    let cards = cards(&tips);
    if cards.is_empty() {
        return Ok(Exit::Clean);
    }
    check::cards(&cards, "what is pushed", look).map(stopped)
}

/// The last commits of all refs that are pushed.
fn tips(said: &str, remote: Option<&str>) -> Result<Vec<Tip>, String> {
    let remote = Remote::new(remote.unwrap_or_default())?;
    let lines = said.lines().filter(|line| !line.trim().is_empty());
    let mut seen = HashSet::new();
    let mut tips = Vec::new();
    for line in lines {
        let update = Update::read(line)?;
        if seen.insert(update.objects()) {
            tips.extend(update.tip(&remote)?);
        }
    }
    Ok(tips)
}

/// The cards in them, each version once. Where there are several of one file, its name says the
/// ref, as git does: `draft:README.md`.
fn cards(tips: &[Tip]) -> Vec<Wanted<'_>> {
    let mut versions: HashMap<&[u8], HashSet<&str>> = HashMap::new();
    for entry in tips.iter().flat_map(Tip::cards) {
        versions.entry(entry.path).or_default().insert(entry.oid);
    }
    let mut seen = HashSet::new();
    let mut wanted = Vec::new();
    for tip in tips {
        for entry in tip
            .cards()
            .filter(|entry| seen.insert((entry.path, entry.oid)))
        {
            let path = git::path(entry.path);
            let is_only = versions.get(entry.path).is_none_or(|oids| oids.len() == 1);
            wanted.push(Wanted {
                name: if is_only {
                    path.clone()
                } else {
                    of_ref(tip, &path)
                },
                path,
                is_named: false,
                entry,
                listing: tip.listing(),
            });
        }
    }
    wanted
}

fn of_ref(tip: &Tip, path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(tip.update().name());
    name.push(":");
    name.push(path);
    PathBuf::from(name)
}

/// Says how to push anyway.
fn stopped(exit: Exit) -> Exit {
    if exit != Exit::Clean {
        stream::note("gatecard stopped the push; `git push --no-verify` pushes without the check");
    }
    exit
}
