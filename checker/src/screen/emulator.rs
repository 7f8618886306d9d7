//! A terminal emulator: bytes in, a screen and answers out; neither a program nor a clock.
//!
//! The screen itself is vt100's. In front of it stands a thin layer for what terminfo's `xterm-256color` promises
//! and vt100 does not know: line drawing, insertion, no wrapping, tabs backwards, a few ways to move, modes
//! 1047, 1048 and 1015; and the answers to what a program may ask.

use std::num::NonZeroU16;

use vt100::{Color, MouseProtocolEncoding, MouseProtocolMode, Parser};

use crate::shot::{Cell, Display, Encoding, Ink, Mouse, Paint, Run, Shot, Size};

/// Bytes of a sequence that are kept: anything longer is a window's title or an image.
const LONGEST: usize = 4096;

/// The characters of DEC's special graphics, from `_` on.
const GRAPHICS: [char; 32] = [
    ' ', '◆', '▒', '␉', '␌', '␍', '␊', '°', '±', '␤', '␋', '┘', '┐', '┌', '└', '┼', '⎺', '⎻', '─', '⎼', '⎽', '├', '┤',
    '┴', '┬', '│', '≤', '≥', 'π', '≠', '£', '·',
];

/// What is not as a terminal is that nobody has used: see [`Emulator::left_behind`].
type Left = (&'static str, bool);

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

    /// All that the checker may want to know of the terminal, as plain data.
    pub fn display(&self) -> Display {
        Display {
            shot: self.shot(),
            mouse: self.mouse(),
            has_application_keys: self.has_application_keys(),
            left_behind: self.left_behind(),
        }
    }

    /// How the program wants to be told of the mouse, if it does.
    pub fn mouse(&self) -> Option<Mouse> {
        let screen = self.parser.screen();
        let releases = match screen.mouse_protocol_mode() {
            MouseProtocolMode::None => return None,
            MouseProtocolMode::Press => false,
            _ => true,
        };
        let encoding = match screen.mouse_protocol_encoding() {
            MouseProtocolEncoding::Sgr => Encoding::Sgr,
            MouseProtocolEncoding::Utf8 => Encoding::Utf8,
            MouseProtocolEncoding::Default if self.urxvt => Encoding::Urxvt,
            MouseProtocolEncoding::Default => Encoding::Bytes,
        };
        Some(Mouse { encoding, releases })
    }

    /// Whether the arrow keys send `ESC O A` rather than `ESC [ A`.
    pub fn has_application_keys(&self) -> bool {
        self.parser.screen().application_cursor()
    }

    /// What a program has changed in the terminal and not put back, in words.
    pub fn left_behind(&self) -> Vec<&'static str> {
        let screen = self.parser.screen();
        let all: [Left; 8] = [
            ("the alternate screen is still shown", screen.alternate_screen()),
            ("the cursor is still hidden", screen.hide_cursor()),
            ("the mouse is still reported", self.mouse().is_some()),
            ("pasted text is still put in brackets", screen.bracketed_paste()),
            ("the arrow keys still send application codes", screen.application_cursor()),
            ("letters are still drawn as lines", self.drawing[self.shifted]),
            ("lines still do not wrap", !self.wrapping),
            (
                "text is still painted",
                screen.fgcolor() != Color::Default || screen.bgcolor() != Color::Default || screen.inverse(),
            ),
        ];
        all.into_iter().filter(|(_, is_so)| *is_so).map(|(words, _)| words).collect()
    }

    /// What the screen shows.
    pub fn shot(&self) -> Shot {
        let screen = self.parser.screen();
        let Size { columns, rows } = self.size();
        let mut lines: Vec<Vec<Run>> = (0..rows).map(|row| line(screen, row, columns)).collect();
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        let (row, column) = screen.cursor_position();
        let cursor = (!screen.hide_cursor()).then_some(Cell { row, column: column.min(columns - 1) });
        Shot { columns, rows, lines, cursor }
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

/// A row without the blanks at its end.
fn line(screen: &vt100::Screen, row: u16, columns: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for cell in (0..columns).filter_map(|column| screen.cell(row, column)) {
        if cell.is_wide_continuation() {
            continue;
        }
        let paint = Paint {
            ink: ink(cell.fgcolor()),
            ground: ink(cell.bgcolor()),
            bold: cell.bold(),
            dim: cell.dim(),
            reverse: cell.inverse(),
            underline: cell.underline(),
        };
        let text = if cell.has_contents() { cell.contents() } else { " " };
        match runs.last_mut().filter(|run| run.paint == paint) {
            Some(run) => run.text.push_str(text),
            None => runs.push(Run { text: text.into(), paint }),
        }
    }
    while let Some(run) = runs.last_mut().filter(|run| run.paint == Paint::default()) {
        run.text.truncate(run.text.trim_end_matches(' ').len());
        if !run.text.is_empty() {
            break;
        }
        runs.pop();
    }
    runs
}

fn ink(color: Color) -> Ink {
    use Ink::*;
    const BASIC: [Ink; 8] = [Black, Red, Green, Yellow, Blue, Magenta, Cyan, White];
    let (red, green, blue) = match color {
        Color::Default => return Usual,
        Color::Idx(8) => return Grey,
        Color::Idx(index @ 0..16) => return BASIC[usize::from(index % 8)],
        Color::Idx(index @ 16..232) => {
            let level = |divisor: u8| (index - 16) / divisor % 6 * 51;
            (level(36), level(6), level(1))
        }
        Color::Idx(index) => ((index - 232) * 10 + 8, (index - 232) * 10 + 8, (index - 232) * 10 + 8),
        Color::Rgb(red, green, blue) => (red, green, blue),
    };
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    match (most, most - least) {
        (0..48, _) => Black,
        (_, 0..40) if most < 170 => Grey,
        (_, 0..40) => White,
        _ => {
            BASIC[[red, green, blue]
                .iter()
                .enumerate()
                .map(|(bit, part)| usize::from(*part > most / 2) << bit)
                .sum::<usize>()]
        }
    }
}

fn positive(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(bytes: &[u8]) -> Emulator {
        let mut emulator = Emulator::new(Size { columns: 20, rows: 5 });
        // A byte at a time: sequences may be cut anywhere.
        for byte in bytes {
            emulator.take(&[*byte]);
        }
        emulator
    }

    #[test]
    fn what_curses_writes_is_understood() {
        let table: &[(&str, &str)] = &[
            ("ab\x1b[3bc", "abbbbc"),
            ("abcdef\r\x1b[2@xy", "xyabcdef"),
            ("abcdef\r\x1b[3X", "   def"),
            ("abcdef\r\x1b[2P", "cdef"),
            ("\x1b[4habc\x1b[4l\r\x1b[4hxy\x1b[4lz", "xyzbc"),
            ("\x1b(0lqk\x1b(Blqk", "┌─┐lqk"),
            ("\x1b)0\x0ex\x0fx", "│x"),
            ("one\r\ntwo\r\nthree\x1b[2;3r\x1b[2;1H\x1b[M\x1b[r", "one\nthree"),
            ("\x1b[2;3r\x1b[3;1Hx\ny\x1b[r", "\nx\n y"),
            ("a\x1b[1;18Hb\x1b[Zc\x1b[2Zd", "a       d       cb"),
            ("a\x1bDb\x1bEc", "a\n b\nc"),
            ("\x1b[?7l0123456789012345678901234\x1b[?7h", "01234567890123456784"),
            ("ab\x1b[scd\x1b[ue", "abed"),
            ("\x1b]0;title\x07x\x1b]2;t\x1b\\y\x1bPq#\x1b\\z", "xyz"),
            ("\x1b[?1049h\x1b[22;0;0t\x1b[Hx", "x"),
            ("x\x1b[?1047hy\x1b[?1047l", "x"),
            ("\u{4e16}\u{754c}!", "\u{4e16}\u{754c}!"),
            ("ab\x1b[Cd\x1b[2ae\x1b[Gf", "fb d  e"),
        ];
        for (written, shown) in table {
            assert_eq!(after(written.as_bytes()).shot().text(), *shown, "{written:?}");
        }
    }

    #[test]
    fn the_mouse_is_reported_as_it_was_asked_for() {
        let mouse = |encoding, releases| Some(Mouse { encoding, releases });
        let table = [
            ("", None),
            ("\x1b[?1000h", mouse(Encoding::Bytes, true)),
            ("\x1b[?9h", mouse(Encoding::Bytes, false)),
            ("\x1b[?1006;1000h", mouse(Encoding::Sgr, true)),
            ("\x1b[?1000;1005h", mouse(Encoding::Utf8, true)),
            ("\x1b[?1000h\x1b[?1002h\x1b[?1003h\x1b[?1015h\x1b[?1006h", mouse(Encoding::Sgr, true)),
            ("\x1b[?1002h\x1b[?1015h", mouse(Encoding::Urxvt, true)),
            ("\x1b[?1000h\x1b[?1006h\x1b[?1006l\x1b[?1000l", None),
        ];
        for (written, expected) in table {
            assert_eq!(after(written.as_bytes()).mouse(), expected, "{written:?}");
        }
    }

    #[test]
    fn questions_are_answered() {
        let table: &[(&str, &str)] = &[
            ("ab\x1b[6n", "\x1b[1;3R"),
            ("\x1b[5n", "\x1b[0n"),
            ("\x1b[c", "\x1b[?62;22c"),
            ("\x1b[18t", "\x1b[8;5;20t"),
            ("\x1b[?2026$p", "\x1b[?2026;0$y"),
            ("\x1b[H", ""),
        ];
        for (asked, answer) in table {
            let mut emulator = Emulator::new(Size { columns: 20, rows: 5 });
            assert_eq!(String::from_utf8(emulator.take(asked.as_bytes())).unwrap(), *answer, "{asked:?}");
        }
    }

    #[test]
    fn a_smaller_window_cuts_at_the_bottom() {
        let mut emulator = after(b"\x1b[?1049h\x1b[Hone\r\ntwo\r\nthree\r\nfour\r\nfive");
        emulator.resize(Size { columns: 3, rows: 3 });
        assert_eq!(emulator.shot().text(), "one\ntwo\nthr");
        emulator.resize(Size { columns: 20, rows: 5 });
        assert_eq!(emulator.shot().text(), "one\ntwo\nthr");
        emulator.take(b"\x1b[5;20Hx");
        assert!(emulator.shot().reaches_beyond(19, 4));
    }

    /// Whatever a program writes, at whatever size: the thread that reads it must not panic.
    #[test]
    fn anything_can_be_taken_in() {
        const PIECES: [&str; 16] = [
            "\x1b[",
            "\x1b",
            "\x1b(0",
            ";",
            "?",
            "7",
            "42",
            "99999999999",
            "h",
            "H",
            "\u{4e16}",
            "\u{301}",
            "\r\n",
            "\t",
            "b",
            "Z",
        ];
        let mut emulator = Emulator::new(Size { columns: 20, rows: 5 });
        let mut random = crate::random::Random::named(6, "emulator");
        for _ in 0..60_000 {
            match random.below(40) {
                0 => {
                    let (columns, rows) = (random.below(30) as u16 + 1, random.below(9) as u16 + 1);
                    emulator.resize(Size { columns, rows });
                }
                1 => drop(emulator.shot()),
                2..10 => drop(emulator.take(&[random.below(256) as u8])),
                _ => drop(emulator.take(PIECES[random.below(PIECES.len())].as_bytes())),
            }
        }
    }

    #[test]
    fn what_is_left_behind_has_a_name() {
        let emulator = after(b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?2004h\x1b[31m");
        assert_eq!(emulator.left_behind().len(), 5);
        let emulator = after(b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[31m\x1b[m\x1b[?1000l\x1b[?25h\x1b[?1049l");
        assert_eq!(emulator.left_behind(), [""; 0]);
    }

    #[test]
    fn colours_are_the_sixteen() {
        let table = [
            (Color::Idx(1), Ink::Red),
            (Color::Idx(12), Ink::Blue),
            (Color::Idx(8), Ink::Grey),
            (Color::Idx(244), Ink::Grey),
            (Color::Idx(255), Ink::White),
            (Color::Rgb(250, 240, 10), Ink::Yellow),
            (Color::Rgb(10, 10, 10), Ink::Black),
            (Color::Idx(46), Ink::Green),
        ];
        for (color, expected) in table {
            assert_eq!(ink(color), expected, "{color:?}");
        }
    }
}
