//! The running of a lab's checks, side by side, each with a fresh harness.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;

use anyhow::Context;

use super::board::{Board, Next};
use super::plan::{Plan, Selection};
use super::progress::Progress;
use super::{judge, output, turn};
use crate::built::Built;
use crate::crash;
use crate::harness::{self, Bench, Harness, Walk};
use crate::lab::{Check, Lab};
use crate::peer::Lease;
use crate::process;
use crate::random::Random;
use crate::verdict::{CheckReport, Seen, Stop, Verdict};

pub fn grade_all(
    plan: &Plan,
    selection: &Selection,
    built: &Built,
    lease: &Lease,
    tell: &mut dyn FnMut(Progress),
) -> anyhow::Result<Vec<CheckReport>> {
    let lab = selection.lab;
    let board = Mutex::new(Board::new(selection, plan.jobs.max(1)));
    let changed = Condvar::new();
    let (sender, finished) = channel();
    let mut reports: Vec<Option<CheckReport>> = lab.checks.iter().map(|_| None).collect();
    let needed = selection.needed();
    let is_awaited = |check: &Check| selection.wants(check) || needed.contains(&check.id);
    // What keeps a wanted check from being run is told as well, or nobody would know why.
    let is_told = |check: &Check, report: &CheckReport| {
        selection.wants(check) || is_awaited(check) && !matches!(report.verdict, Verdict::Pass | Verdict::NotStarted)
    };
    std::thread::scope(|scope| -> anyhow::Result<()> {
        // Who waits for a clock takes nobody's place.
        let waiting = lab.checks.iter().filter(|check| check.waits()).count();
        for number in 0..plan.jobs.max(1) + waiting {
            let (board, changed, sender) = (&board, &changed, sender.clone());
            let worker = move || work(plan, lab, built, lease, board, changed, &sender);
            std::thread::Builder::new()
                .name(format!("checks {number}"))
                .spawn_scoped(scope, worker)
                .context("cannot start a thread")?;
        }
        drop(sender);
        let mut told = 0;
        for (place, report) in finished {
            reports[place] = Some(report);
            while told < lab.checks.len() {
                judge::lend_a_cause(lab, &mut reports, told);
                match &reports[told] {
                    Some(report) if is_told(&lab.checks[told], report) => {
                        tell(Progress::Checked { lab, check: report })
                    }
                    None if is_awaited(&lab.checks[told]) => break,
                    _ => {}
                }
                told += 1;
            }
        }
        Ok(())
    })?;
    let pairs = lab.checks.iter().zip(reports);
    Ok(pairs.filter_map(|(check, report)| report.filter(|report| is_told(check, report))).collect())
}

/// A worker: takes checks whose needs are met until none is left.
fn work(
    plan: &Plan,
    lab: &'static Lab,
    built: &Built,
    lease: &Lease,
    board: &Mutex<Board>,
    changed: &Condvar,
    sender: &Sender<(usize, CheckReport)>,
) {
    let mut state = board.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        match state.next(lab) {
            Next::Nothing => {
                changed.notify_all();
                return;
            }
            Next::Wait => state = changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            Next::Settled(place, verdict, reason) => {
                state.done(place, verdict, Some(&reason));
                let _ = sender.send((place, judge::settled(lab, &lab.checks[place], verdict, reason)));
                changed.notify_all();
            }
            Next::Run(place) => {
                state.runs(place);
                let walks = if lab.checks[place].is_last() { state.walks.clone() } else { Vec::new() };
                drop(state);
                let (report, walked) = grade(plan, lab, &lab.checks[place], built, lease, &walks);
                state = board.lock().unwrap_or_else(PoisonError::into_inner);
                state.walks.extend(walked);
                state.done(place, report.verdict, report.observed.as_deref());
                let _ = sender.send((place, report));
                changed.notify_all();
            }
        }
    }
}

/// Runs one check, as often as it is to be tried, and says what it came to, and which states its programs went
/// through. One try that fails is a failure, and the report says which it was.
pub fn grade(
    plan: &Plan,
    lab: &Lab,
    check: &'static Check,
    built: &Built,
    lease: &Lease,
    walks: &[Walk],
) -> (CheckReport, Vec<Walk>) {
    let tries = check.tries(plan.depth);
    let (mut report, mut all_walks) = grade_once(plan, lab, check, built, lease, walks, 1);
    let mut nth = 1;
    while report.verdict == Verdict::Pass && nth < tries {
        nth += 1;
        let before = report.millis;
        let (again, walked) = grade_once(plan, lab, check, built, lease, walks, nth);
        report = CheckReport { millis: before + again.millis, ..again };
        all_walks.extend(walked);
    }
    if tries > 1 && report.verdict == Verdict::Fail {
        report.notes.insert(0, format!("failed in try {nth} of {tries}"));
    }
    (report, all_walks)
}

