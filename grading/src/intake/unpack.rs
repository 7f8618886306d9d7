//! Archives and folders in, a [`Tree`] out: within the limits, and nothing but regular files.

use std::io::{Cursor, Read, Seek, Write};

use cap_std::fs::{Dir, FileTypeExt, PermissionsExt};

use crate::problem::{Problem, problem};
use crate::tree::{self, Budget, File, Place, Tree};

/// What is put into a tree, below a folder of it, as long as the budget lasts.
pub struct Sink<'a> {
    /// What it is put into.
    pub tree: &'a mut Tree,
    /// What may still be taken.
    pub budget: &'a mut Budget,
    /// The folder, with `/` behind it; empty for the tree itself.
    pub prefix: String,
}

/// How the bytes of an archive begin, and what it is then.
const MAGIC: &[(&[u8], Kind)] =
    &[(b"PK\x03\x04", Kind::Zip), (b"PK\x05\x06", Kind::Zip), (b"\x1f\x8b", Kind::TarGz), (b"\xfd7zXZ\0", Kind::TarXz)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Zip,
    TarGz,
    TarXz,
    Tar,
}

/// A mode's bits that say what a file is, and two of the kinds (`inode(7)`).
const KIND: u32 = 0o170_000;
const LINK: u32 = 0o120_000;
const REGULAR: u32 = 0o100_000;

