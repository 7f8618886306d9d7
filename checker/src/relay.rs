//! Stands between the learner's own client and server: passes on what comes, and records it on both sides.
//!
//! It hides a refused connection and takes a few megabytes more than the two would between them, so
//! refusal and back-pressure are checked without it.

use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use socket2::SockRef;

use crate::journal::Journal;
use crate::trace::{Excerpt, What};

/// Bytes passed on in one read at the most.
const CHUNK: usize = 64 * 1024;

/// A relay that is running. Dropping it ends all its connections.
pub struct Relay {
    pub local: SocketAddr,
    hub: Arc<Hub>,
    wake: Wake,
    thread: Option<JoinHandle<()>>,
}

/// How the thread in accept or recvfrom is woken to see that it has to stop.
enum Wake {
    Connect,
    Datagram,
}

/// What the relay's threads share.
struct Hub {
    journal: Arc<Journal>,
    lane: String,
    client: String,
    server: String,
    to: SocketAddr,
    stop: AtomicBool,
    streams: Mutex<Vec<Arc<TcpStream>>>,
    sockets: Mutex<Vec<Arc<UdpSocket>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// The names of the lanes in the trace.
pub struct Lanes {
    pub relay: String,
    pub client: String,
    pub server: String,
}

/// A relay for TCP connections to a server.
pub fn streams(journal: &Arc<Journal>, lanes: Lanes, to: SocketAddr) -> Result<Relay> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("cannot listen on 127.0.0.1")?;
    let local = listener.local_addr().context("getsockname")?;
    let hub = Hub::new(journal, lanes, to);
    let own = hub.clone();
    let thread = hub.spawn("accept", move || accept_all(&own, &listener))?;
    Ok(Relay { local, hub, wake: Wake::Connect, thread: Some(thread) })
}

/// A relay for datagrams to a server; every client has an upstream socket of its own.
pub fn datagrams(journal: &Arc<Journal>, lanes: Lanes, to: SocketAddr) -> Result<Relay> {
    let socket = Arc::new(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).context("cannot bind on 127.0.0.1")?);
    let local = socket.local_addr().context("getsockname")?;
    let hub = Hub::new(journal, lanes, to);
    let own = hub.clone();
    let thread = hub.spawn("datagrams", move || carry_up(&own, &socket))?;
    Ok(Relay { local, hub, wake: Wake::Datagram, thread: Some(thread) })
}

impl Relay {
    pub fn port(&self) -> String {
        self.local.port().to_string()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.hub.stop.store(true, Ordering::SeqCst);
        match self.wake {
            Wake::Connect => drop(TcpStream::connect_timeout(&self.local, Duration::from_secs(1))),
            Wake::Datagram => {
                drop(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).map(|socket| socket.send_to(&[], self.local)))
            }
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        for stream in self.hub.streams.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        for socket in self.hub.sockets.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            if let Ok(own) = socket.local_addr() {
                let _ = socket.send_to(&[], own);
            }
        }
        let threads = std::mem::take(&mut *self.hub.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            let _ = thread.join();
        }
    }
}

impl Hub {
    fn new(journal: &Arc<Journal>, lanes: Lanes, to: SocketAddr) -> Arc<Hub> {
        Arc::new(Hub {
            journal: journal.clone(),
            lane: lanes.relay,
            client: lanes.client,
            server: lanes.server,
            to,
            stop: AtomicBool::new(false),
            streams: Mutex::default(),
            sockets: Mutex::default(),
            threads: Mutex::default(),
        })
    }

    fn event(&self, other: &str, what: What) {
        self.journal.event(&self.lane, Some(other), what);
    }

    fn spawn(&self, name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
        let builder = std::thread::Builder::new().name(format!("{} {name}", self.lane)).stack_size(256 * 1024);
        builder.spawn(work).context("cannot start a thread")
    }

