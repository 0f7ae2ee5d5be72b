//! The command `gatecard`.

use std::process::ExitCode;

fn main() -> ExitCode {
    gatecard_cli::run()
}
