//! A terminal emulator: bytes in, a screen and answers out; neither a program nor a clock.
//!
//! The screen itself is vt100's. In front of it stands a thin layer for what terminfo's `xterm-256color` promises
//! and vt100 does not know: line drawing, insertion, no wrapping, tabs backwards, a few ways to move, modes
//! 1047, 1048 and 1015; and the answers to what a program may ask.

mod display;
#[cfg(test)]
mod tests;

use std::num::NonZeroU16;

use vt100::Parser;

use crate::shot::Size;

/// Bytes of a sequence that are kept: anything longer is a window's title or an image.
const LONGEST: usize = 4096;

/// The characters of DEC's special graphics, from `_` on.
const GRAPHICS: [char; 32] = [
    ' ', '◆', '▒', '␉', '␌', '␍', '␊', '°', '±', '␤', '␋', '┘', '┐', '┌', '└', '┼', '⎺', '⎻', '─', '⎼', '⎽', '├', '┤',
    '┴', '┬', '│', '≤', '≥', 'π', '≠', '£', '·',
];

/// A terminal that draws into memory.
pub struct Emulator {
    parser: Parser,
    at: At,
    /// The sequence that has begun.
    sequence: Vec<u8>,
    /// Text that is still to be handed on.
    text: Vec<u8>,
    /// Whether G0 and G1 are the line drawing characters, and which of them is in use.
    drawing: [bool; 2],
    shifted: usize,
    inserting: bool,
    wrapping: bool,
    urxvt: bool,
    /// Bytes taken in so far.
    pub total: usize,
}

/// Where in its input it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Text,
    Escape,
    Control,
    /// Something that ends with ST or BEL: a title, a colour, a device's own.
    String,
}

impl Emulator {
    /// An empty screen of this size.
    pub fn new(size: Size) -> Emulator {
        Emulator {
            parser: Parser::new(positive(size.rows), positive(size.columns), 0),
            at: At::Text,
            sequence: Vec::new(),
            text: Vec::new(),
            drawing: [false; 2],
            shifted: 0,
            inserting: false,
            wrapping: true,
            urxvt: false,
            total: 0,
        }
    }

