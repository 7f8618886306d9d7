//! A terminal's screen at one moment, as plain data: what stands where, and how it is painted; judged and drawn later.

use serde::{Deserialize, Serialize};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a screen showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shot {
    /// Columns and rows of the terminal.
    pub columns: u16,
    pub rows: u16,
    /// From the top; each row is without the blanks at its end, and rows without anything at the end are left out.
    pub lines: Vec<Vec<Run>>,
    /// Where the cursor is, counted from 0, if it can be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cell>,
}

/// Text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    #[serde(flatten)]
    pub paint: Paint,
}

/// How text is painted. Left out is what is usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paint {
    #[serde(skip_serializing_if = "Ink::is_usual")]
    pub ink: Ink,
    #[serde(skip_serializing_if = "Ink::is_usual")]
    pub ground: Ink,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dim: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reverse: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub underline: bool,
}

/// One of the terminal's sixteen colours; any other is the one that is nearest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    #[default]
    Usual,
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
    Grey,
}

/// A place on the screen, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    pub row: u16,
    pub column: u16,
}

/// Columns and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

/// How a program wants to be told of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub encoding: Encoding,
    /// Whether it hears of the release of a button, too.
    pub releases: bool,
}

/// How a place on the screen is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// A byte each, from 33 on.
    Bytes,
    /// The same as characters in UTF-8 (mode 1005).
    Utf8,
    /// Decimal numbers (mode 1006).
    Sgr,
    /// Decimal numbers in rxvt's way (mode 1015).
    Urxvt,
}

/// A full-screen program's terminal at one moment: what it shows, and what the program has asked of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Display {
    pub shot: Shot,
    /// How the program wants to be told of the mouse, if it does.
    pub mouse: Option<Mouse>,
    /// Whether the arrow keys send `ESC O A` rather than `ESC [ A`.
    pub has_application_keys: bool,
    /// What the program has changed in the terminal and not put back, in words.
    pub left_behind: Vec<&'static str>,
}

/// Where a word stands: its first cell, and how many columns it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub at: Cell,
    pub columns: u16,
}

impl Ink {
    fn is_usual(&self) -> bool {
        *self == Ink::Usual
    }
}

impl Spot {
    /// The cell in its middle.
    pub fn middle(self) -> Cell {
        self.cell(self.columns / 2)
    }

    pub fn first(self) -> Cell {
        self.at
    }

    pub fn last(self) -> Cell {
        self.cell(self.columns - 1)
    }

    fn cell(self, column: u16) -> Cell {
        Cell { column: self.at.column + column, ..self.at }
    }
}

impl Shot {
    /// The text of each row.
    pub fn texts(&self) -> Vec<String> {
        self.lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    /// The screen as lines of text, for a report.
    pub fn text(&self) -> String {
        self.texts().join("\n")
    }

    pub fn is_blank(&self) -> bool {
        self.lines.iter().flatten().all(|run| run.text.trim().is_empty())
    }

    /// Where a text stands as a word of its own: neither its neighbour before nor that behind is a part of a name.
    pub fn find(&self, words: &str) -> Vec<Spot> {
        let mut spots = Vec::new();
        for (row, text) in self.texts().iter().enumerate() {
            for (at, _) in text.match_indices(words) {
                if !joins(text[..at].chars().next_back()) && !joins(text[at + words.len()..].chars().next()) {
                    spots.push(spot(row, &text[..at], words));
                }
            }
        }
        spots
    }

    pub fn has(&self, words: &str) -> bool {
        !self.find(words).is_empty()
    }

    /// Whether something stands or is painted beyond so many columns or rows.
    pub fn reaches_beyond(&self, columns: u16, rows: u16) -> bool {
        let blank = |run: &Run| run.text.trim().is_empty() && run.paint == Paint::default();
        let below = self.lines.iter().skip(rows.into()).flatten().any(|run| !blank(run));
        let beside = |line: &Vec<Run>| line.iter().map(|run| run.text.width()).sum::<usize>() > columns.into();
        below || self.lines.iter().any(beside)
    }

    /// What stands directly before a spot in its row.
    pub fn before(&self, spot: Spot) -> String {
        let text = self.texts().into_iter().nth(spot.at.row.into()).unwrap_or_default();
        let mut column = 0;
        text.chars()
            .take_while(|c| {
                column += c.width().unwrap_or(0);
                column <= spot.at.column.into()
            })
            .collect()
    }

    /// What stands directly behind a spot in its row.
    pub fn behind(&self, spot: Spot) -> String {
        let text = self.texts().into_iter().nth(spot.at.row.into()).unwrap_or_default();
        let mut column = 0;
        let end = usize::from(spot.at.column + spot.columns);
        text.chars()
            .skip_while(|c| {
                column += c.width().unwrap_or(0);
                column <= end
            })
            .collect()
    }
}

fn spot(row: usize, before: &str, words: &str) -> Spot {
    let number = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    Spot { at: Cell { row: number(row), column: number(before.width()) }, columns: number(words.width()) }
}

/// Whether a character next to a word would make it another one.
fn joins(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shot(lines: &[&str]) -> Shot {
        let line = |text: &&str| vec![Run { text: (*text).into(), paint: Paint::default() }];
        Shot { columns: 80, rows: 24, lines: lines.iter().map(line).collect(), cursor: None }
    }

    #[test]
    fn words_are_found_by_cell() {
        let shot = shot(&["Users \u{4e16}\u{754c} bob", " bobby bob-2 *bob"]);
        let spots = shot.find("bob");
        let cells: Vec<(u16, u16)> = spots.iter().map(|spot| (spot.at.row, spot.at.column)).collect();
        assert_eq!(cells, [(0, 11), (1, 14)]);
        assert_eq!(spots[1].middle(), Cell { row: 1, column: 15 });
        assert_eq!(shot.before(spots[1]), " bobby bob-2 *");
        assert_eq!(shot.behind(shot.find("Users")[0]), " \u{4e16}\u{754c} bob");
    }

    #[test]
    fn what_is_beyond_a_size_is_seen() {
        let wide = shot(&["0123456789"]);
        assert!(wide.reaches_beyond(9, 24) && !wide.reaches_beyond(10, 1) && wide.reaches_beyond(80, 0));
        assert!(shot(&["", " "]).is_blank());
    }
}
