//! Relays between the learner's own two programs.

use std::net::{Ipv4Addr, SocketAddr};

use super::{Harness, Server, addresses};
use crate::relay::{self, Between, Carry, Relay, View};
use crate::verdict::Step;

/// Why a relay can't be played.
const IN_BETWEEN: &str = "it only passes on what your own two programs say to each other";

impl Harness<'_> {
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
}
