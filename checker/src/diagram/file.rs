//! The file of a diagram: read only where it is a file, and only as much as a diagram can have.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 1024 * 1024;

/// Why a file holds no diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is no such file.
    Missing,
    /// It can't be read, or holds more than a diagram: what it is, as the rest of a sentence.
    Unfit(String),
}

/// The text of a file. Bytes that are not UTF-8 become U+FFFD.
///
/// Nothing is waited for: a named pipe (`fifo(7)`) is opened with `O_NONBLOCK`, and not read.
///
/// # Errors
/// There is no such file; it is no regular file (`inode(7)`), has more than [`MOST_BYTES`], or the system refuses it.
pub fn text(path: &Path) -> Result<String, Unread> {
    let unfit = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => Unread::Missing,
        _ => Unread::Unfit(format!("it can't be read: {error}")),
    };
    let file = OpenOptions::new().read(true).custom_flags(libc_nonblock()).open(path).map_err(unfit)?;
    let kind = file.metadata().map_err(unfit)?;
    if !kind.is_file() {
        return Err(Unread::Unfit(format!("it is {}", name(kind.file_type()))));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unfit)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unread::Unfit(format!("it has more than {MOST_BYTES} bytes")));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn libc_nonblock() -> i32 {
    nix::fcntl::OFlag::O_NONBLOCK.bits()
}

fn name(kind: std::fs::FileType) -> &'static str {
    match () {
        () if kind.is_dir() => "a folder",
        () if kind.is_fifo() => "a named pipe",
        () if kind.is_socket() => "a socket",
        () => "a device",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_of_a_diagram_s_size_is_read() {
        let folder = std::env::temp_dir().join(format!("checker-diagram-file-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
        write("right", b"a\xff");
        write("large", &vec![b' '; MOST_BYTES as usize + 1]);
        nix::unistd::mkfifo(&folder.join("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.join("device")).unwrap();
        let unfit = |what: &str| Err(Unread::Unfit(what.to_owned()));
        let table = [
            ("right", Ok("a\u{fffd}".to_owned())),
            ("none", Err(Unread::Missing)),
            ("large", unfit("it has more than 1048576 bytes")),
            ("pipe", unfit("it is a named pipe")),
            ("device", unfit("it is a device")),
            ("", unfit("it is a folder")),
        ];
        for (file, expected) in table {
            assert_eq!(text(&folder.join(file)), expected, "{file}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
