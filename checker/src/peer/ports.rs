//! Ports that a check may give away: blocks outside the range from which the system hands out its own.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Mutex;

use anyhow::{Result, anyhow};
use socket2::{Domain, Socket, Type};

use crate::process::while_nothing_starts;

/// Ports in a block; its first one is held as the sign that the block is taken.
const BLOCK: u16 = 256;
/// Below every system's ephemeral range (Linux from 32768, macOS and Windows from 49152), above the well-known services.
const FIRST: u16 = 20_000;
const LAST: u16 = 32_000;

/// A block of ports that no other checker has.
pub struct Lease {
    _sign: TcpListener,
    free: Mutex<std::ops::Range<u16>>,
}

impl Lease {
    /// Takes a free block; `start` spreads the checkers that run side by side.
    pub fn take(start: u64) -> Result<Lease> {
        let blocks = (LAST - FIRST) / BLOCK;
        (0..blocks)
            .map(|step| FIRST + BLOCK * ((start as u16 % blocks + step) % blocks))
            .find_map(|first| {
                let sign = TcpListener::bind((Ipv4Addr::LOCALHOST, first)).ok()?;
                Some(Lease { _sign: sign, free: Mutex::new(first + 1..first + BLOCK) })
            })
            .ok_or_else(|| anyhow!("no free block of {BLOCK} ports between {FIRST} and {LAST}"))
    }

    /// A port that nobody has, TCP or UDP, IPv4 or IPv6, and that nobody else is given.
    pub fn port(&self) -> Result<u16> {
        let mut free = self.free.lock().map_err(|_| anyhow!("the lease of ports is broken"))?;
        while_nothing_starts(|| free.find(|port| is_free(*port)))
            .ok_or_else(|| anyhow!("the block of leased ports is used up"))
    }
}

/// Ports of a range that no socket has, and that none has had until a moment ago: a connection in TIME_WAIT has its ports, too.
pub fn untouched(range: std::ops::Range<u16>) -> impl Iterator<Item = u16> {
    let files = ["tcp", "tcp6", "udp", "udp6"];
    let tables: String =
        files.iter().filter_map(|file| std::fs::read_to_string(format!("/proc/net/{file}")).ok()).collect();
    range.filter(move |port| !tables.contains(&format!(":{port:04X} ")) && while_nothing_starts(|| is_free(*port)))
}

/// Whether a port is free for whoever binds it without SO_REUSEADDR, as std does not: one with a connection in
/// TIME_WAIT is not (socket(7), RFC 9293 section 3.6.1).
fn is_free(port: u16) -> bool {
    let v4 = |kind| binds(kind, (Ipv4Addr::UNSPECIFIED, port).into());
    let v6 = |port| binds(Type::STREAM, (Ipv6Addr::LOCALHOST, port).into());
    v4(Type::STREAM) && v4(Type::DGRAM) && (v6(port) || !v6(0))
}

fn binds(kind: Type, address: SocketAddr) -> bool {
    let socket = Socket::new(Domain::for_address(address), kind, None);
    socket.and_then(|socket| socket.bind(&address.into())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::net::TcpStream;

    #[test]
    fn a_port_with_a_connection_in_time_wait_is_not_free() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        let (server, _) = listener.accept().unwrap();
        // Who closes first has its port in TIME_WAIT.
        drop(server);
        assert_eq!(client.read(&mut [0]).unwrap(), 0);
        drop(client);
        drop(listener);
        assert!(!is_free(port));
    }
}
