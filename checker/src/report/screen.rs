//! A screen as text for a report, and as a picture (SVG) for a page, in the colours of the page.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::plain::{cut, visible};
use super::xml;
use crate::shot::{Cell, Ink, Paint, Shot};

/// A column and a row of the picture, in its own units, and the space around them.
const COLUMN: f64 = 8.0;
const ROW: f64 = 18.0;
const EDGE: f64 = 8.0;

/// What a line drawing character is made of: the lines from its middle, up, to the right, down and to the left.
const LINES: &[(&str, [bool; 4])] = &[
    ("─━═╌┄", [false, true, false, true]),
    ("│┃║╎┆", [true, false, true, false]),
    ("┌┏╔╭", [false, true, true, false]),
    ("┐┓╗╮", [false, false, true, true]),
    ("└┗╚╰", [true, true, false, false]),
    ("┘┛╝╯", [true, false, false, true]),
    ("├┣╠", [true, true, true, false]),
    ("┤┫╣", [true, false, true, true]),
    ("┬┳╦", [false, true, true, true]),
    ("┴┻╩", [true, true, false, true]),
    ("┼╋╬", [true, true, true, true]),
];

/// The screen as lines of text, each at most so many columns wide, with an edge on their left.
pub fn text(shot: &Shot, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> =
        shot.texts().iter().map(|line| cut(format!("│{}", visible(line)).trim_end(), columns)).collect();
    if lines.is_empty() {
        lines.push("│ (nothing)".to_string());
    }
    lines
}

/// The screen as one `<svg>` element without an empty line in it, so that it may also stand in Markdown.
///
/// Text is the page's own colour; the others are `--screen-red` and so on, or something near where a page has none.
pub fn svg(shot: &Shot, title: &str) -> String {
    let (wide, high) = (f64::from(shot.columns) * COLUMN + 2.0 * EDGE, f64::from(shot.rows) * ROW + 2.0 * EDGE);
    let (mut grounds, mut lines, mut words) = (String::new(), String::new(), String::new());
    for (row, runs) in shot.lines.iter().enumerate() {
        let mut column = 0;
        for run in runs {
            let mut piece = Piece { row, column, text: String::new(), columns: 0, paint: run.paint };
            for c in run.text.chars() {
                let width = c.width().unwrap_or(0);
                if c == ' ' || drawn(c).is_some() {
                    piece.end(&mut words);
                    if let Some(parts) = drawn(c) {
                        draw(&mut lines, row, column, parts, run.paint);
                    }
                    piece.column = column + width;
                } else {
                    piece.text.push(c);
                    piece.columns += width;
                }
                column += width;
            }
            piece.end(&mut words);
            ground(&mut grounds, row, column, run);
        }
    }
    let cursor = shot.cursor.map(cursor).unwrap_or_default();
    format!(
        "<svg class=\"screen\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" style=\"--wide:{wide}px;display:block;width:100%;max-width:{wide}px;height:auto;margin:0 auto\">\n\
         <title>{}</title>\n<desc>{}</desc>\n\
         <rect x=\"0.75\" y=\"0.75\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"var(--screen-ground, none)\" stroke=\"currentColor\" stroke-opacity=\"0.6\"/>\n\
         {grounds}<g stroke=\"currentColor\" stroke-opacity=\"0.6\" fill=\"none\">\n{lines}</g>\n\
         <g font-size=\"13\" font-family=\"var(--mono-font, monospace)\" fill=\"currentColor\">\n{words}</g>\n{cursor}</svg>\n",
        xml::text(title),
        xml::text(&told(shot)),
        wide - 1.5,
        high - 1.5,
    )
}

/// Text without spaces in it, placed by its column so that no font's own widths move what follows.
struct Piece {
    row: usize,
    column: usize,
    text: String,
    columns: usize,
    paint: Paint,
}

impl Piece {
    fn end(&mut self, out: &mut String) {
        let (text, columns) = (std::mem::take(&mut self.text), std::mem::take(&mut self.columns));
        if columns == 0 {
            return;
        }
        let (x, y) = corner(self.row, self.column);
        let mut style = String::new();
        let ink = if self.paint.reverse { Some("var(--bg, Canvas)") } else { colour(self.paint.ink) };
        ink.into_iter().for_each(|ink| style.push_str(&format!(" fill=\"{ink}\"")));
        if self.paint.bold {
            style.push_str(" font-weight=\"bold\"");
        }
        if self.paint.underline {
            style.push_str(" text-decoration=\"underline\"");
        }
        let _ = writeln!(
            out,
            "<text x=\"{x}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{style}>{}</text>",
            y + ROW - 5.0,
            columns as f64 * COLUMN,
            xml::text(&text)
        );
    }
}

/// What is behind a run that ends before `end`, where that is not the page's own ground.
fn ground(out: &mut String, row: usize, end: usize, run: &crate::shot::Run) {
    let fill = if run.paint.reverse { Some("currentColor") } else { colour(run.paint.ground) };
    if let Some(fill) = fill {
        let columns: usize = run.text.chars().map(|c| c.width().unwrap_or(0)).sum();
        let (x, y) = corner(row, end - columns);
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{ROW}\" fill=\"{fill}\"/>",
            columns as f64 * COLUMN
        );
    }
}

