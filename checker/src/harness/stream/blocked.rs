//! How far the bytes of a connection have come, and how its far end is blocked: by sending until it reads no more, or by
//! reading nothing until it can send no more.

use std::time::Duration;

use super::{Peer, REST};
use crate::fault::Move;
use crate::harness::{Program, announced};
use crate::journal::State;
use crate::verdict::Step;

/// Pieces after which even the largest buffers are full.
const STUCK: usize = 64;

/// How often one that seems to be blocked is looked at again.
const GLANCES: usize = 10;

/// Pieces after which a server that takes everything may be said to do so.
const FLOOD: usize = 128;

/// The time between two looks at what the kernel knows.
const GLANCE: Duration = Duration::from_micros(100);

/// How long nothing may move until a connection counts as stuck.
const STILL: Duration = Duration::from_millis(8);

/// How often a far end that does not rest is looked at.
const AWAKE: usize = 100;

/// Looks after which a connection in which something always moves is no longer waited for.
const MOVES: usize = 2500;

/// How often a program is stopped while it is blocked in sending.
const STOPS: usize = 4;

/// What is read between two stops, until the program gets on.
const SIP: usize = 128 * 1024;

/// How much of what was sent the far end reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    All,
    Part,
    /// Not all, and its program did not come to rest either, for as long as one waits for that.
    Restless,
}

impl Peer {
    /// Waits until nothing moves any more, because the far end can't send while nobody reads, or has nothing
    /// left to do: the kernel's queues stay as they are, and every thread of the programs is asleep. A slow program
    /// is waited for as long as anything moves; one that never rests, until nothing has moved for a while.
    /// That only makes the fault harder: it is no expectation.
    pub fn fill(&self) -> Step {
        // Who prints what has come is not stuck yet, although nothing moves on the connection meanwhile.
        let printed = || self.bench.journal.state().programs.iter().map(|program| program.stdout.total).sum::<usize>();
        let look =
            || (self.stream().progress(), self.with(|stream| (stream.written, stream.received.len())), printed());
        let (mut before, mut still) = (look(), 0);
        for _ in 0..MOVES {
            self.bench.pause(STILL)?;
            let now = look();
            still = if now == before { still + 1 } else { 0 };
            if still == AWAKE || (still > 0 && self.bench.are_asleep()) {
                break;
            }
            before = now;
        }
        Ok(())
    }

    /// Stops a program and continues it ([`Program::suspend`]), several times, each time while it is blocked in
    /// sending to this peer: then its send gives a part only, and a program that takes that for the whole loses the
    /// rest. Gives how often it was stopped.
    ///
    /// The peer's reader has to be held ([`Reading::held`](crate::fault::Reading)), and stays held afterwards; in
    /// between it reads just as much as makes the program's send go on. It works on servers
    /// ([`crate::harness::Harness::connect_reading`]) and clients ([`crate::harness::Harness::listen_reading`]) alike. The message
    /// needs to be larger than the kernel keeps for the program: with
    /// [`LATE`](crate::fault::LATE) 4 MiB are enough. It is no expectation: who is never blocked
    /// is stopped once, while everything is at rest.
    pub fn suspend(&self, program: &Program) -> Step<usize> {
        self.bench.not_by_hand("it stops the program at a moment that only the kernel knows")?;
        let id = self.stream().id;
        let is_over = || {
            let state = self.bench.journal.state();
            state.streams[id].end.is_some() || program.is_over(&state)
        };
        // A program that is slow to begin is asleep, too. Only what has piled up on both sides says that it is blocked.
        self.pile_up()?;
        for stops in 1..=STOPS {
            if is_over() {
                return Ok(stops - 1);
            }
            self.fill()?;
            program.suspend()?;
            if !self.sip(&is_over)? {
                return Ok(stops);
            }
        }
        self.fill()?;
        Ok(STOPS)
    }

    /// Waits until the far end has sent more than is read here, and more waits behind it. The patience is for each
    /// sign of life. No expectation.
    pub fn pile_up(&self) -> Step {
        loop {
            let before = (self.stream().progress(), self.with(|stream| stream.written));
            let is_piled_up = self.bench.poll(|| self.is_piled_up())?;
            if is_piled_up || before == (self.stream().progress(), self.with(|stream| stream.written)) {
                return Ok(());
            }
        }
    }

    /// Whether the far end has sent more than is read here, and more waits behind it. Where the kernel can't be asked,
    /// or where the far end's socket is gone, nobody waits for that.
    fn is_piled_up(&self) -> bool {
        match self.stream().progress() {
            [Some(ours), Some(theirs)] => ours.receive > 0 && theirs.send > 0,
            _ => true,
        }
    }

