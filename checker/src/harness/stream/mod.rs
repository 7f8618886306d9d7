//! What a check says to one end of a TCP connection. What it expects of it, what it does to block its far end, and the
//! listening socket stand in files of their own.

mod blocked;
mod door;
mod expected;

pub use door::Door;

use std::cell::Cell;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use super::{Bench, Program, announced};
use crate::fault::Move;
use crate::journal::{End, State, StreamState};
use crate::peer::{Stream, diag};
use crate::trace::What;
use crate::verdict::Step;

/// How long one waits for the rest of what should not have come at all.
const REST: Duration = Duration::from_millis(200);

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

/// What a check lets go of is closed before its next word. At its end there is none: what a program does when all
/// that it was connected to is gone would be judged by chance.
impl Drop for Peer {
    fn drop(&mut self) {
        let does = (self.bench.is_played() && !self.is_done()).then(|| announced::closes(&self.lane()));
        if let Some(stream) = self.stream.take() {
            self.bench.let_go(does, Box::new(stream));
        }
    }
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

    /// Whether the far end ends this connection with a reset, and not in an orderly way, or not at all while one waits.
    pub(super) fn is_reset(&self) -> Step<bool> {
        let id = self.stream().id;
        Ok(self.bench.wait(self.bench.deadline(), |state| state.streams[id].end)? == Some(End::Rst))
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
            let does = announced::performs(&self.lane(), &step);
            if does.is_none_or(|does| self.bench.next(|| does)) {
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

    /// While the server is stopped says something more, finishes, and resets the connection. What the server then
    /// answers is written to a broken pipe: EPIPE, and in C a signal that ends the program. See send(2), MSG_NOSIGNAL.
    ///
    /// # Errors
    /// The checker's own trouble.
    pub fn break_pipe(&self, server: &Program, last_words: &[u8]) -> Step {
        server.suspend_while(|| {
            self.send(last_words);
            self.finish();
            self.reset()
        })
    }

    /// Waits until the writer has done all it was told.
    pub fn settle(&self) -> Step {
        let id = self.stream().id;
        self.bench
            .wait(self.bench.deadline(), |state| (state.streams[id].done == state.streams[id].given).then_some(()))?;
        Ok(())
    }

    /// Whether the writer has done all it was told: if not, it waits for the network.
    fn has_sent_all(&self) -> bool {
        self.with(|stream| stream.done == stream.given)
    }

    /// RST at once, whatever the writer is doing.
    pub fn abort(mut self) {
        if !self.bench.next(|| announced::resets(&self.lane())) {
            return;
        }
        if let Some(stream) = self.stream.take() {
            stream.abort();
        }
    }

    /// Lets a reader that was held begin.
    pub fn read_now(&self) {
        if self.bench.next(|| announced::begins_to_read(&self.lane())) {
            self.stream().read_now();
        }
    }

    /// Waits a moment until so many bytes have come, of whoever sends them by then: it is no expectation.
    pub fn wait_for(&self, length: usize) -> Step {
        let id = self.stream().id;
        let came = |state: &State| (state.streams[id].received.len() >= length).then_some(());
        self.bench.wait(self.bench.deadline_of(REST), came)?;
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
