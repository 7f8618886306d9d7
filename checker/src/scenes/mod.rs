//! The runs that the book shows: each is a scene, played with the reference solutions and the examples,
//! and written to `book/traces/NAME.json`.
//!
//! What the text around a recording says of it is an expectation in its scene: a run that comes out
//! differently is an error, and is not recorded.

mod after;
mod agree;
mod beside;
mod build;
mod finish;
mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;
mod lab6_tui;
mod lab7;
mod lab8;
mod scene;
mod stage;
mod words;

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use crate::report::ladder;
use crate::report::paint::Style;
use crate::trace::Trace;
use crate::verdict::Stop;

pub use agree::differences;
pub use build::{Programs, build};
pub use scene::{Needs, Scene};
pub use stage::{PORTS, Stage};

/// All scenes.
pub const SCENES: &[&[Scene]] = &[
    lab1::SCENES,
    lab2::SCENES,
    lab3::SCENES,
    lab4::SCENES,
    lab5::SCENES,
    lab6::SCENES,
    lab6_tui::SCENES,
    beside::SCENES,
    lab7::SCENES,
    lab8::SCENES,
    after::SCENES,
];

/// The scene of this name.
pub fn scene(name: &str) -> Option<&'static Scene> {
    all().find(|scene| scene.name == name)
}

/// All scenes, in the order of the chapters.
pub fn all() -> impl Iterator<Item = &'static Scene> {
    SCENES.iter().copied().flatten()
}

/// Plays a scene and gives its recording.
///
/// # Errors
/// An expectation of the scene that was not met, with what was recorded until then.
pub fn play(scene: &Scene, programs: &Programs) -> anyhow::Result<Trace> {
    let mut stage = Stage::new(&programs.paths, &programs.folder)?;
    let played = (scene.run)(&mut stage);
    let recorded = stage.trace();
    let done = match played {
        Ok(()) => stage.finish(),
        Err(stop) => {
            stage.clear();
            Err(stop)
        }
    };
    done.map_err(|stop| {
        let look = ladder::Room { width: 110, style: Style::Plain, expected: None };
        anyhow!("{}: {}\n{}", scene.name, said(stop), ladder::text(&recorded, look))
    })
}

fn said(stop: Stop) -> String {
    match stop {
        Stop::Mismatch(mismatch) => format!("expected {}, observed {}", mismatch.expected, mismatch.observed),
        Stop::NotStarted(reason) | Stop::Skip(reason) => reason,
        Stop::Trouble(error) => format!("{error:#}"),
    }
}

/// Where the recording of this name is kept.
pub fn file(root: &Path, name: &str) -> PathBuf {
    root.join("book/traces").join(format!("{name}.json"))
}

/// A recording in JSON, an event a line, so that a change of it can be read.
pub fn written(trace: &Trace) -> anyhow::Result<String> {
    let lines: Vec<String> = trace.events.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    Ok(format!("[\n{}\n]\n", lines.join(",\n")))
}

/// The recording that is kept.
///
/// # Errors
/// There is none, or it can't be read.
pub fn recorded(root: &Path, name: &str) -> anyhow::Result<Trace> {
    let file = file(root, name);
    let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no recording", file.display()))
}