fn grade_once(
    plan: &Plan,
    lab: &Lab,
    check: &'static Check,
    built: &Built,
    lease: &Lease,
    walks: &[Walk],
    nth: usize,
) -> (CheckReport, Vec<Walk>) {
    let _turn = match turn::wait(lab, check) {
        Ok(turn) => turn,
        Err(reason) => return (judge::untried(lab, check, reason), Vec::new()),
    };
    let began = Instant::now();
    let refusals = process::refusals();
    // The first try is the quick run's.
    let name = if nth == 1 { check.id.to_owned() } else { format!("{}, try {nth}", check.id) };
    let random = Random::named(plan.seed, &name);
    let bench = Arc::new(Bench::new(plan.patience));
    let mut harness = Harness::new(bench, built, lease, random, walks.to_vec()).with_depth(plan.depth);
    // A mistake in a check is the checker's trouble, not the learner's and not that of the other checks.
    let outcome = catch_unwind(AssertUnwindSafe(|| (check.run)(&mut harness)))
        .unwrap_or_else(|_| Err(Stop::Trouble(anyhow::anyhow!("the check itself panicked"))));
    let mut notes = std::mem::take(&mut harness.notes);
    let drawings = std::mem::take(&mut harness.drawings);
    // Of a schedule that was shrunk it is another one than at the beginning.
    let bench = harness.bench().clone();
    bench.say_of_a_failure_who_waits(&outcome);
    bench.journal.close();
    let has_crashed = || crash::of(&bench.journal.state()).is_some();
    if matches!(outcome, Err(Stop::Mismatch(_))) || has_crashed() {
        // The verdict stands: that a machine is too busy to hear more of it changes nothing.
        let _ = bench.hear_out();
    }
    let left = bench.clean_up();
    notes.extend(left.iter().map(|name| format!("left running after the program had ended: {name}")));
    let state = bench.journal.state();
    let outcome = match (outcome, state.late) {
        // What came too early came too early, however late the checker was.
        (Err(Stop::Mismatch(mismatch)), Some(late)) if mismatch.seen != Seen::Early => {
            Err(Stop::Trouble(anyhow::anyhow!(
                "the machine was too busy to tell: a reply of the checker's was sent {} ms after the client had asked for it",
                late.as_millis()
            )))
        }
        (outcome, _) => outcome,
    };
    let mut report = judge::judge(lab, check, outcome, &state);
    if let (Verdict::Fail, Some(refused)) = (report.verdict, process::refused_since(refusals)) {
        // What it refuses to the checker it may have refused to the programs as well.
        let reason = format!("this machine had nothing left to give while the check ran: {refused}");
        report = judge::settled(lab, check, Verdict::Inconclusive, reason);
    }
    report.notes = notes;
    report.output = output::last_lines(&state);
    report.drawings = if report.verdict == Verdict::Fail { drawings } else { Vec::new() };
    report.trace = judge::trace(&state, report.verdict);
    report.wires = state.wires.clone();
    report.millis = began.elapsed().as_millis() as u64;
    (report, harness::walks(check.id, &state))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::harness::Depth;
    use crate::lab::Runs;
    use crate::verdict::{Seen, Step, Want, unmet};

    /// Tries of the check so far, and what its harness drew in each.
    static TRIES: AtomicUsize = AtomicUsize::new(0);
    static DRAWN: Mutex<Vec<String>> = Mutex::new(Vec::new());

    fn fails_the_third_time(lab: &mut Harness) -> Step {
        DRAWN.lock().unwrap().push(lab.text());
        match TRIES.fetch_add(1, Ordering::SeqCst) {
            2 => Err(unmet(Want::Line, Seen::Different, "a line", "another")),
            _ => Ok(()),
        }
    }

    #[test]
    fn a_thorough_run_tries_again_and_says_which_try_failed() {
        const CHECK: Check = Check {
            id: "threads",
            claim: "",
            points: 1,
            programs: &[],
            needs: &[],
            runs: &[Runs::Again(20)],
            tries: "",
            run: fails_the_third_time,
            causes: &[],
        };
        static LAB: Lab = Lab { id: "lab5", title: "", folder: "", programs: &[], checks: &[CHECK], checkpoints: &[] };
        let built = Built::new(PathBuf::new());
        let lease = Lease::take(7).unwrap();
        let grade = |depth| {
            let plan = Plan { selection: Vec::new(), seed: 7, patience: Duration::from_secs(2), jobs: 1, depth };
            grade(&plan, &LAB, &LAB.checks[0], &built, &lease, &[]).0
        };
        assert_eq!(grade(Depth::Quick).verdict, Verdict::Pass);
        TRIES.store(0, Ordering::SeqCst);
        let report = grade(Depth::Thorough);
        assert_eq!((report.verdict, &report.notes[..]), (Verdict::Fail, &["failed in try 3 of 20".to_owned()][..]));
        // The first try is that of a quick run, and no other is.
        let drawn = DRAWN.lock().unwrap();
        assert!(drawn.len() == 4 && drawn[0] == drawn[1] && drawn[1] != drawn[2] && drawn[2] != drawn[3], "{drawn:?}");
    }
}
