//! Runs the checks of a lab, side by side, each with a fresh harness; speaks in [`Progress`] events and gives a report.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::harness::{self, Harness, Scene, Walk};
use crate::journal::State;
use crate::lab::{Check, Checkpoint, Lab};
use crate::peer::Lease;
use crate::random::Random;
use crate::submission::{Built, Submission};
use crate::trace::{Trace, escape};
use crate::verdict::{
    BuildFailure, CheckReport, CheckpointReport, LabReport, Mismatch, NEEDS, Report, Step, Stop, Verdict,
};
use crate::{crash, labs, process};

/// What to run and how.
pub struct Plan {
    pub selection: Vec<Selection>,
    pub seed: u64,
    /// How long a check waits for something that does not come.
    pub patience: Duration,
    /// Checks that run side by side.
    pub jobs: usize,
}

/// A lab and those of its checks that are to be reported. What they need is run as well.
pub struct Selection {
    pub lab: &'static Lab,
    /// All when empty.
    pub checks: Vec<&'static Check>,
}

/// What the runner tells while it runs. Finished checks are told in the order of the contract.
pub enum Progress<'a> {
    Building { lab: &'static Lab },
    Built { lab: &'static Lab, failures: &'a [BuildFailure] },
    Checked { lab: &'static Lab, check: &'a CheckReport },
    Finished { lab: &'a LabReport },
}

/// Lines of each stream of each program that a report shows.
const LAST_LINES: usize = 4;

/// Builds and grades. Whoever calls it last in a process calls [`process::clean_up_everything`] afterwards.
pub fn run(plan: &Plan, submission: &Submission, tell: &mut dyn FnMut(Progress)) -> anyhow::Result<Report> {
    let (_guard, lease) = prepare(plan.seed)?;
    let mut labs = Vec::new();
    for selection in &plan.selection {
        tell(Progress::Building { lab: selection.lab });
        let built = submission.build(selection.lab).with_context(|| format!("cannot build {}", selection.lab.id))?;
        tell(Progress::Built { lab: selection.lab, failures: &built.failures });
        let checks = grade_all(plan, selection, &built, &lease, tell)?;
        let earned = checks.iter().map(|check| check.earned).sum();
        let report = LabReport {
            id: selection.lab.id.into(),
            title: selection.lab.title.into(),
            earned,
            points: checks.iter().filter(|check| is_counted(check)).map(|check| check.points).sum(),
            checkpoints: checkpoints(selection.lab, &checks),
            build: built.failures,
            checks,
            next: labs::after(selection.lab).filter(|_| earned == selection.lab.points()).map(|next| next.id.into()),
        };
        tell(Progress::Finished { lab: &report });
        labs.push(report);
    }
    Ok(Report { schema: 1, seed: plan.seed, submission: submission.name.clone(), labs })
}

/// What has to be done before programs are started: from now on nothing outlives this process, and there are ports to lease.
pub fn prepare(seed: u64) -> anyhow::Result<(process::Guard, Lease)> {
    process::adopt_orphans();
    process::raise_limits();
    let guard = process::Guard::start()?;
    Ok((guard, Lease::take(seed ^ u64::from(std::process::id()))?))
}

/// Runs one check by itself, with programs that need not all come from one submission.
pub fn single(
    seed: u64,
    patience: Duration,
    lab: &'static Lab,
    check: &'static Check,
    built: &Built,
    lease: &Lease,
) -> CheckReport {
    let plan = Plan { selection: Vec::new(), seed, patience, jobs: 1 };
    grade(&plan, lab, check, built, lease, &[]).0
}

/// The report of a check that can't be tried here, for this reason.
pub fn skipped(lab: &Lab, check: &Check, reason: String) -> CheckReport {
    settled(lab, check, Verdict::Skipped, reason)
}

/// Whether a check's points count: not where it could not be tried, which is no fault of the learner's.
pub fn is_counted(check: &CheckReport) -> bool {
    check.verdict != Verdict::Inconclusive && !is_the_machines(check)
}

/// What the checkpoints of a lab come to by these of its checks.
pub fn checkpoints(lab: &Lab, graded: &[CheckReport]) -> Vec<CheckpointReport> {
    let report = |(place, (checkpoint, checks)): (usize, (&Checkpoint, &[Check]))| {
        let of_it = |report: &&CheckReport| checks.iter().any(|check| check.id == report.id);
        let graded: Vec<&CheckReport> = graded.iter().filter(of_it).collect();
        let passed = graded.iter().filter(|check| check.verdict == Verdict::Pass).count();
        let counted = graded.iter().filter(|check| is_counted(check));
        CheckpointReport {
            number: place + 1,
            title: checkpoint.title.into(),
            earned: graded.iter().map(|check| check.earned).sum(),
            points: counted.map(|check| check.points).sum(),
            passed,
            checks: graded.len(),
            done: graded.len() == checks.len()
                && passed > 0
                && graded.iter().all(|check| check.verdict == Verdict::Pass || is_the_machines(check)),
        }
    };
    lab.parts().enumerate().map(report).filter(|report| report.checks > 0).collect()
}

/// Skipped because of the machine, not because of another check: that is not charged to the learner.
fn is_the_machines(check: &CheckReport) -> bool {
    check.verdict == Verdict::Skipped && !check.is_for_a_need()
}

/// What is known of the checks of a lab while they run.
struct Board {
    /// By the place of the check in the lab; none for those that are not wanted.
    places: Vec<Place>,
    /// Of those that are not started, where one would begin.
    begins: Vec<Option<String>>,
    /// The states that programs went through so far.
    walks: Vec<Walk>,
}

enum Place {
    Unwanted,
    Waiting,
    Running,
    Done(Verdict),
}

fn grade_all(
    plan: &Plan,
    selection: &Selection,
    built: &Built,
    lease: &Lease,
    tell: &mut dyn FnMut(Progress),
) -> anyhow::Result<Vec<CheckReport>> {
    let lab = selection.lab;
    let board = Mutex::new(Board::new(selection));
    let changed = Condvar::new();
    let (sender, finished) = channel();
    let mut reports: Vec<Option<CheckReport>> = lab.checks.iter().map(|_| None).collect();
    let wanted = |check: &Check| selection.checks.is_empty() || selection.checks.iter().any(|one| one.id == check.id);
    std::thread::scope(|scope| -> anyhow::Result<()> {
        for number in 0..plan.jobs.max(1) {
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
                match &reports[told] {
                    Some(report) if wanted(&lab.checks[told]) => tell(Progress::Checked { lab, check: report }),
                    None if wanted(&lab.checks[told]) => break,
                    _ => {}
                }
                told += 1;
            }
        }
        Ok(())
    })?;
    let pairs = lab.checks.iter().zip(reports);
    Ok(pairs.filter(|(check, _)| wanted(check)).filter_map(|(_, report)| report).collect())
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
                state.places[place] = Place::Done(verdict);
                if verdict == Verdict::NotStarted {
                    state.begins[place] = Some(reason.clone());
                }
                let _ = sender.send((place, settled(lab, &lab.checks[place], verdict, reason)));
                changed.notify_all();
            }
            Next::Run(place) => {
                state.places[place] = Place::Running;
                let walks = if lab.checks[place].is_last() { state.walks.clone() } else { Vec::new() };
                drop(state);
                let (report, walked) = grade(plan, lab, &lab.checks[place], built, lease, &walks);
                state = board.lock().unwrap_or_else(PoisonError::into_inner);
                state.walks.extend(walked);
                state.places[place] = Place::Done(report.verdict);
                if report.verdict == Verdict::NotStarted {
                    state.begins[place] = report.observed.clone();
                }
                let _ = sender.send((place, report));
                changed.notify_all();
            }
        }
    }
}