    /// Reads a little until the far end, which was blocked, sends again. False where it has nothing more to send, or
    /// where the kernel can't be asked.
    fn sip(&self, is_over: &dyn Fn() -> bool) -> Step<bool> {
        // In this order: what moves meanwhile is counted at most once.
        let handed_over = || {
            let received = self.with(|stream| stream.received.len());
            let [ours, theirs] = self.stream().progress();
            Some((received, received + ours?.receive as usize + theirs?.send as usize))
        };
        let Some((_, before)) = handed_over() else { return Ok(false) };
        // A program that has ended sends no more, and need not be watched until it is empty.
        while let Some((received, now)) = handed_over().filter(|_| !is_over()) {
            if now > before {
                return Ok(true);
            }
            if received >= before {
                break;
            }
            if !self.reads_on(received + SIP)? {
                break;
            }
            self.fill()?;
        }
        Ok(false)
    }

    /// Reads until so many bytes are there, for as long as any come. False where the far end has ended, or sends no more:
    /// then nothing is read afterwards, either.
    fn reads_on(&self, wanted: usize) -> Step<bool> {
        let id = self.stream().id;
        let mut had = self.with(|stream| stream.received.len());
        self.stream().read_some(wanted.saturating_sub(had));
        loop {
            let came = |state: &State| {
                let stream = &state.streams[id];
                (stream.end.is_some() || stream.received.len() >= wanted).then_some(stream.end.is_none())
            };
            if let Some(goes_on) = self.bench.wait(self.bench.deadline_of(REST), came)? {
                return Ok(goes_on);
            }
            // On a busy machine the reader is slow, too: what it still has to read would let a program go on later.
            let now = self.with(|stream| stream.received.len());
            if now == had {
                self.stream().hold();
                return Ok(false);
            }
            had = now;
        }
    }

    /// Sends the same piece again and again until the far end reads no more, because it can't go on sending to
    /// somebody who does not read. All that was sent has arrived then, and a FIN behind it arrives as well.
    pub fn send_until_stuck(&self, piece: &[u8]) -> Step {
        self.bench.go_on(|| announced::sends_until_stuck(&self.lane(), piece))?;
        for _ in 0..STUCK {
            self.stream().perform(vec![Move::Send(piece.to_vec())]);
            if self.is_read()? != Read::All {
                break;
            }
        }
        Ok(())
    }

    /// The same, piece by piece, for a far end that has to be stuck afterwards, as far as one can see. False where
    /// it takes everything, to the last of many pieces.
    pub fn send_until_blocked(&self, piece: &[u8]) -> Step<bool> {
        let mut looks = 0;
        self.bench.go_on(|| announced::sends_until_stuck(&self.lane(), piece))?;
        while self.flooded.get() < FLOOD {
            // Read is read, also where its acknowledgement is delayed.
            let read = self.is_read()?;
            let has_taken_all = || self.stream().progress()[1].is_some_and(|theirs| theirs.receive == 0);
            if read == Read::All || self.has_sent_all() && has_taken_all() {
                self.flooded.set(self.flooded.get() + 1);
                self.stream().perform(vec![Move::Send(piece.to_vec())]);
                continue;
            }
            let before = self.stream().progress();
            self.bench.pause(2 * STILL)?;
            looks += 1;
            // One that only waits for a processor is not blocked; one that never rests is not waited for.
            let is_waited_for = read != Read::Restless && looks <= AWAKE;
            if self.stream().progress() == before && (self.bench.are_asleep() || !is_waited_for) {
                self.stuck_at.set(before);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether nothing moves for a good while, since it was blocked: one that waits for its own output, or for a
    /// processor, is not blocked.
    pub fn stays_blocked(&self) -> Step<bool> {
        for _ in 0..GLANCES {
            self.fill()?;
            if !self.is_still_blocked() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How many pieces were sent to block the far end.
    pub fn flooded(&self) -> usize {
        self.flooded.get()
    }

    /// Whether nothing has moved since it was blocked: a far end that was only slow has gone on meanwhile.
    pub fn is_still_blocked(&self) -> bool {
        self.stream().progress() == self.stuck_at.get()
    }

    /// Whether the far end reads all that was sent, as long as anything moves.
    fn is_read(&self) -> Step<Read> {
        let (mut before, mut still, mut looks) = (self.stream().progress(), 0, 0);
        while still < STILL.as_micros() || (looks < AWAKE && !self.bench.are_asleep()) {
            if still >= STILL.as_micros() {
                (still, looks) = (0, looks + 1);
            }
            self.settle()?;
            let now = self.stream().progress();
            if let [Some(ours), Some(theirs)] = now
                && ours.send == 0
                && theirs.receive == 0
            {
                return Ok(Read::All);
            }
            still = if now == before { still + GLANCE.as_micros() } else { 0 };
            before = now;
            std::thread::park_timeout(GLANCE);
        }
        Ok(if looks < AWAKE { Read::Part } else { Read::Restless })
    }
}
