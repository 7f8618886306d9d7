//! What a check says to and of one end of a TCP connection.

use std::cell::Cell;
use std::net::SocketAddr;
use std::sync::Arc;

use super::{Bench, Program, Server, by_hand};
use crate::compare;
use crate::fault::Move;
use crate::journal::{End, State, StreamState};
use crate::peer::{Listener, Stream, diag};
use crate::trace::{Question, What};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// Pieces after which even the largest buffers are full.
const STUCK: usize = 64;

/// How often one that seems to be blocked is looked at again.
const GLANCES: usize = 10;

/// Pieces after which a server that takes everything may be said to do so.
const FLOOD: usize = 128;

/// The time between two looks at what the kernel knows.
const GLANCE: std::time::Duration = std::time::Duration::from_micros(100);

/// How long nothing may move until a connection counts as stuck.
const STILL: std::time::Duration = std::time::Duration::from_millis(8);

/// How often a far end that does not rest is looked at.
const AWAKE: usize = 100;

/// Looks after which a connection in which something always moves is no longer waited for.
const MOVES: usize = 2500;

/// How often a program is stopped while it is blocked in sending.
const STOPS: usize = 4;

/// What is read between two stops, until the program gets on.
const SIP: usize = 128 * 1024;

/// How long nothing must come that is not yet to come.
const QUIET: std::time::Duration = std::time::Duration::from_millis(100);

/// How long one waits for the rest of what should not have come at all.
const REST: std::time::Duration = std::time::Duration::from_millis(200);

/// The checker's end of a connection with a program.
pub struct Peer {
    pub(super) bench: Arc<Bench>,
    /// None once it is closed.
    stream: Option<Stream>,
    /// Bytes that an expectation has already taken.
    pub(super) taken: Cell<usize>,
    /// Pieces that were sent to block the far end, and how far it was when it was blocked.
    flooded: Cell<usize>,
    stuck_at: Cell<[Option<diag::Queues>; 2]>,
}

/// What a peer of the checker's has received so far.
#[derive(Clone, Copy, Default)]
pub struct Heard<'a> {
    /// All bytes so far.
    pub received: &'a [u8],
    /// The far end has finished, or is gone.
    pub is_over: bool,
}

/// A listening socket of the checker's.
pub struct Door {
    bench: Arc<Bench>,
    /// None once it is shut.
    listener: Option<Listener>,
    taken: Cell<usize>,
}

impl Door {
    pub(crate) fn new(bench: &Arc<Bench>, listener: Listener) -> Door {
        Door { bench: bench.clone(), listener: Some(listener), taken: Cell::new(0) }
    }

    /// There is one until the door is dropped.
    fn listener(&self) -> &Listener {
        self.listener.as_ref().expect("a door has its listener")
    }

    /// The port, as a program is given it.
    pub fn port(&self) -> String {
        self.listener().local.port().to_string()
    }

    /// Waits until the program connects.
    pub fn accept(&self, program: &Program) -> Step<Peer> {
        let nth = self.taken.get();
        self.bench.awaits(|| format!("{} to connect to {}", program.lane, self.listener().local));
        let came = |state: &State| {
            let there = state.listeners[self.listener().id].accepted.len() > nth;
            there.then_some(true).or(program.is_over(state).then_some(false))
        };
        let came = self.bench.wait(self.bench.start_deadline(), came)?;
        if came == Some(false) {
            // The program may have connected and ended before the listener's thread had its turn.
            let flushed = self.listener().flush()?;
            self.bench.wait(self.bench.deadline(), |state| {
                (state.listeners[self.listener().id].flushed >= flushed).then_some(())
            })?;
        }
        if let Some(stream) = self.listener().take(nth) {
            self.taken.set(nth + 1);
            return Ok(Peer::new(&self.bench, program, stream));
        }
        let expected = format!("{} connects to {}", program.lane, self.listener().local);
        let exit = program.look(|state| state.exit);
        let (seen, observed) = match (came, exit) {
            (Some(false), Some(exit)) => (Seen::Ended, format!("it ended with {exit}")),
            _ => (Seen::Silence, "no connection came".to_string()),
        };
        Err(unmet(Want::Connection, seen, expected, observed))
    }
}

