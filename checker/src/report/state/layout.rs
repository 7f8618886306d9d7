//! Where the states of a picture stand, and how large they are.
//!
//! Names are set in a fixed-width font, so that counting columns is enough. Of other text the width is
//! estimated, rather too wide than too narrow.

use super::geometry::{Area, Point, point};
use super::picture::{Arrow, Node, Picture};
use crate::diagram::{Direction, Tip};
use crate::report::plain::{cut, width, wrap};

/// Height of a line of text.
pub const LINE: f64 = 16.0;
/// Radius of a start or an end.
pub const DOT: f64 = 7.0;
/// Columns of a name, and of a line of other text.
pub const NAME: usize = 22;
const WORDS: usize = 18;
/// How far a start or an end stands from its state.
const AWAY: f64 = 30.0;
/// Space between states one above the other: for an arrow and its label.
const BETWEEN: f64 = 62.0;

/// A start or an end: each state has its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    pub arrow: usize,
    pub area: Area,
}

#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// One for each state.
    pub nodes: Vec<Area>,
    pub dots: Vec<Dot>,
}

impl Layout {
    pub fn of(picture: &Picture) -> Layout {
        let cells = cells(picture);
        let sizes: Vec<(f64, f64)> = picture.nodes.iter().map(size).collect();
        let across = |arrow: &Arrow| if arrow.from == arrow.to { 0.0 } else { label_size(&label(arrow).0).0 };
        let (mut column, mut row) = (64.0_f64, 40.0_f64);
        for (a, first) in cells.iter().enumerate() {
            for (b, second) in cells.iter().enumerate().skip(a + 1) {
                let away = point((first.x - second.x).abs(), (first.y - second.y).abs());
                let between: Vec<&Arrow> = picture.arrows.iter().filter(|arrow| joins(arrow, a, b)).collect();
                // States in rows half a row apart still stand beside each other.
                if away.y < 0.9 && away.x > 0.0 {
                    let words = between.iter().map(|arrow| across(arrow) + 34.0).fold(28.0, f64::max);
                    column = column.max(((sizes[a].0 + sizes[b].0) / 2.0 + words) / away.x);
                }
                if away.x < 0.9 && away.y > 0.0 {
                    let words =
                        between.iter().map(|arrow| label_size(&label(arrow).0).1 + 26.0).fold(BETWEEN, f64::max);
                    row = row.max(((sizes[a].1 + sizes[b].1) / 2.0 + words) / away.y);
                }
            }
        }
        let area = |(cell, size): (&Point, &(f64, f64))| Area {
            centre: point((cell.x * column).round(), (cell.y * row).round()),
            wide: size.0,
            high: size.1,
        };
        let nodes: Vec<Area> = cells.iter().zip(&sizes).map(area).collect();
        let mut layout = Layout { nodes, dots: Vec::new() };
        layout.put_dots(picture);
        layout
    }

    /// The box of one end of an arrow.
    pub fn end(&self, arrow: usize, end: Tip) -> Area {
        match end {
            Tip::State(at) => self.nodes[at],
            Tip::Dot => self.dots.iter().find(|dot| dot.arrow == arrow).map_or(Area::default(), |dot| dot.area),
        }
    }

    /// Each start and end stands on that side of its state on which the least is.
    fn put_dots(&mut self, picture: &Picture) {
        let (up, down) = (point(0.0, -1.0), point(0.0, 1.0));
        let (left, right) = (point(-1.0, 0.0), point(1.0, 0.0));
        let sides = match picture.direction {
            Direction::TopBottom => [up, left, right, down],
            Direction::BottomTop => [down, left, right, up],
            Direction::LeftRight => [left, up, down, right],
            Direction::RightLeft => [right, up, down, left],
        };
        for (at, arrow) in picture.arrows.iter().enumerate() {
            let (state, is_start) = match (arrow.from, arrow.to) {
                (Tip::Dot, Tip::State(state)) => (state, true),
                (Tip::State(state), Tip::Dot) => (state, false),
                _ => continue,
            };
            let best = sides.iter().enumerate().map(|(rank, side)| {
                let rank = if is_start { rank } else { sides.len() - rank };
                let area = self.dot(state, *side, label_size(&label(arrow).0));
                (self.crowd(picture, state, *side, area) + rank as f64 * 0.1, area)
            });
            if let Some((_, area)) = best.min_by(|(a, _), (b, _)| a.total_cmp(b)) {
                self.dots.push(Dot { arrow: at, area });
            }
        }
    }

    /// Far enough away for the label of its arrow.
    fn dot(&self, state: usize, side: Point, (wide, high): (f64, f64)) -> Area {
        let node = self.nodes[state];
        let along = if wide > 0.0 { wide + 18.0 } else { 0.0 };
        let away = point(AWAY.max(along), AWAY.max(high + 14.0));
        let reach = point(node.wide, node.high) * 0.5 + away;
        let centre = node.centre + point(side.x * reach.x, side.y * reach.y);
        Area { centre, wide: 2.0 * DOT, high: 2.0 * DOT }
    }

