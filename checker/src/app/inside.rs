//! The book that is part of this program.

use std::collections::BTreeMap;
use std::io::Read;

use anyhow::Context;
use flate2::read::GzDecoder;
use tar::Archive;

/// `cargo proof pack` builds it, and then compiles this.
static PACKED: &[u8] = include_bytes!("../../../target/one-file/book.tar.gz");

/// Its files, by their paths in the built book: `lab1.html`.
pub fn book() -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    read().context("cannot read the book that is part of this program")
}

fn read() -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in Archive::new(GzDecoder::new(PACKED)).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.insert(path, bytes);
    }
    Ok(files)
}
