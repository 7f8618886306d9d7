//! What can be seen of a script that the system can't start, and that the system does not say: execve(2).

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

use crate::trace::escape;

/// Bytes of the first line that the kernel reads.
const FIRST_LINE: u64 = 256;

/// Why the first line of a script can't be meant as it stands. With CR LF at its end the kernel takes the CR for a part
/// of the interpreter's name, and `env` for a part of the program's: that one starts, and its words say little.
pub fn mistake(program: &str, folder: &Path) -> Option<&'static str> {
    interpreter(program, folder).filter(|line| line.ends_with(b"\r")).map(
        |_| "its first line ends as on Windows, with CR LF, and the CR is taken for a part of the interpreter's name",
    )
}

/// Why the system finds no such program.
pub fn hint(program: &str, folder: &Path) -> Option<String> {
    if !program.contains('/') {
        return folder.join(program).is_file().then(|| {
            format!("a name without a slash is looked up in PATH; the file beside programs.toml is `./{program}`")
        });
    }
    let line = interpreter(program, folder)?;
    Some(format!("its first line names {}, which is not here", escape(line.trim_ascii())))
}

/// What stands behind `#!` in the first line of a file that is started.
fn interpreter(program: &str, folder: &Path) -> Option<Vec<u8>> {
    let path = folder.join(Some(program).filter(|program| program.contains('/'))?);
    // Whoever opens a FIFO waits for its other end.
    let file = File::open(path.metadata().ok().filter(Metadata::is_file).map(|_| path)?).ok()?;
    let mut start = Vec::new();
    file.take(FIRST_LINE).read_to_end(&mut start).ok()?;
    let line = start.split(|byte| *byte == b'\n').next()?;
    line.strip_prefix(b"#!").map(<[u8]>::to_vec)
}
