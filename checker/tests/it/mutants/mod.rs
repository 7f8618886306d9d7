//! Wrong programs: each is a solution with one mistake in it, and says which checks must fail and which cause must be named.
//!
//! A cause without a mutant that produces it has no reason to exist, a mutant that is caught for another reason is
//! a bug, and a check that finds nothing alone is no experiment of its own; so the tables are held against the labs
//! in both directions. `MUTANT=name cargo test -p checker --test it mutants` tries one
//! (or several: `MUTANT=name,other`) and prints its report.
//!
//! Each is graded against the checks that its row names, and for each check one that fails it alone against its whole
//! lab. `WHOLE=1 cargo test -p checker --test it mutants` grades every one against its whole lab: it takes three
//! times as long, and shows also which mutants could fail alone, and failures that are told without a cause.

mod alone;
mod also;
mod by_name;
mod guards;
mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;
mod lab7;
mod lab8;
mod many;
mod refused;
mod spins;
mod straddles;
mod trial;
mod workshop;

use std::io::Write as _;
use std::sync::{Mutex, PoisonError};

use checker::lab::{Cause, Check, EVERYWHERE, Lab};
use checker::labs::LABS;
use checker::report;
use checker::verdict::{Seen, Want};

use trial::{Reach, Trial};
use workshop::Workshop;

/// A wrong program.
pub struct Mutant {
    /// Of a-z, 0-9 and `-`; no other of the lab has it.
    pub name: &'static str,
    /// The program that is wrong: `server`, `tcp-client`; or the diagram: `client.mmd`.
    pub program: &'static str,
    /// Text of the solution that stands there exactly once, and what stands in its place.
    pub edits: &'static [(&'static str, &'static str)],
    /// Checks that must fail, each with the beginning of the cause that must be named. Others may fail as well.
    pub fails: &'static [(&'static str, &'static str)],
}

/// How the name of a diagram ends.
const DIAGRAM: &str = ".mmd";

/// The wrong programs of each lab.
const TABLES: &[(&str, &[&[Mutant]])] = &[
    ("lab1", lab1::MUTANTS),
    ("lab2", lab2::MUTANTS),
    ("lab3", lab3::MUTANTS),
    ("lab4", lab4::MUTANTS),
    ("lab5", lab5::MUTANTS),
    ("lab6", lab6::MUTANTS),
    ("lab7", lab7::MUTANTS),
    ("lab8", lab8::MUTANTS),
];

/// Names those that are to be tried, where not all are: one, or more with commas between them.
const SOME: &str = "MUTANT";
/// Where it is set, every mutant is graded against its whole lab.
const WHOLE: &str = "WHOLE";

impl Mutant {
    fn is_found_by_a_storm_alone(&self) -> bool {
        self.fails_only("storm")
    }

    /// Whether its row names this check and no other. Others may fail as well.
    fn fails_only(&self, check: &str) -> bool {
        matches!(self.fails, [(id, _)] if *id == check)
    }
}

fn chosen() -> Option<Vec<String>> {
    let names = std::env::var(SOME).ok()?;
    Some(names.split(',').map(str::to_owned).collect())
}

fn of_lab(lab: &str) -> Vec<&'static Mutant> {
    TABLES.iter().filter(|(id, _)| *id == lab).flat_map(|(_, tables)| tables.iter().copied().flatten()).collect()
}

/// The wrong program of this name.
pub fn named(lab: &str, name: &str) -> Option<&'static Mutant> {
    of_lab(lab).into_iter().find(|mutant| mutant.name == name)
}

/// Builds all mutants of a lab in one go, grades each, and holds the lab's checks and causes against what came out.
fn hold(id: &str) {
    let lab = LABS.iter().copied().find(|lab| lab.id == id).expect("a lab of the course");
    let mutants = of_lab(id);
    if let Some(names) = chosen() {
        try_some(lab, mutants.into_iter().filter(|mutant| names.iter().any(|name| name == mutant.name)).collect());
        return;
    }
    let workshop = Workshop::build(lab, lab.id, &mutants);
    let trials = grade(&workshop, lab, &mutants);
    for line in trials.iter().flat_map(trial::without_cause) {
        writeln!(std::io::stderr(), "{line}").expect("stderr");
    }
    let mut complaints: Vec<String> = trials.iter().flat_map(trial::complaints).collect();
    complaints.extend(guards::unproduced(lab, &trials));
    complaints.extend(guards::never_alone(lab, &trials));
    complaints.extend(guards::uncovered(lab, &mutants));
    if all_are_whole() {
        complaints.extend(guards::unlisted(lab, &trials));
    }
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

fn all_are_whole() -> bool {
    std::env::var_os(WHOLE).is_some()
}

/// Grades each as far as it has to be: for a check that nothing has failed alone, the next whose row names it only is
/// graded against the whole lab, and if there is none left, those once more where nothing runs beside them.
fn grade(workshop: &Workshop, lab: &'static Lab, mutants: &[&'static Mutant]) -> Vec<Trial> {
    let mut whole: Vec<&Mutant> = Vec::new();
    if all_are_whole() {
        whole.extend(mutants);
    } else {
        whole.extend(mutants.iter().filter(|mutant| mutant.is_found_by_a_storm_alone()));
        whole.extend(lab.checks.iter().filter_map(|check| mutants.iter().find(|mutant| mutant.fails_only(check.id))));
    }
    let is_whole = |mutant: &Mutant| whole.iter().any(|one| one.name == mutant.name);
    let reach = |mutant: &&'static Mutant| if is_whole(mutant) { Reach::Whole } else { Reach::Named };
    let mut trials = trial::grade_all(workshop, lab, &mutants.iter().map(|one| (*one, reach(one))).collect::<Vec<_>>());
    loop {
        let not_alone = guards::not_alone(lab, &trials);
        let is_named = |mutant: &Mutant| {
            trials.iter().any(|trial| trial.mutant.name == mutant.name && trial.reach == Reach::Named)
        };
        let next = |check: &&Check| {
            let mutant = mutants.iter().find(|mutant| mutant.fails_only(check.id) && is_named(mutant))?;
            Some((*mutant, Reach::Whole))
        };
        let next: Vec<_> = not_alone.iter().filter_map(next).collect();
        if next.is_empty() {
            for check in not_alone {
                trial::grade_once_more(workshop, lab, check, &mut trials);
            }
            return trials;
        }
        trials.retain(|trial| !next.iter().any(|(mutant, _)| mutant.name == trial.mutant.name));
        trials.extend(trial::grade_all(workshop, lab, &next));
    }
}

