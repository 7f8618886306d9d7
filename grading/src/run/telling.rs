//! How far a run is: a bar where stderr is a terminal, and a line for each unit in the log of this machine.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use crate::class::Class;
use crate::machine;
use crate::unit::{State, Unit};

/// Writes on stderr; that it can't is no reason to stop.
pub fn complain(text: &str) {
    std::io::stderr().write_all(text.as_bytes()).ok();
}

/// The bar and the log.
pub struct Telling {
    bar: ProgressBar,
    log: File,
    slots: usize,
    waiting: usize,
}

impl Telling {
    /// Begins a log of its own in the class.
    ///
    /// # Errors
    /// The class can't be written.
    pub fn new(class: &Class) -> anyhow::Result<Telling> {
        let file = class.folder.join("log").join(format!("{}-{}.jsonl", machine::host(), std::process::id()));
        let log = open(&file).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Telling { bar: ProgressBar::hidden(), log, slots: 1, waiting: 0 })
    }

    /// What is said before the first unit.
    pub fn begin(&mut self, text: &str) {
        complain(&format!("{text}\n"));
        self.write(&json!({ "begins": text }));
    }

    /// So many units are to be run, so many at a time.
    pub fn count(&mut self, units: usize, slots: usize) {
        self.slots = slots;
        self.bar = ProgressBar::with_draw_target(Some(units as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:20} {pos}/{len} units · {msg} · {eta} left");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.message();
    }

    fn message(&self) {
        let waiting = if self.waiting > 0 { format!(" · {} inconclusive", self.waiting) } else { String::new() };
        self.bar.set_message(format!("{} slots{waiting}", self.slots));
    }

    /// A try of a unit is over.
    pub fn unit(&mut self, unit: &Unit) {
        let points = unit.report.iter().flat_map(|report| &report.labs).map(|lab| lab.earned).sum::<u32>();
        self.write(&json!({
            "id": unit.id, "lab": unit.lab, "run": unit.run, "try": unit.tries, "state": unit.state, "why": unit.why,
            "earned": points, "millis": unit.millis, "cpu_millis": unit.cpu_millis,
        }));
        match unit.state {
            State::Graded if unit.tries > 1 => self.waiting = self.waiting.saturating_sub(1),
            State::Graded => {}
            _ if unit.tries == 1 => self.waiting += 1,
            _ => {}
        }
        if unit.tries == 1 {
            self.bar.inc(1);
        }
        self.message();
    }

    /// The bar goes.
    pub fn end(&mut self) {
        self.bar.finish_and_clear();
    }

    fn write(&mut self, line: &serde_json::Value) {
        // A log that can't be written is no reason to grade nobody.
        writeln!(self.log, "{line}").ok();
    }
}

fn open(file: &Path) -> std::io::Result<File> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    File::options().append(true).create(true).open(file)
}
