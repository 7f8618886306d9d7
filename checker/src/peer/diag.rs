//! What the kernel knows of a TCP socket, by sock_diag(7) on Linux; elsewhere nothing is known.

use std::net::SocketAddr;

/// A socket's queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queues {
    /// Bytes that have arrived and are not yet read; of a listening socket the connections that wait to be accepted.
    pub receive: u32,
    /// Bytes that are sent and not yet acknowledged, and those not yet sent.
    pub send: u32,
}

/// Whether the kernel can be asked at all: in some boxes it can't.
pub fn is_known() -> bool {
    let Ok(own) = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)) else { return false };
    own.local_addr().is_ok_and(|address| listening(address).is_some())
}

/// The queues of the connection whose own end is `local`.
#[cfg(target_os = "linux")]
pub fn connection(local: SocketAddr, remote: SocketAddr) -> Option<Queues> {
    linux::query(local, remote)
}

/// The queues of the socket that listens at an address.
#[cfg(target_os = "linux")]
pub fn listening(local: SocketAddr) -> Option<Queues> {
    let any = if local.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    linux::query(local, any.parse().ok()?)
}

/// How many TCP sockets at a port are in CLOSE_WAIT: the far end has closed, and the program has not.
#[cfg(target_os = "linux")]
pub fn close_wait(port: u16) -> Option<usize> {
    linux::close_wait(port)
}

#[cfg(not(target_os = "linux"))]
pub fn close_wait(_port: u16) -> Option<usize> {
    None
}

/// What waits to be read in each TCP socket at a port; from /proc, and elsewhere unknown.
pub fn unread(port: u16) -> Vec<u32> {
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let own = |line: &str| {
        let mut fields = line.split_whitespace().skip(1);
        fields.next().filter(|local| local.ends_with(&format!(":{port:04X}")))?;
        let (_, receive) = fields.nth(2)?.split_once(':')?;
        u32::from_str_radix(receive, 16).ok()
    };
    table.lines().filter_map(own).collect()
}

#[cfg(not(target_os = "linux"))]
pub fn connection(_local: SocketAddr, _remote: SocketAddr) -> Option<Queues> {
    None
}

#[cfg(not(target_os = "linux"))]
pub fn listening(_local: SocketAddr) -> Option<Queues> {
    None
}

#[cfg(target_os = "linux")]
mod linux {
    use super::{Queues, SocketAddr};
    use socket2::{Domain, Protocol, Socket, Type};
    use std::io::{Read, Write};
    use std::net::IpAddr;
    use std::time::Duration;

    const AF_NETLINK: i32 = 16;
    const NETLINK_SOCK_DIAG: i32 = 4;
    const SOCK_DIAG_BY_FAMILY: u16 = 20;
    const NLM_F_REQUEST: u16 = 1;
    const NLM_F_DUMP: u16 = 0x300;
    const NLMSG_DONE: u16 = 3;
    const TCP_CLOSE_WAIT: u32 = 8;
    const IPPROTO_TCP: u8 = 6;
    /// Length of `nlmsghdr` (16) and `inet_diag_req_v2` (56).
    const REQUEST: usize = 72;

    /// Asks for one socket: `struct inet_diag_req_v2`, answered by `struct inet_diag_msg`.
    pub fn query(local: SocketAddr, remote: SocketAddr) -> Option<Queues> {
        let mut socket =
            Socket::new(Domain::from(AF_NETLINK), Type::DGRAM, Some(Protocol::from(NETLINK_SOCK_DIAG))).ok()?;
        // The kernel answers within the send; this only guards against one that does not.
        socket.set_read_timeout(Some(Duration::from_millis(100))).ok()?;
        socket.write_all(&request(local, remote)).ok()?;
        let mut answer = [0; 512];
        let length = socket.read(&mut answer).ok()?;
        let kind = u16::from_ne_bytes(answer[4..6].try_into().ok()?);
        if length < 16 + 72 || kind != SOCK_DIAG_BY_FAMILY {
            return None;
        }
        let word = |at: usize| answer[at..at + 4].try_into().map(u32::from_ne_bytes).ok();
        // Behind the header (16) and family, state, timer, retrans (4), the socket id (48) and expires (4).
        Some(Queues { receive: word(72)?, send: word(76)? })
    }

