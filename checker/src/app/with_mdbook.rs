//! `checker book` where the book is not part of the checker: finds mdBook or installs it, and lets it serve the book.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use checker::process;

use super::browse;
use super::out::say;

/// The mdBook that the book is written for.
const VERSION: &str = "0.5";

/// Serves the book until that is interrupted.
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
    // Whoever has the port is found out here: mdBook would panic.
    let port = browse::listener("localhost")?.local_addr().context("cannot find a free port for the book")?.port();
    let mut serve = Command::new(&mdbook);
    serve.args(["serve", "book", "--port", &port.to_string()]).current_dir(root);
    if browse::has_browser() {
        serve.arg("--open");
    } else {
        say(&format!("There is no browser to open here: read the course at http://localhost:{port}\n"))?;
    }
    browse::note(root, port)?;
    process::run_instead(&mut serve).with_context(|| format!("cannot start {}", mdbook.display()))
}

/// Whether that is an mdBook of the right version.
fn is_right(mdbook: &Path) -> bool {
    let said = Command::new(mdbook).arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output();
    let said = said.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    said.starts_with(&format!("mdbook v{VERSION}."))
}

fn install(root: &Path, tools: &Path) -> anyhow::Result<()> {
    let target = tools.strip_prefix(root).unwrap_or(tools).display();
    say(&format!("mdBook {VERSION} is not here yet. Cargo now installs it into {target}, once: a few minutes.\n"))?;
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
