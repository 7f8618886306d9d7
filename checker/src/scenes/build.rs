//! Builds the solutions and the examples beside them, and finds out where cargo has put each.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde_json::Value;

/// The programs that scenes may start.
pub struct Programs {
    /// Where each binary and example is.
    pub paths: HashMap<String, PathBuf>,
    /// The folder in which everything is started.
    pub folder: PathBuf,
}

/// # Errors
/// Cargo can't be started, or can't build them; it says why on stderr itself.
pub fn build(root: &Path) -> anyhow::Result<Programs> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(&cargo)
        .args([
            "build",
            "-q",
            "-p",
            "solutions",
            "--features",
            "tui",
            "--bins",
            "--examples",
            "--message-format=json-render-diagnostics",
        ])
        .arg("--target-dir=target/graded")
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", cargo.display()))?;
    ensure!(output.status.success(), "the solutions can't be built");
    let mut paths = HashMap::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let message: Value = serde_json::from_slice(line).unwrap_or_default();
        if let (Some(name), Some(path)) = (message["target"]["name"].as_str(), message["executable"].as_str()) {
            paths.insert(name.to_owned(), PathBuf::from(path));
        }
    }
    Ok(Programs { paths, folder: root.to_owned() })
}
