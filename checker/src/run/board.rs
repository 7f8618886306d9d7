//! Which check of a lab is next, by what has become of those that it needs. Pure: it starts nothing and waits for nothing.

use super::plan::Selection;
use crate::harness::Walk;
use crate::lab::{Check, Lab};
use crate::verdict::{NEEDS, Verdict};

/// What is known of the checks of a lab while they run.
pub struct Board {
    /// By the place of the check in the lab; none for those that are not wanted.
    places: Vec<Slot>,
    /// The places in the order in which they are begun: those that wait long, and what they need, before the others.
    order: Vec<usize>,
    /// How many run side by side, those that wait not counted.
    jobs: usize,
    /// Of those that are not started, where one would begin.
    begins: Vec<Option<String>>,
    /// The states that programs went through so far.
    pub walks: Vec<Walk>,
}

enum Slot {
    Unwanted,
    Waiting,
    Running,
    Done(Verdict),
}

pub enum Next {
    Run(usize),
    /// Not to be run: a check that it needs did not pass.
    Settled(usize, Verdict, String),
    Wait,
    Nothing,
}

impl Board {
    pub fn new(selection: &Selection, jobs: usize) -> Board {
        let checks = selection.lab.checks;
        let mut wanted = selection.needed();
        // What is held against all the others can't be run without them.
        let is_last = |check: &Check| check.is_last() && wanted.contains(&check.id);
        if checks.iter().any(is_last) {
            wanted.extend(checks.iter().map(|check| check.id));
        }
        let place = |check: &Check| {
            if wanted.is_empty() || wanted.contains(&check.id) { Slot::Waiting } else { Slot::Unwanted }
        };
        Board {
            places: checks.iter().map(place).collect(),
            order: order(checks),
            jobs,
            begins: vec![None; checks.len()],
            walks: Vec::new(),
        }
    }

    pub fn next(&self, lab: &Lab) -> Next {
        let mut next = Next::Nothing;
        let is_at_work = |(check, place): &(&Check, &Slot)| matches!(place, Slot::Running) && !check.waits();
        let is_full = lab.checks.iter().zip(&self.places).filter(is_at_work).count() >= self.jobs;
        for &place in &self.order {
            let check = &lab.checks[place];
            if !matches!(self.places[place], Slot::Waiting) {
                continue;
            }
            let is_awaited =
                |(other, place): (&Check, &Slot)| matches!(place, Slot::Waiting | Slot::Running) && !other.is_last();
            if check.is_last() && lab.checks.iter().zip(&self.places).any(is_awaited) {
                next = Next::Wait;
                continue;
            }
            // All of them first: which is known first is chance, and the verdict must not be.
            let needs: Vec<_> = check.needs.iter().filter_map(|id| Some((*id, self.verdict(lab, id)?))).collect();
            if needs.len() < check.needs.len() {
                next = Next::Wait;
                continue;
            }
            let unmet = |wanted: Verdict| needs.iter().find(|(_, verdict)| *verdict == wanted);
            if let Some((id, _)) = unmet(Verdict::Fail).or(unmet(Verdict::Skipped)) {
                return Next::Settled(place, Verdict::Skipped, format!("{NEEDS}{id}, which did not pass"));
            }
            // What the machine has kept from being known is not charged here either.
            if let Some((id, _)) = unmet(Verdict::Inconclusive) {
                return Next::Settled(place, Verdict::Inconclusive, format!("{NEEDS}{id}, which was inconclusive"));
            }
            if let Some((id, _)) = unmet(Verdict::NotStarted) {
                return Next::Settled(place, Verdict::NotStarted, self.begin(lab, id));
            }
            if is_full && !check.waits() {
                next = Next::Wait;
                continue;
            }
            return Next::Run(place);
        }
        next
    }

    /// Somebody runs it.
    pub fn runs(&mut self, place: usize) {
        self.places[place] = Slot::Running;
    }

    /// What it came to. The reason tells of one that is not started where one would begin.
    pub fn done(&mut self, place: usize, verdict: Verdict, reason: Option<&str>) {
        self.places[place] = Slot::Done(verdict);
        if verdict == Verdict::NotStarted {
            self.begins[place] = reason.map(str::to_owned);
        }
    }

    /// Where one begins with a check that is not started.
    fn begin(&self, lab: &Lab, id: &str) -> String {
        let place = lab.checks.iter().position(|check| check.id == id);
        match place.and_then(|place| self.begins[place].clone()) {
            Some(begin) => begin,
            None => format!("{NEEDS}{id}, which is not started"),
        }
    }

    fn verdict(&self, lab: &Lab, id: &str) -> Option<Verdict> {
        let place = lab.checks.iter().position(|check| check.id == id)?;
        if let Slot::Done(verdict) = self.places[place] { Some(verdict) } else { None }
    }
}

