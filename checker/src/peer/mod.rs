//! The checker's own ends of the wire: streams, listeners, datagram sockets, and what the kernel says of them.
//!
//! A peer reads while it writes, each in a thread of its own, and writes all it sees into the
//! [`Journal`](crate::journal::Journal). Its commands never fail: a write that the system refuses is an observation.
#![warn(missing_docs)]

mod crowd;
pub mod diag;
mod listener;
mod ports;
mod reader;
mod stream;
mod udp;
mod writer;

pub use crowd::{Crowd, Leave, Script};
pub use listener::{Listener, not_accepted, wake};
pub use ports::{Lease, untouched};
pub use stream::{Connect, Stream, connect};
pub use udp::{Socket, send_and_leave};
pub use writer::pause;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::time::Duration;

use anyhow::{Context, Result};

/// Whether an address can be bound on this machine: false for `::1` without IPv6, and for 127.0.0.2 on macOS. Where
/// the system refuses it for another reason, as that there are no more descriptors, nobody can say that it has not.
pub fn has_address(address: IpAddr) -> bool {
    use nix::libc::{EADDRNOTAVAIL, EAFNOSUPPORT, EPROTONOSUPPORT};
    let error = TcpListener::bind(SocketAddr::new(address, 0)).err().and_then(|error| error.raw_os_error());
    !error.is_some_and(|error| [EADDRNOTAVAIL, EAFNOSUPPORT, EPROTONOSUPPORT].contains(&error))
}

/// Whether nobody has a socket at an address of this machine, neither for TCP nor for UDP. Of an address of another
/// machine nobody can say.
pub fn is_free(address: SocketAddr) -> bool {
    TcpListener::bind(address).is_ok() && UdpSocket::bind(address).is_ok()
}

/// Whether two programs of this machine can talk to each other at all.
///
/// # Errors
/// They can't: the loopback interface is down, as in a fresh network namespace, or there are no more descriptors.
pub fn look_at_loopback() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("cannot listen on 127.0.0.1")?;
    let address = listener.local_addr().context("getsockname")?;
    let connected = TcpStream::connect_timeout(&address, LOOPBACK);
    connected.map(drop).with_context(|| {
        format!("cannot connect to {address}, which is this machine itself: is its loopback interface down? (`ip link set lo up`)")
    })
}

/// What a handshake on loopback may take; it takes microseconds.
const LOOPBACK: Duration = Duration::from_secs(20);

/// The addresses that a host name has here, each once.
pub fn resolve(name: &str) -> Vec<IpAddr> {
    use std::net::ToSocketAddrs;
    let mut addresses: Vec<IpAddr> =
        (name, 0).to_socket_addrs().into_iter().flatten().map(|found| found.ip()).collect();
    addresses.sort();
    addresses.dedup();
    addresses
}