enum Next {
    Run(usize),
    /// Not to be run: a check that it needs did not pass.
    Settled(usize, Verdict, String),
    Wait,
    Nothing,
}

impl Board {
    fn new(selection: &Selection) -> Board {
        let checks = selection.lab.checks;
        let mut wanted: Vec<&str> = selection.checks.iter().map(|check| check.id).collect();
        let mut at = 0;
        while at < wanted.len() {
            let id = wanted[at];
            wanted.extend(checks.iter().filter(|check| check.id == id).flat_map(|check| check.needs));
            at += 1;
        }
        // What is held against all the others can't be run without them.
        let is_last = |check: &Check| check.is_last() && wanted.contains(&check.id);
        if checks.iter().any(is_last) {
            wanted.extend(checks.iter().map(|check| check.id));
        }
        let place = |check: &Check| {
            if wanted.is_empty() || wanted.contains(&check.id) { Place::Waiting } else { Place::Unwanted }
        };
        Board { places: checks.iter().map(place).collect(), begins: vec![None; checks.len()], walks: Vec::new() }
    }

    fn next(&self, lab: &Lab) -> Next {
        let mut next = Next::Nothing;
        for (place, check) in lab.checks.iter().enumerate() {
            if !matches!(self.places[place], Place::Waiting) {
                continue;
            }
            let is_awaited =
                |(other, place): (&Check, &Place)| matches!(place, Place::Waiting | Place::Running) && !other.is_last();
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
            let failed = needs.iter().find(|(_, verdict)| !matches!(verdict, Verdict::Pass | Verdict::NotStarted));
            if let Some((id, _)) = failed {
                return Next::Settled(place, Verdict::Skipped, format!("{NEEDS}{id}, which did not pass"));
            }
            if let Some((id, _)) = unmet(Verdict::NotStarted) {
                return Next::Settled(place, Verdict::NotStarted, self.begin(lab, id));
            }
            return Next::Run(place);
        }
        next
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
        if let Place::Done(verdict) = self.places[place] { Some(verdict) } else { None }
    }
}