fn drawn(c: char) -> Option<[bool; 4]> {
    LINES.iter().find(|(characters, _)| characters.contains(c)).map(|(_, parts)| *parts)
}

fn draw(out: &mut String, row: usize, column: usize, [up, right, down, left]: [bool; 4], paint: Paint) {
    let (x, y) = corner(row, column);
    let (mx, my) = (x + COLUMN / 2.0, y + ROW / 2.0);
    let ends = [(up, mx, y), (right, x + COLUMN, my), (down, mx, y + ROW), (left, x, my)];
    let path: String =
        ends.iter().filter(|(is_drawn, ..)| *is_drawn).map(|(_, x, y)| format!("M{mx} {my}L{x} {y}")).collect();
    let stroke = colour(paint.ink).map(|ink| format!(" stroke=\"{ink}\"")).unwrap_or_default();
    let _ = writeln!(out, "<path d=\"{path}\"{stroke}/>");
}

fn cursor(at: Cell) -> String {
    let (x, y) = corner(at.row.into(), at.column.into());
    format!(
        "<rect x=\"{x}\" y=\"{}\" width=\"{COLUMN}\" height=\"{}\" fill=\"currentColor\" fill-opacity=\"0.55\"/>\n",
        y + 1.0,
        ROW - 2.0
    )
}

fn corner(row: usize, column: usize) -> (f64, f64) {
    (EDGE + column as f64 * COLUMN, EDGE + row as f64 * ROW)
}

fn colour(ink: Ink) -> Option<&'static str> {
    Some(match ink {
        Ink::Usual => return None,
        Ink::Black => "var(--screen-black, #555)",
        Ink::Red => "var(--screen-red, #d9434a)",
        Ink::Green => "var(--screen-green, #3a9c5a)",
        Ink::Yellow => "var(--screen-yellow, #b98a1c)",
        Ink::Blue => "var(--screen-blue, #4a86d8)",
        Ink::Magenta => "var(--screen-magenta, #9b6ad6)",
        Ink::Cyan => "var(--screen-cyan, #2b93a5)",
        Ink::White | Ink::Grey => "var(--screen-grey, #8a8f98)",
    })
}

/// What stands on the screen, for who can't see it: without the lines that are drawn around it.
fn told(shot: &Shot) -> String {
    let words = |row: &String| {
        let plain: String = row.chars().map(|c| if drawn(c).is_some() { ' ' } else { c }).collect();
        plain.split_whitespace().collect::<Vec<&str>>().join(" ")
    };
    let rows: Vec<String> = shot.texts().iter().map(words).filter(|row| !row.is_empty()).collect();
    format!("A screen of {} columns and {} rows. {}", shot.columns, shot.rows, rows.join(" / "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::{Emulator, Size};

    fn shot(bytes: &str) -> Shot {
        let mut emulator = Emulator::new(Size { columns: 12, rows: 3 });
        emulator.take(bytes.as_bytes());
        emulator.shot()
    }

    #[test]
    fn a_screen_is_told_in_lines() {
        let shot = shot("┌Users┐\r\n│ \u{4e16}\u{754c}  │\r\n\x1b[7mbob & co");
        assert_eq!(text(&shot, 80), ["│┌Users┐", "││ \u{4e16}\u{754c}  │", "│bob & co"]);
        assert_eq!(text(&shot, 6), ["│┌Use…", "││ \u{4e16}…", "│bob …"]);
        assert_eq!(text(&Shot::default(), 80), ["│ (nothing)"]);
    }

    #[test]
    fn a_screen_is_drawn_by_cell() {
        let drawn = svg(&shot("\x1b[31m\u{4e16}<b>\x1b[m ok│\x1b[2;1H\x1b[7mx\x1b[?25l"), "A <title>");
        for part in [
            "<title>A &lt;title&gt;</title>",
            "<desc>A screen of 12 columns and 3 rows. \u{4e16}&lt;b&gt; ok / x</desc>",
            "<text x=\"8\" y=\"21\" textLength=\"40\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"var(--screen-red, #d9434a)\">\u{4e16}&lt;b&gt;</text>",
            "<text x=\"56\" y=\"21\" textLength=\"16\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">ok</text>",
            "<path d=\"M76 17L76 8M76 17L76 26\"/>",
            "<rect x=\"8\" y=\"26\" width=\"8\" height=\"18\" fill=\"currentColor\"/>",
        ] {
            assert!(drawn.contains(part), "{part}\n{drawn}");
        }
        assert!(!drawn.contains("\n\n") && !drawn.contains("fill-opacity=\"0.55\""), "{drawn}");
    }

    #[test]
    fn nothing_on_a_screen_leaves_its_picture() {
        let drawn = svg(&shot("</svg>{{#x}}\u{202e}"), "x");
        assert_eq!(drawn.matches("</svg>").count(), 1);
        assert!(!drawn.contains('\u{202e}'), "{drawn}");
    }
}
