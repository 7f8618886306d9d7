//! What a terminal shows and how it is set, as plain data.

use vt100::{Color, MouseProtocolEncoding, MouseProtocolMode};

use super::Emulator;
use crate::shot::{Cell, Display, Encoding, Ink, Mouse, Paint, Run, Shot, Size};

/// What is not as a terminal is that nobody has used: see [`Emulator::left_behind`].
type Left = (&'static str, bool);

impl Emulator {
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

#[cfg(test)]
mod tests {
    use super::*;

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
