//! The lines of stdin, as they are typed, for a loop that must not wait for them.
//!
//! It is given; you need not change it.

use std::io::{self, ErrorKind, Read, Stdin};

use crate::watch::{Interest, Watch, Watched};

/// The most that one read takes. It is larger than the buffer of `Stdin`, which then keeps nothing back: a line in
/// there would be one that the system has no more, and so tells nobody of.
const PIECE: usize = 64 * 1024;

/// The keyboard, or a pipe or a file in its place.
pub struct Keyboard {
    /// None for a file: the system does not watch files, because one can always go on reading them.
    watched: Option<Watched<Stdin>>,
    /// The beginning of a line whose end is still to come.
    begun: Vec<u8>,
}

impl Keyboard {
    /// Watches stdin with this key.
    pub fn new(watch: &Watch, key: usize) -> io::Result<Keyboard> {
        let watched = match watch.add(io::stdin(), key, Interest::Reading) {
            Ok(watched) => Some(watched),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => None,
            Err(error) => return Err(error),
        };
        Ok(Keyboard { watched, begun: Vec::new() })
    }

    /// Whether nobody tells when it can be read, because it always can.
    pub fn is_a_file(&self) -> bool {
        self.watched.is_none()
    }

    /// From now on it waits for this.
    pub fn wait_for(&mut self, interest: Interest) -> io::Result<()> {
        self.watched.as_mut().map_or(Ok(()), |watched| watched.wait_for(interest))
    }

    /// Reads once, and gives the lines that are whole by now, without their newlines; `None` at the end of stdin.
    ///
    /// Only when it can be read: this is the one read in the loop that would wait. Stdin is not made non-blocking,
    /// because the terminal belongs to the shell as well.
    pub fn read(&mut self) -> io::Result<Option<Vec<Vec<u8>>>> {
        let mut piece = [0; PIECE];
        match io::stdin().read(&mut piece)? {
            // The last line may have no newline.
            0 if self.begun.is_empty() => Ok(None),
            0 => Ok(Some(vec![std::mem::take(&mut self.begun)])),
            length => Ok(Some(self.split(&piece[..length]))),
        }
    }

    fn split(&mut self, piece: &[u8]) -> Vec<Vec<u8>> {
        let mut lines: Vec<Vec<u8>> = piece.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        // The first one goes on from what had begun, and the last one has only begun.
        lines[0].splice(..0, std::mem::take(&mut self.begun));
        self.begun = lines.pop().unwrap_or_default();
        lines
    }
}