/// Builds and grades these alone. Of each it prints the report, past the test's own capture of what is printed, and
/// by what its causes are looked up.
fn try_some(lab: &'static Lab, mutants: Vec<&'static Mutant>) {
    if mutants.is_empty() {
        return;
    }
    let workshop = Workshop::build(lab, &format!("some-{}", lab.id), &mutants);
    let trials: Vec<_> = mutants.iter().map(|mutant| trial::grade_here(&workshop, lab, mutant)).collect();
    let terminal = report::format("terminal").expect("a format");
    for trial in &trials {
        let failed = trial.failed().map(|check| format!("\n  {} {:?}", check.id, check.unmet));
        let failed: String = failed.collect();
        let outcome = if failed.is_empty() { " passes unnoticed".to_owned() } else { format!(" fails{failed}") };
        let report = (terminal.render)(&trial.report);
        writeln!(std::io::stderr(), "{report}\n{}{outcome}", trial.mutant.name).expect("stderr");
    }
    let complaints: Vec<String> = trials.iter().flat_map(trial::complaints).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn lab1() {
    hold("lab1");
}

#[test]
fn lab2() {
    hold("lab2");
}

#[test]
fn lab3() {
    hold("lab3");
}

#[test]
fn lab4() {
    hold("lab4");
}

#[test]
fn lab5() {
    hold("lab5");
}

#[test]
fn lab6() {
    hold("lab6");
}

/// Labs of clocks and crowds: beside each other their programs would have too little of the processors.
static CLOCKS: Mutex<()> = Mutex::new(());

#[test]
fn lab7() {
    let _alone = CLOCKS.lock().unwrap_or_else(PoisonError::into_inner);
    hold("lab7");
}

#[test]
fn lab8() {
    let _alone = CLOCKS.lock().unwrap_or_else(PoisonError::into_inner);
    hold("lab8");
}

#[test]
fn names_are_those_of_one_wrong_program_each() {
    for (lab, _) in TABLES {
        let mut names: Vec<&str> = of_lab(lab).iter().map(|mutant| mutant.name).collect();
        names.sort_unstable();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{lab}: {twice:?}");
    }
    for name in chosen().into_iter().flatten() {
        let is_one = TABLES.iter().any(|(lab, _)| of_lab(lab).iter().any(|mutant| mutant.name == name));
        assert!(is_one, "no wrong program is called {name}");
    }
}

#[test]
fn a_storm_finds_what_nothing_else_does() {
    assert!(of_lab("lab3").iter().filter(|mutant| mutant.is_found_by_a_storm_alone()).count() >= 5);
}

/// Causes that every check has stand in the tables and in [`crate::hostile`] by the beginning of their text.
#[test]
fn causes_of_every_check_have_a_wrong_program() {
    let told = || {
        let fails = TABLES.iter().flat_map(|(lab, _)| of_lab(lab)).flat_map(|mutant| mutant.fails);
        fails.map(|(_, cause)| *cause).chain(crate::hostile::causes())
    };
    let missing: Vec<&str> =
        EVERYWHERE.iter().map(|cause| cause.2).filter(|text| !told().any(|one| text.starts_with(one))).collect();
    assert!(missing.is_empty(), "no wrong program for {missing:?}");
    // By its text one of them is only known while it has one thing seen.
    assert!(EVERYWHERE.iter().all(|cause| cause.1.len() == 1));
}

#[test]
fn causes_are_distinct() {
    assert!(twice(EVERYWHERE.iter()).is_empty());
    for check in LABS.iter().flat_map(|lab| lab.checks) {
        assert!(twice(check.causes()).is_empty(), "{}: {:?}", check.id, twice(check.causes()));
    }
}

/// What is wanted and seen in more than one row.
fn twice(causes: impl Iterator<Item = &'static Cause> + Clone) -> Vec<(Want, Seen)> {
    let pairs = || causes.clone().flat_map(|cause| cause.1.iter().map(|seen| (cause.0, *seen)));
    pairs()
        .enumerate()
        .filter(|(at, pair)| pairs().take(*at).any(|other| other == *pair))
        .map(|(_, pair)| pair)
        .collect()
}