/// What a check lets go of is closed before its next word. At its end there is none: what a program does when all
/// that it was connected to is gone would be judged by chance.
impl Drop for Peer {
    fn drop(&mut self) {
        let does =
            (self.bench.is_played() && !self.is_done()).then(|| format!("{} closes the connection", self.lane()));
        if let Some(stream) = self.stream.take() {
            self.bench.let_go(does, Box::new(stream));
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.take() {
            self.bench.let_go(None, Box::new(listener));
        }
    }
}

/// What an expectation of bytes came to.
enum Came {
    All,
    Wrong,
    Ended(End),
}

impl Peer {
    pub(crate) fn new(bench: &Arc<Bench>, program: &Program, stream: Stream) -> Peer {
        bench.journal.write(|state| {
            let lane = state.streams[stream.id].lane.clone();
            state.name_far_end(&lane, &program.lane);
        });
        let stream = Some(stream);
        Peer { bench: bench.clone(), stream, taken: Cell::new(0), flooded: Cell::new(0), stuck_at: Cell::default() }
    }

    /// There is one until the peer is dropped.
    pub(super) fn stream(&self) -> &Stream {
        self.stream.as_ref().expect("a peer has its stream")
    }

    /// The checker's end.
    pub fn local(&self) -> SocketAddr {
        self.stream().local
    }

    /// The program's end.
    pub fn remote(&self) -> SocketAddr {
        self.stream().remote
    }

    /// Gives the bytes to the writer, and waits for nothing. That they can't be sent is an observation.
    pub fn send(&self, bytes: &[u8]) {
        self.perform(vec![Move::Send(bytes.to_vec())]);
    }

    /// What a fault makes of some bytes.
    pub fn perform(&self, moves: Vec<Move>) {
        self.bench.close_what_was_let_go();
        if !self.bench.is_played() {
            return self.stream().perform(moves);
        }
        for step in moves {
            let does = by_hand::told(&step);
            if does.is_none_or(|does| self.bench.next(|| format!("{} {does}", self.lane()))) {
                self.stream().perform(vec![step]);
                self.show_what_was_done();
            }
        }
    }

    /// Waits a moment until what was told is done, so that it can be seen before the next step.
    fn show_what_was_done(&self) {
        let done = |state: &State| {
            let stream = &state.streams[self.stream().id];
            (stream.done == stream.given).then_some(())
        };
        // What takes longer is seen later.
        let _ = self.bench.wait(self.bench.deadline_of(REST), done);
    }

    /// Whether both ends have finished, or one has reset the connection, so that nobody sees it when this one is closed.
    fn is_done(&self) -> bool {
        let Some(stream) = &self.stream else { return true };
        let state = self.bench.journal.state();
        let StreamState { lane, end, .. } = &state.streams[stream.id];
        let has = |what: &What| state.trace.events.iter().any(|event| event.lane == *lane && event.what == *what);
        *end == Some(End::Rst) || has(&What::SentReset) || end.is_some() && has(&What::SentFin)
    }

    /// Its name in the trace.
    pub(super) fn lane(&self) -> String {
        self.with(|stream| stream.lane.clone())
    }

    /// The bytes and the end of the connection in one: whoever reads them writes to nobody then.
    pub fn send_and_leave(&self, bytes: &[u8]) -> Step {
        self.perform(vec![Move::Leave(bytes.to_vec())]);
        self.settle()
    }

    /// FIN; the reading side stays open.
    pub fn finish(&self) {
        self.perform(vec![Move::Finish]);
    }

    /// RST; waits until it is sent, so that whoever comes next comes after it.
    pub fn reset(&self) -> Step {
        self.perform(vec![Move::Reset]);
        self.settle()
    }

    /// Waits until the writer has done all it was told.
    pub fn settle(&self) -> Step {
        let id = self.stream().id;
        self.bench
            .wait(self.bench.deadline(), |state| (state.streams[id].done == state.streams[id].given).then_some(()))?;
        Ok(())
    }

