//! The terminal report as a picture (SVG), for a README or a slide: the same text in the same colours.

use super::look::Look;
use super::paint::Style;
use super::terminal;
use super::xml::text;
use crate::verdict::Report;

/// A column and a line of the picture, in its own units.
const COLUMN: f64 = 8.0;
const LINE: usize = 19;
const MARGIN: usize = 18;
/// Columns of the terminal at least.
const COLUMNS: usize = 80;

/// Colours that are read on a dark ground, as a terminal has it.
const STYLE: &str = "text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#d8dee9;white-space:pre}\
.t32{fill:#8fd694}.t31{fill:#ff8f87}.t1{font-weight:bold;fill:#fff}.t2{fill:#98a3b3}.t35{fill:#d7a6e8}.t36{fill:#86c7e8}";

/// An SVG of its own, with nothing fetched.
pub fn render(report: &Report) -> String {
    // It is made to be shown elsewhere, where the folder says nothing.
    let report = &Report { folder: None, ..report.clone() };
    let look = Look { style: Style::Colour, ..Look::default() };
    let told = terminal::whole(look, report);
    let lines: Vec<&str> = told.trim_matches('\n').lines().collect();
    let plain = terminal::whole(Look::default(), report);
    // A command stays on one line, however long it is.
    let columns = plain.lines().map(super::plain::width).max().unwrap_or(0).max(COLUMNS);
    let (width, height) = ((COLUMN * columns as f64) as usize + 2 * MARGIN, LINE * lines.len() + 2 * MARGIN);
    let title = text("What the checker says in a terminal");
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>{title}</title>\n<desc>{}</desc>\n<style>{STYLE}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#1e2430\"/>\n",
        text(plain.trim())
    );
    for (number, line) in lines.iter().enumerate() {
        out.push_str(&row(line, MARGIN + LINE * (number + 1) - 5));
    }
    out.push_str("</svg>\n");
    out
}

/// One line: a text for each tone, placed by its column, so that no font's own widths move what follows.
fn row(line: &str, y: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    let mut tone = "";
    for part in line.split('\x1b') {
        let rest = match part.strip_prefix('[').and_then(|part| part.split_once('m')) {
            Some((code, rest)) => {
                tone = if code == "0" { "" } else { code };
                rest
            }
            None => part,
        };
        let lead = rest.chars().take_while(|c| *c == ' ').count();
        let shown = rest.trim();
        if !shown.is_empty() {
            let x = MARGIN as f64 + COLUMN * (column + lead) as f64;
            let length = COLUMN * shown.chars().count() as f64;
            let class = if tone.is_empty() { String::new() } else { format!(" class=\"t{tone}\"") };
            let whole = text(shown);
            out.push_str(&format!(
                "<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{class}>{whole}</text>\n"
            ));
        }
        column += rest.chars().count();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_placed_texts() {
        let drawn = row("  \x1b[31mno\x1b[0m <b>", 10);
        assert!(
            drawn.contains("<text x=\"34\" y=\"10\" textLength=\"16\"") && drawn.contains("class=\"t31\">no</text>"),
            "{drawn}"
        );
        assert!(drawn.contains("<text x=\"58\"") && drawn.contains("&lt;b&gt;"), "{drawn}");
    }
}
