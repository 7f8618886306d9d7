//! Opens the course in a browser: finds mdBook or installs it, and lets it serve the book.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, ensure};

use checker::own::Own;

use super::out::say;

/// The mdBook that the book is written for.
const VERSION: &str = "0.5";

/// Remembers at which port it was served last.
const SERVED: &str = "served";

/// How long it is waited for whoever serves it.
const ANSWER: Duration = Duration::from_millis(50);

/// Where mdBook serves a book.
const PORT: u16 = 3000;

/// Serves the book until that is interrupted, and gives mdBook's exit status.
pub fn open(root: &Path) -> anyhow::Result<u8> {
    let tools = root.join("target/tools");
    let installed = tools.join("bin/mdbook");
    let mdbook = match [PathBuf::from("mdbook"), installed.clone()].into_iter().find(|mdbook| is_right(mdbook)) {
        Some(mdbook) => mdbook,
        None => {
            install(root, &tools)?;
            installed
        }
    };
    let port = port()?;
    let mut serve = Command::new(&mdbook);
    serve.args(["serve", "book", "--port", &port.to_string()]).current_dir(root);
    if has_browser() {
        serve.arg("--open");
    } else {
        say(&format!("There is no browser to open here: read the course at http://localhost:{port}\n"))?;
    }
    // So that reports can link to it, for as long as somebody answers there.
    Own::Exercises.write(root, SERVED, &port.to_string()).context("cannot note where the book is served")?;
    let status = serve.status().with_context(|| format!("cannot start {}", mdbook.display()))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(3))
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

/// Whether that is an mdBook of the right version.
fn is_right(mdbook: &Path) -> bool {
    let said = Command::new(mdbook).arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output();
    let said = said.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    said.starts_with(&format!("mdbook v{VERSION}."))
}

fn install(root: &Path, tools: &Path) -> anyhow::Result<()> {
    let target = tools.strip_prefix(root).unwrap_or(tools).display();
    say(&format!("mdBook {VERSION} is not here yet. Cargo now installs it into {target}, once: about two minutes.\n"))?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(&cargo)
        .args(["install", "mdbook", "--version", &format!("^{VERSION}"), "--locked", "--root"])
        .arg(tools)
        .current_dir(root)
        .status()
        .with_context(|| format!("cannot start {}, which installs mdBook", cargo.display()))?;
    ensure!(status.success(), "cargo could not install mdBook ({status})");
    Ok(())
}

/// The port that mdBook itself would take, or where somebody has that one, any other: mdBook would panic.
fn port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind(("localhost", PORT)).or_else(|_| TcpListener::bind(("localhost", 0)));
    let address = listener.and_then(|listener| listener.local_addr());
    Ok(address.context("cannot find a free port for the book")?.port())
}

fn has_browser() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|set| !set.is_empty()))
}