fn settled(lab: &Lab, check: &Check, verdict: Verdict, reason: String) -> CheckReport {
    CheckReport { verdict, observed: Some(reason), ..blank(lab, check) }
}

fn blank(lab: &Lab, check: &Check) -> CheckReport {
    CheckReport {
        id: check.id.into(),
        claim: check.claim.into(),
        verdict: Verdict::Inconclusive,
        points: check.points,
        earned: 0,
        millis: 0,
        expected: None,
        observed: None,
        unmet: None,
        cause: None,
        see: check.see(lab),
        notes: Vec::new(),
        output: Vec::new(),
        drawings: Vec::new(),
        trace: Trace::default(),
    }
}

/// Runs one check and says what it came to, and which states its programs went through.
fn grade(
    plan: &Plan,
    lab: &Lab,
    check: &'static Check,
    built: &Built,
    lease: &Lease,
    walks: &[Walk],
) -> (CheckReport, Vec<Walk>) {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let began = Instant::now();
    let mark = format!("{}-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed), check.id);
    let scene = Arc::new(Scene::new(mark, plan.patience));
    let random = Random::named(plan.seed, check.id);
    let mut harness = Harness::new(scene, built, lease, random, walks.to_vec());
    // A mistake in a check is the checker's trouble, not the learner's and not that of the other checks.
    let outcome = catch_unwind(AssertUnwindSafe(|| (check.run)(&mut harness)))
        .unwrap_or_else(|_| Err(Stop::Trouble(anyhow::anyhow!("the check itself panicked"))));
    let mut notes = std::mem::take(&mut harness.notes);
    let drawings = std::mem::take(&mut harness.drawings);
    // Of a schedule that was shrunk it is another one than at the beginning.
    let scene = harness.scene().clone();
    scene.journal.close();
    let left = scene.clean_up();
    notes.extend(left.iter().map(|name| format!("left running after the program had ended: {name}")));
    let state = scene.journal.state();
    let outcome = match (outcome, state.late) {
        (Err(Stop::Mismatch(_)), Some(late)) => Err(Stop::Trouble(anyhow::anyhow!(
            "the machine was too busy to tell: a reply of the checker's was sent {} ms after the client had asked for it",
            late.as_millis()
        ))),
        (outcome, _) => outcome,
    };
    let mut report = judge(lab, check, outcome, &state);
    report.notes = notes;
    report.output = last_lines(&state);
    report.drawings = if report.verdict == Verdict::Fail { drawings } else { Vec::new() };
    report.trace = trace(&state, report.verdict);
    report.millis = began.elapsed().as_millis() as u64;
    (report, harness::walks(check.id, &state))
}

/// The record as it is told. Of a failure it ends with the verdict, or else the end of the connections that comes
/// of the check's own end would stand there as an answer to what was expected; only how a program died may come later.
fn trace(state: &State, verdict: Verdict) -> Trace {
    let mut trace = state.trace.clone();
    if let (Verdict::Fail, Some(judged), None) = (verdict, state.judged, crash::of(state)) {
        trace.events.retain(|event| event.micros <= judged);
    }
    harness::ends_last(&mut trace.events);
    trace
}

fn judge(lab: &Lab, check: &Check, outcome: Step, state: &State) -> CheckReport {
    let blank = blank(lab, check);
    let stderr = |id: usize| String::from_utf8_lossy(&state.programs[id].stderr.kept).into_owned();
    let todo = (0..state.programs.len()).find_map(|id| crash::not_started(&stderr(id)));
    let crashed = crash::of(state);
    match (outcome, todo, crashed) {
        (Err(Stop::Trouble(error)), ..) => CheckReport { observed: Some(format!("{error:#}")), ..blank },
        (Err(Stop::NotStarted(text)), ..) | (_, Some(text), _) => {
            CheckReport { verdict: Verdict::NotStarted, observed: Some(escape(text.as_bytes())), ..blank }
        }
        (outcome, None, Some((lane, words))) => {
            let mismatch = if let Err(Stop::Mismatch(mismatch)) = outcome { Some(mismatch) } else { None };
            let observed = mismatch.as_ref().map(|mismatch| format!("{}\n", mismatch.observed)).unwrap_or_default();
            CheckReport {
                verdict: Verdict::Fail,
                expected: Some(mismatch.map_or_else(|| check.claim.to_string(), |mismatch| mismatch.expected)),
                observed: Some(format!("{observed}{lane} {words}")),
                cause: Some(format!("{lane} {words}")),
                ..blank
            }
        }
        // Only of programs that did not crash: a crash fails whichever check it happens in.
        (Err(Stop::Skip(reason)), None, None) => {
            CheckReport { verdict: Verdict::Skipped, observed: Some(reason), ..blank }
        }
        (Err(Stop::Mismatch(mismatch)), None, None) => failed(check, &mismatch, blank),
        (Ok(()), None, None) => CheckReport { verdict: Verdict::Pass, earned: check.points, ..blank },
    }
}

fn failed(check: &Check, mismatch: &Mismatch, blank: CheckReport) -> CheckReport {
    CheckReport {
        verdict: Verdict::Fail,
        expected: Some(mismatch.expected.clone()),
        observed: Some(mismatch.observed.clone()),
        unmet: Some((mismatch.want, mismatch.seen)),
        cause: check.cause(mismatch.want, mismatch.seen).map(str::to_string),
        ..blank
    }
}

fn last_lines(state: &State) -> Vec<String> {
    let mut out = Vec::new();
    for program in &state.programs {
        for (name, output) in [("stdout", &program.stdout), ("stderr", &program.stderr)] {
            let mut lines: Vec<&[u8]> = output.lines().collect();
            if !output.partial().is_empty() {
                lines.push(output.partial());
            }
            let skipped = lines.len().saturating_sub(LAST_LINES);
            for line in &lines[skipped..] {
                let shown = escape(&line[..line.len().min(160)]);
                out.push(format!("{} {name}: {shown}", program.lane));
            }
        }
    }
    out
}
