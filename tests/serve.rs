//! `gatecard serve`: who is answered and how, and that the page follows the card.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says what it measures"
)]

#[path = "support/stoppable.rs"]
mod stoppable;

use std::{
    fs,
    io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream, UdpSocket},
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use stoppable::stoppable;

/// The longest that anything here takes on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many saves a session has to stand.
const SAVES: usize = 1000;
/// How much memory they may cost, in KiB: what an allocator keeps, but not a page for each.
const GROWTH: usize = 4 * 1024;
/// The card that is served.
const CARD: &str = "amber/README.md";
/// What headers every answer has.
const HEADERS: [&str; 7] = [
    "cache-control: no-store",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-resource-policy: same-origin",
    "referrer-policy: no-referrer",
    "x-content-type-options: nosniff",
    "x-frame-options: DENY",
    "frame-ancestors 'none'",
];

fn card(heading: &str) -> String {
    format!("---\nextra_gated_heading: {heading}\nextra_gated_fields:\n  Company: text\n---\n")
}

/// A running server and the folder of its card.
struct Server {
    child: Child,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("there is room");
        fs::create_dir(folder.path().join("amber")).expect("there is room");
        fs::write(folder.path().join(CARD), card("First")).expect("there is room");
        let mut child = command(folder.path(), &["serve", CARD, "--port", "0"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut line = String::new();
        let stderr = child.stderr.as_mut().expect("its messages are ours");
        BufReader::new(stderr)
            .read_line(&mut line)
            .expect("it says where it is");
        let address = line
            .strip_prefix("http://")
            .and_then(|rest| rest.split('/').next());
        let address = address.expect("an address").parse().expect("an address");
        Self {
            child,
            address,
            folder,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream
    }

    /// The answer to a request as it goes over the wire, head and body.
    fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("it listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    fn get(&self, path: &str) -> String {
        let host = self.address;
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
    }

    /// A page that is told of changes.
    fn listen(&self) -> Listener {
        let mut stream = self.connect();
        let host = self.address;
        let request = format!("GET /events HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it listens");
        let mut listener = Listener(BufReader::new(stream));
        listener.until("retry:");
        listener
    }

    fn save(&self, text: &str) {
        fs::write(self.folder.path().join(CARD), text).expect("there is room");
    }

    /// Saves as many editors do, by renaming a new file over the old one.
    fn save_by_rename(&self, text: &str) {
        let new = self.folder.path().join("amber/README.md~");
        fs::write(&new, text).expect("there is room");
        fs::rename(new, self.folder.path().join(CARD)).expect("there is room");
    }

    /// Waits until the page says something.
    fn until(&self, what: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let page = self.get("/");
            if what(&page) {
                return page;
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the page does not change: {}", self.get("/"))
    }

    /// A number of KiB that the system knows of the process.
    #[cfg(target_os = "linux")]
    fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.expect("its size").trim().trim_end_matches(" kB");
        number.parse().expect("a number")
    }

    /// How many files and connections the process has open.
    #[cfg(target_os = "linux")]
    fn open_files(&self) -> usize {
        let open = fs::read_dir(format!("/proc/{}/fd", self.child.id()));
        open.expect("it runs").count()
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args([signal, &id]).status();
        assert!(kill.expect("there is kill").success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that is told of changes.
struct Listener(BufReader<TcpStream>);

impl Listener {
    /// Waits for a line.
    fn until(&mut self, start: &str) {
        loop {
            let mut line = String::new();
            let len = self.0.read_line(&mut line).expect("it answers");
            assert!(len > 0, "it hangs up before `{start}`");
            if line.starts_with(start) {
                return;
            }
        }
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = stoppable(env!("CARGO_BIN_EXE_gatecard"));
    command.current_dir(folder).args(arguments);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments)
        .output()
        .expect("the command runs")
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn answers() {
    let server = Server::start();
    let page = server.get("/");
    assert_eq!(status(&page), "200");
    assert!(page.contains("content-type: text/html; charset=utf-8\r\n"));
    assert!(page.contains("content-security-policy: default-src 'none'; "));
    assert!(page.contains(">First<"));
    let not_found = [
        "/README.md",
        "/index.html",
        "/../README.md",
        "/events/",
        "//",
        "/favicon.ico",
    ];
    for path in not_found {
        assert_eq!(status(&server.get(path)), "404", "{path}");
    }
    assert_eq!(status(&server.get("/?x=y")), "200");
    let host = server.address;
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        for path in ["/", "/events"] {
            let length = "Content-Length: 0\r\nConnection: close";
            let answer = server.ask(&format!(
                "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{length}\r\n\r\n"
            ));
            assert_eq!(status(&answer), "405", "{method} {path}");
            assert!(answer.contains("allow: GET,HEAD\r\n"), "{answer}");
        }
    }
    let head = server.ask(&format!(
        "HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    ));
    assert_eq!(status(&head), "200");
    assert!(head.ends_with("\r\n\r\n"), "a head has no body");
    let post = format!("POST / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    for answer in [page, head, server.get("/x"), server.ask(&post)] {
        for header in HEADERS {
            assert!(answer.contains(header), "{header} in {answer}");
        }
    }
}

#[test]
fn only_this_machine_is_answered() {
    let server = Server::start();
    let port = server.address.port();
    let host = |host: &str| {
        server.ask(&format!(
            "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
    };
    for name in ["127.0.0.1", "localhost", "[::1]"] {
        assert_eq!(status(&host(&format!("{name}:{port}"))), "200", "{name}");
    }
    for name in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("localhost.evil.example:{port}"),
        format!("localhost:{port}@evil.example"),
        String::new(),
    ] {
        let answer = host(&name);
        assert!(matches!(status(&answer), "400" | "403"), "{name}: {answer}");
        assert!(!answer.contains("First"), "{name}");
    }
    for head in [
        "GET / HTTP/1.0".to_owned(),
        "GET / HTTP/1.1\r\nConnection: close".to_owned(),
        format!(
            "GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\nConnection: close"
        ),
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close"),
    ] {
        let answer = server.ask(&format!("{head}\r\n\r\n"));
        assert!(matches!(status(&answer), "400" | "403"), "{head}: {answer}");
    }
    for from in ["cross-site", "same-site", "none"] {
        let answer = server.ask(&format!(
            "GET /events HTTP/1.1\r\nHost: localhost:{port}\r\nSec-Fetch-Site: {from}\r\nConnection: close\r\n\r\n"
        ));
        assert_eq!(status(&answer), "403", "{from}");
    }
    match outer_address() {
        Some(address) => {
            let error = TcpStream::connect((address, port)).expect_err("nobody listens there");
            assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
        }
        None => println!("other addresses: skipped, this machine has none"),
    }
}

/// The address by which other machines would reach this one. Nothing is sent to find it.
fn outer_address() -> Option<std::net::IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

#[test]
fn the_page_follows_the_card() {
    let server = Server::start();
    let mut listener = server.listen();
    let mut slowest = Duration::ZERO;
    for number in 0..20 {
        let heading = format!("Save {number}");
        let start = Instant::now();
        if number % 2 == 0 {
            server.save(&card(&heading));
        } else {
            server.save_by_rename(&card(&heading));
        }
        listener.until("event: page");
        slowest = slowest.max(start.elapsed());
        assert!(server.get("/").contains(&heading), "{heading}");
    }
    println!("slowest of 20 saves: {slowest:?}");
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
}

#[test]
fn mistakes_are_shown_and_the_last_form_stays() {
    let server = Server::start();
    let path = server.folder.path().join(CARD);
    server
        .save("---\nextra_gated_heading: Second: third\nextra_gated_fields:\n  Firm: text\n---\n");
    let page = server.until(|page| page.contains("YAML is invalid"));
    assert!(
        page.contains(">First<") && page.contains("Company"),
        "the last good form"
    );
    assert!(!page.contains("Firm"), "nothing of the broken one");
    server.save(&card("Third"));
    let page = server.until(|page| page.contains(">Third<"));
    assert!(!page.contains("YAML is invalid"));
    server.save(include_str!(
        "../fixtures/rules/large-aliases/flag/nested.md"
    ));
    let page = server.until(|page| page.contains("does not read the card as it is now"));
    assert!(page.contains(">Third<"), "the last good form");
    server.save(&card("Third"));
    server.until(|page| !page.contains("as it is now"));

    fs::remove_file(&path).expect("it is there");
    let page = server.until(|page| page.contains("annot read amber/README.md"));
    assert!(page.contains(">Third<"), "the last good form");
    server.save_by_rename(&card("Fourth"));
    let page = server.until(|page| page.contains(">Fourth<"));
    assert!(!page.contains("annot read"));

    server.save("\0\u{1}\u{2}");
    server.until(|page| page.contains("it is not text") && page.contains(">Fourth<"));
    server.save("# No gate\n");
    server.until(|page| !page.contains("Fourth") && !page.contains("Company"));
    server.save(&card("Fifth"));
    server.until(|page| page.contains(">Fifth<"));
}

#[test]
fn a_folder_may_go_and_come() {
    let server = Server::start();
    let folder = server.folder.path().join("amber");
    let away = server.folder.path().join("away");
    fs::rename(&folder, &away).expect("a new name");
    server.until(|page| page.contains("annot read amber/README.md"));
    fs::rename(&away, &folder).expect("the old name");
    server.until(|page| !page.contains("annot read amber/README.md"));
    server.save(&card("Second"));
    server.until(|page| page.contains(">Second<"));
}

#[cfg(unix)]
#[test]
fn a_link_is_followed() {
    let folder = tempfile::tempdir().expect("there is room");
    let server = Server::start();
    let real = folder.path().join("card.md");
    fs::write(&real, card("Linked")).expect("there is room");
    let link = server.folder.path().join(CARD);
    fs::remove_file(&link).expect("it is there");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    server.until(|page| page.contains(">Linked<"));
    let mut listener = server.listen();
    fs::write(&real, card("Changed")).expect("there is room");
    listener.until("event: page");
    server.until(|page| page.contains(">Changed<"));
}

#[test]
fn what_cannot_be_served_is_said() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("README.md"), card("First")).expect("there is room");
    fs::write(folder.path().join("picture.md"), b"\0").expect("there is room");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    for (arguments, said) in [
        (
            &["serve", "--port", &port][..],
            format!("port {port} is taken"),
        ),
        (
            &["serve", "missing.md"],
            "cannot read missing.md".to_owned(),
        ),
        (&["serve", "picture.md"], "it is not text".to_owned()),
        (&["serve", "."], "is a folder".to_owned()),
        (&["serve", "-"], "standard input".to_owned()),
        (&["serve", "--port", "70000"], "70000".to_owned()),
    ] {
        let output = run(folder.path(), arguments);
        let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains(&said), "{arguments:?}: {stderr}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_at_once() {
    let mut server = Server::start();
    let mut listener = server.listen();
    let _idle = server.connect();
    let start = Instant::now();
    server.signal("-INT");
    let status = server.child.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    let mut rest = String::new();
    let _ = listener.0.read_to_string(&mut rest);
    TcpStream::connect(server.address).expect_err("nobody listens any more");
}

#[cfg(target_os = "linux")]
#[test]
fn a_thousand_saves_cost_nothing() {
    let server = Server::start();
    let mut listener = server.listen();
    let mut save = |number: usize| {
        server.save_by_rename(&card(&format!("Save {number}")));
        listener.until("event: page");
        let page = server.get("/");
        assert!(page.contains(&format!("Save {number}<")), "save {number}");
    };
    (0..50).for_each(&mut save);
    let (memory, files) = (server.memory(), server.open_files());
    (50..SAVES).for_each(&mut save);
    let (after, files_after) = (server.memory(), server.open_files());
    println!("memory: {memory} KiB before, {after} KiB after; files: {files}, {files_after}");
    assert!(
        after < memory + GROWTH,
        "{memory} KiB before, {after} KiB after"
    );
    assert!(
        files_after <= files + 2,
        "{files} before, {files_after} after"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn listeners_are_bounded_and_forgotten() {
    let server = Server::start();
    // It has all that it needs once it has answered.
    server.get("/");
    let files = server.open_files();
    let listeners: Vec<Listener> = (0..32).map(|_| server.listen()).collect();
    assert_eq!(status(&server.get("/events")), "503");
    assert_eq!(status(&server.get("/")), "200", "the page still comes");
    drop(listeners);
    let end = Instant::now() + PATIENCE;
    while server.open_files() > files + 2 {
        assert!(Instant::now() < end, "connections that are gone stay open");
        thread::sleep(Duration::from_millis(20));
    }
    drop(server.listen());
}
