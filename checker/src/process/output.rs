//! Reading a program's stdout from a raw pseudo-terminal and its stderr from a pipe, line by line.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};

use crate::journal::{Journal, Output, ProgramState};
use crate::screen::{self, Emulator, Size};
use crate::trace::{Excerpt, What};

/// Bytes of a stream that are kept: the longest line of the contract and as much again; the rest is only counted.
const KEPT: usize = 2 * 1024 * 1024 + 4096;

/// Bytes that are read at once: as much as a terminal has. Most programs print less, and each thread fills its own with zeros first.
const PIECE: usize = 4096;

/// A pseudo-terminal without echo and without any translation.
pub struct Terminal {
    pub ours: OwnedFd,
    pub child: OwnedFd,
}

impl Terminal {
    pub fn open() -> nix::Result<Terminal> {
        let (ours, child) = screen::open()?;
        make_raw(&child)?;
        // The size of an ordinary terminal: without one, ss(8) leaves no space between its columns.
        screen::set_size(&child, Size { columns: 80, rows: 24 });
        Ok(Terminal { ours, child })
    }
}

fn make_raw(terminal: impl AsFd) -> nix::Result<()> {
    let mut settings = tcgetattr(&terminal)?;
    cfmakeraw(&mut settings);
    tcsetattr(&terminal, SetArg::TCSANOW, &settings)
}

/// Reads stdout to its end, line by line.
pub fn read_lines(journal: &Journal, id: usize, terminal: OwnedFd) {
    read_terminal(terminal, |bytes| take(journal, id, bytes, stdout, |bytes| What::Printed { bytes }));
    journal.write(|state| state.programs[id].stdout.closed = true);
}

/// Reads what a full-screen program draws, to its end; what the terminal answers goes back to it.
pub fn read_screen(
    journal: &Journal,
    id: usize,
    terminal: OwnedFd,
    emulator: &Mutex<Emulator>,
    answer: &dyn Fn(Vec<u8>),
) {
    read_terminal(terminal, |bytes| {
        let answers = draw(journal, id, emulator, |emulator| emulator.take(bytes));
        if !answers.is_empty() {
            answer(answers);
        }
    });
    journal.write(|state| state.programs[id].stdout.closed = true);
}

/// Does something with a terminal, and writes down how it is afterwards.
pub fn draw<T>(journal: &Journal, id: usize, emulator: &Mutex<Emulator>, change: impl FnOnce(&mut Emulator) -> T) -> T {
    // Held until the record has it: two that draw must not be told in the other order.
    let mut emulator = emulator.lock().unwrap_or_else(PoisonError::into_inner);
    let result = change(&mut emulator);
    let display = Some(Box::new(emulator.display()));
    journal.write(|state| state.programs[id].screen = display);
    result
}

/// Reads a terminal to its end. EIO says that nobody has the terminal open, but on Linux it may come
/// while bytes are still on their way through it: three in a row, a moment apart, are the end.
fn read_terminal(terminal: OwnedFd, mut take: impl FnMut(&[u8])) {
    let mut terminal = File::from(terminal);
    let mut buffer = [0; PIECE];
    let mut ends = 0;
    while ends < 3 {
        match terminal.read(&mut buffer) {
            Ok(length) if length > 0 => {
                ends = 0;
                take(&buffer[..length]);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            _ => {
                ends += 1;
                std::thread::park_timeout(Duration::from_micros(300));
            }
        }
    }
}

/// Reads stderr to its end.
pub fn read_pipe(journal: &Journal, id: usize, mut pipe: impl Read) {
    let mut buffer = [0; PIECE];
    loop {
        match pipe.read(&mut buffer) {
            Ok(length) if length > 0 => {
                take(journal, id, &buffer[..length], stderr, |bytes| What::Complained { bytes })
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            _ => break,
        }
    }
    journal.write(|state| state.programs[id].stderr.closed = true);
}

fn stdout(program: &mut ProgramState) -> &mut Output {
    &mut program.stdout
}

fn stderr(program: &mut ProgramState) -> &mut Output {
    &mut program.stderr
}

fn take(
    journal: &Journal,
    id: usize,
    bytes: &[u8],
    which: fn(&mut ProgramState) -> &mut Output,
    what: fn(Excerpt) -> What,
) {
    let micros = journal.micros();
    journal.write(|state| {
        let program = &mut state.programs[id];
        let lane = program.lane.clone();
        for line in which(program).take(bytes, KEPT) {
            state.push(micros, &lane, None, what(Excerpt::of_line(&line)));
        }
    });
}
