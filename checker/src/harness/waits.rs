//! In which system calls a program waits, as the kernel says it: for a recording, not for a verdict.

use super::Program;
use crate::process;
use crate::trace::{Call, Question};
use crate::verdict::{Seen, Step, Want, unmet};

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
