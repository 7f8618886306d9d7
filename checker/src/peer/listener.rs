//! A listening socket of the checker's, for the learner's client to connect to.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use socket2::{Domain, SockRef, Socket, Type};

use super::stream::Stream;
use crate::fault::Reading;
use crate::journal::{Journal, ListenerState};
use crate::process::{is_refusal, note_refusal, spawn_thread, while_nothing_starts};
use crate::trace::What;

/// Between two tries to let somebody in, where the machine refuses it.
const PAUSE: Duration = Duration::from_millis(5);

/// Accepts whoever comes until it is dropped; the connections wait here until a check takes them.
pub struct Listener {
    /// Its index in the journal.
    pub id: usize,
    /// Where it listens.
    pub local: SocketAddr,
    streams: Arc<Mutex<Vec<Option<Stream>>>>,
    /// Own addresses of connections that only mark a place in the queue.
    marks: Arc<Mutex<Vec<SocketAddr>>>,
    stop: Arc<AtomicBool>,
    socket: Option<Arc<TcpListener>>,
    thread: Option<JoinHandle<()>>,
}

impl Listener {
    /// Binds an address and listens there: bind(2), listen(2). `lane` names this end, `other` the program that is
    /// to connect.
    ///
    /// # Errors
    /// The address can't be had.
    pub fn at(
        journal: &Arc<Journal>,
        lane: &str,
        other: &str,
        address: SocketAddr,
        reading: Reading,
    ) -> Result<Listener> {
        let socket = TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
        Listener::new(journal, lane, other, socket, reading)
    }

    /// Listens on a bound socket. `lane` names this end, `other` the program that is to connect.
    pub fn new(
        journal: &Arc<Journal>,
        lane: &str,
        other: &str,
        socket: TcpListener,
        reading: Reading,
    ) -> Result<Listener> {
        let local = socket.local_addr().context("getsockname")?;
        if let Some(size) = reading.buffer {
            SockRef::from(&socket).set_recv_buffer_size(size).context("SO_RCVBUF")?;
        }
        if let Some(size) = reading.segment {
            SockRef::from(&socket).set_tcp_mss(size).context("TCP_MAXSEG")?;
        }
        let id = journal.write(|state| {
            state.listeners.push(ListenerState::default());
            state.listeners.len() - 1
        });
        let streams = Arc::new(Mutex::new(Vec::new()));
        let (stop, socket) = (Arc::new(AtomicBool::new(false)), Arc::new(socket));
        let marks = Arc::new(Mutex::new(Vec::new()));
        let work = Accepting {
            marks: marks.clone(),
            journal: journal.clone(),
            id,
            lane: lane.into(),
            other: other.into(),
            streams: streams.clone(),
            stop: stop.clone(),
            reading,
        };
        let accepting = socket.clone();
        let thread = spawn_thread(format!("{lane} listener"), move || work.accept_all(&accepting))?;
        Ok(Listener { id, local, streams, marks, stop, socket: Some(socket), thread: Some(thread) })
    }

    /// The nth connection, once: the journal says when it is there.
    pub fn take(&self, nth: usize) -> Option<Stream> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner).get_mut(nth)?.take()
    }

    /// Queues up behind every connection that is already there. Gives the count of marks that the journal
    /// shows once all those are accepted.
    pub fn flush(&self) -> Result<usize> {
        let socket = Socket::new(Domain::for_address(self.local), Type::STREAM, None).context("socket")?;
        socket.bind(&SocketAddr::new(self.local.ip(), 0).into()).context("bind")?;
        let own = socket.local_addr().context("getsockname")?.as_socket().context("an address of another family")?;
        let count = {
            let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
            marks.push(own);
            marks.len()
        };
        socket.connect(&self.local.into()).context("connect")?;
        Ok(count)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(socket) = &self.socket {
            wake(socket, self.local);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        // Whoever comes after this is refused, also while a program is being started.
        while_nothing_starts(|| self.socket = None);
    }
}

/// Wakes a thread that waits in accept(2) on this socket.
pub fn wake(socket: &TcpListener, at: SocketAddr) {
    // On Linux that is enough, and takes no descriptor, of which there may be none; elsewhere somebody has to come.
    if SockRef::from(socket).shutdown(Shutdown::Both).is_err() {
        let _ = TcpStream::connect_timeout(&at, Duration::from_secs(1));
    }
}

/// Takes down that nobody could be let in because the machine has refused it, and leaves it a moment to think better of it.
pub fn not_accepted(error: &io::Error) {
    note_refusal("cannot accept a connection", error);
    if is_refusal(error) {
        std::thread::park_timeout(PAUSE);
    }
}

struct Accepting {
    journal: Arc<Journal>,
    id: usize,
    lane: String,
    other: String,
    streams: Arc<Mutex<Vec<Option<Stream>>>>,
    marks: Arc<Mutex<Vec<SocketAddr>>>,
    stop: Arc<AtomicBool>,
    reading: Reading,
}

impl Accepting {
    fn accept_all(&self, socket: &TcpListener) {
        loop {
            let accepted = socket.accept();
            if self.stop.load(Ordering::SeqCst) {
                return;
            }
            // A connection that was gone before it could be accepted is none.
            let (stream, from) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    not_accepted(&error);
                    continue;
                }
            };
            if self.marks.lock().unwrap_or_else(PoisonError::into_inner).contains(&from) {
                self.journal.write(|state| state.listeners[self.id].flushed += 1);
            } else {
                let _ = self.take_in(stream, from);
            }
        }
    }

    fn take_in(&self, stream: TcpStream, from: SocketAddr) -> Result<()> {
        self.journal.event(&self.lane, Some(&self.other), What::Accepted { from: from.to_string() });
        let stream = Stream::new(&self.journal, &self.lane, &self.other, (stream, from), self.reading)?;
        let index = stream.id;
        self.streams.lock().unwrap_or_else(PoisonError::into_inner).push(Some(stream));
        self.journal.write(|state| state.listeners[self.id].accepted.push((index, from)));
        Ok(())
    }
}