    /// RST at once, whatever the writer is doing.
    pub fn abort(mut self) {
        if !self.bench.next(|| format!("{} resets the connection (RST)", self.lane())) {
            return;
        }
        if let Some(stream) = self.stream.take() {
            stream.abort();
        }
    }

    /// Lets a reader that was held begin.
    pub fn read_now(&self) {
        if self.bench.next(|| format!("{} begins to read", self.lane())) {
            self.stream().read_now();
        }
    }

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
    /// ([`super::Harness::connect_reading`]) and clients ([`super::Harness::listen_reading`]) alike. The message
    /// needs to be larger than the kernel keeps for the program: with
    /// [`LATE_AND_SLOW`](crate::fault::LATE_AND_SLOW) 4 MiB are enough. It is no expectation: who is never blocked
    /// is stopped once, while everything is at rest.
    pub fn suspend(&self, program: &Program) -> Step<usize> {
        self.bench.not_by_hand("it stops the program at a moment that only the kernel knows")?;
        let id = self.stream().id;
        let is_over = || {
            let state = self.bench.journal.state();
            state.streams[id].end.is_some() || program.is_over(&state)
        };
        // A program that is slow to begin is asleep, too. Only what has piled up on both sides says that it is blocked.
        self.bench.poll(|| self.is_piled_up())?;
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

    /// Waits until the far end has sent more than is read here, and more waits behind it. No expectation.
    pub fn pile_up(&self) -> Step {
        self.bench.poll(|| self.is_piled_up())?;
        Ok(())
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
        let id = self.stream().id;
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
            self.stream().read_some(SIP);
            let came = |state: &State| {
                let stream = &state.streams[id];
                (stream.end.is_some() || stream.received.len() >= received + SIP).then_some(stream.end.is_some())
            };
            if self.bench.wait(self.bench.deadline_of(REST), came)? != Some(false) {
                break;
            }
            self.fill()?;
        }
        Ok(false)
    }

    /// Sends the same piece again and again until the far end reads no more, because it can't go on sending to
    /// somebody who does not read. All that was sent has arrived then, and a FIN behind it arrives as well.
    pub fn send_until_stuck(&self, piece: &[u8]) -> Step {
        let bytes = compare::unnamed(piece);
        self.bench.go_on(|| format!("{} sends {bytes} again and again, until nobody reads any more", self.lane()))?;
        for _ in 0..STUCK {
            self.stream().perform(vec![Move::Send(piece.to_vec())]);
            if !self.is_read()? {
                break;
            }
        }
        Ok(())
    }

