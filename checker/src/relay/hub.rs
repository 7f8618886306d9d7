//! What a relay is made of: where it stands, what its threads share, and how it writes down what goes through.

use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Result;

use super::later::Later;
use crate::journal::{Deadline, Journal, Processors, State};
use crate::trace::What;
use crate::{peer, process};

/// How long nothing new is recorded until a step counts as done with all its effects.
const STILL: Duration = Duration::from_millis(4);
/// How often that is waited for anew.
const MOST_STILLS: usize = 10;
/// How much later a printed line may be recorded than what is sent right after it.
const PRINTING: Duration = Duration::from_millis(1);

/// Where a relay stands, and how the trace tells of it.
pub struct Between {
    /// Where clients come to.
    pub at: SocketAddr,
    /// Where the server is.
    pub to: SocketAddr,
    /// The lanes of the two.
    pub client: String,
    /// The lane of the server.
    pub server: String,
    /// Whom the trace shows.
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
    /// What the client sends.
    ToServer,
    /// What the server sends.
    ToClient,
}

/// A relay that is running. Dropping it ends all its connections.
pub struct Relay {
    /// Where clients come to.
    pub local: SocketAddr,
    pub(super) hub: Arc<Hub>,
    pub(super) wake: Wake,
    pub(super) thread: Option<JoinHandle<()>>,
}

/// What the thread waits on, in accept or recvfrom, that has to be woken to see that it has to stop.
pub(super) enum Wake {
    Streams(Arc<TcpListener>),
    Datagrams(Arc<UdpSocket>),
}

/// What the relay's threads share.
pub(super) struct Hub {
    pub(super) journal: Arc<Journal>,
    pub(super) view: View,
    /// The lane of whoever comes next.
    pub(super) client: Mutex<String>,
    pub(super) server: String,
    pub(super) to: SocketAddr,
    pub(super) stop: AtomicBool,
    pub(super) streams: Mutex<Vec<Arc<TcpStream>>>,
    pub(super) sockets: Mutex<Vec<Arc<UdpSocket>>>,
    pub(super) held: Mutex<Vec<Withheld>>,
    /// Datagrams whose time is still to come.
    pub(super) later: Later<Withheld>,
    pub(super) threads: Mutex<Vec<JoinHandle<()>>>,
}

/// A datagram that is held back.
pub(super) struct Withheld {
    pub(super) ends: Ends,
    pub(super) way: Way,
    pub(super) socket: Arc<UdpSocket>,
    pub(super) to: SocketAddr,
    pub(super) bytes: Vec<u8>,
}

/// A client and its server, by their lanes.
#[derive(Clone)]
pub(super) struct Ends {
    pub(super) client: String,
    pub(super) server: String,
}

impl Relay {
    /// The port that clients are given.
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
        self.hub.later.end();
        match &self.wake {
            Wake::Streams(socket) => peer::wake(socket, self.local),
            // To itself: that takes no descriptor, of which there may be none.
            Wake::Datagrams(socket) => drop(socket.send_to(&[], self.local)),
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
    pub(super) fn new(journal: &Arc<Journal>, place: Between) -> Arc<Hub> {
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
            later: Later::new(),
            threads: Mutex::default(),
        })
    }

    /// The lanes of the client that has just come, and of its server.
    pub(super) fn ends(&self) -> Ends {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ends { client, server: self.server.clone() }
    }

    /// Something has been read and goes on. What a server has printed before it sent that takes the longer way
    /// to the record: where the record is to read well it is given the time, and all that servers send waits
    /// equally long, so that its order stays what it is.
    pub(super) fn went(&self, ends: &Ends, way: Way, came: What, goes: What) {
        let micros = self.journal.micros();
        match (&self.view, way) {
            (View::Relay(_), _) => {
                self.came(ends, way, came);
                self.goes(ends, way, goes);
            }
            (View::Ends, Way::ToServer) => self.goes(ends, way, goes),
            (View::Ends, Way::ToClient) => {
                // Nothing is awaited but the time.
                let _ = self.journal.wait(&mut Deadline::new(2 * PRINTING, Processors::unknown), |_| None::<()>);
                let micros = micros + PRINTING.as_micros() as u64;
                let (from, to) = (ends.source(way), ends.target(way));
                self.journal.write(|state| state.push_late(micros, from, Some(to), goes));
            }
        }
    }

    /// Something came in: only who sees the relay sees that.
    pub(super) fn came(&self, ends: &Ends, way: Way, what: What) {
        if let View::Relay(lane) = &self.view {
            self.journal.event(lane, Some(ends.source(way)), what);
        }
    }

    /// The addresses on the client's side of the relay, or on the server's: the relay's own, and that of the far end.
    pub(super) fn wire(&self, ends: &Ends, to: Way, own: SocketAddr, far: SocketAddr) {
        match &self.view {
            View::Relay(lane) => self.journal.wire(lane, ends.target(to), own, far),
            // As if nobody stood between them.
            View::Ends if to == Way::ToClient => self.journal.wire(&ends.client, &ends.server, far, own),
            View::Ends => {}
        }
    }

    /// Something goes out: to who sees only the ends, it is the other end that sends it.
    pub(super) fn goes(&self, ends: &Ends, way: Way, what: What) {
        let lane = match &self.view {
            View::Relay(lane) => lane,
            View::Ends => ends.source(way),
        };
        self.journal.event(lane, Some(ends.target(way)), what);
    }

    /// What came in goes no further.
    pub(super) fn lost(&self, ends: &Ends, way: Way, what: What) {
        let lane = match &self.view {
            View::Relay(lane) => lane,
            View::Ends => ends.target(way),
        };
        self.journal.event(lane, Some(ends.source(way)), what);
    }

    /// Waits until what was passed on before has had its effects and these are recorded. Only where the relay
    /// is not to be seen: there the record is to read as if each step had waited for the one before.
    pub(super) fn settle(&self) {
        let events = || self.journal.state().trace.events.len();
        for _ in 0..MOST_STILLS {
            let (before, mut still) = (events(), Deadline::new(STILL, Processors::unknown));
            let moved = |state: &State| (state.trace.events.len() != before).then_some(());
            if matches!(self.view, View::Relay(_)) || self.journal.wait(&mut still, moved).is_err() {
                return;
            }
        }
    }

    pub(super) fn spawn(&self, name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
        process::spawn_thread(format!("relay {name}"), work)
    }

    pub(super) fn keep(&self, thread: JoinHandle<()>) {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.retain(|thread| !thread.is_finished());
        threads.push(thread);
    }

    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}

impl Ends {
    pub(super) fn source(&self, way: Way) -> &str {
        if way == Way::ToServer { &self.client } else { &self.server }
    }

    pub(super) fn target(&self, way: Way) -> &str {
        if way == Way::ToServer { &self.server } else { &self.client }
    }
}
