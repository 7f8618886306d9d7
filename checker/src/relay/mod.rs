//! Stands between a client and its server: passes on what comes, records it, and applies a fault.
//!
//! It hides a refused connection and takes a few megabytes more than the two would between them, so
//! refusal and back-pressure are checked without it.

mod datagrams;
mod streams;
mod switch;

pub use datagrams::{Faults, datagrams, each_once, faultless};
pub use streams::{Carry, streams};
pub use switch::{Order, Switch, Switched, switch};

use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::journal::{Deadline, Journal, State};
use crate::trace::What;
use datagrams::Held;

/// How long nothing new is recorded until a step counts as done with all its effects.
const STILL: Duration = Duration::from_millis(4);
/// How often that is waited for anew.
const MOST_STILLS: usize = 10;
/// How much later a printed line may be recorded than what is sent right after it.
const PRINTING: Duration = Duration::from_millis(1);

/// Where a relay stands, and how the trace tells of it.
pub struct Place {
    /// Where clients come to.
    pub at: SocketAddr,
    /// Where the server is.
    pub to: SocketAddr,
    /// The lanes of the two.
    pub client: String,
    pub server: String,
    pub view: View,
}

/// Whom the trace shows.
pub enum View {
    /// The relay as well, in the lane of this name: what it receives, and what it sends.
    Relay(String),
    /// Only the client and the server, as if nobody stood between them.
    Ends,
}

/// The direction in which something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    ToServer,
    ToClient,
}

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
    view: View,
    /// The lane of whoever comes next.
    client: Mutex<String>,
    server: String,
    to: SocketAddr,
    stop: AtomicBool,
    streams: Mutex<Vec<Arc<TcpStream>>>,
    sockets: Mutex<Vec<Arc<UdpSocket>>>,
    held: Mutex<Vec<Held>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// A client and its server, by their lanes.
#[derive(Clone)]
struct Ends {
    client: String,
    server: String,
}

impl Relay {
    pub fn port(&self) -> String {
        self.local.port().to_string()
    }

    /// Names the lane of the clients that come from now on.
    pub fn expect_client(&self, lane: &str) {
        *self.hub.client.lock().unwrap_or_else(PoisonError::into_inner) = lane.to_string();
    }

    /// Passes on the datagram that has been held for longest.
    pub fn release(&self) {
        self.hub.release();
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
    fn new(journal: &Arc<Journal>, place: Place) -> Arc<Hub> {
        Arc::new(Hub {
            journal: journal.clone(),
            view: place.view,
            client: Mutex::new(place.client),
            server: place.server,
            to: place.to,
            stop: AtomicBool::new(false),
            streams: Mutex::default(),
            sockets: Mutex::default(),
            held: Mutex::default(),
            threads: Mutex::default(),
        })
    }

    /// The lanes of the client that has just come, and of its server.
    fn ends(&self) -> Ends {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ends { client, server: self.server.clone() }
    }

    /// Something has been read and goes on. What a server has printed before it sent that takes the longer way
    /// to the record: where the record is to read well it is given the time, and all that servers send waits
    /// equally long, so that its order stays what it is.
    fn went(&self, ends: &Ends, way: Way, came: What, goes: What) {
        let micros = self.journal.micros();
        match (&self.view, way) {
            (View::Relay(_), _) => {
                self.came(ends, way, came);
                self.goes(ends, way, goes);
            }
            (View::Ends, Way::ToServer) => self.goes(ends, way, goes),
            (View::Ends, Way::ToClient) => {
                // Nothing is awaited but the time.
                let _ = self.journal.wait(&mut Deadline::new(2 * PRINTING, || Duration::ZERO), |_| None::<()>);
                let micros = micros + PRINTING.as_micros() as u64;
                let (from, to) = (ends.source(way), ends.target(way));
                self.journal.write(|state| state.push_late(micros, from, Some(to), goes));
            }
        }
    }

    /// Something came in: only who sees the relay sees that.
    fn came(&self, ends: &Ends, way: Way, what: What) {
        if let View::Relay(lane) = &self.view {
            self.journal.event(lane, Some(ends.source(way)), what);
        }
    }

    /// Something goes out: to who sees only the ends, it is the other end that sends it.
    fn goes(&self, ends: &Ends, way: Way, what: What) {
        let lane = match &self.view {
            View::Relay(lane) => lane,
            View::Ends => ends.source(way),
        };
        self.journal.event(lane, Some(ends.target(way)), what);
    }

    /// What came in goes no further.
    fn lost(&self, ends: &Ends, way: Way, what: What) {
        let lane = match &self.view {
            View::Relay(lane) => lane,
            View::Ends => ends.target(way),
        };
        self.journal.event(lane, Some(ends.source(way)), what);
    }

    /// Waits until what was passed on before has had its effects and these are recorded. Only where the relay
    /// is not to be seen: there the record is to read as if each step had waited for the one before.
    fn settle(&self) {
        let events = || self.journal.state().trace.events.len();
        for _ in 0..MOST_STILLS {
            let (before, mut still) = (events(), Deadline::new(STILL, || Duration::ZERO));
            let moved = |state: &State| (state.trace.events.len() != before).then_some(());
            if matches!(self.view, View::Relay(_)) || self.journal.wait(&mut still, moved).is_err() {
                return;
            }
        }
    }

    fn spawn(&self, name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
        let builder = std::thread::Builder::new().name(format!("relay {name}")).stack_size(256 * 1024);
        builder.spawn(work).context("cannot start a thread")
    }

    fn keep(&self, thread: JoinHandle<()>) {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.retain(|thread| !thread.is_finished());
        threads.push(thread);
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}

impl Ends {
    fn source(&self, way: Way) -> &str {
        if way == Way::ToServer { &self.client } else { &self.server }
    }

    fn target(&self, way: Way) -> &str {
        if way == Way::ToServer { &self.server } else { &self.client }
    }
}
