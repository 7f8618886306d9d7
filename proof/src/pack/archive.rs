//! The tar archive: for who has no pip.

use std::env::consts::{ARCH, OS};
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, Header};

use super::{BEGIN, Contents, NAME, PROGRAM, VERSION};

/// Its name and its bytes. Everything is in one folder.
pub fn pack(contents: &Contents) -> io::Result<(String, Vec<u8>)> {
    let folder = format!("{NAME}-{VERSION}");
    let mut tar = Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    add(&mut tar, &format!("{folder}/{PROGRAM}"), &contents.program, 0o755)?;
    add(&mut tar, &format!("{folder}/README.md"), BEGIN.as_bytes(), 0o644)?;
    for (name, text) in &contents.licenses {
        add(&mut tar, &format!("{folder}/{name}"), text, 0o644)?;
    }
    Ok((format!("{folder}-{ARCH}-{OS}.tar.gz"), tar.into_inner()?.finish()?))
}

/// Adds a file that is nobody's and of no date: the same contents give the same archive.
pub fn add(tar: &mut Builder<impl Write>, path: &str, bytes: &[u8], mode: u32) -> io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(mode);
    header.set_mtime(0);
    tar.append_data(&mut header, path, bytes)
}
