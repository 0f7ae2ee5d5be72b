//! `gatecard serve`: the page of a card in the browser, which follows the card as it is saved.

mod guard;
mod live;
mod server;
mod watch;

use std::{
    io,
    net::{Ipv4Addr, TcpListener},
};

use tokio::sync::watch as latest;

use self::live::Live;
use crate::{
    args::{LookArgs, ServeArgs},
    check::is_stdin,
    exit::Exit,
    open,
    output::stream,
};

/// The port where none is given: always the same, so that a page that was left open finds its
/// server again.
const PORT: u16 = 4280;

/// Serves the page of a card until Ctrl-C is pressed.
pub(crate) fn run(args: &ServeArgs, look: LookArgs) -> Exit {
    stream::escape_panics();
    match serve(args, look) {
        Ok(()) => Exit::Clean,
        Err(message) => {
            stream::complain(&message);
            Exit::Failure
        }
    }
}

fn serve(args: &ServeArgs, look: LookArgs) -> Result<(), String> {
    if is_stdin(&args.card) {
        return Err("serve follows a file, and standard input is none".to_owned());
    }
    let mut live = Live::new(args);
    let (sender, page) = latest::channel(live.first(look)?);
    let listener = listen(args.port)?;
    let address = listener.local_addr().map_err(|error| no_server(&error))?;
    let address = format!("http://{address}/");
    let follow = move || {
        let new = live.now();
        sender.send_if_modified(|page| {
            let is_new = *page != new;
            *page = new;
            is_new
        });
    };
    watch::follow(args.card.clone(), follow).map_err(|error| no_server(&error))?;
    stream::note(&format!("{address} (Ctrl-C ends it)"));
    if args.open
        && let Err(why) = open::in_browser(&address)
    {
        stream::complain(&why);
    }
    server::run(listener, page).map_err(|error| no_server(&error))
}

/// Takes a port of this machine that nobody else can reach: the one given, or a free one.
fn listen(port: Option<u16>) -> Result<TcpListener, String> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        None => bind(PORT)
            .or_else(|_| bind(0))
            .map_err(|error| no_server(&error)),
        Some(port) => bind(port).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => {
                format!("port {port} is taken; without --port, a free one is found")
            }
            _ => format!("cannot listen on port {port}: {error}"),
        }),
    }
}

fn no_server(error: &io::Error) -> String {
    format!("cannot serve the page: {error}")
}
