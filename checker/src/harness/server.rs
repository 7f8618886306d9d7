//! A server of the learner's that listens, and what its ready line has to name.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::Program;
use crate::journal::State;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// The end of a program is known later than that of its connections.
const SOON: Duration = Duration::from_secs(1);

/// A server that has said where it listens.
#[derive(Clone)]
pub struct Server {
    /// The process.
    pub program: Program,
    /// Where it said that it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Expects that the ready line names this port.
    ///
    /// Gives: (Ready, Address).
    pub fn expect_port(&self, port: u16) -> Step {
        self.expect_named(&format!("port {port}"), self.address.port() == port)
    }

    /// Expects that the ready line names this address.
    ///
    /// Gives: (Ready, Address).
    pub fn expect_ip(&self, ip: IpAddr) -> Step {
        self.expect_named(&format!("the address {ip}"), self.address.ip().to_canonical() == ip)
    }

    /// Expects that the ready line names every address of the machine, in either family's notation.
    ///
    /// Gives: (Ready, Address).
    pub fn expect_every_ip(&self) -> Step {
        self.expect_named("the address 0.0.0.0", self.address.ip().to_canonical().is_unspecified())
    }

    /// What a client did not get, with its reason: that the server has ended, or what else it is then.
    pub fn or_has_ended(&self, stop: Stop, otherwise: Seen) -> Stop {
        let Stop::Mismatch(mut mismatch) = stop else { return stop };
        let ended = |state: &State| state.programs[self.program.id].exit;
        let is_over = [Seen::Empty, Seen::Fin, Seen::Rst].contains(&mismatch.seen);
        match is_over.then(|| self.program.bench().wait(self.program.bench().deadline_of(SOON), ended)) {
            Some(Err(trouble)) => return trouble,
            Some(Ok(Some(exit))) => {
                mismatch.observed = format!("{}; {} ended with {exit}", mismatch.observed, self.program.lane);
                mismatch.seen = Seen::Ended;
            }
            _ => mismatch.seen = otherwise,
        }
        Stop::Mismatch(mismatch)
    }

    fn expect_named(&self, name: &str, holds: bool) -> Step {
        if holds {
            return Ok(());
        }
        Err(unmet(
            Want::Ready,
            Seen::Address,
            format!("a ready line with {name}"),
            format!("the line \"listening on {}\"", self.address),
        ))
    }
}
