//! How the arrows of a picture run, and where their labels stand.
//!
//! Each arrow has a few curves it may take, each of them a few places for its label. One after the
//! other takes what is cheapest beside all the others, a few times over; what is cheap is a curve that
//! is nearly straight and crosses nothing, and a label that lies on nothing. No choice is random.

use super::geometry::{Area, Curve, Point, cross, point};
use super::layout::{Layout, label, label_size};
use super::picture::{Arrow, Picture};
use crate::diagram::Tip;

/// Space between the tip of an arrow and the box that it points at.
const TIP: f64 = 3.0;
/// Space between an arrow and its label.
const ASIDE: f64 = 7.0;
/// Pieces of a curve that are looked at.
const PIECES: usize = 14;
/// Above so many arrows nobody looks for beauty.
const MANY: usize = 20;

#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// From the border of one box to just before the border of the other.
    pub curve: Curve,
    pub label: Option<Label>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub lines: Vec<String>,
    /// So many of them are the diagram's own; the others say what is wrong.
    pub said: usize,
    pub area: Area,
    pub align: Align,
}

/// Which edge of a label's area its lines begin or end at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// One for each arrow.
pub fn routes(picture: &Picture, layout: &Layout) -> Vec<Route> {
    let mut plan = Paths { picture, layout, chosen: vec![None; picture.arrows.len()] };
    let mut order: Vec<usize> = (0..picture.arrows.len()).collect();
    // What has the least freedom comes first: short arrows.
    order.sort_by_key(|at| {
        let arrow = &picture.arrows[*at];
        (layout.end(*at, arrow.from).centre - layout.end(*at, arrow.to).centre).length() as i64
    });
    let rounds = if order.len() > MANY { 1 } else { 4 };
    for _ in 0..rounds {
        for at in &order {
            plan.chosen[*at] = plan.best(*at);
        }
    }
    plan.chosen.into_iter().flatten().map(|(way, label)| Route { curve: way.curve, label }).collect()
}

/// A way that an arrow may run.
#[derive(Clone, Debug)]
struct Way {
    curve: Curve,
    points: Vec<Point>,
    /// The box around it.
    around: Area,
    bow: f64,
    /// What it costs by itself.
    price: f64,
}

impl Way {
    fn new(curve: Curve, bow: f64, price: f64) -> Way {
        let points: Vec<Point> = (0..=PIECES).map(|piece| curve.at(piece as f64 / PIECES as f64)).collect();
        let around = Area::around(points.iter().copied()).grown(10.0);
        Way { curve, points, around, bow, price }
    }

    /// How much of it lies in a box.
    fn inside(&self, area: Area) -> f64 {
        if !self.around.overlaps(area) {
            return 0.0;
        }
        self.points.iter().filter(|point| area.holds(**point)).count() as f64
    }
}

/// The ways that an arrow may run.
fn ways(picture: &Picture, layout: &Layout, at: usize) -> Vec<Way> {
    let Arrow { from, to, .. } = picture.arrows[at];
    let (start, end) = (layout.end(at, from), layout.end(at, to));
    if from == to {
        return loops(start);
    }
    let is_pair = picture.arrows.iter().any(|other| (other.from, other.to) == (to, from));
    let bows: &[f64] = match (from, to) {
        (Tip::Dot, _) | (_, Tip::Dot) => &[0.0],
        _ if picture.arrows.len() > MANY => &[24.0, 90.0],
        _ if is_pair => &[22.0, 32.0, 46.0, 64.0, 88.0, 116.0, 150.0],
        _ => &[0.0, 16.0, 28.0, 42.0, 60.0, 80.0, 110.0, 150.0, 190.0, 240.0, 300.0],
    };
    let mut ways = Vec::new();
    for bow in bows {
        let curve = |bow| clipped(Curve::bowed(start.centre, end.centre, bow), start, end);
        ways.push(Way::new(curve(*bow), *bow, bow * 0.25));
        if *bow > 0.0 {
            // Everybody keeps to the right, if it is all the same.
            ways.push(Way::new(curve(-bow), -bow, bow * 0.25 + 1.0));
        }
    }
    ways
}

/// From where it leaves one box to where it meets the other.
fn clipped(curve: Curve, start: Area, end: Area) -> Curve {
    let end = end.grown(TIP);
    let leaves = curve.find(0.0, 1.0, |at| !start.holds(at));
    let meets = curve.find(leaves, 1.0, |at| end.holds(at));
    curve.piece(leaves, meets)
}

/// From a state to itself, on each of its sides.
fn loops(area: Area) -> Vec<Way> {
    let sides = [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0)];
    let way = |(rank, (x, y)): (usize, &(f64, f64))| {
        let out = point(*x, *y);
        let along = out.right();
        let border = area.centre + point(x * area.wide, y * area.high) * 0.5;
        let [a, b] = [-9.0, 9.0].map(|by| border + along * by);
        let [c, d] = [-16.0, 16.0].map(|by| border + along * by + out * 40.0);
        Way::new(Curve([a, c, d, b + out * TIP]), 0.0, rank as f64)
    };
    sides.iter().enumerate().map(way).collect()
}

/// A label beside its arrow, to the right of who goes along it or to the left.
fn place(lines: &[String], curve: Curve, t: f64, side: f64) -> Label {
    let (wide, high) = label_size(lines);
    let out = curve.heading(t).right() * side;
    let reach = out.x.abs() * wide / 2.0 + out.y.abs() * high / 2.0 + ASIDE;
    let align = match out.x {
        x if x > 0.35 => Align::Left,
        x if x < -0.35 => Align::Right,
        _ => Align::Middle,
    };
    Label {
        lines: lines.to_vec(),
        said: lines.len(),
        area: Area { centre: curve.at(t) + out * reach, wide, high },
        align,
    }
}

