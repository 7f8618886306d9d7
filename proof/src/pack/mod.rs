//! Packs the checker with the book in it, to be installed without cargo and without mdBook: as a wheel for pip, and as a
//! tar archive. Both hold one program, the licenses, and a page that says how to begin.

mod archive;
mod book;
mod compile;
mod platform;
mod wheel;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

pub use compile::How;

/// What is packed is called so, and has the version of the course.
const NAME: &str = "socket-workbook";
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// How the program is called.
const PROGRAM: &str = "checker";

/// What stands beside the program.
const BEGIN: &str = include_str!("begin.md");

/// What is asked for.
pub struct Wanted {
    pub how: How,
    /// For which target; for this machine's where none is named.
    pub target: Option<String>,
}

/// What is packed.
struct Contents {
    program: Vec<u8>,
    /// By their names.
    licenses: Vec<(&'static str, Vec<u8>)>,
}

/// Builds the book, then the checker with it, and packs that.
///
/// # Errors
/// There is no mdBook; something can't be built or written; the program wants more than a usual Linux has.
pub fn run(root: &Path, wanted: &Wanted, tell: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let folder = root.join("target/one-file");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    book::build(root, &folder)?;
    let program = read(&compile::checker(root, &folder, wanted)?)?;
    let platforms = platform::of(&program)?;
    let license = |name| Ok((name, read(&root.join(name))?));
    let licenses = ["LICENSE-APACHE", "LICENSE-MIT"].map(license).into_iter().collect::<anyhow::Result<_>>()?;
    let contents = Contents { program, licenses };
    for (name, bytes) in [archive::pack(&contents)?, wheel::pack(&contents, &platforms)?] {
        let file = folder.join(name);
        fs::write(&file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
        let shown = file.strip_prefix(root).unwrap_or(&file).display();
        tell(&format!("{shown}  {:.1} MB", bytes.len() as f64 / 1e6));
    }
    Ok(())
}

fn read(file: &PathBuf) -> anyhow::Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
