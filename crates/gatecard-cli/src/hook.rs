//! `gatecard hook`: a pre-push hook for a repository.
//!
//! * `place`: where git looks for the hook
//! * `script`: the lines of the hook
//! * `install`: putting them there, taking them out, looking at them
//! * `pushed`: which cards a push changes
//! * `pre_push`: what the hook runs

mod install;
mod place;
mod pre_push;
mod pushed;
mod script;

use std::io;

use crate::{
    args::{HookAction, LookArgs},
    exit::Exit,
    output::stream,
};

/// Does what the command line says with the hook.
pub(crate) fn run(action: &HookAction, look: LookArgs) -> io::Result<Exit> {
    let done = match action {
        HookAction::Install => install::install(),
        HookAction::Uninstall => install::uninstall(),
        HookAction::Status => return install::status(),
        HookAction::PrePush(args) => return pre_push::run(args, look),
    };
    Ok(done.unwrap_or_else(|failure| {
        stream::complain(&failure);
        Exit::Failure
    }))
}