    /// Takes in what a program has written. Gives what the terminal answers.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut answers = Vec::new();
        self.total += bytes.len();
        for byte in bytes {
            self.step(*byte, &mut answers);
        }
        self.flush();
        answers
    }

    /// The window has another size. What is beyond it is cut off, as a terminal does with the alternate screen.
    pub fn resize(&mut self, size: Size) {
        let (row, column) = self.parser.screen().cursor_position();
        // From the top: vt100 would push rows out there that the cursor does not let go at the bottom.
        self.parser.process(b"\x1b[H");
        self.parser.set_size(positive(size.rows), positive(size.columns));
        let back = format!("\x1b[{};{}H", row.min(size.rows - 1) + 1, column.min(size.columns - 1) + 1);
        self.parser.process(back.as_bytes());
    }

    /// Its size, in cells.
    pub fn size(&self) -> Size {
        let (rows, columns) = self.parser.screen().size();
        Size { columns: columns.get(), rows: rows.get() }
    }

    fn step(&mut self, byte: u8, answers: &mut Vec<u8>) {
        match (self.at, byte) {
            (At::String, b'\x07' | b'\x18' | b'\x1a') => self.at = At::Text,
            // ST is ESC and a backslash: the backslash alone does nothing.
            (_, b'\x1b') => {
                self.at = At::Escape;
                self.sequence.clear();
            }
            (At::Text, _) => self.character(byte),
            (At::Escape | At::Control, b'\x18' | b'\x1a') => self.at = At::Text,
            (At::Escape | At::Control, 0..0x20) => self.text.push(byte),
            (At::Escape, _) => self.escape(byte),
            (At::Control, 0x20..0x40) if self.sequence.len() < LONGEST => self.sequence.push(byte),
            (At::Control, _) => {
                self.at = At::Text;
                let parameters = String::from_utf8_lossy(&self.sequence).into_owned();
                self.control(&parameters, byte, answers);
            }
            (At::String, _) => {}
        }
    }

    fn character(&mut self, byte: u8) {
        match byte {
            b'\x0e' => self.shifted = 1,
            b'\x0f' => self.shifted = 0,
            b'_'..=b'~' if self.drawing[self.shifted] => {
                self.make_room();
                let drawn = GRAPHICS[usize::from(byte - b'_')];
                self.text.extend_from_slice(drawn.encode_utf8(&mut [0; 4]).as_bytes());
            }
            _ => {
                // A character of several bytes begins with the first of them.
                if byte >= 0x20 && byte & 0xc0 != 0x80 {
                    self.make_room();
                }
                self.text.push(byte);
            }
        }
    }

    /// Before a character: in insert mode what stands there moves, and without wrapping the last column is written again.
    fn make_room(&mut self) {
        if self.inserting {
            self.pass(b"\x1b[@");
        }
        if !self.wrapping {
            self.flush();
            let columns = self.size().columns;
            if self.parser.screen().cursor_position().1 >= columns {
                self.pass(format!("\x1b[{columns}G").as_bytes());
            }
        }
    }

    fn escape(&mut self, byte: u8) {
        self.sequence.push(byte);
        self.at = At::Text;
        match (&self.sequence[..], byte) {
            ([b'['], _) => {
                self.at = At::Control;
                self.sequence.clear();
            }
            ([b']' | b'P' | b'X' | b'^' | b'_'], _) => self.at = At::String,
            ([b'(', _], set) => self.drawing[0] = set == b'0',
            ([b')', _], set) => self.drawing[1] = set == b'0',
            (_, 0x20..0x30) if self.sequence.len() < 4 => self.at = At::Escape,
            ([b'D'], _) => self.pass(b"\n"),
            ([b'E'], _) => self.pass(b"\r\n"),
            ([b'c'], _) => {
                let (size, total) = (self.size(), self.total);
                *self = Emulator { total, ..Emulator::new(size) };
            }
            _ => {
                let whole = [b"\x1b", &self.sequence[..]].concat();
                self.pass(&whole);
            }
        }
    }

    /// A control sequence (CSI): its parameters with what stands before and behind them, and its last byte.
    fn control(&mut self, parameters: &str, last: u8, answers: &mut Vec<u8>) {
        let count = || parameters.parse::<u16>().unwrap_or(0).max(1);
        match (parameters, last) {
            ("6", b'n') => answers.extend(self.place("")),
            ("?6", b'n') => answers.extend(self.place("?")),
            ("5", b'n') => answers.extend(b"\x1b[0n"),
            ("" | "0", b'c') => answers.extend(b"\x1b[?62;22c"),
            (">" | ">0", b'c') => answers.extend(b"\x1b[>1;10;0c"),
            ("18", b't') => {
                let Size { columns, rows } = self.size();
                answers.extend(format!("\x1b[8;{rows};{columns}t").bytes());
            }
            (modes, b'p') if modes.ends_with('$') => {
                answers.extend(format!("\x1b[{};0$y", &modes[..modes.len() - 1]).bytes());
            }
            ("", b's') => self.pass(b"\x1b7"),
            ("", b'u') => self.pass(b"\x1b8"),
            ("4", b'h' | b'l') => self.inserting = last == b'h',
            ("!", b'p') => (self.inserting, self.wrapping, self.drawing) = (false, true, [false; 2]),
            (modes, b'h' | b'l') if modes.starts_with('?') => {
                modes[1..].split(';').for_each(|mode| self.mode(mode, last));
            }
            (_, b'a') => self.pass(format!("\x1b[{}C", count()).as_bytes()),
            (_, b'e') => self.pass(format!("\x1b[{}B", count()).as_bytes()),
            (_, b'I') => (0..count().min(200)).for_each(|_| self.pass(b"\t")),
            (_, b'Z') => {
                self.flush();
                let column = self.parser.screen().cursor_position().1;
                let stops = column.div_ceil(8).saturating_sub(count());
                self.pass(format!("\x1b[{}G", stops * 8 + 1).as_bytes());
            }
            _ => self.pass(format!("\x1b[{parameters}{}", char::from(last)).as_bytes()),
        }
    }

    /// A private mode is set or reset.
    fn mode(&mut self, mode: &str, last: u8) {
        let is_set = last == b'h';
        match mode {
            "7" => self.wrapping = is_set,
            "1015" => self.urxvt = is_set,
            "1047" => self.pass(if is_set { b"\x1b[?47h" } else { b"\x1b[?47l" }),
            "1048" => self.pass(if is_set { b"\x1b7" } else { b"\x1b8" }),
            _ => self.pass(format!("\x1b[?{mode}{}", char::from(last)).as_bytes()),
        }
    }

    /// Where the cursor is, as a terminal says it.
    fn place(&mut self, sign: &str) -> Vec<u8> {
        self.flush();
        let (row, column) = self.parser.screen().cursor_position();
        let column = column.min(self.size().columns - 1);
        format!("\x1b[{sign}{};{}R", row + 1, column + 1).into_bytes()
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.flush();
        self.parser.process(bytes);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.parser.process(&self.text);
            self.text.clear();
        }
    }
}

fn positive(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN)
}
