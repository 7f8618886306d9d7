//! A state diagram in the lines of a terminal: a line a transition.

use super::picture::{Arrow, Picture};
use crate::diagram::{Diagram, End};
use crate::diagram::{Mark, Marks};
use crate::report::paint::{Style, Tone};
use crate::report::plain::{cut, pad, width, wrap};

/// Columns that it takes at most.
pub const WIDTH: usize = 76;
/// Columns that the name of a state takes at most.
const NAME: usize = 20;
const ARROW: &str = " \u{2500}\u{2500}\u{25b6} ";
const DASHED: &str = " \u{2504}\u{2504}\u{25b6} ";

/// The diagram as lines, the start first; each ends in a newline. What is marked has its sign before
/// it and its words behind it.
pub fn text(diagram: &Diagram, marks: &Marks, style: Style) -> String {
    let picture = Picture::of(diagram, marks);
    let ends = |end: fn(&Arrow) -> End| {
        let names = picture.arrows.iter().map(end);
        names.map(|end| width(&short(&picture, end))).max().unwrap_or(0)
    };
    let columns = Columns { from: ends(|arrow| arrow.from), to: ends(|arrow| arrow.to), style };
    let mut arrows: Vec<&Arrow> = picture.arrows.iter().collect();
    arrows.sort_by_key(|arrow| arrow.from != End::Dot);
    let mut out: String = arrows.into_iter().map(|arrow| columns.arrow(&picture, arrow)).collect();
    for node in &picture.nodes {
        if let Some(mark) = node.mark {
            let line = format!("{} {} {}", mark.sign(), cut(&node.name, NAME), mark.of_state());
            out.push_str(&format!("{}\n", style.paint(mark.tone(), &line)));
        }
    }
    out
}

/// How wide the names are.
struct Columns {
    from: usize,
    to: usize,
    style: Style,
}

impl Columns {
    fn arrow(&self, picture: &Picture, arrow: &Arrow) -> String {
        let line = if arrow.mark.is_some_and(Mark::is_added) { DASHED } else { ARROW };
        let (from, to) = (short(picture, arrow.from), short(picture, arrow.to));
        let sign = arrow.mark.map_or(" ", Mark::sign);
        let head = format!("{sign} {}{line}{}", pad(&from, self.from), pad(&to, self.to));
        let (column, tone) = (width(&head) + 3, arrow.mark.map_or(Tone::Usual, Mark::tone));
        let mut said: Vec<(Tone, String)> =
            arrow.mark.map(|mark| (tone, mark.words().to_owned())).into_iter().collect();
        said.extend(arrow.labels.iter().map(|label| (Tone::Quiet, label.clone())));
        let lines = said.iter().flat_map(|(tone, words)| {
            wrap(words, WIDTH - column).into_iter().take(3).map(|line| self.style.paint(*tone, &line))
        });
        let lines: Vec<String> = lines.collect();
        let head = self.style.paint(tone, head.trim_end()) + &" ".repeat(column - width(head.trim_end()));
        let between = format!("\n{}", " ".repeat(column));
        format!("{}\n", format!("{head}{}", lines.join(&between)).trim_end())
    }
}

fn short(picture: &Picture, end: End) -> String {
    picture.name(end).map_or("[*]".to_owned(), |name| cut(name, NAME))
}
