//! A server of the learner's that listens, and what its ready line has to name.

use std::net::{IpAddr, SocketAddr};

use super::Program;
use crate::verdict::{Seen, Step, Want, unmet};

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
