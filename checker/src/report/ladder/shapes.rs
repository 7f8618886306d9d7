//! The shapes of a ladder in SVG: where lanes stand, and how heads, arrows and notes look.
//!
//! No text is measured: it is set in a fixed-width font, so counting its columns is enough.

use std::fmt::Write;
use std::ops::Range;

use super::lanes::Owner;
use super::words::{Sign, Stroke};
use crate::report::plain::{cut, visible, width};
use crate::report::xml;

/// Height of the heads of the lanes.
pub const HEAD: usize = 46;
/// Height of a line of text.
pub const LINE: usize = 17;
/// Width of a column at the font size of 13, rounded up: no fixed-width font is wider than 0.61 em.
const COLUMN: usize = 8;
/// Where the first lane stands: to its left are the times.
const FIRST: usize = 60;
/// Space to the right of the last lane.
const EDGE: usize = 16;

/// What is wrong: a reset, a loss, the cross. Seen well enough on white and on black.
const BAD: &str = "var(--ladder-bad, #d9434a)";
/// The learner's own.
const OWN: &str = "var(--links, #4a86d8)";

/// How a lane's line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Runs,
    /// The program has ended.
    Ended,
}

/// Where the lanes stand, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    lanes: usize,
    gap: usize,
}

impl Grid {
    /// Two lanes are narrow enough to be read on a phone, and so are three whose labels take few columns.
    pub fn of(lanes: usize, columns: usize) -> Grid {
        let gap = match lanes {
            ..=2 => 336,
            3 => (columns * COLUMN + 24).clamp(172, 280),
            4 => 220,
            _ => 180,
        };
        Grid { lanes, gap }
    }

    pub fn width(self) -> usize {
        FIRST + self.gap * (self.lanes - 1).max(1) + EDGE
    }

    /// Columns for the label of an arrow.
    pub fn columns(self, from: usize, to: usize) -> usize {
        (from.abs_diff(to) * self.gap - 24) / COLUMN
    }

    /// The anchor of a lane's notes, and their columns: they stand where there is more room, and may
    /// lie over lanes between.
    pub fn note(self, lane: usize) -> (&'static str, usize) {
        let (left, right) = (lane, self.lanes - 1 - lane);
        match left > right {
            true => ("end", (left * self.gap - 24) / COLUMN),
            false => ("start", (right.max(1) * self.gap - 24) / COLUMN),
        }
    }

    /// Columns between the first lane and the last one.
    pub fn all_columns(self) -> usize {
        (self.gap * (self.lanes - 1).max(1) - 24) / COLUMN
    }

    /// A piece of a lane's line.
    pub fn lifeline(self, lane: usize, owner: Owner, life: Life, y: Range<usize>) -> String {
        let (x, from, to) = (self.x(lane), y.start, y.end);
        let stroke = match owner {
            Owner::Learner => format!("stroke=\"{OWN}\" stroke-width=\"3\""),
            Owner::Checker => "stroke=\"currentColor\" stroke-opacity=\".6\"".to_string(),
        };
        let dashes = match life {
            Life::Runs => "",
            Life::Ended => " stroke-dasharray=\"1 6\"",
        };
        format!("<path class=\"ladder-lane\" d=\"M{x} {from}V{to}\" {stroke}{dashes}/>\n")
    }

    fn x(self, lane: usize) -> usize {
        FIRST + lane * self.gap
    }

    fn is_last(self, lane: usize) -> bool {
        lane > 0 && lane + 1 == self.lanes
    }
}

/// The shapes drawn so far.
pub struct Shapes {
    pub grid: Grid,
    /// What stands by itself.
    out: String,
    /// Texts that may lie over a lane: they are drawn last, and keep its line away from them.
    over: String,
}

impl Shapes {
    pub fn new(grid: Grid) -> Shapes {
        Shapes { grid, out: String::new(), over: String::new() }
    }

    /// Everything that was drawn.
    pub fn finished(self) -> String {
        format!(
            "{}<g stroke=\"var(--bg, Canvas)\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\">\n{}</g>\n",
            self.out, self.over
        )
    }

