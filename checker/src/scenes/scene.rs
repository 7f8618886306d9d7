//! A scene: what an author writes for a recording of the book.

use super::stage::Stage;
use crate::verdict::{Seen, Step, Want, unmet};

/// One recording.
pub struct Scene {
    /// As the chapters name it: `{{#ladder lab1-hello}}`.
    pub name: &'static str,
    pub needs: Needs,
    pub run: fn(&mut Stage) -> Step,
}

/// What a scene needs beside the programs of the course and a shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// Tools that are not everywhere.
    Tools(&'static [&'static str]),
    /// It comes out differently on another machine, because of this.
    ThisMachine(&'static str),
}

/// What a scene wants of what it has seen.
pub(super) fn expect(holds: bool, wanted: &str, seen: &str) -> Step {
    if holds {
        return Ok(());
    }
    let (want, kind) = (Want::Line, Seen::Different);
    Err(unmet(want, kind, wanted.to_string(), seen.to_string()))
}