    /// How much is on that side of a state: other boxes, and arrows that leave that way.
    fn crowd(&self, picture: &Picture, state: usize, side: Point, area: Area) -> f64 {
        let boxes = self.nodes.iter().copied().chain(self.dots.iter().map(|dot| dot.area));
        let hits = boxes.filter(|other| other.overlaps(area.grown(12.0))).count() as f64 * 10.0;
        let others = picture.arrows.iter().filter_map(|arrow| match (arrow.from, arrow.to) {
            (Tip::State(from), Tip::State(to)) if from == state && to != state => Some(to),
            (Tip::State(from), Tip::State(to)) if to == state && from != state => Some(from),
            _ => None,
        });
        let toward = |other: usize| (self.nodes[other].centre - self.nodes[state].centre).unit().dot(side).max(0.0);
        hits + others.map(toward).sum::<f64>()
    }
}

/// The lines at an arrow: its labels, then what is wrong with it. Also how many the former are.
pub fn label(arrow: &Arrow) -> (Vec<String>, usize) {
    let mut lines: Vec<String> = arrow.labels.iter().take(4).flat_map(|label| shortened(label, 4)).collect();
    let said = lines.len();
    lines.extend(arrow.mark.iter().flat_map(|mark| shortened(&format!("{} {}", mark.sign(), mark.words()), 3)));
    (lines, said)
}

/// Width and height of these lines.
pub fn label_size(lines: &[String]) -> (f64, f64) {
    let wide = lines.iter().map(|line| estimate(line)).fold(0.0, f64::max);
    (wide, lines.len() as f64 * LINE)
}

/// What stands in a state below its name.
pub fn below(node: &Node) -> Vec<String> {
    let mut lines: Vec<String> = node.descriptions.iter().take(3).flat_map(|text| shortened(text, 3)).collect();
    lines.extend(node.mark.map(|mark| format!("{} {}", mark.sign(), mark.words())));
    lines
}

fn shortened(text: &str, most: usize) -> Vec<String> {
    let mut lines = balanced(text);
    if lines.len() > most {
        lines.truncate(most);
        lines[most - 1] = cut(&format!("{} \u{2026}", lines[most - 1]), WORDS);
    }
    lines
}

/// As few lines as there have to be, all about as long.
fn balanced(text: &str) -> Vec<String> {
    let fewest = wrap(text, WORDS).len();
    let narrow = (8..=WORDS).find(|columns| {
        let lines = wrap(text, *columns);
        lines.len() == fewest && lines.iter().all(|line| width(line) <= *columns)
    });
    wrap(text, narrow.unwrap_or(WORDS))
}

/// The width of a text of size 12.5 in the page's own font, rather too large.
fn estimate(text: &str) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | '\'' | '|' | '!' => 0.3,
        't' | 'f' | 'r' | '(' | ')' | '/' | '-' | '`' => 0.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '\u{2026}' | '\u{2717}' => 0.95,
        c if c.is_uppercase() => 0.72,
        c if c.is_ascii() => 0.58,
        _ => 1.05,
    };
    text.chars().map(em).sum::<f64>() * 12.5
}

fn size(node: &Node) -> (f64, f64) {
    let name = width(&cut(&node.name, NAME)) as f64 * 8.0;
    let below = below(node);
    let (wide, high) = label_size(&below);
    (name.max(wide).max(30.0) + 24.0, 36.0 + high)
}

fn joins(arrow: &Arrow, a: usize, b: usize) -> bool {
    let ends = (arrow.from, arrow.to);
    ends == (Tip::State(a), Tip::State(b)) || ends == (Tip::State(b), Tip::State(a))
}

/// Column and row of each state: the author's, or else in layers from the start on.
fn cells(picture: &Picture) -> Vec<Point> {
    let placed: Option<Vec<Point>> =
        picture.nodes.iter().map(|node| node.place.map(|(column, row)| point(column as f64, row as f64))).collect();
    placed.unwrap_or_else(|| {
        let layers = layers(picture);
        let wide = |layer: usize| layers.iter().filter(|other| **other == layer).count() as f64;
        let cell = |(at, layer): (usize, &usize)| {
            let before = layers[..at].iter().filter(|other| *other == layer).count() as f64;
            let (aside, along) = (before - (wide(*layer) - 1.0) / 2.0, *layer as f64);
            match picture.direction {
                Direction::TopBottom => point(aside, along),
                Direction::BottomTop => point(aside, -along),
                Direction::LeftRight => point(along, aside),
                Direction::RightLeft => point(-along, aside),
            }
        };
        layers.iter().enumerate().map(cell).collect()
    })
}

/// How many arrows each state is away from the start; those that can't be reached follow below.
fn layers(picture: &Picture) -> Vec<usize> {
    let mut layers: Vec<Option<usize>> = vec![None; picture.nodes.len()];
    let starts = picture.arrows.iter().filter_map(|arrow| match (arrow.from, arrow.to) {
        (Tip::Dot, Tip::State(state)) => Some(state),
        _ => None,
    });
    let mut queue: Vec<(usize, usize)> = starts.map(|state| (state, 0)).collect();
    loop {
        let mut at = 0;
        while let Some((state, layer)) = queue.get(at).copied() {
            at += 1;
            if layers[state].is_none() {
                layers[state] = Some(layer);
                queue.extend(picture.arrows.iter().filter_map(|arrow| match (arrow.from, arrow.to) {
                    (Tip::State(from), Tip::State(to)) if from == state => Some((to, layer + 1)),
                    _ => None,
                }));
            }
        }
        let next = layers.iter().flatten().max().map_or(0, |last| last + 1);
        match layers.iter().position(Option::is_none) {
            Some(state) => queue = vec![(state, next)],
            None => return layers.into_iter().flatten().collect(),
        }
    }
}