    /// Asks for all sockets in CLOSE_WAIT, of both families: a dump, in messages up to NLMSG_DONE. It passes over
    /// thousands in TIME_WAIT, which /proc/net/tcp would have to print.
    pub fn close_wait(port: u16) -> Option<usize> {
        let mut count = 0;
        for any in ["0.0.0.0:0", "[::]:0"] {
            let any: SocketAddr = any.parse().ok()?;
            let mut message = request(any, any);
            message[6..8].copy_from_slice(&(NLM_F_REQUEST | NLM_F_DUMP).to_ne_bytes());
            message[20..24].copy_from_slice(&(1u32 << TCP_CLOSE_WAIT).to_ne_bytes());
            let mut socket =
                Socket::new(Domain::from(AF_NETLINK), Type::DGRAM, Some(Protocol::from(NETLINK_SOCK_DIAG))).ok()?;
            socket.set_read_timeout(Some(Duration::from_millis(1000))).ok()?;
            socket.write_all(&message).ok()?;
            let mut answer = vec![0; 64 * 1024];
            'dump: loop {
                let length = socket.read(&mut answer).ok()?;
                let mut rest = &answer[..length];
                while rest.len() >= 16 {
                    let size = u32::from_ne_bytes(rest[..4].try_into().ok()?) as usize;
                    match u16::from_ne_bytes(rest[4..6].try_into().ok()?) {
                        NLMSG_DONE => break 'dump,
                        // Family, state, timer and retrans, then the own port.
                        SOCK_DIAG_BY_FAMILY => count += usize::from(rest.get(20..22)? == port.to_be_bytes()),
                        _ => return None,
                    }
                    rest = rest.get(size.next_multiple_of(4)..).unwrap_or_default();
                }
            }
        }
        Some(count)
    }

    fn request(local: SocketAddr, remote: SocketAddr) -> Vec<u8> {
        let mut message = Vec::with_capacity(REQUEST);
        message.extend((REQUEST as u32).to_ne_bytes());
        message.extend(SOCK_DIAG_BY_FAMILY.to_ne_bytes());
        message.extend(NLM_F_REQUEST.to_ne_bytes());
        message.extend([0; 8]);
        message.extend([if local.is_ipv4() { 2 } else { 10 }, IPPROTO_TCP, 0, 0]);
        message.extend(u32::MAX.to_ne_bytes());
        message.extend(local.port().to_be_bytes());
        message.extend(remote.port().to_be_bytes());
        message.extend(sixteen(local.ip()));
        message.extend(sixteen(remote.ip()));
        message.extend([0; 4]);
        message.extend([0xff; 8]);
        message
    }

    fn sixteen(address: IpAddr) -> [u8; 16] {
        match address {
            IpAddr::V4(v4) => {
                let mut bytes = [0; 16];
                bytes[..4].copy_from_slice(&v4.octets());
                bytes
            }
            IpAddr::V6(v6) => v6.octets(),
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn queues_are_seen() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let mut client = TcpStream::connect(at).unwrap();
        assert_eq!(listening(at).map(|queues| queues.receive), Some(1));
        let (mut server, from) = listener.accept().unwrap();
        assert_eq!(listening(at).map(|queues| queues.receive), Some(0));
        client.write_all(b"hello").unwrap();
        assert_eq!(connection(at, from).map(|queues| queues.receive), Some(5));
        server.read_exact(&mut [0; 5]).unwrap();
        assert_eq!(connection(at, from), Some(Queues { receive: 0, send: 0 }));
        assert_eq!(close_wait(at.port()), Some(0));
        drop(client);
        // The FIN is behind all that was sent.
        assert_eq!(server.read(&mut [0]).unwrap(), 0);
        assert_eq!(close_wait(at.port()), Some(1));
    }
}
