//! The words a check may say: start, run, connect, listen, send, expect.
//!
//! Commands never fail, only expectations do. Every expectation is a question to the journal, and
//! ends with the answer, with the end of what could answer, or with the patience.
#![warn(missing_docs)]

mod addresses;
mod bench;
mod by_hand;
mod calm;
mod chat;
mod chance;
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
mod states;
mod storm;
mod stream;
mod time_outs;
mod transfer;

pub use crate::peer::{Leave, Script};
pub use crate::relay::{Order, Way};
pub use bench::Bench;
pub use chat::{Chat, ORDINARY};
pub use crowd::{Crowd, InUse};
pub use datagram::Datagrams;
pub use diagrams::Drawn;
pub use far_end::Served;
pub use frames::{LARGEST, frame};
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

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use crate::built::{Built, Executable};
use crate::compare::unnamed;
use crate::diagram::Drawing;
use crate::fault::{Move, Reading};
use crate::hand::About;
use crate::journal::Journal;
use crate::peer::{self, Connect, Lease, diag};
use crate::process::{self, Launch, Process, Refused};
use crate::random::Random;
use crate::relay::{self, Between, Carry, Relay, View};
use crate::screen::Size;
use crate::trace::Question;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

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

/// Why a relay can't be played.
const IN_BETWEEN: &str = "it only passes on what your own two programs say to each other";

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

    /// Starts a server on a port of the system's choice and waits for its ready line.
    pub fn start(&mut self, name: &str) -> Step<Server> {
        self.start_at(name, &["0"])
    }

    /// Starts a server with these arguments and waits for its ready line.
    pub fn start_at(&mut self, name: &str, arguments: &[&str]) -> Step<Server> {
        let program = self.run(name, arguments)?;
        let address = program.expect_ready()?;
        Ok(Server { program, address })
    }

    /// Starts a program and does not wait for anything.
    pub fn run(&mut self, name: &str, arguments: &[&str]) -> Step<Program> {
        self.run_in(self.bench.lane(name), name, arguments)
    }

    fn run_in(&mut self, lane: String, name: &str, arguments: &[&str]) -> Step<Program> {
        self.launch(lane, name, arguments, process::launch)
    }

    /// Starts a full-screen program in a terminal of this size, and does not wait for anything.
    pub fn open(&mut self, name: &str, arguments: &[&str], size: Size) -> Step<FullScreen> {
        self.bench.not_by_hand("what a full-screen program draws is read from its terminal")?;
        let start = |journal: &Arc<Journal>, launch: &Launch| process::launch_on_screen(journal, launch, size);
        Ok(FullScreen::new(self.launch(self.bench.lane(name), name, arguments, start)?))
    }

    fn launch(
        &mut self,
        lane: String,
        name: &str,
        arguments: &[&str],
        launch: impl FnOnce(&Arc<Journal>, &Launch) -> Result<Process, Refused>,
    ) -> Step<Program> {
        if let Some(hand) = &self.bench.hand {
            return self.bench.start_by_hand(hand, lane, name, arguments);
        }
        let (command, folder) = match self.built.program(name) {
            Executable::Ready { command, folder } => (command, folder),
            Executable::Missing { begin } => return Err(Stop::NotStarted(begin.clone())),
            Executable::NotBuilt { .. } => {
                return Err(unmet(
                    Want::Start,
                    Seen::NotBuilt,
                    format!("{name} can be built"),
                    "the build failed: its own words stand above",
                ));
            }
        };
        let command: Vec<String> = command.iter().cloned().chain(arguments.iter().map(|one| one.to_string())).collect();
        let wanted = Launch { lane: &lane, command: &command, shown: None, folder, mark: &self.bench.mark };
        match launch(&self.bench.journal, &wanted) {
            Ok(started) => Ok(Program::new(&self.bench, lane, started)),
            Err(Refused::Machine(error)) => Err(Stop::Trouble(error)),
            Err(Refused::Program(error)) => Err(unmet(
                Want::Start,
                Seen::CannotStart,
                format!("{name} can be started as `{}`", command[0]),
                format!("{:#}", error),
            )),
        }
    }

    /// Connects to a server as a client that reads as it comes.
    pub fn connect(&mut self, server: &Server) -> Step<Peer> {
        self.connect_reading(server, Reading::EAGER)
    }

    /// Connects as a client that reads in its own way.
    pub fn connect_reading(&mut self, server: &Server, reading: Reading) -> Step<Peer> {
        self.connect_to(server, server.address, reading)
    }

    /// Connects to a server's port, by another of the machine's addresses than the one it named.
    pub fn connect_at(&mut self, server: &Server, ip: IpAddr) -> Step<Peer> {
        self.connect_to(server, SocketAddr::new(ip, server.address.port()), Reading::EAGER)
    }

    fn connect_to(&mut self, server: &Server, address: SocketAddr, reading: Reading) -> Step<Peer> {
        loop {
            let outcome = self.try_to_connect(server, address, reading);
            let to = addresses::reachable(address);
            let listens = format!(
                "is your {} running now? The connection to {to} was refused: nobody listens there",
                server.program.lane
            );
            let again = |stop: &Stop| stop.saw(Seen::Refused) && self.bench.is_played();
            match outcome {
                Err(stop) if again(&stop) && server.program.is_said(About::That(&listens))? == Some(true) => {}
                outcome => return outcome,
            }
        }
    }

    fn try_to_connect(&mut self, server: &Server, address: SocketAddr, reading: Reading) -> Step<Peer> {
        let lane = self.bench.lane("peer");
        let to = addresses::reachable(address);
        self.bench.go_on(|| format!("{lane} connects to {to}"))?;
        match peer::connect(&self.bench.journal, &lane, &server.program.lane, to, reading, self.bench.patience)? {
            Connect::Made(stream) => Ok(Peer::new(&self.bench, &server.program, stream)),
            Connect::Refused(error) => Err(unmet(
                Want::Connection,
                Seen::Refused,
                format!("a connection to {to} is accepted"),
                format!("{error}"),
            )),
        }
    }

    /// Expects that nobody can connect to a server's port by this address.
    pub fn expect_refused(&mut self, server: &Server, ip: IpAddr) -> Step {
        match self.try_to_connect(server, SocketAddr::new(ip, server.address.port()), Reading::EAGER) {
            Ok(peer) => Err(unmet(
                Want::Refusal,
                Seen::Connected,
                format!(
                    "a connection to {} is refused: the server is bound to {} alone",
                    peer.remote(),
                    server.address.ip()
                ),
                "it was accepted",
            )),
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Refused => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Listens on 127.0.0.1 for a client, and reads as it comes.
    pub fn listen(&mut self) -> Step<Door> {
        self.listen_reading(Reading::EAGER)
    }

    /// A listening socket whose connections are read in this way: late, slowly, or not at all.
    pub fn listen_reading(&mut self, reading: Reading) -> Step<Door> {
        self.door(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), reading)
    }

    /// Listens at one of the machine's addresses, while the same port of the other family is held and
    /// refuses: whoever connects there has to try the next address of the name.
    pub fn listen_only_at(&mut self, ip: IpAddr) -> Step<Door> {
        let port = self.lease.port()?;
        self.door(SocketAddr::new(ip, port), Reading::EAGER)
    }

    /// Listens on 127.0.0.1 at a given port.
    pub fn listen_at(&mut self, port: u16) -> Step<Door> {
        self.bench.close_what_was_let_go();
        self.bench.go_on(|| format!("peer listens at 127.0.0.1:{port}"))?;
        self.door(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), Reading::EAGER)
    }

    fn door(&mut self, at: SocketAddr, reading: Reading) -> Step<Door> {
        let lane = self.bench.lane("peer");
        Ok(Door::new(&self.bench, peer::Listener::at(&self.bench.journal, &lane, "client", at, reading)?))
    }

    /// A UDP socket on 127.0.0.1.
    pub fn datagrams(&mut self) -> Step<Datagrams> {
        self.datagrams_at("peer", SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
    }

    /// A UDP socket with a name and an address of its own.
    pub fn datagrams_at(&mut self, name: &str, address: SocketAddr) -> Step<Datagrams> {
        let lane = self.bench.lane(name);
        Ok(Datagrams::new(&self.bench, peer::Socket::at(&self.bench.journal, &lane, "program", address)?))
    }

    /// A datagram from somebody who is gone before the reply can come.
    pub fn send_and_leave(&mut self, server: &Server, bytes: &[u8]) -> Step {
        let lane = self.bench.lane("peer");
        self.bench.go_on(|| format!("{lane} sends a datagram of {}, and is gone before the reply", unnamed(bytes)))?;
        let to = addresses::canonical(server.address);
        let gone = peer::send_and_leave(&self.bench.journal, &lane, &server.program.lane, to, bytes)?;
        self.bench.let_go(None, Box::new(gone));
        Ok(())
    }

    /// A relay between the learner's client and server, for TCP.
    pub fn relay(&mut self, server: &Server) -> Step<Relay> {
        self.bench.not_by_hand(IN_BETWEEN)?;
        Ok(relay::streams(&self.bench.journal, self.place(server), Carry::AsTheyCame)?)
    }

    /// A relay that cuts and merges what it passes on, at random.
    pub fn shuffling_relay(&mut self, server: &Server) -> Step<Relay> {
        self.bench.not_by_hand(IN_BETWEEN)?;
        let carry = Carry::Shuffled(self.random.clone());
        Ok(relay::streams(&self.bench.journal, self.place(server), carry)?)
    }

    /// The largest memory that the program and its children have asked for so far, in bytes, where the system tells.
    pub fn memory(&self, server: &Server) -> Option<u64> {
        server.program.memory()
    }

    /// A relay between the learner's client and server, for UDP.
    pub fn datagram_relay(&mut self, server: &Server) -> Step<Relay> {
        self.bench.not_by_hand(IN_BETWEEN)?;
        Ok(relay::datagrams(&self.bench.journal, self.place(server), relay::each_once())?)
    }

    /// A relay between a sender and a receiver that does to datagrams what a network of the check's choice does.
    pub fn network(&mut self, receiver: &Server, faults: relay::Faults) -> Step<Relay> {
        self.bench.not_by_hand(IN_BETWEEN)?;
        Ok(relay::datagrams(&self.bench.journal, self.place(receiver), faults)?)
    }

    fn place(&self, server: &Server) -> Between {
        Between {
            at: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            to: addresses::canonical(server.address),
            client: server.program.lane.replace("server", "client").replace("receiver", "sender"),
            server: server.program.lane.clone(),
            view: View::Relay(self.bench.lane("relay")),
        }
    }

    /// Expects that the server's program takes the connections that the kernel has made for it.
    pub fn expect_accepted(&mut self, server: &Server) -> Step {
        // Only the kernel can say that; where it can't be asked nothing is expected.
        self.bench.awaits(|| format!("{} to accept the connection", server.program.lane));
        let waiting = || diag::listening(server.address).map(|queues| queues.receive);
        let is_taken = self.bench.poll(|| waiting().is_none_or(|count| count == 0))?;
        let answer = if is_taken { waiting().map(|_| 0) } else { waiting().map(u64::from) };
        self.bench.asked(&server.program.lane, Question::Backlog, answer);
        if is_taken {
            return Ok(());
        }
        Err(unmet(
            Want::Connection,
            Seen::Silence,
            format!("{} accepts the connection", server.program.lane),
            "the connection still waits in the listening socket's backlog",
        ))
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