    fn keep(&self, thread: JoinHandle<()>) {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}

fn accept_all(hub: &Arc<Hub>, listener: &TcpListener) {
    loop {
        let accepted = listener.accept();
        if hub.stopped() {
            return;
        }
        if let Ok((client, from)) = accepted {
            hub.event(&hub.client, What::Accepted { from: from.to_string() });
            if let Err(error) = join(hub, client) {
                hub.event(&hub.server, What::ConnectFailed { to: hub.to.to_string(), error: format!("{error:#}") });
            }
        }
    }
}

/// Connects a client through to the server, with a thread for each direction. Without a server the client is reset.
fn join(hub: &Arc<Hub>, client: TcpStream) -> Result<()> {
    // Until both ends stand, closing the client's end means RST.
    SockRef::from(&client).set_linger(Some(Duration::ZERO)).context("SO_LINGER")?;
    let server = TcpStream::connect(hub.to).with_context(|| format!("cannot connect to {}", hub.to))?;
    SockRef::from(&client).set_linger(None).context("SO_LINGER")?;
    let from = server.local_addr().context("getsockname")?.to_string();
    hub.event(&hub.server, What::Connected { from, to: hub.to.to_string() });
    for stream in [&client, &server] {
        stream.set_nodelay(true).context("TCP_NODELAY")?;
    }
    let (client, server) = (Arc::new(client), Arc::new(server));
    hub.streams.lock().unwrap_or_else(PoisonError::into_inner).extend([client.clone(), server.clone()]);
    for (name, from, to, lanes) in [
        ("up", client.clone(), server.clone(), (hub.client.clone(), hub.server.clone())),
        ("down", server, client, (hub.server.clone(), hub.client.clone())),
    ] {
        let own = hub.clone();
        let thread = hub.spawn(name, move || pump(&own, &from, &to, &lanes.0, &lanes.1))?;
        hub.keep(thread);
    }
    Ok(())
}

/// Passes on what comes from one end to the other, the end of the stream and a reset included.
fn pump(hub: &Hub, mut from: &TcpStream, mut to: &TcpStream, source: &str, target: &str) {
    let mut buffer = vec![0; CHUNK];
    loop {
        match from.read(&mut buffer) {
            Ok(_) if hub.stopped() => return,
            Ok(0) => {
                hub.event(source, What::ReceivedFin);
                hub.event(target, What::SentFin);
                let _ = to.shutdown(Shutdown::Write);
                return;
            }
            Ok(length) => {
                hub.event(source, What::Received { bytes: Excerpt::of(&buffer[..length]) });
                hub.event(target, What::Sent { bytes: Excerpt::of(&buffer[..length]) });
                if let Err(error) = to.write_all(&buffer[..length]) {
                    hub.event(target, What::WriteFailed { error: error.to_string() });
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => {
                if !hub.stopped() {
                    hub.event(source, What::ReceivedReset);
                    hub.event(target, What::SentReset);
                    // The last descriptor goes when the relay does; until then a half-close tells as much as can be told.
                    let _ = SockRef::from(to).set_linger(Some(Duration::ZERO));
                    let _ = to.shutdown(Shutdown::Both);
                }
                return;
            }
        }
    }
}

/// Datagrams from the clients to the server.
fn carry_up(hub: &Arc<Hub>, socket: &Arc<UdpSocket>) {
    let mut buffer = vec![0; 65_536];
    let mut upstream: HashMap<SocketAddr, Arc<UdpSocket>> = HashMap::new();
    loop {
        let received = socket.recv_from(&mut buffer);
        if hub.stopped() {
            return;
        }
        // An ICMP error for something sent before is no datagram.
        let Ok((length, client)) = received else { continue };
        hub.event(&hub.client, What::ReceivedDatagram { bytes: Excerpt::of(&buffer[..length]) });
        let up = match upstream.get(&client) {
            Some(up) => up.clone(),
            None => match open_upstream(hub, socket, client) {
                Ok(up) => upstream.entry(client).or_insert(up).clone(),
                Err(error) => {
                    hub.event(&hub.server, What::WriteFailed { error: format!("{error:#}") });
                    continue;
                }
            },
        };
        hub.event(&hub.server, What::SentDatagram { bytes: Excerpt::of(&buffer[..length]) });
        let _ = up.send_to(&buffer[..length], hub.to);
    }
}

fn open_upstream(hub: &Arc<Hub>, down: &Arc<UdpSocket>, client: SocketAddr) -> Result<Arc<UdpSocket>> {
    let up = Arc::new(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).context("cannot bind on 127.0.0.1")?);
    hub.sockets.lock().unwrap_or_else(PoisonError::into_inner).push(up.clone());
    let (own, down, socket) = (hub.clone(), down.clone(), up.clone());
    let thread = hub.spawn("upstream", move || carry_down(&own, &socket, &down, client))?;
    hub.keep(thread);
    Ok(up)
}

/// Datagrams from the server to one client.
fn carry_down(hub: &Hub, up: &UdpSocket, down: &UdpSocket, client: SocketAddr) {
    let mut buffer = vec![0; 65_536];
    loop {
        let received = up.recv_from(&mut buffer);
        if hub.stopped() {
            return;
        }
        let Ok((length, _)) = received else { continue };
        hub.event(&hub.server, What::ReceivedDatagram { bytes: Excerpt::of(&buffer[..length]) });
        hub.event(&hub.client, What::SentDatagram { bytes: Excerpt::of(&buffer[..length]) });
        let _ = down.send_to(&buffer[..length], client);
    }
}