/// Those that wait long, and what they need, before the others; each group in the order of the table.
fn order(checks: &[Check]) -> Vec<usize> {
    let mut early: Vec<&str> = checks.iter().filter(|check| check.waits()).map(|check| check.id).collect();
    let mut known = 0;
    while let Some(id) = early.get(known).copied() {
        let needs = checks.iter().filter(|check| check.id == id).flat_map(|check| check.needs);
        early.extend(needs);
        known += 1;
    }
    let mut order: Vec<usize> = (0..checks.len()).collect();
    order.sort_by_key(|place| !early.contains(&checks[*place].id));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Runs;
    use Verdict::*;

    const BLANK: Check = Check {
        id: "echo",
        claim: "",
        points: 1,
        programs: &[],
        needs: &[],
        runs: &[],
        tries: "",
        run: |_| Ok(()),
        causes: &[],
    };
    const CHECKS: &[Check] = &[
        BLANK,
        Check { id: "large", needs: &["echo"], ..BLANK },
        Check { id: "both", needs: &["echo", "large"], ..BLANK },
        Check { id: "alone", ..BLANK },
        Check { id: "last", runs: &[Runs::AfterTheOthers], needs: &["alone"], ..BLANK },
    ];
    static LAB: Lab = Lab { id: "lab1", title: "", folder: "", programs: &[], checks: CHECKS, checkpoints: &[] };

    /// A board with these verdicts; `None` is a check that runs.
    fn board(wanted: &[&str], known: &[(&str, Option<Verdict>)]) -> Board {
        let checks = wanted.iter().map(|id| LAB.check(id).unwrap()).collect();
        let mut board = Board::new(&Selection { lab: &LAB, checks }, 2);
        for (id, verdict) in known {
            let place = CHECKS.iter().position(|check| check.id == *id).unwrap();
            match verdict {
                Some(verdict) => board.done(place, *verdict, Some("exercises/lab1-echo/server.rs")),
                None => board.runs(place),
            }
        }
        board
    }

    fn next(board: &Board) -> String {
        match board.next(&LAB) {
            Next::Run(place) => format!("run {}", CHECKS[place].id),
            Next::Settled(place, verdict, reason) => format!("{} is {verdict:?}: {reason}", CHECKS[place].id),
            Next::Wait => "wait".to_owned(),
            Next::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn what_waits_long_and_what_it_needs_begin_first() {
        let check = |id, needs, runs| Check { id, needs, runs, ..BLANK };
        let checks = [
            check("a", &[], &[]),
            check("b", &[], &[]),
            check("c", &["a"], &[]),
            check("d", &["b"], &[Runs::Waits]),
            check("e", &[], &[Runs::Waits]),
        ];
        assert_eq!(order(&checks), [1, 3, 4, 0, 2]);
    }

    #[test]
    fn a_check_is_next_when_what_it_needs_is_known() {
        let (pass, fail) = (Some(Pass), Some(Fail));
        type Known<'a> = &'a [(&'a str, Option<Verdict>)];
        let table: &[(&[&str], Known, &str)] = &[
            (&[], &[], "run echo"),
            // While one runs, others that do not need it may.
            (&[], &[("echo", None)], "run alone"),
            (&[], &[("echo", None), ("alone", None)], "wait"),
            (&[], &[("echo", pass)], "run large"),
            (&[], &[("echo", fail)], "large is Skipped: needs echo, which did not pass"),
            (&[], &[("echo", Some(NotStarted))], "large is NotStarted: exercises/lab1-echo/server.rs"),
            (&[], &[("echo", Some(Inconclusive))], "large is Inconclusive: needs echo, which was inconclusive"),
            (
                &[],
                &[("echo", pass), ("large", Some(Inconclusive))],
                "both is Inconclusive: needs large, which was inconclusive",
            ),
            (&[], &[("echo", fail), ("large", Some(Inconclusive))], "both is Skipped: needs echo, which did not pass"),
            // All needs first: which of them is known first must not be told.
            (&[], &[("echo", fail), ("large", None), ("alone", pass)], "wait"),
            (&[], &[("echo", pass), ("large", fail)], "both is Skipped: needs large, which did not pass"),
            // One that is held against the others waits for all of them.
            (&[], &[("echo", pass), ("large", pass), ("both", None), ("alone", pass)], "wait"),
            (&[], &[("echo", pass), ("large", pass), ("both", pass), ("alone", pass)], "run last"),
            (&[], &[("echo", pass), ("large", pass), ("both", pass), ("alone", pass), ("last", pass)], "nothing"),
            // What a chosen check needs is run as well, and nothing else.
            (&["large"], &[], "run echo"),
            (&["large"], &[("echo", pass), ("large", pass)], "nothing"),
            (&["alone"], &[], "run alone"),
            (&["last"], &[("alone", pass)], "run echo"),
        ];
        for (wanted, known, expected) in table {
            assert_eq!(next(&board(wanted, known)), *expected, "{wanted:?} {known:?}");
        }
    }
}