    /// The box with a lane's name: to the right of the first lane, to the left of the last one.
    pub fn head(&mut self, lane: usize, name: &str, style: Owner, owner: Option<&str>) {
        let name = cut(&visible(name), self.grid.gap * 3 / 5 / COLUMN);
        let wide = (width(&name) * COLUMN).max(owner.map_or(0, str::len) * 7) + 16;
        let x = self.grid.x(lane);
        let left = match lane {
            0 => x - 10,
            _ if self.grid.is_last(lane) => x + 10 - wide,
            _ => x - wide / 2,
        };
        let (middle, high) = (left + wide / 2, HEAD - 6);
        let frame = match style {
            Owner::Learner => format!("fill=\"{OWN}\" fill-opacity=\".14\" stroke=\"{OWN}\""),
            Owner::Checker => "fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".6\"".to_string(),
        };
        self.put(format_args!(
            "<rect class=\"ladder-head\" x=\"{left}\" y=\"6\" width=\"{wide}\" height=\"{high}\" rx=\"5\" {frame}/>"
        ));
        let line = if owner.is_some() { 23 } else { 6 + high / 2 + 5 };
        self.text("head", (middle, line), r#"text-anchor="middle" font-weight="bold""#, &name);
        if let Some(owner) = owner {
            self.text("owner", (middle, 39), r#"text-anchor="middle" font-size="11""#, owner);
        }
    }

    pub fn time(&mut self, time: &str, top: usize) {
        self.text("time", (FIRST - 14, top + 12), r#"text-anchor="end" font-size="11" fill-opacity=".85""#, time);
    }

    /// The label stands above its arrow.
    pub fn arrow(&mut self, from: usize, to: usize, line: Stroke, label: &str, top: usize) {
        let (start, end) = (self.grid.x(from), self.grid.x(to));
        let y = top + LINE + 2;
        let (colour, class) = match line {
            Stroke::Stream | Stroke::Datagram => ("currentColor", "arrow"),
            Stroke::Reset | Stroke::Lost | Stroke::Refused => (BAD, "arrow ladder-bad"),
        };
        let dashes = match line {
            Stroke::Stream | Stroke::Reset | Stroke::Refused => "",
            Stroke::Datagram | Stroke::Lost => " stroke-dasharray=\"5 4\"",
        };
        // The tip keeps clear of the lane's own line.
        let tip = if end > start { end - 3 } else { end + 3 };
        let back = if end > start { tip - 9 } else { tip + 9 };
        self.put(format_args!(
            "<path class=\"ladder-{class}\" d=\"M{start} {y}H{back}\" stroke=\"{colour}\"{dashes}/>"
        ));
        let (above, below) = (y - 4, y + 4);
        let head = match line {
            Stroke::Lost | Stroke::Refused => format!(
                "d=\"M{back} {above}L{tip} {below}M{tip} {above}L{back} {below}\" stroke=\"{colour}\" stroke-width=\"2.2\""
            ),
            _ => format!("d=\"M{tip} {y}L{back} {above}V{below}Z\" fill=\"{colour}\""),
        };
        self.put(format_args!("<path class=\"ladder-{class}\" {head}/>"));
        self.text_over("label", (start.midpoint(end), top + 13), r#"text-anchor="middle""#, label);
    }

    /// A note stands beside its lane.
    pub fn note(&mut self, lane: usize, mark: Sign, lines: &[String], top: usize) {
        let (x, y) = (self.grid.x(lane), top + 8);
        match mark {
            Sign::End => self.put(format_args!(
                "<rect class=\"ladder-end\" x=\"{}\" y=\"{}\" width=\"10\" height=\"10\"/>",
                x - 5,
                y - 5
            )),
            Sign::Start | Sign::Plain => {
                self.put(format_args!("<circle class=\"ladder-mark\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"));
            }
        }
        let anchor = self.grid.note(lane).0;
        let x = if anchor == "end" { x - 12 } else { x + 12 };
        for (at, line) in lines.iter().enumerate() {
            self.text_over("note", (x, top + 13 + at * LINE), &format!(r#"text-anchor="{anchor}""#), line);
        }
    }

    pub fn aside(&mut self, lines: &[String], top: usize) {
        for (at, line) in lines.iter().enumerate() {
            let y = top + 13 + at * LINE;
            let set = r#"font-style="italic""#;
            self.text_over("aside", (FIRST + 12, y), set, line);
        }
    }

    pub fn expected(&mut self, lines: &[String], top: usize) {
        let (left, right, above, below) = (FIRST - 24, FIRST - 14, top + 4, top + 14);
        self.put(format_args!(
            "<path class=\"ladder-expected\" d=\"M{left} {above}L{right} {below}M{right} {above}L{left} {below}\" stroke=\"{BAD}\" stroke-width=\"2.4\"/>"
        ));
        for (at, line) in lines.iter().enumerate() {
            let y = top + 13 + at * LINE;
            let set = r#"font-weight="bold""#;
            self.text_over("expected", (FIRST + 12, y), set, line);
        }
    }

    /// A line of text; `set` are the attributes that say how it is set.
    fn text(&mut self, class: &str, at: (usize, usize), set: &str, text: &str) {
        self.out.push_str(&text_element(class, at, set, text));
    }

    fn text_over(&mut self, class: &str, at: (usize, usize), set: &str, text: &str) {
        self.over.push_str(&text_element(class, at, set, text));
    }

    fn put(&mut self, shape: std::fmt::Arguments) {
        // Writing to a string does not fail.
        let _ = writeln!(self.out, "{shape}");
    }
}

fn text_element(class: &str, (x, y): (usize, usize), set: &str, text: &str) -> String {
    let text = xml::text(text);
    format!("<text class=\"ladder-{class}\" x=\"{x}\" y=\"{y}\" xml:space=\"preserve\" {set}>{text}</text>\n")
}
