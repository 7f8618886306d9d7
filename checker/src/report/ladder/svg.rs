//! A ladder as SVG to stand in a page, in the colours of the page, with the same told in words for who can't see it.

use super::lanes::{Lane, Lanes, Owner};
use super::rows::{Limit, Row, rows};
use super::shapes::{Grid, HEAD, LINE, Life, Shapes};
use super::words::{Figure, Sign};
use crate::report::plain::{visible, wrap};
use crate::report::xml;
use crate::trace::Trace;

/// What is told beside the trace.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// Names the picture: `The server closes too early`.
    pub title: &'a str,
    /// What was expected where the trace ends.
    pub expected: Option<&'a str>,
    /// What stands above the lanes.
    pub heads: Heads,
}

/// What stands above a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heads {
    /// Its name, and whether it is the learner's or the checker's.
    Owners,
    /// Its name alone: in a recording nothing is the learner's.
    Names,
}

/// Rows that a page shows at most.
pub const LIMIT: Limit = Limit { first: 24, last: 36 };

/// The trace as one `<svg>` element without an empty line in it, so that it may also stand in
/// Markdown; empty for an empty trace.
///
/// Colours are the variables of mdBook's themes where there are any, or else those of the text
/// around. It is as wide as its place, and at most as wide as is natural.
pub fn svg(trace: &Trace, caption: Caption) -> String {
    let lanes = Lanes::of(trace);
    if lanes.is_empty() {
        return String::new();
    }
    let rows = rows(trace, &lanes, LIMIT);
    let columns = rows.iter().map(columns).max().unwrap_or(0);
    let mut picture = Picture::new(&lanes, Grid::of(lanes.len(), columns), caption.heads);
    for row in &rows {
        picture.row(row);
    }
    if let Some(expected) = caption.expected {
        picture.expected(expected);
    }
    let (wide, high) = (picture.shapes.grid.width(), picture.bottom + 4);
    format!(
        "<svg class=\"ladder\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" style=\"--wide:{wide}px;display:block;width:100%;max-width:{wide}px;height:auto\">\n\
         <title>{}</title>\n<desc>{}</desc>\n\
         <g font-family=\"var(--mono-font, ui-monospace, monospace)\" font-size=\"13\" fill=\"currentColor\" stroke-width=\"1.4\" style=\"white-space:pre\">\n{}</g>\n</svg>\n",
        xml::text(caption.title),
        xml::text(&told(&lanes, &rows, caption)),
        picture.finished(),
    )
}

/// Columns that the label of a row wants between two lanes.
fn columns(row: &Row) -> usize {
    match &row.figure {
        Figure::Arrow { from, to, label, .. } => label.columns() / from.abs_diff(*to).max(1),
        Figure::Note { .. } | Figure::Aside(_) => 0,
    }
}

/// The picture in words: who takes part, then a sentence a row.
fn told(lanes: &Lanes, rows: &[Row], caption: Caption) -> String {
    let who = |lane: &Lane| match owner(lane, caption.heads) {
        Some(owner) => format!("{} ({owner})", lane.name),
        None => lane.name.clone(),
    };
    let who: Vec<String> = lanes.drawn.iter().map(who).collect();
    let mut sentences = vec![format!("Between {}.", who.join(", "))];
    for row in rows {
        let time = row.micros.map(|micros| format!("{} ms: ", super::text::millis(micros)));
        sentences.push(format!("{}{}", time.unwrap_or_default(), row.sentence));
    }
    sentences.extend(caption.expected.map(|expected| format!("Here was expected: {expected}.")));
    sentences.join(" ").replace('\n', " ")
}

fn owner(lane: &Lane, heads: Heads) -> Option<&'static str> {
    match (heads, lane.owner) {
        (Heads::Names, _) => None,
        (Heads::Owners, Owner::Learner) => Some("your program"),
        (Heads::Owners, Owner::Checker) => Some("the checker"),
    }
}

/// In whose manner a lane is drawn.
fn style(lane: &Lane, heads: Heads) -> Owner {
    if heads == Heads::Names { Owner::Checker } else { lane.owner }
}

/// A picture that grows downwards.
struct Picture<'a> {
    lanes: &'a Lanes,
    heads: Heads,
    shapes: Shapes,
    /// Where the next row begins.
    bottom: usize,
    /// Of each lane, where its line was last changed, and how it goes on from there.
    lives: Vec<(usize, Life)>,
    /// The lines of the lanes, which lie below everything else.
    lines: String,
}

impl<'a> Picture<'a> {
    fn new(lanes: &'a Lanes, grid: Grid, heads: Heads) -> Picture<'a> {
        let mut shapes = Shapes::new(grid);
        shapes.time("ms", HEAD - 20);
        for (at, lane) in lanes.drawn.iter().enumerate() {
            shapes.head(at, &lane.name, style(lane, heads), owner(lane, heads));
        }
        let lives = vec![(HEAD, Life::Runs); lanes.len()];
        Picture { lanes, heads, shapes, bottom: HEAD + 10, lives, lines: String::new() }
    }

    fn row(&mut self, row: &Row) {
        let top = self.bottom;
        self.bottom += match &row.figure {
            Figure::Arrow { from, to, line, label } => {
                let label = label.fit(self.shapes.grid.columns(*from, *to));
                self.shapes.arrow(*from, *to, *line, &label, top);
                LINE + 12
            }
            Figure::Note { lane, mark, text } => self.note(*lane, *mark, text, top),
            Figure::Aside(text) => {
                let lines = wrap(&visible(text), self.shapes.grid.all_columns());
                self.shapes.aside(&lines, top);
                lines.len() * LINE + 8
            }
        };
        if let Some(micros) = row.micros {
            self.shapes.time(&super::text::millis(micros), top);
        }
    }

    fn note(&mut self, lane: usize, mark: Sign, text: &str, top: usize) -> usize {
        let mut lines = wrap(&visible(text), self.shapes.grid.note(lane).1);
        if lines.len() > 4 {
            lines.truncate(4);
            lines[3].push('…');
        }
        self.shapes.note(lane, mark, &lines, top);
        let life = if mark == Sign::End { Life::Ended } else { Life::Runs };
        if self.lives[lane].1 != life {
            self.lifeline(lane, top + LINE / 2, life);
        }
        lines.len() * LINE + 8
    }

    /// Draws a lane's line down to here; how it goes on is told.
    fn lifeline(&mut self, lane: usize, to: usize, next: Life) {
        let (from, life) = self.lives[lane];
        let owner = style(&self.lanes.drawn[lane], self.heads);
        self.lines.push_str(&self.shapes.grid.lifeline(lane, owner, life, from..to));
        self.lives[lane] = (to, next);
    }

    fn expected(&mut self, expected: &str) {
        let text = format!("expected: {expected}");
        let mut lines = wrap(&visible(&text), self.shapes.grid.all_columns());
        if lines.len() > 4 {
            lines.truncate(4);
            lines[3].push('…');
        }
        self.shapes.expected(&lines, self.bottom);
        self.bottom += lines.len() * LINE + 8;
    }

    fn finished(mut self) -> String {
        for lane in 0..self.lanes.len() {
            self.lifeline(lane, self.bottom, Life::Ended);
        }
        format!("{}{}", self.lines, self.shapes.finished())
    }
}
