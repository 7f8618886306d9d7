//! The checker's own ends of the wire: streams, listeners, datagram sockets, and what the kernel says of them.
//!
//! A peer reads while it writes, each in a thread of its own, and writes all it sees into the
//! [`Journal`](crate::journal::Journal). Its commands never fail: a write that the system refuses is an observation.

mod crowd;
pub mod diag;
mod listener;
mod ports;
mod stream;
mod udp;

pub use crowd::{Crowd, Leave, Script};
pub use listener::Listener;
pub use ports::{Lease, untouched};
pub use stream::{Connect, Stream, connect, pause, spawn};
pub use udp::{Socket, send_and_leave};

use std::net::{IpAddr, SocketAddr, TcpListener};

/// Whether an address can be bound on this machine: false for `::1` without IPv6, and for 127.0.0.2 on macOS.
pub fn has_address(address: IpAddr) -> bool {
    TcpListener::bind(SocketAddr::new(address, 0)).is_ok()
}

/// The addresses that a host name has here, each once.
pub fn resolve(name: &str) -> Vec<IpAddr> {
    use std::net::ToSocketAddrs;
    let mut addresses: Vec<IpAddr> =
        (name, 0).to_socket_addrs().into_iter().flatten().map(|found| found.ip()).collect();
    addresses.sort();
    addresses.dedup();
    addresses
}
