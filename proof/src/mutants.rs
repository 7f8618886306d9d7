//! Grades machine-made wrong programs and tells the score: caught out of all that have to be.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::Context;
use checker::lab::Lab;
use checker::random::Random;

use crate::crates::Crate;
use crate::python;
use crate::reviewed::Reviewed;
use crate::timing::{AGAIN, FEW, SIDE_BY_SIDE};
use crate::wrong::{Outcome, Wrong};

/// What is asked for.
pub struct Wanted {
    pub labs: Vec<&'static Lab>,
    pub languages: Vec<Language>,
    /// How many of each lab and language, chosen by the seed; all of them without.
    pub sample: Option<usize>,
    pub seed: u64,
    /// How long a right program may let the checker wait.
    pub patience: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    Rust,
    Python,
}

/// What became of the wrong programs of a lab in a language.
#[derive(Default)]
struct Count {
    caught: usize,
    /// By one check alone.
    by_one: usize,
    listed: usize,
    survived: usize,
    inconclusive: usize,
    /// Caught, and some check that failed names no cause.
    unexplained: usize,
}

/// Makes, builds and grades them. Tells of each that nothing catches, then the scores.
///
/// # Errors
/// The checker's own trouble, and that of writing or building.
pub fn run(root: &Path, wanted: &Wanted, tell: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let reviewed = Reviewed::read(&root.join("proof/reviewed.toml"))?;
    let mut counts = BTreeMap::new();
    for lab in &wanted.labs {
        for language in &wanted.languages {
            let wrong = make(root, wanted, lab, *language)?;
            tell(&format!("{} {language:?}: {} wrong programs", lab.id, wrong.len()));
            let outcomes = grade_all(&wrong, wanted)?;
            let mut count = Count::default();
            for (wrong, outcome) in wrong.iter().zip(outcomes) {
                if let Some(line) = count.take(&reviewed, wrong, &outcome) {
                    tell(&line);
                }
            }
            counts.insert((lab.id, format!("{language:?}")), count);
        }
    }
    for ((lab, language), count) in &counts {
        tell(&count.told(&format!("{lab} {language}")));
    }
    let whole = counts.into_values().fold(Count::default(), Count::and);
    tell(&whole.told("all"));
    Ok(())
}

fn make(root: &Path, wanted: &Wanted, lab: &'static Lab, language: Language) -> anyhow::Result<Vec<Wrong>> {
    let random = Random::named(wanted.seed, lab.id);
    match language {
        Language::Rust => {
            let place = Crate::new(root, lab);
            place.build(sample(place.wrong_versions()?, wanted.sample, random))
        }
        Language::Python => Ok(sample(python::wrong_versions(root, lab)?, wanted.sample, random)),
    }
}

/// So many of them, in their order.
fn sample(mut all: Vec<Wrong>, count: Option<usize>, mut random: Random) -> Vec<Wrong> {
    while all.len() > count.unwrap_or(all.len()) {
        all.remove(random.below(all.len()));
    }
    all
}

/// Graded again where nothing caught it, and where so few checks did that it may have been by chance, on a busy
/// machine: then one of them has to fail once more.
fn settle(wrong: &Wrong, wanted: &Wanted) -> anyhow::Result<Outcome> {
    let mut outcome = wrong.grade(wanted.seed, wanted.patience)?;
    for again in 1..=AGAIN {
        if matches!(&outcome, Outcome::Caught(by) if by.len() > FEW) {
            break;
        }
        let next = wrong.grade(wanted.seed + again, wanted.patience)?;
        if outcome.has_check_of(&next) {
            break;
        }
        outcome = next;
    }
    Ok(outcome)
}

/// Side by side.
fn grade_all(all: &[Wrong], wanted: &Wanted) -> anyhow::Result<Vec<Outcome>> {
    let queue = Mutex::new(all.iter().enumerate());
    let outcomes = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| -> anyhow::Result<()> {
        let work = || -> anyhow::Result<()> {
            while let Some((place, wrong)) = { queue.lock().expect("the queue").next() } {
                let outcome = settle(wrong, wanted)?;
                outcomes.lock().expect("the outcomes").insert(place, outcome);
            }
            Ok(())
        };
        let named = |number: usize| std::thread::Builder::new().name(format!("mutants {number}"));
        let threads = (0..SIDE_BY_SIDE).map(|number| named(number).spawn_scoped(scope, work));
        let threads: Vec<_> = threads.collect::<Result<_, _>>().context("cannot start a thread")?;
        threads.into_iter().try_for_each(|thread| thread.join().expect("no grading panics"))
    })?;
    Ok(outcomes.into_inner().expect("the outcomes").into_values().collect())
}

impl Count {
    /// Counts one, and gives the line about it where it is not as it should be.
    fn take(&mut self, reviewed: &Reviewed, wrong: &Wrong, outcome: &Outcome) -> Option<String> {
        let change = &wrong.change;
        let what = format!(
            "{} {}:{} {}: {} -> {}\n    in: {}",
            wrong.name, wrong.file, change.number, change.kind, change.was, change.becomes, change.line
        );
        match (outcome, reviewed.reason(wrong)) {
            (Outcome::Caught(by), reason) => {
                self.caught += 1;
                self.by_one += usize::from(by.len() == 1);
                let checks = || by.iter().map(|by| by.check.as_str()).collect::<Vec<_>>().join(", ");
                let listed = reason
                    .map(|reason| format!("{what}\n    is in the list ({reason}), and is caught by {}", checks()));
                let bare = by.iter().filter_map(|by| Some(format!("{} {}", by.check, by.unexplained.as_ref()?)));
                let bare: Vec<String> = bare.collect();
                self.unexplained += usize::from(!bare.is_empty());
                let unexplained = (!bare.is_empty()).then(|| format!("no cause: {what}\n    {}", bare.join(", ")));
                let lines: Vec<String> = listed.into_iter().chain(unexplained).collect();
                (!lines.is_empty()).then(|| lines.join("\n"))
            }
            (_, Some(_)) => {
                self.listed += 1;
                None
            }
            (Outcome::Survived, None) => {
                self.survived += 1;
                Some(format!("survives: {what}"))
            }
            (Outcome::Inconclusive, None) => {
                self.inconclusive += 1;
                Some(format!("inconclusive: {what}"))
            }
        }
    }

    fn and(self, other: Count) -> Count {
        Count {
            caught: self.caught + other.caught,
            by_one: self.by_one + other.by_one,
            listed: self.listed + other.listed,
            survived: self.survived + other.survived,
            inconclusive: self.inconclusive + other.inconclusive,
            unexplained: self.unexplained + other.unexplained,
        }
    }

    fn told(&self, of: &str) -> String {
        let due = self.caught + self.survived + self.inconclusive;
        let score = 100.0 * self.caught as f64 / due.max(1) as f64;
        format!(
            "{of:<14} {score:5.1} %: {} of {due} caught ({} by one check alone, {} with a check that names no cause), {} inconclusive, {} more in the list",
            self.caught, self.by_one, self.unexplained, self.inconclusive, self.listed
        )
    }
}
