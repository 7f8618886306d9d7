//! A file that goes from the learner's own sender to the learner's own receiver, through a network of the checker's.

use std::path::PathBuf;
use std::time::Duration;

use super::sending::expect_file;
use super::{Harness, Program, Server, segment};
use crate::journal::State;
use crate::relay::{Faults, Relay};
use crate::trace::{Event, What, unescape};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// So many times the patience a transfer that is not judged by its pace may stand still: a right sender gets on after
/// five of its time-outs, of half a second each.
const LONG: u32 = 6;
/// What a sender takes to end beyond its last acknowledgement.
const END: Duration = Duration::from_millis(100);

/// A transfer that is under way.
pub struct Transfer {
    sender: Program,
    receiver: Server,
    /// Stands between the two as long as it is there.
    _relay: Relay,
    path: PathBuf,
    file: Vec<u8>,
}

impl Harness<'_> {
    /// Starts both programs with this file, and the network between them.
    pub fn transfer(&mut self, file: Vec<u8>, window: usize, network: Faults) -> Step<Transfer> {
        let (receiver, path) = self.start_receiver()?;
        let relay = self.network(&receiver, network)?;
        let sent = self.file("sent", &file)?;
        let sender = self.run("sender", &["127.0.0.1", &relay.port(), &sent, &window.to_string()])?;
        Ok(Transfer { sender, receiver, _relay: relay, path, file })
    }
}

impl Transfer {
    /// Expects that both end well and that the file is the same. A receiver has to stay for a second, and the network may
    /// lose everything for longer: a sender that then hears nothing more says so, and is right.
    ///
    /// Gives: (File, Missing), (File, Different), what `expect_exit` gives, what `expect_line` gives, what
    /// `expect_error` gives.
    pub fn expect_same(&self) -> Step {
        let length = self.file.len();
        let receiver = &self.receiver.program;
        self.let_send()?;
        let ended = self.sender.expect_exit(0);
        let receiver_was_done = receiver.look(|program| program.exit).is_some();
        match ended {
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Status && receiver_was_done => {
                receiver.expect_exit(0).map_err(|_| Stop::Mismatch(mismatch))?;
                self.sender.expect_error()?;
            }
            ended => {
                ended?;
                self.sender.expect_line(&format!("sent {length} bytes"))?;
                receiver.expect_exit(0)?;
            }
        }
        expect_file(&self.path, &self.file)?;
        receiver.expect_line(&format!("received {length} bytes"))
    }

    /// Waits until the sender is done, as long as it gets on: another segment of the file is acknowledged, and it has been
    /// brought that. No expectation.
    fn let_send(&self) -> Step {
        let bench = self.sender.bench();
        let segments = segment::cut(&self.file).len() as u32;
        let (mut looked, mut brought) = (0, None);
        loop {
            let gets_on = |state: &State| {
                let events = state.trace.events.get(looked..).unwrap_or_default();
                let now = events.iter().filter_map(acknowledged).filter(|number| *number <= segments).max();
                looked = state.trace.events.len();
                let is_over = self.sender.is_over(state);
                let is_more = now > brought;
                brought = brought.max(now);
                (is_over || is_more).then_some(is_over)
            };
            if bench.wait(bench.deadline_of(bench.patience * LONG), gets_on)? != Some(false) {
                return Ok(());
            }
        }
    }

    /// Expects that the sender is done so many ms after its first segment.
    ///
    /// Gives: (Exit, Late), what `expect_exit` gives.
    pub fn expect_within(&self, millis: u64) -> Step {
        let bench = self.sender.bench();
        let first = |state: &State| {
            let has_begun = state.trace.events.iter().any(is_relayed);
            (has_begun || self.sender.is_over(state)).then_some(())
        };
        bench.wait(bench.start_deadline(), first)?;
        match self.sender.expect_exit_within(0, Duration::from_millis(millis) + END) {
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Running => Err(unmet(
                Want::Exit,
                Seen::Late,
                format!("the file is sent within {millis} ms"),
                "it is still being sent",
            )),
            other => other,
        }
    }
}

/// What the network has brought the sender in a right acknowledgement.
fn acknowledged(event: &Event) -> Option<u32> {
    match &event.what {
        What::SentDatagram { bytes } if is_relayed(event) => segment::acknowledged(&unescape(bytes)),
        _ => None,
    }
}

fn is_relayed(event: &Event) -> bool {
    event.lane.starts_with("relay")
}
