//! Compiles the checker with the book in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

use super::{PROGRAM, Wanted};

/// How it is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As it is to be given away: optimised, small, and without the paths of the machine that has compiled it.
    Release,
    /// As it is compiled for work, which is quicker.
    Dev,
}

/// Gives the program's file.
pub fn checker(root: &Path, folder: &Path, wanted: &Wanted) -> anyhow::Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "-q", "-p", PROGRAM, "--bin", PROGRAM, "--features", "book"]);
    // In a folder of its own: what lies in the usual one is the checker without the book, and other flags.
    cargo.arg("--message-format=json-render-diagnostics").arg("--target-dir").arg(folder.join("build"));
    if let Some(target) = &wanted.target {
        cargo.args(["--target", target]);
    }
    match wanted.how {
        How::Dev => cargo.env("CARGO_PROFILE_DEV_DEBUG", "false"),
        How::Release => {
            let registry = home().join("registry/src");
            let nowhere = |path: &Path, name: &str| format!("--remap-path-prefix={}={name}", path.display());
            let flags = [nowhere(root, "course"), nowhere(&registry, "crates")].join("\x1f");
            cargo.arg("--release").env("CARGO_ENCODED_RUSTFLAGS", flags).env("CARGO_PROFILE_RELEASE_STRIP", "symbols")
        }
    };
    let output = cargo.current_dir(root).stderr(Stdio::inherit()).output().context("cannot start cargo")?;
    ensure!(output.status.success(), "the checker can't be compiled ({})", output.status);
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let executable = |line: &str| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message["executable"].as_str()?))
    };
    messages.lines().rev().find_map(executable).context("cargo has compiled no program")
}

/// Where cargo keeps what it has fetched.
fn home() -> PathBuf {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    named.unwrap_or_else(|| std::env::home_dir().unwrap_or_default().join(".cargo"))
}
