//! How a mark looks: its sign, its words and its tone.

use crate::diagram::Mark;
use crate::report::paint::Tone;

impl Mark {
    /// Whether something is added to the drawing that the diagram does not have.
    pub fn is_added(self) -> bool {
        matches!(self, Mark::Missing | Mark::Undrawn)
    }

    /// The character before what is marked.
    pub fn sign(self) -> &'static str {
        if self == Mark::Unseen { "?" } else { "\u{2717}" }
    }

    /// What is wrong with a transition.
    pub fn words(self) -> &'static str {
        match self {
            Mark::Missing => "missing",
            Mark::Undrawn => "happened, but is not drawn",
            Mark::Invented => "not of this program",
            Mark::Unseen => "never seen",
            Mark::Unreachable => "can't be reached",
        }
    }

    /// Of a state, behind its name.
    pub fn of_state(self) -> &'static str {
        match self {
            Mark::Missing | Mark::Undrawn => "is missing",
            Mark::Invented => "is not of this program",
            Mark::Unseen => "was never seen",
            Mark::Unreachable => "can't be reached",
        }
    }

    /// How it is painted.
    pub fn tone(self) -> Tone {
        if self == Mark::Unseen { Tone::Doubt } else { Tone::Bad }
    }
}
