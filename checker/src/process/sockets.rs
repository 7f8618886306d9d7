//! Where programs listen, as the system knows it.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::family::kin;

/// A socket that a program waits on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listening {
    /// A listening socket.
    Tcp(SocketAddr),
    /// A bound socket.
    Udp(SocketAddr),
}

/// Where the program, or a child of its, listens: for a server that has not said so.
pub fn listening(leader: i32) -> Vec<Listening> {
    let own: Vec<String> = kin(&[leader]).into_iter().flat_map(sockets).collect();
    let mut found = Vec::new();
    for (file, wanted_state) in [("tcp", "0A"), ("tcp6", "0A"), ("udp", "07"), ("udp6", "07")] {
        let text = fs::read_to_string(format!("/proc/net/{file}")).unwrap_or_default();
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let &[_, local, _, state, _, _, _, _, _, inode, ..] = &fields[..] else {
                continue;
            };
            if state == wanted_state && own.iter().any(|one| one == inode) {
                let kind = if file.starts_with("tcp") { Listening::Tcp } else { Listening::Udp };
                found.extend(address(local).map(kind));
            }
        }
    }
    found
}

/// The inodes of the sockets that a process has open.
fn sockets(pid: i32) -> Vec<String> {
    let Ok(folder) = fs::read_dir(format!("/proc/{pid}/fd")) else {
        return Vec::new();
    };
    folder
        .flatten()
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .filter_map(|target| Some(target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_string()))
        .collect()
}

/// `0100007F:1F90`: the words of the address in the machine's own byte order.
fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let words: Vec<u8> = (0..ip.len() / 8)
        .filter_map(|word| u32::from_str_radix(ip.get(word * 8..word * 8 + 8)?, 16).ok())
        .flat_map(u32::to_ne_bytes)
        .collect();
    let ip = match words.len() {
        4 => IpAddr::V4(Ipv4Addr::from(<[u8; 4]>::try_from(words).ok()?)),
        16 => IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(words).ok()?)),
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}