impl Sink<'_> {
    /// Unpacks an archive.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn archive(&mut self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        self.budget.unpacks(bytes.len() as u64);
        let kind = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
        match kind.unwrap_or(Kind::Tar) {
            Kind::Zip => self.zip(name, Cursor::new(bytes)),
            Kind::TarGz => self.tar(name, flate2::read::MultiGzDecoder::new(bytes)),
            Kind::TarXz => {
                let mut plain = Bounded { bytes: Vec::new(), most: self.budget.left() };
                lzma_rs::xz_decompress(&mut &bytes[..], &mut plain).map_err(|error| match plain.is_full() {
                    true => problem("bomb", format!("{name} unpacks to more than a hand-in may have")),
                    false => damaged(name, &error),
                })?;
                self.tar(name, &plain.bytes[..])
            }
            Kind::Tar => self.tar(name, bytes),
        }
    }

    fn zip(&mut self, name: &str, archive: impl Read + Seek) -> Result<(), Problem> {
        let mut archive = zip::ZipArchive::new(archive).map_err(|error| damaged(name, &error))?;
        for index in 0..archive.len() {
            self.zip_entry(name, &mut archive, index, |raw| Some(raw.to_vec()))?;
        }
        Ok(())
    }

    /// Takes an entry of a zip, at the path that `rename` makes of its own.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn zip_entry(
        &mut self,
        name: &str,
        archive: &mut zip::ZipArchive<impl Read + Seek>,
        index: usize,
        rename: impl Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> Result<(), Problem> {
        let mut entry = archive.by_index(index).map_err(|error| damaged(name, &error))?;
        // Windows writes its own separators into archives.
        let raw: Vec<u8> = entry.name_raw().iter().map(|byte| if *byte == b'\\' { b'/' } else { *byte }).collect();
        let Some(raw) = rename(&raw) else { return Ok(()) };
        let mode = entry.unix_mode().unwrap_or(REGULAR);
        if raw.ends_with(b"/") {
            // A folder comes with its files; one that leads out is a problem all the same.
            return tree::place(&raw, &mut Vec::new()).map(drop);
        }
        match mode & KIND {
            LINK => {
                let mut target = Vec::new();
                (&mut entry).take(4096).read_to_end(&mut target).map_err(|error| damaged(name, &error))?;
                self.link(&raw, &target)
            }
            REGULAR | 0 => self.file(&raw, mode & 0o111 != 0, &mut entry),
            _ => Err(special(&raw)),
        }
    }

    fn tar(&mut self, name: &str, stream: impl Read) -> Result<(), Problem> {
        use tar::EntryType;
        let mut archive = tar::Archive::new(stream);
        for entry in archive.entries().map_err(|error| damaged(name, &error))? {
            let mut entry = entry.map_err(|error| damaged(name, &error))?;
            let raw = entry.path_bytes().into_owned();
            let executable = entry.header().mode().unwrap_or(0) & 0o111 != 0;
            match entry.header().entry_type() {
                EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                    self.file(&raw, executable, &mut entry)?;
                }
                EntryType::Directory => drop(tree::place(&raw, &mut Vec::new())?),
                EntryType::Symlink => {
                    let target = entry.link_name_bytes().unwrap_or_default().into_owned();
                    self.link(&raw, &target)?;
                }
                EntryType::Link => {
                    // A hard link's target is named from the top of the archive.
                    let target = entry.link_name_bytes().unwrap_or_default().into_owned();
                    tree::place(&target, &mut Vec::new()).map_err(|_| outside(&raw, &target))?;
                    self.tree.leave_out("a link");
                }
                EntryType::Char | EntryType::Block | EntryType::Fifo => return Err(special(&raw)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes what lies in a folder.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn folder(&mut self, folder: &Dir, above: &[u8]) -> Result<(), Problem> {
        let here = tree::text(above);
        let failed = |error: std::io::Error| problem("cannot-unpack", format!("{here:?} can't be read: {error}"));
        let mut entries: Vec<_> = folder.entries().map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        entries.sort_by_key(cap_std::fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let raw = [above, std::os::unix::ffi::OsStrExt::as_bytes(&*name)].concat();
            // It is not followed where it is a link.
            let about = folder.symlink_metadata(&name).map_err(failed)?;
            let kind = about.file_type();
            if kind.is_dir() {
                let probe = [&raw[..], b"/x"].concat();
                match tree::place(&probe, &mut Vec::new())? {
                    Place::LeftOut(what) => self.tree.leave_out(&what),
                    Place::At(_) => {
                        self.folder(&folder.open_dir(&name).map_err(failed)?, &[&raw[..], b"/"].concat())?
                    }
                }
            } else if kind.is_symlink() {
                let target = folder.read_link_contents(&name).map_err(failed)?;
                self.link(&raw, std::os::unix::ffi::OsStrExt::as_bytes(target.as_os_str()))?;
            } else if kind.is_file() {
                let mut file = folder.open(&name).map_err(failed)?;
                self.file(&raw, about.permissions().mode() & 0o111 != 0, &mut file)?;
            } else {
                debug_assert!(kind.is_fifo() || kind.is_socket() || kind.is_char_device() || kind.is_block_device());
                return Err(special(&raw));
            }
        }
        Ok(())
    }

    /// Takes one file.
    ///
    /// # Errors
    /// Its name leads out, or it is too much.
    pub fn file(&mut self, raw: &[u8], executable: bool, bytes: &mut impl Read) -> Result<(), Problem> {
        match tree::place(raw, &mut self.tree.notes)? {
            Place::LeftOut(what) => self.tree.leave_out(&what),
            Place::At(path) => {
                let mut read = Vec::new();
                bytes.take(self.budget.left() + 1).read_to_end(&mut read).map_err(|error| damaged(&path, &error))?;
                self.budget.take(&path, read.len() as u64)?;
                self.tree.put(format!("{}{path}", self.prefix), File { bytes: read, executable })?;
            }
        }
        Ok(())
    }

    /// A link is never followed: one that stays inside is left out, any other is a problem.
    fn link(&mut self, raw: &[u8], target: &[u8]) -> Result<(), Problem> {
        let path = match tree::place(raw, &mut Vec::new())? {
            Place::LeftOut(what) => {
                self.tree.leave_out(&what);
                return Ok(());
            }
            Place::At(path) => path,
        };
        let mut depth = path.matches('/').count();
        for part in target.split(|byte| *byte == b'/') {
            match part {
                b"" | b"." => {}
                b".." if depth == 0 => return Err(outside(raw, target)),
                b".." => depth -= 1,
                _ => depth += 1,
            }
        }
        if target.starts_with(b"/") {
            return Err(outside(raw, target));
        }
        self.tree.leave_out("a link");
        Ok(())
    }
}

fn outside(raw: &[u8], target: &[u8]) -> Problem {
    let (name, target) = (tree::text(raw), tree::text(target));
    problem("link", format!("{name} is a link to {target}, which lies outside: nothing of it was read"))
}

fn special(raw: &[u8]) -> Problem {
    problem("special", format!("{} is a FIFO, a socket or a device, and no file", tree::text(raw)))
}

fn damaged(name: &str, error: &dyn std::fmt::Display) -> Problem {
    problem("cannot-unpack", format!("{name} can't be unpacked here: {error}"))
}

/// A writer that takes so many bytes and no more.
struct Bounded {
    bytes: Vec<u8>,
    most: u64,
}

impl Bounded {
    fn is_full(&self) -> bool {
        self.bytes.len() as u64 >= self.most
    }
}

impl Write for Bounded {
    fn write(&mut self, more: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() as u64 + more.len() as u64 > self.most {
            self.most = 0;
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
