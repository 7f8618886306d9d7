//! Where the book is served, for those that link to it, and whether there is a browser to open it in.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use anyhow::Context;

use checker::own::Own;

/// Remembers at which port it was served last.
const SERVED: &str = "served";

/// How long it is waited for whoever serves it.
const ANSWER: Duration = Duration::from_millis(50);

/// Where mdBook serves a book.
const PORT: u16 = 3000;

/// Notes where the book is served, so that reports can link to it, for as long as somebody answers there.
pub fn note(root: &Path, port: u16) -> anyhow::Result<()> {
    Own::Exercises.write(root, SERVED, &port.to_string()).context("cannot note where the book is served")
}

/// Where the book is served now.
pub fn served(root: &Path) -> Option<String> {
    let noted = std::fs::read_to_string(Own::Exercises.kept(root).join(SERVED)).ok()?;
    let port: u16 = noted.trim().parse().ok()?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpStream::connect_timeout(&address, ANSWER).ok().map(|_| format!("http://localhost:{port}/"))
}

/// Where it was built, if it was.
pub fn built(root: &Path) -> Option<String> {
    let folder = root.join("target/book");
    let path = folder.to_str().filter(|path| path.bytes().all(|byte| byte.is_ascii_graphic()))?;
    folder.join("index.html").is_file().then(|| format!("file://{path}/"))
}

/// A listener at the port that mdBook itself would take, or where somebody has that one, at any other.
pub fn listener(host: &str) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind((host, PORT)).or_else(|_| TcpListener::bind((host, 0)));
    listener.context("cannot find a free port for the book")
}

/// Whether there is a browser to open.
pub fn has_browser() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|set| !set.is_empty()))
}
