//! A diagram together with its marks: the states and arrows that are drawn, those added that are missing.

use crate::diagram::{Diagram, Direction, Tip};
use crate::diagram::{Judgement, Marks};
use crate::report::plain::visible;

#[derive(Clone, Debug, Default)]
pub struct Picture {
    pub direction: Direction,
    pub nodes: Vec<Node>,
    /// No two of them join the same ends the same way.
    pub arrows: Vec<Arrow>,
}

/// A state.
#[derive(Clone, Debug)]
pub struct Node {
    pub name: String,
    pub descriptions: Vec<String>,
    pub mark: Option<Judgement>,
    /// Column and row, where the author gave them to all.
    pub place: Option<(usize, usize)>,
}

#[derive(Clone, Debug)]
pub struct Arrow {
    pub from: Tip,
    pub to: Tip,
    /// One for each transition that has one.
    pub labels: Vec<String>,
    pub mark: Option<Judgement>,
}

impl Picture {
    pub fn of(diagram: &Diagram, marks: &Marks) -> Picture {
        let mut picture = Picture { direction: diagram.direction, ..Picture::default() };
        let is_placed = diagram.states.iter().all(|state| diagram.place(&state.id).is_some());
        for state in &diagram.states {
            let place = diagram.place(&state.id).filter(|_| is_placed).map(|place| (place.column, place.row));
            let descriptions = state.descriptions.iter().map(|text| clean(text)).collect();
            picture.nodes.push(Node { name: clean(state.shown()), descriptions, mark: None, place });
        }
        for transition in &diagram.transitions {
            let arrow = picture.arrow(transition.from, transition.to, None);
            arrow.labels.extend(transition.label.as_deref().map(clean));
        }
        picture.mark(diagram, marks);
        picture
    }

    fn mark(&mut self, diagram: &Diagram, marks: &Marks) {
        // Names of states that were added, with their numbers.
        let mut added: Vec<(String, usize)> = Vec::new();
        for (name, mark) in &marks.states {
            let node = self.node(diagram, &mut added, name);
            self.nodes[node].mark.get_or_insert(*mark);
        }
        for (from, to, mark) in &marks.transitions {
            let from = from.as_ref().map_or(Tip::Dot, |name| Tip::State(self.node(diagram, &mut added, name)));
            let to = Tip::State(self.node(diagram, &mut added, to));
            self.arrow(from, to, mark.is_added().then_some(*mark)).mark = Some(*mark);
        }
        self.place_added();
    }

    /// The state of this name; it is added where there is none.
    fn node(&mut self, diagram: &Diagram, added: &mut Vec<(String, usize)>, name: &str) -> usize {
        let known = diagram.named(name).first().copied();
        let known = known.or_else(|| added.iter().find(|(other, _)| other == name).map(|(_, at)| *at));
        known.unwrap_or_else(|| {
            let mark = Some(Judgement::Missing);
            self.nodes.push(Node { name: clean(name), descriptions: Vec::new(), mark, place: None });
            added.push((name.to_owned(), self.nodes.len() - 1));
            self.nodes.len() - 1
        })
    }

    /// Among states that the author placed, one that was added stands below them, under a state from
    /// which an arrow leads to it.
    fn place_added(&mut self) {
        let Some(row) = self.nodes.iter().filter_map(|node| node.place).map(|(_, row)| row + 1).max() else {
            return;
        };
        for at in 0..self.nodes.len() {
            if self.nodes[at].place.is_none() {
                let before = self.arrows.iter().filter(|arrow| arrow.to == Tip::State(at));
                let place = |end| if let Tip::State(from) = end { self.nodes[from].place } else { None };
                let wanted = before.filter_map(|arrow| place(arrow.from)).map(|(column, _)| column).next().unwrap_or(0);
                let is_free = |column: &usize| self.nodes.iter().all(|node| node.place != Some((*column, row)));
                self.nodes[at].place = (wanted..).find(is_free).map(|column| (column, row));
            }
        }
    }

    /// The arrow between these two; it is added where there is none.
    fn arrow(&mut self, from: Tip, to: Tip, mark: Option<Judgement>) -> &mut Arrow {
        let at = self.arrows.iter().position(|arrow| (arrow.from, arrow.to) == (from, to)).unwrap_or_else(|| {
            self.arrows.push(Arrow { from, to, labels: Vec::new(), mark });
            self.arrows.len() - 1
        });
        &mut self.arrows[at]
    }

    /// What one end of an arrow is called in words.
    pub fn name(&self, end: Tip) -> Option<&str> {
        match end {
            Tip::Dot => None,
            Tip::State(at) => Some(&self.nodes[at].name),
        }
    }
}

/// On one line, and without what could paint a screen. What Mermaid takes for the end of a line is a space.
fn clean(text: &str) -> String {
    let mut text = text.to_owned();
    for end in ["<br>", "<br/>", "<br />", "\\n"] {
        text = text.replace(end, " ");
    }
    visible(&text).replace('\n', " ")
}
