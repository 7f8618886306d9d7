//! `run`: grades what is not graded yet, unit by unit, in boxes; whatever ends it, what is done stays done.
//!
//! In reading order: [`choose`] says which units, [`work`] runs them slot by slot, [`unit`](one) is one of them in its box,
//! [`builds`] keeps what one has built for the next,
//! [`ended`] ends all on Ctrl-C, [`telling`] shows how far it is and writes the log.

pub mod builds;
pub mod choose;
pub mod copying;
pub mod ended;
pub mod one;
pub mod telling;
pub mod tools;
pub mod work;

use anyhow::{Context, bail};
use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};

use crate::boxes::{self, Checker, Level};
use crate::class::roster::listed;
use crate::class::{self, Class};
use crate::machine;
use crate::part::Part;
use crate::unit::{self, State, Wanted};
use choose::Again;
use telling::Telling;

/// What is asked of a run.
pub struct Run {
    /// The labs; those of the class where none is named.
    pub labs: Vec<String>,
    /// Which students are this machine's.
    pub part: Part,
    /// These students alone; all where none is named.
    pub only: Vec<String>,
    /// What is run although it has been.
    pub again: Option<Again>,
    /// How often each lab is run, where that is said anew.
    pub runs: Option<usize>,
    /// Units that run side by side.
    pub slots: usize,
    /// The box, where that is said anew.
    pub level: Option<Level>,
    /// The checker that is taken into the boxes.
    pub checker: Checker,
}

/// What a run came to, in students.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Students of this part of whom something has come that is to be graded.
    pub students: usize,
    /// Those of whom everything is graded.
    pub graded: usize,
    /// Those of whom something waits for a person.
    pub waiting: usize,
    /// Those of whom something is inconclusive after all tries.
    pub inconclusive: usize,
    /// Those of whom something is not run yet: it was ended before.
    pub left: Vec<String>,
    /// Those of whom something can't be run, since nobody has said where the course is.
    pub without_course: Vec<String>,
}

impl Outcome {
    /// The exit status: 3 something is inconclusive, 1 something waits for a person, 0 all is graded.
    pub fn status(&self) -> u8 {
        let is_all_run = self.left.is_empty() && self.without_course.is_empty();
        match self.inconclusive {
            1.. => 3,
            0 => u8::from(self.waiting > 0 || !is_all_run),
        }
    }

    /// In a line, and one more for what is not run yet.
    pub fn words(&self, folder: &str) -> String {
        let mut text = format!("{} of {} graded", self.graded, self.students);
        if self.waiting > 0 {
            let verb = if self.waiting == 1 { "waits" } else { "wait" };
            text.push_str(&format!(", {} {verb} for you", self.waiting));
        }
        if self.inconclusive > 0 {
            text.push_str(&format!(", {} inconclusive", self.inconclusive));
        }
        text.push_str(&format!(": checker grade show {folder}\n"));
        let go_on = format!("checker grade run {folder}");
        let course = format!("{}: {}, then {go_on}", tools::NO_COURSE, say_course(folder));
        for (ids, how) in
            [(&self.left, go_on), (&self.without_course, course)].iter().filter(|(ids, _)| !ids.is_empty())
        {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let what = if ids.len() == 1 { "hand-in is" } else { "hand-ins are" };
            text.push_str(&format!("{} {what} not run yet ({}): {how}\n", ids.len(), listed(&ids)));
        }
        text
    }
}

/// The command that says where the course is.
pub fn say_course(folder: &str) -> String {
    format!("checker grade take --into {folder} --course FOLDER")
}

/// Runs, and gives what it came to.
///
/// # Errors
/// What was asked for makes no sense, or this machine can't make the box that is wanted.
pub fn run(asked: &Run, class: &mut Class) -> anyhow::Result<Outcome> {
    class::known(&asked.labs)?;
    settle(asked, class)?;
    let level = class.settings.level;
    if let Err(why) = boxes::probe(level) {
        bail!("the box `{}` can't be had here: {why}", level.name());
    }
    let _held = hold(class)?;
    let mut telling = Telling::new(class)?;
    telling.begin(&said(level, &asked.checker));
    let records = choose::students(class, asked)?;
    let chosen = choose::units(class, asked, &records)?;
    chosen.iter().for_each(|wanted| unit::remove_begun(class, wanted));
    work::work(asked, class, &records, chosen, &mut telling)?;
    let outcome = outcome(asked, class)?;
    telling.end();
    Ok(outcome)
}

/// The box, and what is kept in it.
fn said(level: Level, checker: &Checker) -> String {
    let locks = boxes::locks(level, checker);
    let promise = format!("box {}: {}", level.name(), level.promise(locks));
    match (level, checker) {
        (Level::None, _) => promise,
        (_, Checker::Another(_)) => format!("{promise}\nlocks: none, the checker is not this program's own"),
        _ => format!("{promise}\nlocks: {}", locks.words()),
    }
}

/// What is said anew on the command line is how the class is graded from now on.
fn settle(asked: &Run, class: &mut Class) -> anyhow::Result<()> {
    if let Some(level) = asked.level {
        class.set("box", &toml::Value::String(level.name().to_owned()))?;
    }
    if let Some(runs) = asked.runs {
        class.set("runs", &toml::Value::Integer(i64::try_from(runs)?))?;
    }
    Ok(())
}

/// Two runs of one class on one machine do each other no harm, but they take each other's time.
fn hold(class: &Class) -> anyhow::Result<Option<Flock<std::fs::File>>> {
    let file = class.folder.join(format!(".run-{}", machine::host()));
    let open = std::fs::File::create(&file).with_context(|| format!("cannot write {}", file.display()))?;
    match Flock::lock(open, FlockArg::LockExclusiveNonblock) {
        Ok(held) => Ok(Some(held)),
        Err((_, Errno::EWOULDBLOCK)) => {
            telling::complain("another run of this class is under way on this machine: both go on, each more slowly\n");
            Ok(None)
        }
        Err(_) => Ok(None),
    }
}

fn outcome(asked: &Run, class: &Class) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let is_asked = |lab: &String| asked.labs.is_empty() || asked.labs.contains(lab);
    let labs: Vec<&String> = class.settings.labs.iter().filter(|lab| is_asked(lab)).collect();
    for record in choose::students(class, asked)? {
        let wanted = unit::wanted(class, &record);
        let mut states: Vec<Option<State>> = Vec::new();
        let mut lacks_course = false;
        for wanted in wanted.iter().filter(|wanted| labs.iter().any(|lab| *lab == wanted.lab)) {
            let state = state(class, wanted)?;
            lacks_course |= state.is_none() && class.lacks_course(&record, wanted.lab);
            states.push(state);
        }
        let has_problem = record.has_come() && labs.iter().any(|lab| record.problem_of(lab).is_some());
        if states.is_empty() && !has_problem {
            continue;
        }
        let is_all_run = states.iter().all(Option::is_some);
        outcome.students += 1;
        match (has_problem, states.iter().all(|state| *state == Some(State::Graded))) {
            (true, _) => outcome.waiting += 1,
            (false, true) => outcome.graded += 1,
            (false, false) => outcome.inconclusive += usize::from(is_all_run),
        }
        if !is_all_run {
            if lacks_course { &mut outcome.without_course } else { &mut outcome.left }.push(record.id);
        }
    }
    Ok(outcome)
}

fn state(class: &Class, wanted: &Wanted) -> anyhow::Result<Option<State>> {
    Ok(unit::there(class, wanted)?.first().map(|unit| unit.state))
}
