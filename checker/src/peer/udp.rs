//! A UDP socket of the checker's: it sends what it is told, and a reader records what comes, with the kernel's time of arrival.

use std::io::IoSliceMut;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg, setsockopt, sockopt};
use socket2::SockRef;

use crate::journal::{Datagram, Journal, SocketState};
use crate::process::{spawn_thread, while_nothing_starts};
use crate::trace::{Excerpt, What};

/// Room for many of the largest datagrams: the checker must never be the one that loses them.
const BUFFER: usize = 8 * 1024 * 1024;

/// A bound UDP socket. Dropping it closes it.
pub struct Socket {
    /// Its index in the journal.
    pub id: usize,
    /// Where it is bound.
    pub local: SocketAddr,
    lane: String,
    other: String,
    journal: Arc<Journal>,
    socket: Arc<UdpSocket>,
    stop: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
}

impl Socket {
    /// Binds an address: bind(2). `lane` names the socket, `other` the program that it talks to.
    ///
    /// # Errors
    /// The address can't be had.
    pub fn at(journal: &Arc<Journal>, lane: &str, other: &str, address: SocketAddr) -> Result<Socket> {
        let socket = UdpSocket::bind(address).with_context(|| format!("cannot bind a UDP socket to {address}"))?;
        Socket::new(journal, lane, other, socket)
    }

    /// Takes over a bound socket; `lane` names it, `other` the program that it talks to.
    fn new(journal: &Arc<Journal>, lane: &str, other: &str, socket: UdpSocket) -> Result<Socket> {
        let local = socket.local_addr().context("getsockname")?;
        // As much of it as the system allows.
        SockRef::from(&socket).set_recv_buffer_size(BUFFER).context("SO_RCVBUF")?;
        // Where the kernel gives no time, the checker's own is used.
        let _ = setsockopt(&socket, sockopt::ReceiveTimestamp, &true);
        let id = journal.write(|state| {
            state.sockets.push(SocketState { lane: lane.into(), ..SocketState::default() });
            state.sockets.len() - 1
        });
        let socket = Arc::new(socket);
        let stop = Arc::new(AtomicBool::new(false));
        let reader = {
            let reading = Reading {
                journal: journal.clone(),
                id,
                local,
                lane: lane.into(),
                other: other.into(),
                stop: stop.clone(),
            };
            let socket = socket.clone();
            spawn_thread(format!("{lane} reader"), move || reading.read_all(&socket))?
        };
        Ok(Socket {
            id,
            local,
            lane: lane.into(),
            other: other.into(),
            journal: journal.clone(),
            socket,
            stop,
            reader: Some(reader),
        })
    }

    /// One datagram. That it can't be sent is an observation.
    pub fn send(&self, to: SocketAddr, bytes: &[u8]) {
        self.journal.wire(&self.lane, &self.other, self.local, to);
        self.journal.event(&self.lane, Some(&self.other), What::SentDatagram { bytes: Excerpt::of(bytes) });
        if let Err(error) = self.socket.send_to(bytes, to) {
            self.journal.event(&self.lane, Some(&self.other), What::WriteFailed { error: error.to_string() });
        }
    }
}

impl Socket {
    /// Queues up behind every datagram that has already arrived: the journal counts it once all those are read.
    pub fn flush(&self) -> Result<()> {
        self.socket.send_to(&[], self.local).context("a datagram to oneself")?;
        Ok(())
    }
}

/// Sends one datagram for somebody who is gone before a reply can come.
///
/// A server may be quicker than a close. But a connected socket hears its peer alone, and the peer of this one is
/// itself: to everybody else it is as if nobody had the port, from the start. Elsewhere than on Linux it is closed.
///
/// # Errors
/// The checker has no socket for it.
pub fn send_and_leave(
    journal: &Arc<Journal>,
    lane: &str,
    other: &str,
    to: SocketAddr,
    bytes: &[u8],
) -> Result<Option<Socket>> {
    if !cfg!(target_os = "linux") {
        let any: SocketAddr = if to.is_ipv4() { ([0, 0, 0, 0], 0).into() } else { ([0u16; 8], 0).into() };
        journal.event(lane, Some(other), What::SentDatagram { bytes: Excerpt::of(bytes) });
        return while_nothing_starts(|| {
            let socket = UdpSocket::bind(any).context("cannot bind a UDP socket")?;
            socket.send_to(bytes, to).with_context(|| format!("cannot send to {to}"))?;
            Ok(None)
        });
    }
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).context("cannot bind a UDP socket")?;
    socket.connect(socket.local_addr().context("getsockname")?).context("cannot connect a UDP socket")?;
    let gone = Socket::new(journal, lane, other, socket)?;
    gone.send(to, bytes);
    Ok(Some(gone))
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the reader; to itself, so that no program is bothered.
        let _ = self.flush();
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

struct Reading {
    journal: Arc<Journal>,
    id: usize,
    local: SocketAddr,
    lane: String,
    other: String,
    stop: Arc<AtomicBool>,
}

impl Reading {
    fn read_all(&self, socket: &UdpSocket) {
        let mut buffer = vec![0; 65_536];
        loop {
            let received = receive(socket, &mut buffer);
            if self.stop.load(Ordering::SeqCst) {
                return;
            }
            // An ICMP error for something sent before is no datagram.
            let Some((length, from, stamp)) = received else {
                continue;
            };
            if Ok(from) == socket.local_addr().map_err(drop) {
                self.journal.write(|state| state.sockets[self.id].flushed += 1);
            } else {
                self.take(&buffer[..length], from, stamp);
            }
        }
    }

    fn take(&self, bytes: &[u8], from: SocketAddr, stamp: Option<Duration>) {
        let (micros, at) = (self.journal.micros(), Instant::now());
        self.journal.write(|state| {
            state.wire(micros, (&self.lane, &self.other), (self.local, from));
            state.push(micros, &self.lane, Some(&self.other), What::ReceivedDatagram { bytes: Excerpt::of(bytes) });
            state.sockets[self.id].received.push(Datagram { from, bytes: bytes.to_vec(), at, stamp });
        });
    }
}

fn receive(socket: &UdpSocket, buffer: &mut [u8]) -> Option<(usize, SocketAddr, Option<Duration>)> {
    let mut control = nix::cmsg_space!(nix::sys::time::TimeVal);
    let mut slices = [IoSliceMut::new(buffer)];
    let message =
        recvmsg::<SockaddrStorage>(socket.as_raw_fd(), &mut slices, Some(&mut control), MsgFlags::empty()).ok()?;
    let from = address(message.address.as_ref()?)?;
    let stamp = message.cmsgs().ok().and_then(|mut all| {
        all.find_map(|one| match one {
            ControlMessageOwned::ScmTimestamp(time) => {
                Some(Duration::new(time.tv_sec() as u64, time.tv_usec() as u32 * 1000))
            }
            _ => None,
        })
    });
    Some((message.bytes, from, stamp))
}

fn address(storage: &SockaddrStorage) -> Option<SocketAddr> {
    if let Some(v4) = storage.as_sockaddr_in() {
        return Some(SocketAddr::from((v4.ip(), v4.port())));
    }
    storage.as_sockaddr_in6().map(|v6| SocketAddr::from((v6.ip(), v6.port())))
}
