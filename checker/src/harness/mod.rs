//! The words a check may say: start, run, connect, listen, send, expect.
//!
//! Commands never fail, only expectations do. Every expectation is a question to the journal, and
//! ends with the answer, with the end of what could answer, or with the patience.
//!
//! What a word gives where it is not met stands at its end: `Gives: (Bytes, Fin), (Bytes, Different).` is what was wanted
//! and what was seen, by which the lab looks up the cause. `Different` stands for all its kinds ([`Seen::general`]), a
//! name in small letters for what the word was given.
//!
//! [`Seen::general`]: crate::verdict::Seen::general
#![warn(missing_docs)]

mod addresses;
mod announced;
mod bench;
mod between;
mod by_hand;
mod calm;
mod chat;
mod chance;
mod connecting;
mod costs;
mod crowd;
mod datagram;
mod diagrams;
mod far_end;
mod frames;
mod guests;
mod heard;
mod held;
mod idle;
mod kept;
mod late;
mod lines;
mod network;
mod pace;
mod pauses;
mod program;
mod rates;
mod ready;
mod receiving;
mod screen;
mod segment;
mod sending;
mod server;
mod starting;
mod states;
mod storm;
mod stream;
mod time_outs;
mod transfer;
mod waits;

pub use crate::peer::{Leave, Script};
pub use crate::relay::{Order, Way};
pub use bench::Bench;
pub use chat::{Chat, ORDINARY};
pub use crowd::{Crowd, InUse};
pub use datagram::Datagrams;
pub use diagrams::Drawn;
pub use far_end::Served;
pub use frames::{HEADER, LARGEST, first_frame, frame};
pub use late::too_busy;
pub use network::{storm, twenty_millis};
pub use program::Program;
pub use receiving::{Arrival, Receiving};
pub use screen::{FullScreen, Key};
pub use segment::{acknowledgement, data, sealed};
pub use sending::Sending;
pub use server::Server;
pub use states::{Walk, walks};
pub use storm::Wire;
pub use stream::{Door, Heard, Peer};
pub use transfer::Transfer;

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use crate::built::Built;
use crate::diagram::Drawing;
use crate::fault::Move;
use crate::peer::{self, Lease};
use crate::random::Random;
use crate::verdict::Step;

/// What a check is given: the programs it may start, the peers it may send against them.
pub struct Harness<'a> {
    bench: Arc<Bench>,
    built: &'a Built,
    lease: &'a Lease,
    /// The check's own random choices, from the seed.
    pub random: Random,
    /// What the report is to say beside the verdict.
    pub notes: Vec<String>,
    /// State diagrams in which something is marked.
    pub drawings: Vec<Drawing>,
    /// What programs went through in the checks before, for a check that is held against that.
    walks: Vec<Walk>,
    /// The step of a schedule that was reached, for its shrinking.
    pub reached: usize,
    depth: Depth,
}

/// How much time a run takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// While somebody works: only what the contract's own waits cost.
    Quick,
    /// For a final grading (`--thorough`): long silences, many storms, the same checks and points.
    Thorough,
}

/// How long nobody says anything where a time-out that the contract does not know may run out, in ms.
const SILENCE: [u64; 2] = [300, 3000];

impl<'a> Harness<'a> {
    /// The words of one check, over a record of its own.
    pub fn new(bench: Arc<Bench>, built: &'a Built, lease: &'a Lease, random: Random, walks: Vec<Walk>) -> Harness<'a> {
        let (notes, drawings) = (Vec::new(), Vec::new());
        Harness { bench, built, lease, random, notes, drawings, walks, reached: 0, depth: Depth::Quick }
    }

    /// The same, as thorough as this.
    pub fn with_depth(self, depth: Depth) -> Harness<'a> {
        Harness { depth, ..self }
    }

    /// Whether time may be spent that a quick run has not: lab 3's pauses up to the cap.
    pub fn is_thorough(&self) -> bool {
        self.depth == Depth::Thorough
    }

    /// How long nobody says anything where a time-out may hide that nobody asked for, in ms: 300, or 3000 in a
    /// thorough run. For [`Program::hold_back`], slow peers and silent ones.
    pub fn silence(&self) -> u64 {
        SILENCE[usize::from(self.is_thorough())]
    }

    /// In a thorough run, lets three seconds pass in which nothing comes for a program: a time-out that nobody asked
    /// for runs out meanwhile. A quick run goes on at once.
    pub fn keep_silent(&self, program: &Program) -> Step {
        if self.is_thorough() { program.hold_back(self.silence()) } else { Ok(()) }
    }

    /// A peer of this program's performs some moves, and in a thorough run keeps silent before the last of them.
    pub fn perform_haltingly(&self, peer: &Peer, program: &Program, mut moves: Vec<Move>) -> Step {
        let last = moves.pop();
        peer.perform(moves);
        peer.settle()?;
        self.keep_silent(program)?;
        peer.perform(last.into_iter().collect());
        Ok(())
    }

    /// For another try: ends what runs. What was seen so far is no part of the record any more.
    pub fn begin_anew(&mut self) {
        self.bench.clean_up();
        self.bench = Arc::new(self.bench.another());
    }

    /// What is asked of the programs from now on keeps a processor busy: none of them is said to spin.
    pub fn keep_busy(&self) {
        self.bench.journal.write(|state| state.at_work = true);
    }

    /// The largest memory that the program and its children have asked for so far, in bytes, where the system tells.
    pub fn memory(&self, server: &Server) -> Option<u64> {
        server.program.memory()
    }

    /// A port on which nobody listens, and nobody will.
    pub fn free_port(&mut self) -> Step<u16> {
        Ok(self.lease.port()?)
    }

    /// Whether this machine has IPv6 on its loopback interface.
    pub fn has_ipv6(&self) -> bool {
        peer::has_address(Ipv6Addr::LOCALHOST.into())
    }

    /// Whether 127.0.0.2 is an address of this machine, as on Linux and not on macOS.
    pub fn has_second_loopback(&self) -> bool {
        peer::has_address([127, 0, 0, 2].into())
    }

    /// The addresses of `localhost` here.
    pub fn localhost(&self) -> Vec<IpAddr> {
        peer::resolve("localhost")
    }

    /// A sentence that the report shows, whatever the check comes to.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// What all words of the check share.
    pub fn bench(&self) -> &Arc<Bench> {
        &self.bench
    }
}