/// What it costs that a label is on the inside of the bend; of a straight arrow, below it or to its left.
fn inner(curve: Curve, side: f64) -> f64 {
    let [a, .., d] = curve.0;
    let bend = curve.at(0.5) - (a + d) * 0.5;
    let out = curve.heading(0.5).right() * side;
    match bend.length() < 1.0 {
        true if out.x < out.y => 2.0,
        false if bend.dot(out) < 0.0 => 16.0,
        _ => 0.0,
    }
}

/// What was chosen so far.
struct Paths<'a> {
    picture: &'a Picture,
    layout: &'a Layout,
    chosen: Vec<Option<(Way, Option<Label>)>>,
}

impl Paths<'_> {
    /// The cheapest way for an arrow beside all others, with its label.
    fn best(&self, at: usize) -> Option<(Way, Option<Label>)> {
        let lines = label(&self.picture.arrows[at]);
        let mut best: Option<(f64, Way, Option<Label>)> = None;
        for way in ways(self.picture, self.layout, at) {
            let price = way.price + self.price_of_way(at, &way);
            for (label, own) in labels(&lines, way.curve) {
                let price = price + own + label.as_ref().map_or(0.0, |label| self.price_of_label(at, &way, label));
                if best.as_ref().is_none_or(|(least, ..)| price < *least) {
                    best = Some((price, way.clone(), label));
                }
            }
        }
        best.map(|(_, way, label)| (way, label))
    }

    /// Those that were chosen for other arrows.
    fn others(&self, at: usize) -> impl Iterator<Item = (usize, &(Way, Option<Label>))> {
        let all = self.chosen.iter().enumerate().filter(move |(other, _)| *other != at);
        all.filter_map(|(other, chosen)| Some((other, chosen.as_ref()?)))
    }

    fn price_of_way(&self, at: usize, way: &Way) -> f64 {
        let arrow = &self.picture.arrows[at];
        let mut price = 0.0;
        for (state, area) in self.layout.nodes.iter().enumerate() {
            let is_end = [arrow.from, arrow.to].contains(&Tip::State(state));
            price += blocked(way, *area, is_end);
        }
        for dot in &self.layout.dots {
            price += blocked(way, dot.area, dot.arrow == at);
        }
        for (index, (other, label)) in self.others(at) {
            price += crossings(way, other);
            price += label.as_ref().map_or(0.0, |label| way.inside(label.area.grown(2.0)) * 30.0);
            let other_arrow = &self.picture.arrows[index];
            if (other_arrow.from, other_arrow.to) == (arrow.to, arrow.from) {
                // Both ways between two states mirror each other.
                price += (way.bow - other.bow).abs() * 0.5;
            }
        }
        price
    }

    fn price_of_label(&self, at: usize, way: &Way, label: &Label) -> f64 {
        let area = label.area.grown(2.0);
        let hits = |areas: &mut dyn Iterator<Item = Area>| areas.filter(|other| other.overlaps(area)).count() as f64;
        let states = hits(&mut self.layout.nodes.iter().map(|area| area.grown(3.0)));
        let dots = hits(&mut self.layout.dots.iter().map(|dot| dot.area));
        let labels =
            hits(&mut self.others(at).filter_map(|(_, (_, label))| label.as_ref()).map(|label| label.area.grown(2.0)));
        let arrows: f64 = self.others(at).map(|(_, (other, _))| other.inside(area)).sum();
        let own = way.inside(area.grown(1.0));
        states * 150.0 + dots * 100.0 + labels * 120.0 + (arrows + own) * 30.0 + outside(label.area, self.layout)
    }
}

/// The places that a label may have, each with its price; of no lines, no label.
fn labels((lines, said): &(Vec<String>, usize), curve: Curve) -> Vec<(Option<Label>, f64)> {
    if lines.is_empty() {
        return vec![(None, 0.0)];
    }
    let mut labels = Vec::new();
    for t in [0.5, 0.4, 0.6, 0.3, 0.7] {
        for side in [1.0, -1.0] {
            let price = (t - 0.5_f64).abs() * 20.0 + inner(curve, side);
            labels.push((Some(Label { said: *said, ..place(lines, curve, t, side) }), price));
        }
    }
    labels
}

/// What it costs that an arrow runs through a box, or close by one that it does not belong to.
fn blocked(way: &Way, area: Area, is_end: bool) -> f64 {
    let area = if is_end { area.grown(-1.0) } else { area.grown(8.0) };
    if !way.around.overlaps(area) {
        return 0.0;
    }
    let inner = (2..2 * PIECES - 1).map(|half| way.curve.at(half as f64 / (2 * PIECES) as f64));
    inner.filter(|point| area.holds(*point)).count() as f64 * 60.0
}

/// What a label costs that makes the picture wider than its states do.
fn outside(label: Area, layout: &Layout) -> f64 {
    let all = Area::around(layout.nodes.iter().flat_map(|area| [area.min(), area.max()]));
    let (left, right) = (all.min().x - label.min().x, label.max().x - all.max().x);
    (left.max(0.0) + right.max(0.0)) * 0.06
}

fn crossings(way: &Way, other: &Way) -> f64 {
    if !way.around.overlaps(other.around) {
        return 0.0;
    }
    let pieces = |way: &Way| -> Vec<(Point, Point)> { way.points.windows(2).map(|pair| (pair[0], pair[1])).collect() };
    let (mine, its) = (pieces(way), pieces(other));
    let crossed = mine.iter().map(|a| its.iter().filter(|b| cross(*a, **b)).count()).sum::<usize>();
    let close = |a: &&Point| other.points.iter().any(|b| (**a - *b).length() < 9.0);
    crossed as f64 * 40.0 + way.points.iter().filter(close).count() as f64 * 4.0
}
