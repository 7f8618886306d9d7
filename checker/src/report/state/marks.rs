//! How a mark looks: its sign, its words and its tone.

use crate::diagram::Judgement;
use crate::report::paint::Tone;

impl Judgement {
    /// Whether something is added to the drawing that the diagram does not have.
    pub fn is_added(self) -> bool {
        matches!(self, Judgement::Missing | Judgement::Undrawn)
    }

    /// The character before what is marked.
    pub fn sign(self) -> &'static str {
        if self == Judgement::Unseen { "?" } else { "\u{2717}" }
    }

    /// What is wrong with a transition.
    pub fn words(self) -> &'static str {
        match self {
            Judgement::Missing => "missing",
            Judgement::Undrawn => "happened, but is not drawn",
            Judgement::Invented => "not of this program",
            Judgement::Unseen => "never seen",
            Judgement::Unreachable => "can't be reached",
        }
    }

    /// Of a state, behind its name.
    pub fn of_state(self) -> &'static str {
        match self {
            Judgement::Missing | Judgement::Undrawn => "is missing",
            Judgement::Invented => "is not of this program",
            Judgement::Unseen => "was never seen",
            Judgement::Unreachable => "can't be reached",
        }
    }

    /// How it is painted.
    pub fn tone(self) -> Tone {
        if self == Judgement::Unseen { Tone::Doubt } else { Tone::Bad }
    }
}
