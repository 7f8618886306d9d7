//! Wrong programs of lab 6: what only all of the learner's own programs show.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "together-lonely-list",
        program: "server",
        edits: &[("Event::Users(self.users.names())", "Event::Users(vec![name.clone()])")],
        fails: &[("together", "a user who is logged in is missing in the list")],
    },
    Mutant {
        name: "together-silent-leave",
        program: "server",
        edits: &[("other.post(&Event::Left(name.to_owned()));", "let _ = other;")],
        fails: &[("together", "a user who has left stays in the list")],
    },
];
