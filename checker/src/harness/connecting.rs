//! The checker's own ends: connections to a server, sockets that a client connects or sends to.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::{Datagrams, Door, Harness, Peer, Server, addresses, announced};
use crate::fault::Reading;
use crate::hand::About;
use crate::peer::{self, Connect, diag};
use crate::trace::Question;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

impl Harness<'_> {
    /// Connects to a server as a client that reads as it comes.
    ///
    /// Gives: (Connection, Refused).
    pub fn connect(&mut self, server: &Server) -> Step<Peer> {
        self.connect_reading(server, Reading::EAGER)
    }

    /// Connects as a client that reads in its own way.
    ///
    /// Gives: (Connection, Refused).
    pub fn connect_reading(&mut self, server: &Server, reading: Reading) -> Step<Peer> {
        self.connect_to(server, server.address, reading)
    }

    /// Connects to a server's port, by another of the machine's addresses than the one it named.
    ///
    /// Gives: (Connection, Refused).
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
        self.bench.go_on(|| announced::connects(&lane, to))?;
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
    ///
    /// Gives: (Refusal, Connected).
    pub fn expect_refused(&mut self, server: &Server, ip: IpAddr) -> Step {
        // Who is bound to every address has still only been asked for one.
        let asked_for = match server.address.ip() {
            bound if bound.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            bound => bound,
        };
        match self.try_to_connect(server, SocketAddr::new(ip, server.address.port()), Reading::EAGER) {
            Ok(peer) => Err(unmet(
                Want::Refusal,
                Seen::Connected,
                format!("a connection to {} is refused: the server is to be bound to {asked_for} alone", peer.remote(),),
                "it was accepted",
            )),
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Refused => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Expects that the server's program takes this connection, which the kernel has made for it.
    ///
    /// Gives: (Connection, Silence), (Connection, Refused).
    pub fn expect_accepted(&mut self, server: &Server, peer: &Peer) -> Step {
        // Only the kernel can say that; where it can't be asked nothing is expected.
        self.bench.awaits(|| announced::to_accept(&server.program.lane));
        let waiting = || diag::listening(server.address).map(|queues| queues.receive);
        let is_taken = self.bench.poll(|| waiting().is_none_or(|count| count == 0))?;
        let answer = if is_taken { waiting().map(|_| 0) } else { waiting().map(u64::from) };
        self.bench.asked(&server.program.lane, Question::Backlog, answer);
        let expected = format!("{} accepts the connection", server.program.lane);
        if !is_taken {
            let observed = "the connection still waits in the listening socket's backlog";
            return Err(unmet(Want::Connection, Seen::Silence, expected, observed));
        }
        // What has not been accepted when its listening socket is closed is reset. It may as well have come a moment
        // later, and been refused: that is chance.
        if diag::is_known() && waiting().is_none() && peer.is_reset()? {
            let observed = "a reset: the listening socket was closed before";
            return Err(unmet(Want::Connection, Seen::Refused, expected, observed));
        }
        Ok(())
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
        self.bench.go_on(|| announced::listens(port))?;
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
        self.bench.go_on(|| announced::sends_and_is_gone(&lane, bytes))?;
        let to = addresses::canonical(server.address);
        let gone = peer::send_and_leave(&self.bench.journal, &lane, &server.program.lane, to, bytes)?;
        self.bench.let_go(None, Box::new(gone));
        Ok(())
    }
}
