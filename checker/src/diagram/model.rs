//! A diagram as it was written: its states, its transitions, and where its author places them.

/// How many states a diagram can have. Nobody could read one that has more.
pub const MOST_STATES: usize = 50;
/// How many transitions it can have.
pub const MOST_TRANSITIONS: usize = 100;

/// A diagram as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// Which way it grows.
    pub direction: Direction,
    /// In the order in which they first appear; transitions name them by their number.
    pub states: Vec<Node>,
    /// In the order of their lines. The same two states may be joined more than once.
    pub transitions: Vec<Transition>,
    /// Where the author wants states to stand; comments to Mermaid.
    pub places: Vec<Spot>,
}

/// A state, and what its author says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name in the arrows.
    pub id: String,
    /// Of `state "long name" as x`.
    pub name: Option<String>,
    /// Of `x : description`, in their order.
    pub descriptions: Vec<String>,
    /// The line in which it first appears, from 1.
    pub line: usize,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Where it begins.
    pub from: Tip,
    /// Where its head is.
    pub to: Tip,
    /// What stands behind the colon.
    pub label: Option<String>,
    /// The line that it stands in, from 1.
    pub line: usize,
}

/// Where a transition begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tip {
    /// `[*]`: the start where an arrow begins in it, the end where one leads to it.
    Dot,
    /// The number of a state.
    State(usize),
}

/// `%% place connected 1 2`: the state's column and row, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Of a state, as in [`Node::id`].
    pub id: String,
    /// From the left, from 0.
    pub column: usize,
    /// From the top, from 0.
    pub row: usize,
    /// The line of the comment, from 1.
    pub line: usize,
}

/// Which way a diagram grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// `TB`, and where nothing is said.
    #[default]
    TopBottom,
    /// `BT`
    BottomTop,
    /// `LR`
    LeftRight,
    /// `RL`
    RightLeft,
}

impl Diagram {
    /// The transitions from `[*]`.
    pub fn starts(&self) -> impl Iterator<Item = (usize, &Transition)> {
        self.transitions.iter().filter_map(|transition| match (transition.from, transition.to) {
            (Tip::Dot, Tip::State(state)) => Some((state, transition)),
            _ => None,
        })
    }

    /// The transitions between states, with their numbers.
    pub fn edges(&self) -> impl Iterator<Item = (usize, usize, &Transition)> {
        self.transitions.iter().filter_map(|transition| match (transition.from, transition.to) {
            (Tip::State(from), Tip::State(to)) => Some((from, to, transition)),
            _ => None,
        })
    }

    /// The states that stand for a name of the contract's: the one with this id, or else those with
    /// it as their long name or description.
    pub fn named(&self, name: &str) -> Vec<usize> {
        let all = |is: &dyn Fn(&Node) -> bool| -> Vec<usize> {
            (0..self.states.len()).filter(|at| is(&self.states[*at])).collect()
        };
        let by_id = all(&|state| state.id == name);
        if by_id.is_empty() { all(&|state| state.texts().any(|text| text == name)) } else { by_id }
    }

    /// Whether a transition joins these two.
    pub fn joins(&self, from: Tip, to: Tip) -> bool {
        self.transitions.iter().any(|transition| transition.from == from && transition.to == to)
    }

    /// Looks at the author's placement: either no state has a place, or each has one, and no two have the same.
    ///
    /// # Errors
    /// The first mistake, with its line where it has one.
    pub fn check_places(&self) -> Result<(), String> {
        for (at, place) in self.places.iter().enumerate() {
            let line = place.line;
            if !self.states.iter().any(|state| state.id == place.id) {
                return Err(format!("line {line}: a place for `{}`, which is no state", place.id));
            }
            let twin = self.places[..at]
                .iter()
                .find(|other| other.id == place.id || (other.column, other.row) == (place.column, place.row));
            if let Some(other) = twin {
                return Err(format!("line {line}: `{}` and `{}` of line {} clash", place.id, other.id, other.line));
            }
        }
        match self.states.iter().find(|state| self.place(&state.id).is_none()) {
            Some(state) if !self.places.is_empty() => Err(format!("`{}` has no place, and others have one", state.id)),
            _ => Ok(()),
        }
    }

    /// Where the author wants a state to stand.
    pub fn place(&self, id: &str) -> Option<&Spot> {
        self.places.iter().find(|place| place.id == id)
    }
}

impl Node {
    /// What the state is called in a drawing.
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// Its long name and its descriptions.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.name.iter().chain(&self.descriptions).map(String::as_str)
    }
}