    /// The same, piece by piece, for a far end that has to be stuck afterwards, as far as one can see. False where
    /// it takes everything, to the last of many pieces.
    pub fn send_until_blocked(&self, piece: &[u8]) -> Step<bool> {
        let (mut looks, bytes) = (0, compare::unnamed(piece));
        self.bench.go_on(|| format!("{} sends {bytes} again and again, until nobody reads any more", self.lane()))?;
        while self.flooded.get() < FLOOD {
            // Read is read, also where its acknowledgement is delayed.
            if self.is_read()? || self.stream().progress()[1].is_some_and(|theirs| theirs.receive == 0) {
                self.flooded.set(self.flooded.get() + 1);
                self.stream().perform(vec![Move::Send(piece.to_vec())]);
                continue;
            }
            let before = self.stream().progress();
            self.bench.pause(2 * STILL)?;
            looks += 1;
            // One that only waits for a processor is not blocked; one that never rests is not waited for.
            if self.stream().progress() == before && (self.bench.are_asleep() || looks > AWAKE) {
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
    fn is_read(&self) -> Step<bool> {
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
                return Ok(true);
            }
            still = if now == before { still + GLANCE.as_micros() } else { 0 };
            before = now;
            std::thread::park_timeout(GLANCE);
        }
        Ok(false)
    }

    /// Exactly these bytes next. The patience is for each sign of life: who sends slowly may do so.
    pub fn expect(&self, bytes: &[u8]) -> Step {
        let (id, taken) = (self.stream().id, self.taken.get());
        self.bench.awaits(|| format!("{} to receive {}", self.lane(), compare::name(bytes)));
        let mut matched = 0;
        let came = loop {
            let before = matched;
            let look = |state: &State| {
                let stream = &state.streams[id];
                let got = &stream.received[taken..];
                let upto = got.len().min(bytes.len());
                if got[matched..upto] != bytes[matched..upto] {
                    return Some(Came::Wrong);
                }
                matched = upto;
                if upto == bytes.len() { Some(Came::All) } else { stream.end.map(Came::Ended) }
            };
            match self.bench.wait(self.bench.deadline(), look)? {
                None if matched > before => {}
                came => break came,
            }
        };
        match came {
            Some(Came::All) => {
                self.taken.set(taken + bytes.len());
                return Ok(());
            }
            Some(Came::Wrong) => self.rest(taken + bytes.len())?,
            _ => {}
        }
        let got = self.with(|stream| stream.received[taken..].to_vec());
        let seen = match came {
            Some(Came::Ended(End::Fin)) if got.is_empty() => Seen::Empty,
            Some(Came::Ended(End::Fin)) => Seen::Fin,
            Some(Came::Ended(End::Rst)) => Seen::Rst,
            Some(_) => compare::difference(bytes, &got),
            None if got.is_empty() => Seen::Silence,
            None => Seen::Short,
        };
        let observed = match (seen, compare::show(bytes, &got)) {
            (Seen::Fin | Seen::Empty, shown) => format!("the end of the stream after {shown}"),
            (Seen::Rst, shown) => format!("a reset after {shown}"),
            (_, shown) => shown,
        };
        Err(unmet(Want::Bytes, seen, compare::name(bytes), observed))
    }

    /// Waits a moment until so many bytes have come, of whoever sends them by then: it is no expectation.
    pub fn wait_for(&self, length: usize) -> Step {
        let id = self.stream().id;
        let came = |state: &State| (state.streams[id].received.len() >= length).then_some(());
        self.bench.wait(self.bench.deadline_of(REST), came)?;
        Ok(())
    }

    /// Expects that nothing more comes within a moment, where no marker can show it.
    pub fn expect_quiet(&self) -> Step {
        self.bench.go_on(|| format!("{} waits a moment, in which nothing may come", self.lane()))?;
        let (id, taken) = (self.stream().id, self.taken.get());
        let came = |state: &State| (state.streams[id].received.len() > taken).then_some(());
        match self.bench.wait(self.bench.deadline_of(QUIET), came)? {
            None => Ok(()),
            Some(()) => {
                let (before, all) = self.with(|stream| (stream.received[..taken].to_vec(), stream.received.clone()));
                Err(unmet(
                    Want::Nothing,
                    Seen::Early,
                    format!("nothing yet, behind {}", compare::name(&before)),
                    compare::show(&before, &all),
                ))
            }
        }
    }

    /// Expects that for a moment a client waits for an answer that it is still owed: it neither ends, nor resets
    /// the connection, nor says that it is over. It may have finished its sending side.
    pub fn expect_awaited(&self, client: &Program) -> Step {
        self.bench.go_on(|| format!("{} lets {} wait a moment", self.lane(), client.lane))?;
        let id = self.stream().id;
        let gave_up = |state: &State| {
            let program = &state.programs[client.id];
            let said = super::states::parted(program).map(|name| format!("the line \"state: {name}\""));
            let ended = program.exit.map(|exit| format!("{} ended with {exit}", client.lane));
            let reset = (state.streams[id].end == Some(End::Rst)).then(|| "a reset".to_string());
            said.or(ended).or(reset)
        };
        match self.bench.wait(self.bench.deadline_of(QUIET), gave_up)? {
            None => Ok(()),
            Some(observed) => Err(unmet(
                Want::Nothing,
                Seen::Ended,
                format!("{} waits for the answer, which has not come yet", client.lane),
                observed,
            )),
        }
    }

    /// Exactly these bytes next, from a server that has others to serve. Where nothing comes, what the kernel
    /// knows tells how far the server got: not even to the connection, not to what was sent, or not to the answer.
    pub fn expect_reply(&self, server: &Server, bytes: &[u8]) -> Step {
        let mut mismatch = match self.expect(bytes) {
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Silence => mismatch,
            other => return other,
        };
        let waits = |question, queues: Option<diag::Queues>| {
            let waiting = queues.map(|queues| queues.receive.into());
            self.bench.asked(&server.program.lane, question, waiting);
            waiting.is_some_and(|waiting| waiting > 0)
        };
        if waits(Question::Backlog, diag::listening(server.address)) {
            mismatch.seen = Seen::Backlog;
            mismatch.observed.push_str(": the connection waits in the backlog, and is not accepted");
        } else if waits(Question::Unread, diag::connection(self.stream().remote, self.stream().local)) {
            mismatch.seen = Seen::Unread;
            mismatch.observed.push_str(": what was sent lies unread in the server's buffer");
        }
        Err(Stop::Mismatch(mismatch))
    }

    /// The end of the stream next, and nothing before it.
    pub fn expect_end(&self) -> Step {
        self.bench.awaits(|| format!("{} to receive the end of the stream (FIN)", self.lane()));
        self.ends()
    }

    fn ends(&self) -> Step {
        let (id, taken) = (self.stream().id, self.taken.get());
        let look = |state: &State| {
            let stream = &state.streams[id];
            if stream.received.len() > taken { Some(None) } else { stream.end.map(Some) }
        };
        let found = self.bench.wait(self.bench.deadline(), look)?;
        let expected = "the end of the stream (FIN)".to_string();
        match found {
            Some(Some(End::Fin)) => Ok(()),
            Some(Some(End::Rst)) => Err(unmet(Want::End, Seen::Rst, expected, "a reset (RST)")),
            None => Err(unmet(Want::End, Seen::Silence, expected, "the connection stays open, and nothing comes")),
            Some(None) => {
                self.rest(2 * taken)?;
                let (all, rest) = self.with(|stream| (stream.received[..taken].to_vec(), stream.received.clone()));
                let seen = compare::difference(&all, &rest);
                Err(unmet(
                    Want::Bytes,
                    seen,
                    format!("{}, and then {expected}", compare::name(&all)),
                    compare::show(&all, &rest),
                ))
            }
        }
    }

    /// The end of the connection next, by FIN or by RST: where bytes are left unread the kernel makes it a reset.
    pub fn expect_closed(&self) -> Step {
        self.bench.awaits(|| format!("{} to see the end of the connection (FIN or RST)", self.lane()));
        match self.ends() {
            Err(Stop::Mismatch(mismatch)) if mismatch.want == Want::End && mismatch.seen == Seen::Rst => Ok(()),
            other => other,
        }
    }

    /// Expects no bytes beyond those that were expected. An end of stream proves it; where none comes,
    /// which is for other checks to say, the patience has to do.
    pub fn expect_nothing_more(&self) -> Step {
        let nothing = "the end of the connection, and no byte before it; where it stays open, `n` says so";
        self.bench.awaits(|| format!("{} to see {nothing}", self.lane()));
        match self.ends() {
            Err(Stop::Mismatch(mismatch)) if mismatch.want == Want::End => Ok(()),
            other => other,
        }
    }

    /// Waits a little for more of what is wrong already, to this many bytes: with them the difference has a truer
    /// name than with its first byte.
    fn rest(&self, length: usize) -> Step {
        let there = |state: &State| {
            let stream = &state.streams[self.stream().id];
            (stream.end.is_some() || stream.received.len() > length).then_some(())
        };
        self.bench.wait(self.bench.deadline_of(REST), there)?;
        Ok(())
    }

    /// Looks at what this end has received so far.
    pub fn look<T>(&self, look: impl FnOnce(Heard) -> T) -> T {
        look(self.wire(&self.bench.journal.state()))
    }

    /// What this end has received so far, out of the record.
    pub(super) fn wire<'a>(&self, state: &'a State) -> Heard<'a> {
        let stream = &state.streams[self.stream().id];
        Heard { received: &stream.received, is_over: stream.end.is_some() }
    }

    fn with<T>(&self, look: impl FnOnce(&StreamState) -> T) -> T {
        look(&self.bench.journal.state().streams[self.stream().id])
    }
}
