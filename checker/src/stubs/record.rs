//! What each stub was when it was last derived, by its digest: that is how somebody's own work is known.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::files::read;

/// Below `exercises/`: the digest of each stub as it was last written here.
pub const RECORD: &str = ".stubs";

const HEADER: &str = "# Digests of the stubs as derived. A file with another digest is somebody's own work.\n";

/// The digests by the paths of their files below `exercises/`; none where nothing was ever written.
pub fn read_all(exercises: &Path) -> Result<BTreeMap<String, String>> {
    let text = read(&exercises.join(RECORD))?.unwrap_or_default();
    let entries = text.lines().filter(|line| !line.starts_with('#'));
    let entries = entries.filter_map(|line| line.split_once(' '));
    Ok(entries.map(|(digest, path)| (path.to_owned(), digest.to_owned())).collect())
}

/// The text of the record.
pub fn print(record: &BTreeMap<String, String>) -> String {
    let lines = record.iter().map(|(path, digest)| format!("{digest} {path}\n"));
    HEADER.to_owned() + &lines.collect::<String>()
}

/// 64-bit FNV-1a: it has to notice an edit, not an attack, and to stay the same for ever.
pub fn digest(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
