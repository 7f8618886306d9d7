//! A state diagram in the lines of a terminal: a line a transition.

use super::picture::{Arrow, Picture};
use crate::diagram::{Diagram, Tip};
use crate::diagram::{Judgement, Marks};
use crate::report::paint::{Style, Tone};
use crate::report::plain::{cut, pad, width, wrap};

/// Columns that the name of a state takes at most.
const NAME: usize = 20;
/// Columns of a line beside two names.
const BESIDE: usize = 12;
/// Columns of words at least, where they stand beside an arrow; where there are fewer they stand below it.
const LEAST: usize = 16;
/// The column of words below an arrow.
const BELOW: usize = 6;
const ARROW: &str = " \u{2500}\u{2500}\u{25b6} ";
const DASHED: &str = " \u{2504}\u{2504}\u{25b6} ";

/// How a diagram is drawn in lines.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Whether it is painted.
    pub style: Style,
    /// Columns that it may take.
    pub width: usize,
}

impl Room {
    /// As in a file: where there is room for all that it says.
    pub const PLAIN: Room = Room { style: Style::Plain, width: 76 };
}

/// The diagram as lines, the start first; each ends in a newline. What is marked has its sign before
/// it and its words behind it.
pub fn text(diagram: &Diagram, marks: &Marks, look: Room) -> String {
    let picture = Picture::of(diagram, marks);
    let name = NAME.min(look.width.saturating_sub(BESIDE) / 2).max(1);
    let ends = |end: fn(&Arrow) -> Tip| {
        let names = picture.arrows.iter().map(end);
        names.map(|end| width(&short(&picture, end, name))).max().unwrap_or(0)
    };
    let columns = Columns { from: ends(|arrow| arrow.from), to: ends(|arrow| arrow.to), name, look };
    let mut arrows: Vec<&Arrow> = picture.arrows.iter().collect();
    arrows.sort_by_key(|arrow| arrow.from != Tip::Dot);
    let mut out: String = arrows.into_iter().map(|arrow| columns.arrow(&picture, arrow)).collect();
    for node in &picture.nodes {
        if let Some(mark) = node.mark {
            let words = mark.of_state();
            let room = look.width.saturating_sub(width(words) + 3).min(name);
            let line = format!("{} {} {words}", mark.sign(), cut(&node.name, room));
            out.push_str(&format!("{}\n", look.style.paint(mark.tone(), &line)));
        }
    }
    out
}

/// How wide the names are.
struct Columns {
    from: usize,
    to: usize,
    /// At most.
    name: usize,
    look: Room,
}

impl Columns {
    fn arrow(&self, picture: &Picture, arrow: &Arrow) -> String {
        let Room { style, width: most } = self.look;
        let line = if arrow.mark.is_some_and(Judgement::is_added) { DASHED } else { ARROW };
        let (from, to) = (short(picture, arrow.from, self.name), short(picture, arrow.to, self.name));
        let sign = arrow.mark.map_or(" ", Judgement::sign);
        let head = format!("{sign} {}{line}{}", pad(&from, self.from), pad(&to, self.to));
        let tone = arrow.mark.map_or(Tone::Usual, Judgement::tone);
        let is_beside = width(&head) + 3 + LEAST <= most;
        let column = if is_beside { width(&head) + 3 } else { BELOW };
        let mut said: Vec<(Tone, String)> =
            arrow.mark.map(|mark| (tone, mark.words().to_owned())).into_iter().collect();
        said.extend(arrow.labels.iter().map(|label| (Tone::Quiet, label.clone())));
        let lines = said.iter().flat_map(|(tone, words)| {
            wrap(words, most - column).into_iter().take(3).map(|line| style.paint(*tone, &line))
        });
        let lines: Vec<String> = lines.collect();
        let head = head.trim_end();
        let painted = style.paint(tone, head);
        let between = format!("\n{}", " ".repeat(column));
        let begin = match is_beside {
            true => " ".repeat(column - width(head)),
            false if lines.is_empty() => String::new(),
            false => between.clone(),
        };
        format!("{}\n", format!("{painted}{begin}{}", lines.join(&between)).trim_end())
    }
}

fn short(picture: &Picture, end: Tip, columns: usize) -> String {
    picture.name(end).map_or("[*]".to_owned(), |name| cut(name, columns))
}
