//! In which system calls a program waits, as the kernel says it: for a recording or a ladder, not for a verdict.

use super::{Bench, Program};
use crate::process;
use crate::trace::{Call, Question};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

impl Bench {
    /// Where something was awaited in vain: writes down in which calls the programs wait.
    pub fn say_of_a_failure_who_waits(&self, outcome: &Step) {
        const IN_VAIN: [Seen; 6] =
            [Seen::Silence, Seen::Backlog, Seen::Unread, Seen::Short, Seen::Unterminated, Seen::Running];
        if matches!(outcome, Err(Stop::Mismatch(mismatch)) if IN_VAIN.contains(&mismatch.seen)) {
            self.say_who_waits();
        }
    }

    /// Writes down in which calls the programs wait. No expectation: where the system does not tell, or a thread is just
    /// at work, nothing is said.
    pub(super) fn say_who_waits(&self) {
        for (lane, leader) in self.running() {
            for (call, threads) in process::waiting(leader).ok().flatten().into_iter().flatten() {
                self.asked(&lane, Question::Waiting(call), Some(threads));
            }
        }
    }
}

impl Program {
    /// Waits until so many of its threads wait in each of these calls, and none elsewhere; the kernel's word stands in
    /// the recording. Where it does not tell, nothing does.
    ///
    /// Gives: (Line, Different).
    pub fn expect_waiting(&self, wanted: &[(Call, u64)]) -> Step {
        let is_as_wanted = || match process::waiting(self.pid) {
            Ok(calls) => calls.is_some_and(|calls| calls.into_iter().eq(wanted.iter().copied())),
            Err(_) => true,
        };
        if !self.bench().poll(is_as_wanted)? {
            let seen = format!("{:?}", process::waiting(self.pid));
            return Err(unmet(Want::Line, Seen::Different, format!("{} waits in {wanted:?}", self.lane), seen));
        }
        if process::waiting(self.pid).is_ok() {
            for (call, threads) in wanted {
                self.bench().asked(&self.lane, Question::Waiting(*call), Some(*threads));
            }
        }
        Ok(())
    }
}
