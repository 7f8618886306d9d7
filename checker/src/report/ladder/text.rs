//! A ladder for the terminal, in box characters.

use unicode_width::UnicodeWidthChar;

use super::lanes::{Lane, Lanes, Owner};
use super::rows::{Limit, Row, rows};
use super::words::{Figure, Sign, Stroke};
use crate::report::paint::{Style, Tone};
use crate::report::plain::{cut, visible, width, wrap};
use crate::trace::Trace;

/// How a ladder is drawn on a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Room<'a> {
    /// Columns it may take.
    pub width: usize,
    /// Whether it is painted.
    pub style: Style,
    /// What was expected where the trace ends.
    pub expected: Option<&'a str>,
}

/// Rows that a terminal shows at most: how it began, and how it came to its end.
pub const LIMIT: Limit = Limit { first: 12, last: 24 };

/// Columns for the time and the space after it.
const TIME: usize = 7;

/// Columns between two lanes at most: an arrow is to be seen at a glance.
const GAP: usize = 50;

/// Lines that a note takes at most.
const NOTE: usize = 3;

/// The trace as lines, each ended by a newline; empty for an empty trace.
pub fn text(trace: &Trace, look: Room) -> String {
    let lanes = Lanes::of(trace);
    if lanes.is_empty() {
        return String::new();
    }
    let field = Field::new(&lanes, look.width);
    let mut out: Vec<String> = field.heads(&lanes, look.style);
    let mut alive = vec![true; lanes.len()];
    for row in rows(trace, &lanes, LIMIT) {
        out.extend(field.row(&row, &mut alive, look.style));
    }
    out.extend(look.expected.into_iter().flat_map(|expected| end(expected, look)));
    out.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The time of a row in milliseconds, at most six columns wide for anything below a quarter of an hour.
pub fn millis(micros: u64) -> String {
    match micros {
        0..100_000 => format!("{}.{}", micros / 1000, micros % 1000 / 100),
        micros => (micros / 1000).to_string(),
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// Where the lanes stand.
struct Field {
    columns: Vec<usize>,
    width: usize,
}

impl Field {
    fn new(lanes: &Lanes, width: usize) -> Field {
        let gaps = (lanes.len() - 1).max(1);
        let room = (width - TIME - 2).min(gaps * GAP);
        let columns = (0..lanes.len()).map(|at| TIME + 1 + at * room / gaps).collect();
        Field { columns, width }
    }

    /// Columns from a lane to the next one, or to the edge where there is but one.
    fn gap(&self) -> usize {
        match self.columns.as_slice() {
            [first, second, ..] => second - first,
            _ => self.width - TIME,
        }
    }

    fn heads(&self, lanes: &Lanes, style: Style) -> Vec<String> {
        let mut names = Canvas::new(self.width);
        let mut owners = Canvas::new(self.width);
        let room = self.gap() * 2 / 3;
        for (at, lane) in lanes.drawn.iter().enumerate() {
            for (canvas, text) in [(&mut names, &*lane.name), (&mut owners, owner(lane, room))] {
                let text = cut(&visible(text), room);
                canvas.put(self.head_column(at, width(&text)), &text);
            }
        }
        names.put(TIME - 3, "ms");
        vec![style.paint(Tone::Strong, names.text().trim_end()), style.paint(Tone::Quiet, owners.text().trim_end())]
    }

    /// The first head starts at its lane, the last one ends there, the others stand above theirs.
    fn head_column(&self, lane: usize, wide: usize) -> usize {
        let column = self.columns[lane];
        match lane {
            0 => column,
            lane if lane + 1 == self.columns.len() => column + 1 - wide,
            _ => column - wide / 2,
        }
    }

    fn row(&self, row: &Row, alive: &mut [bool], style: Style) -> Vec<String> {
        let time = row.micros.map_or(String::new(), millis);
        let (tone, bodies) = match &row.figure {
            Figure::Arrow { from, to, line, .. } => {
                let tone = match line {
                    Stroke::Stream | Stroke::Datagram => Tone::Usual,
                    Stroke::Reset | Stroke::Lost | Stroke::Refused => Tone::Bad,
                };
                (tone, vec![self.arrow(row, *from, *to, alive)])
            }
            Figure::Note { lane, mark, text } => {
                alive[*lane] = *mark != Sign::End;
                (Tone::Usual, self.note(*lane, *mark, text, alive))
            }
            Figure::Aside(text) => (Tone::Quiet, self.aside(text, alive)),
        };
        let times = std::iter::once(time).chain(std::iter::repeat(String::new()));
        let line = |(time, body): (String, String)| {
            let time = format!("{time:>wide$} ", wide = TIME - 1);
            let body: String = body.chars().skip(TIME).collect();
            format!("{}{}", style.paint(Tone::Quiet, &time), style.paint(tone, body.trim_end()))
        };
        times.zip(bodies).map(line).collect()
    }

    fn arrow(&self, row: &Row, from: usize, to: usize, alive: &[bool]) -> String {
        let Figure::Arrow { line, label, .. } = &row.figure else {
            return String::new();
        };
        let mut canvas = self.lifelines(alive);
        let (start, end) = (self.columns[from], self.columns[to]);
        let (low, high) = (start.min(end), start.max(end));
        let stroke = match line {
            Stroke::Stream | Stroke::Reset | Stroke::Refused => "─",
            Stroke::Datagram | Stroke::Lost => "╌",
        };
        for column in low + 1..high {
            canvas.put(column, if self.columns.contains(&column) { "┼" } else { stroke });
        }
        let label = visible(&label.fit((high - low).saturating_sub(5)));
        let (tail, head, text) = match start < end {
            true => ("├", ("►", high - 1), low + 2),
            false => ("┤", ("◄", low + 1), high - 3 - width(&label)),
        };
        canvas.put(start, tail);
        canvas.put(head.1, if matches!(line, Stroke::Lost | Stroke::Refused) { "✗" } else { head.0 });
        canvas.put(text, &format!(" {label} "));
        canvas.text()
    }

    /// A note stands beside its lane, on the side where there is more room; it may lie over lanes
    /// between, but not over the outermost ones.
    fn note(&self, lane: usize, mark: Sign, text: &str, alive: &[bool]) -> Vec<String> {
        let column = self.columns[lane];
        let (side, room) = self.room(lane);
        let mut lines = wrap(&visible(text), room);
        if lines.len() > NOTE {
            lines.truncate(NOTE);
            lines[NOTE - 1] = cut(&format!("{} …", lines[NOTE - 1]), room);
        }
        let mut out = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let mut canvas = self.lifelines(alive);
            let line = format!(" {line} ");
            match side {
                Side::Right => canvas.put(column + 1, &line),
                Side::Left => canvas.put(column - width(&line), &line),
            }
            match (at, mark) {
                (0, Sign::Start | Sign::Plain) => canvas.put(column, "●"),
                (0, Sign::End) => canvas.put(column, "■"),
                _ => {}
            }
            out.push(canvas.text());
        }
        out
    }

    /// Where the notes of a lane stand, and how wide they may be.
    fn room(&self, lane: usize) -> (Side, usize) {
        let column = self.columns[lane];
        let last = self.columns[self.columns.len() - 1];
        let (left, right) = (column - self.columns[0], last - column);
        match () {
            () if self.columns.len() == 1 => (Side::Right, self.width - column - 3),
            () if left > right => (Side::Left, left - 3),
            () => (Side::Right, right - 3),
        }
    }

    fn aside(&self, text: &str, alive: &[bool]) -> Vec<String> {
        let room = self.width - TIME - 4;
        let line = |line: String| {
            let mut canvas = self.lifelines(alive);
            canvas.put(TIME + 3, &format!("{line} "));
            canvas.text()
        };
        wrap(&visible(text), room).into_iter().map(line).collect()
    }

    /// The lanes; that of a program that has ended is only hinted at.
    fn lifelines(&self, alive: &[bool]) -> Canvas {
        let mut canvas = Canvas::new(self.width);
        for (column, alive) in self.columns.iter().zip(alive) {
            canvas.put(*column, if *alive { "│" } else { "┊" });
        }
        canvas
    }
}

fn owner(lane: &Lane, columns: usize) -> &'static str {
    match (lane.owner, columns) {
        (Owner::Learner, 12..) => "your program",
        (Owner::Checker, 12..) => "the checker",
        (Owner::Learner, _) => "yours",
        (Owner::Checker, _) => "checker",
    }
}

/// What was expected, under the last event.
fn end(expected: &str, look: Room) -> Vec<String> {
    let text = format!("expected: {expected}");
    let mut lines = wrap(&visible(&text), look.width - TIME - 3);
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].push_str(" …");
    }
    let mark = |at| if at == 0 { "✗" } else { "" };
    let line = |(at, line): (usize, &String)| {
        let line = format!("{:>wide$}  {line}", mark(at), wide = TIME - 1);
        look.style.paint(Tone::Bad, &line)
    };
    lines.iter().enumerate().map(line).collect()
}

/// One line of cells. A wide character takes two, of which the second stays empty.
struct Canvas {
    cells: Vec<String>,
}

impl Canvas {
    fn new(width: usize) -> Canvas {
        Canvas { cells: vec![" ".to_string(); width] }
    }

    /// Writes a text over what is there; what does not fit is left out.
    fn put(&mut self, column: usize, text: &str) {
        let mut at = column;
        for c in text.chars() {
            let wide = c.width().unwrap_or(0);
            if wide == 0 || at + wide > self.cells.len() {
                continue;
            }
            self.cells[at] = c.to_string();
            self.cells[at + 1..at + wide].fill(String::new());
            at += wide;
        }
    }

    fn text(&self) -> String {
        self.cells.concat()
    }
}
