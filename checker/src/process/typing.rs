//! What is typed into a program, in its order, by a thread that a program which does not read may hold up.

use std::io::Write;
use std::sync::mpsc::Receiver;

use crate::journal::Journal;
use crate::trace::{Excerpt, What};

/// A piece of what is typed.
pub(super) enum Input {
    Bytes(Vec<u8>),
    /// What a terminal sends by itself, or of which the record has said more than its bytes do.
    Unseen(Vec<u8>),
    End,
}

/// Hands what is typed to the program; one that does not read holds only this thread up.
pub(super) fn feed(journal: &Journal, lane: &str, mut stdin: Option<Box<dyn Write + Send>>, input: Receiver<Input>) {
    for piece in input {
        match piece {
            Input::Bytes(bytes) => {
                journal.event(lane, None, What::Typed { bytes: Excerpt::of_line(&bytes) });
                if let Some(pipe) = &mut stdin {
                    // A program that has closed its stdin does not want it.
                    let _ = pipe.write_all(&bytes);
                }
            }
            Input::Unseen(bytes) => {
                if let Some(terminal) = &mut stdin {
                    let _ = terminal.write_all(&bytes);
                }
            }
            Input::End => {
                journal.event(lane, None, What::StdinClosed);
                stdin = None;
            }
        }
    }
}
