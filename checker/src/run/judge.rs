//! What a check comes to, from how it ended and from its record. Pure.

use crate::crash::{self, Crash};
use crate::journal::State;
use crate::lab::{Check, Lab};
use crate::trace::{Trace, escape};
use crate::verdict::{CheckReport, Mismatch, Step, Stop, Verdict};

pub fn settled(lab: &Lab, check: &Check, verdict: Verdict, reason: String) -> CheckReport {
    CheckReport { verdict, observed: Some(reason), ..blank(lab, check) }
}

/// A check that fails without having been run.
pub fn untried(lab: &Lab, check: &Check, reason: String) -> CheckReport {
    CheckReport { expected: Some(check.claim.to_string()), ..settled(lab, check, Verdict::Fail, reason) }
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
        wires: Vec::new(),
        trace: Trace::default(),
    }
}

/// The record as it is told. Of a failure it ends with the verdict, or else the end of the connections that comes
/// of the check's own end would stand there as an answer to what was expected; only how a program died may come later.
pub fn trace(state: &State, verdict: Verdict) -> Trace {
    let mut trace = state.trace.clone();
    if let (Verdict::Fail, Some(judged), None) = (verdict, state.judged, crash::of(state)) {
        trace.events.retain(|event| event.micros <= judged);
    }
    trace.put_in_order();
    trace.put_ends_last();
    trace
}

pub fn judge(lab: &Lab, check: &Check, outcome: Step, state: &State) -> CheckReport {
    let blank = blank(lab, check);
    let stderr = |id: usize| String::from_utf8_lossy(&state.programs[id].stderr.kept).into_owned();
    let todo = (0..state.programs.len()).find_map(|id| crash::not_started(&stderr(id)));
    let crashed = crash::of(state);
    match (outcome, todo, crashed) {
        (Err(Stop::Trouble(error)), ..) => CheckReport { observed: Some(format!("{error:#}")), ..blank },
        // It has done all that was asked for, and came to its next gap afterwards.
        (Ok(()), Some(_), _) => CheckReport { verdict: Verdict::Pass, earned: check.points, ..blank },
        (Err(Stop::NotStarted(text)), ..) | (Err(_), Some(text), _) => {
            CheckReport { verdict: Verdict::NotStarted, observed: Some(escape(text.as_bytes())), ..blank }
        }
        (outcome, None, Some(Crash { lane, words })) => {
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
        (Err(Stop::Mismatch(mismatch)), None, None) => {
            let see = check.see_about(lab, mismatch.want, mismatch.seen);
            failed(check, &mismatch, state, CheckReport { see, ..blank })
        }
        (Ok(()), None, None) => CheckReport { verdict: Verdict::Pass, earned: check.points, ..blank },
    }
}

fn failed(check: &Check, mismatch: &Mismatch, state: &State, blank: CheckReport) -> CheckReport {
    CheckReport {
        verdict: Verdict::Fail,
        expected: Some(mismatch.expected.clone()),
        observed: Some(mismatch.observed.clone()),
        unmet: Some((mismatch.want, mismatch.seen)),
        cause: with_spinning(check.cause(mismatch.want, mismatch.seen), state),
        ..blank
    }
}

/// A failure that its check has no cause for, of a program that failed an earlier check in the same way: then it is
/// likely the same mistake.
pub fn lend_a_cause(lab: &Lab, reports: &mut [Option<CheckReport>], place: usize) {
    let (before, others) = reports.split_at_mut(place);
    let Some(Some(report)) = others.first_mut() else { return };
    if report.cause.is_some() || report.unmet.is_none() {
        return;
    }
    let programs = |place: usize| lab.checks[place].programs;
    let is_shared = |at: usize| programs(at).iter().any(|program| programs(place).contains(program));
    let alike = before.iter().enumerate().find_map(|(at, one)| {
        let one = one.as_ref().filter(|one| one.unmet == report.unmet && is_shared(at))?;
        Some(format!("as in `{}`: {}", one.id, one.cause.as_ref()?))
    });
    report.cause = alike;
}

/// What is said of a program that keeps a processor busy while it is waited for.
const SPINS: &str = "it spins: all the while it keeps a processor busy instead of waiting";

/// The cause, and that a program spins, where it does: that is sure, whatever the cause is.
fn with_spinning(cause: Option<&str>, state: &State) -> Option<String> {
    match (cause, state.has_spun) {
        (cause, false) => cause.map(str::to_owned),
        (Some(cause), true) => Some(format!("{cause}; {SPINS}")),
        (None, true) => Some(SPINS.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::LABS;
    use crate::verdict::{Seen, Want};

    #[test]
    fn the_same_failure_of_the_same_program_has_the_cause_that_was_told_before() {
        let lab = LABS[0];
        let fails = |id: &str, cause: Option<&str>| CheckReport {
            verdict: Verdict::Fail,
            unmet: Some((Want::Exit, Seen::Status)),
            cause: cause.map(str::to_owned),
            ..blank(lab, lab.check(id).unwrap())
        };
        let place = |id: &str| lab.checks.iter().position(|check| check.id == id).unwrap();
        let lent = |first: &str, second: &str| {
            let mut reports: Vec<Option<CheckReport>> = lab.checks.iter().map(|_| None).collect();
            reports[place(first)] = Some(fails(first, Some("a normal end has exit status 0")));
            reports[place(second)] = Some(fails(second, None));
            lend_a_cause(lab, &mut reports, place(second));
            reports[place(second)].take().unwrap().cause
        };
        let as_there = "as in `client-prints`: a normal end has exit status 0";
        assert_eq!(lent("client-prints", "client-large").as_deref(), Some(as_there));
        assert_eq!(lent("server-echo", "client-large"), None, "of another program");
        assert_eq!(lent("client-large", "client-prints"), None, "what comes later says nothing yet");
    }
}
