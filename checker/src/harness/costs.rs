//! What a server has of the system for its clients: threads, memory, descriptors; and a server that has no more of them.

use super::{Harness, InUse, Peer, Server};
use crate::journal::{State, StreamState};
use crate::process;
use crate::trace::{Question, What};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// Files that the checker has open beside a crowd that is as large as can be, generously.
const BESIDE: u64 = 4_000;

/// What a server may have resident for each client, in bytes.
const EACH: u64 = 64 * 1024;

impl Harness<'_> {
    /// As many clients as this, or as the machine's limits allow.
    ///
    /// # Errors
    /// Where they allow less than a tenth of it, the check is skipped.
    pub fn as_many_as_allowed(&mut self, most: usize) -> Step<usize> {
        let allowed = process::open_files();
        let count = usize::try_from(allowed.saturating_sub(BESIDE)).unwrap_or(most).min(most);
        if count < most / 10 {
            return Err(Stop::Skip(format!("the system lets a process have {allowed} open files (ulimit -Hn)")));
        }
        if count < most {
            self.note(format!("{count} connections: the system lets a process have {allowed} open files (ulimit -Hn)"));
        } else {
            self.note(format!("{count} connections"));
        }
        Ok(count)
    }
}

impl Server {
    /// Expects that its threads and processes have not grown with so many clients more than there were: a runtime
    /// may have added one of its own now and then.
    ///
    /// Gives: (Nothing, Threads).
    pub fn expect_same_threads(&self, before: InUse, clients: usize) -> Step {
        let now = self.in_use()?;
        if now.threads < before.threads + clients / 8 {
            return Ok(());
        }
        Err(unmet(
            Want::Nothing,
            Seen::Threads,
            format!("{} answers {clients} clients more with the threads and processes that it had", self.program.lane),
            format!("{} before, {} now", before.threads, now.threads),
        ))
    }

    /// The memory that it has resident now, in bytes, where the system tells.
    pub fn resident(&self) -> Option<u64> {
        let resident = process::resident(self.program.pid);
        self.program.bench().asked(&self.program.lane, Question::Resident, resident);
        resident
    }

    /// Expects that so many clients more have cost less than 64 KiB of memory each.
    ///
    /// Gives: (Nothing, Limit).
    pub fn expect_small(&self, before: Option<u64>, clients: usize) -> Step {
        let grown = before.zip(self.resident()).map_or(0, |(before, now)| now.saturating_sub(before));
        let each = grown / clients.max(1) as u64;
        if each < EACH {
            return Ok(());
        }
        Err(unmet(
            Want::Nothing,
            Seen::Limit,
            format!("less than {} KiB of memory for each of {clients} clients", EACH >> 10),
            format!("{} KiB for each, {} MiB in all", each >> 10, grown >> 20),
        ))
    }

    /// Expects that its memory has not grown by so many bytes since it was looked at.
    ///
    /// Gives: (Nothing, Limit).
    pub fn expect_no_hoard(&self, before: Option<u64>, most: u64) -> Step {
        let grown = before.zip(self.resident()).map_or(0, |(before, now)| now.saturating_sub(before));
        if grown < most {
            return Ok(());
        }
        Err(unmet(
            Want::Nothing,
            Seen::Limit,
            format!("less than {} MiB of memory for what a client does not read", most >> 20),
            format!("{} has {} MiB more", self.program.lane, grown >> 20),
        ))
    }

    /// Leaves it so many descriptors beyond those that it has open now.
    ///
    /// # Errors
    /// Where that can't be done, the check is skipped.
    pub fn leave_descriptors(&self, room: u64) -> Step {
        if !process::confine(self.program.pid, room) {
            return Err(Stop::Skip("a program's limit of open files can't be lowered while it runs".into()));
        }
        let text = format!("from now on it can open {room} files more, and then no other");
        self.program.bench().journal.event(&self.program.lane, None, What::Note { text });
        Ok(())
    }

    /// Waits until it has fewer descriptors open than this.
    pub fn wait_for_descriptors(&self, below: usize) -> Step {
        let held = || process::held(self.program.pid).map_or(0, |held| held.descriptors);
        self.program.bench().poll(|| held() < below)?;
        Ok(())
    }
}

impl Peer {
    /// Expects that it has still something to send, as somebody who has more than can be taken. Of one whose connection
    /// is gone nothing is expected.
    ///
    /// Gives: (Bytes, Late).
    pub fn expect_sending(&self, answered: &str) -> Step {
        let id = self.stream().id;
        let has_more = |stream: &StreamState| stream.done < stream.given;
        let is_gone = |stream: &StreamState| stream.end.is_some() || stream.write_failed.is_some();
        let goes_on = {
            let state = self.bench.journal.state();
            has_more(&state.streams[id]) || is_gone(&state.streams[id])
        };
        if goes_on {
            return Ok(());
        }
        let expected = format!("{answered} while {} is still sending", self.lane());
        Err(unmet(Want::Bytes, Seen::Late, expected, "it came only once everything of the flood was taken"))
    }

    /// Expects that the far end takes everything that was sent to it, although nobody reads what it sends. The
    /// patience is for each sign of life.
    ///
    /// Gives: (Nothing, Unread).
    pub fn expect_taken(&self) -> Step {
        self.bench.not_by_hand("it looks how much the kernel takes")?;
        let id = self.stream().id;
        let done = |state: &State| (state.streams[id].done == state.streams[id].given).then_some(());
        let written = || self.bench.journal.state().streams[id].written;
        loop {
            let before = written();
            if self.bench.wait(self.bench.deadline(), done)?.is_some() {
                return Ok(());
            }
            if written() == before {
                let expected =
                    format!("everything that {} sends is received, although it does not read yet", self.lane());
                let observed = format!("after {} bytes nothing more is taken", crate::compare::grouped(before));
                return Err(unmet(Want::Nothing, Seen::Unread, expected, observed));
            }
        }
    }
}
