//! One end of a TCP connection: a writer that performs moves, a reader that records what comes.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use socket2::{Domain, SockRef, Socket, Type};

use super::diag;
use crate::fault::{Move, Reading};
use crate::journal::{End, Journal, StreamState};
use crate::process::{note_refusal, spawn_thread, while_nothing_starts};
use crate::trace::{Excerpt, What};

/// The most that one send hands to the system.
const CHUNK: usize = 64 * 1024;
/// How long a pause waits for the far end to read; a pause changes what is tried, never the verdict.
const PAUSE: Duration = Duration::from_millis(250);
/// The pause where the kernel does not say what has been read.
const BLIND_PAUSE: Duration = Duration::from_millis(20);

/// A connected stream of the checker's. Dropping it closes the connection.
pub struct Stream {
    /// Its index in the journal.
    pub id: usize,
    /// The checker's end.
    pub local: SocketAddr,
    /// The program's end.
    pub remote: SocketAddr,
    journal: Arc<Journal>,
    moves: Option<Sender<Move>>,
    gate: Arc<Gate>,
    socket: Weak<TcpStream>,
    writer: Option<JoinHandle<()>>,
}

/// What came of an attempt to connect.
pub enum Connect {
    /// It is established.
    Made(Stream),
    /// There is none: ECONNREFUSED, or what else the system says.
    Refused(std::io::Error),
}

/// Connects to an address; `lane` is the peer's name, `other` the program's.
pub fn connect(
    journal: &Arc<Journal>,
    lane: &str,
    other: &str,
    to: SocketAddr,
    reading: Reading,
    patience: Duration,
) -> Result<Connect> {
    let socket = Socket::new(Domain::for_address(to), Type::STREAM, None).context("socket")?;
    if let Some(size) = reading.buffer {
        // Before the handshake, in which the window is settled.
        socket.set_recv_buffer_size(size).context("SO_RCVBUF")?;
    }
    if let Some(size) = reading.segment {
        socket.set_tcp_mss(size).context("TCP_MAXSEG")?;
    }
    match socket.connect_timeout(&to.into(), patience) {
        Ok(()) => {
            let stream = TcpStream::from(socket);
            let from = stream.local_addr().context("getsockname")?;
            journal.event(lane, Some(other), What::Connected { from: from.to_string(), to: to.to_string() });
            Ok(Connect::Made(Stream::new(journal, lane, other, (stream, to), reading)?))
        }
        Err(error) if is_the_machines(&error) => {
            note_refusal(&format!("cannot connect to {to}"), &error);
            Err(error).context(format!("cannot connect to {to}"))
        }
        Err(error) => {
            journal.event(lane, Some(other), What::ConnectFailed { to: to.to_string(), error: error.to_string() });
            Ok(Connect::Refused(error))
        }
    }
}

/// Whether it is the machine that has refused a connection, and nobody at its far end: connect(2).
fn is_the_machines(error: &std::io::Error) -> bool {
    use nix::errno::Errno::*;
    let number = error.raw_os_error().map(nix::errno::Errno::from_raw);
    number.is_some_and(|number| {
        [EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, ENETUNREACH, EHOSTUNREACH].contains(&number)
    })
}

impl Stream {
    /// Takes over a connected socket. The far end's address is given, because a connection that was reset has none.
    pub fn new(
        journal: &Arc<Journal>,
        lane: &str,
        other: &str,
        ends: (TcpStream, SocketAddr),
        reading: Reading,
    ) -> Result<Stream> {
        let (socket, remote) = ends;
        // Where the far end has reset the connection already, an option can't be set any more; the reader will tell.
        let _ = socket.set_nodelay(true);
        let local = socket.local_addr().context("getsockname")?;
        journal.wire(lane, other, local, remote);
        let id = journal.write(|state| {
            state.streams.push(StreamState { lane: lane.into(), other: other.into(), ..StreamState::default() });
            state.streams.len() - 1
        });
        let gate = Arc::new(Gate::new(reading.held));
        let socket = Arc::new(socket);
        let weak = Arc::downgrade(&socket);
        let reader = {
            let (journal, socket, gate) = (journal.clone(), socket.clone(), gate.clone());
            spawn_thread(format!("{lane} reader"), move || read(&journal, id, &socket, &gate, reading))?
        };
        let (moves, queue) = channel();
        let end = Writer {
            journal: journal.clone(),
            id,
            gate: gate.clone(),
            socket: Some(socket),
            reader: Some(reader),
            lane: lane.into(),
            other: other.into(),
        };
        let writer = spawn_thread(format!("{lane} writer"), move || end.work(queue))?;
        Ok(Stream {
            id,
            local,
            remote,
            journal: journal.clone(),
            moves: Some(moves),
            gate,
            socket: weak,
            writer: Some(writer),
        })
    }

    /// Gives moves to the writer, which performs them in order; does not wait.
    pub fn perform(&self, moves: Vec<Move>) {
        self.journal.write(|state| state.streams[self.id].given += moves.len());
        for step in moves {
            if let Some(queue) = &self.moves {
                // The writer lives as long as its queue.
                let _ = queue.send(step);
            }
        }
    }

    /// Lets a held reader begin.
    pub fn read_now(&self) {
        self.gate.open();
    }

    /// Lets a held reader take so many bytes more, and holds it again.
    pub fn read_some(&self, bytes: usize) {
        self.gate.set(Passage::Open { bytes });
    }

    /// How far the bytes have come, as the kernel sees it: while these change, somebody is still at work.
    pub fn progress(&self) -> [Option<diag::Queues>; 2] {
        [diag::connection(self.local, self.remote), diag::connection(self.remote, self.local)]
    }

    /// RST at once, whatever the writer is doing: what it has not sent is thrown away.
    pub fn abort(self) {
        let (lane, other) = {
            let state = self.journal.state();
            (state.streams[self.id].lane.clone(), state.streams[self.id].other.clone())
        };
        if let Some(socket) = self.socket.upgrade() {
            self.journal.event(&lane, Some(&other), What::SentReset);
            // The last close, in drop, then resets.
            let _ = SockRef::from(&*socket).set_linger(Some(Duration::ZERO));
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.moves = None;
        self.gate.stop();
        if let Some(socket) = self.socket.upgrade() {
            // Wakes a reader and a writer that the system holds.
            let _ = socket.shutdown(Shutdown::Both);
        }
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// What a reader obeys.
struct Gate {
    state: Mutex<Passage>,
    changed: Condvar,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Passage {
    Held,
    /// For so many bytes.
    Open {
        bytes: usize,
    },
    Stopped,
}

impl Gate {
    fn new(held: bool) -> Gate {
        let state = if held { Passage::Held } else { Passage::Open { bytes: usize::MAX } };
        Gate { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn set(&self, passage: Passage) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *state != Passage::Stopped {
            *state = passage;
        }
        self.changed.notify_all();
    }

    fn open(&self) {
        self.set(Passage::Open { bytes: usize::MAX });
    }

    fn stop(&self) {
        self.set(Passage::Stopped);
    }

    /// Waits until it is open, and says for how many bytes; none once it is stopped.
    fn pass(&self) -> Option<usize> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match *state {
                Passage::Held => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Passage::Open { bytes } => return Some(bytes),
                Passage::Stopped => return None,
            }
        }
    }

    /// So many bytes have passed; after the last one it is closed.
    fn passed(&self, count: usize) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Passage::Open { bytes } = &mut *state
            && *bytes != usize::MAX
        {
            *bytes = bytes.saturating_sub(count);
            if *bytes == 0 {
                *state = Passage::Held;
            }
        }
    }
}

fn read(journal: &Journal, id: usize, socket: &TcpStream, gate: &Gate, reading: Reading) {
    let mut buffer = vec![0; CHUNK];
    let mut slow = reading.slow;
    while let Some(allowed) = gate.pass() {
        let piece = if slow > 0 { reading.piece } else { CHUNK }.min(allowed);
        if slow > 0 {
            slow -= 1;
            std::thread::park_timeout(Duration::from_millis(1));
        }
        let got = (&mut &*socket).read(&mut buffer[..piece]);
        if gate.pass().is_none() {
            return;
        }
        let end = match got {
            Ok(0) if journal.state().streams[id].reset => End::Rst,
            Ok(0) => End::Fin,
            Ok(length) => {
                record(journal, id, What::Received { bytes: Excerpt::of(&buffer[..length]) }, |stream| {
                    stream.received.extend_from_slice(&buffer[..length]);
                });
                gate.passed(length);
                continue;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => End::Rst,
        };
        let what = if end == End::Fin { What::ReceivedFin } else { What::ReceivedReset };
        record(journal, id, what, |stream| stream.end = Some(end));
        return;
    }
}

/// Writes an event and what it changes of the stream's state in one step.
fn record(journal: &Journal, id: usize, what: What, change: impl FnOnce(&mut StreamState)) {
    let micros = journal.micros();
    journal.write(|state| {
        let stream = &mut state.streams[id];
        change(stream);
        let (lane, other) = (stream.lane.clone(), stream.other.clone());
        state.push(micros, &lane, Some(&other), what);
    });
}

/// The thread that performs moves.
struct Writer {
    journal: Arc<Journal>,
    id: usize,
    gate: Arc<Gate>,
    socket: Option<Arc<TcpStream>>,
    reader: Option<JoinHandle<()>>,
    lane: String,
    other: String,
}

impl Writer {
    fn work(mut self, queue: Receiver<Move>) {
        for step in queue {
            self.perform(step);
            self.journal.write(|state| state.streams[self.id].done += 1);
        }
        self.gate.stop();
        if let Some(socket) = self.socket.take() {
            let _ = socket.shutdown(Shutdown::Both);
        }
        self.join_reader();
    }

    fn perform(&mut self, step: Move) {
        let Some(socket) = self.socket.clone() else {
            return;
        };
        match step {
            Move::Send(bytes) => self.send(&socket, &bytes),
            Move::Pause => pause(&socket),
            Move::Finish => {
                // After a reset there is nothing left to finish.
                if socket.shutdown(Shutdown::Write).is_ok() {
                    self.event(What::SentFin);
                }
            }
            Move::Reset => {
                drop(socket);
                self.reset();
            }
            Move::Leave(bytes) => {
                // What is corked goes out with the FIN of the close: by the time it is read nobody is here any more.
                #[cfg(target_os = "linux")]
                let _ = SockRef::from(&*socket).set_tcp_cork(true);
                self.send(&socket, &bytes);
                drop(socket);
                self.leave();
            }
        }
    }

    fn send(&self, mut socket: &TcpStream, bytes: &[u8]) {
        for chunk in bytes.chunks(CHUNK) {
            if self.journal.state().streams[self.id].write_failed.is_some() {
                return;
            }
            // Before the system has it, so that an answer never stands before what it answers.
            self.event(What::Sent { bytes: Excerpt::of(chunk) });
            if let Err(error) = socket.write_all(chunk) {
                return self.failed(&error);
            }
            self.journal.write(|state| state.streams[self.id].written += chunk.len());
        }
    }

    /// RST: with SO_LINGER at 0 the close of the last descriptor resets, so the reader has to be gone first.
    fn reset(&mut self) {
        let Some(socket) = self.socket.take() else {
            return;
        };
        self.gate.stop();
        let _ = socket.shutdown(Shutdown::Read);
        self.join_reader();
        self.event(What::SentReset);
        if let Err(error) = SockRef::from(&*socket).set_linger(Some(Duration::ZERO)) {
            self.failed(&error);
        }
        while_nothing_starts(|| drop(socket));
    }

    fn leave(&mut self) {
        let Some(socket) = self.socket.take() else {
            return;
        };
        self.gate.stop();
        let _ = socket.shutdown(Shutdown::Read);
        self.join_reader();
        self.event(What::SentFin);
        while_nothing_starts(|| drop(socket));
    }

    fn join_reader(&mut self) {
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }

    fn event(&self, what: What) {
        self.journal.event(&self.lane, Some(&self.other), what);
    }

    fn failed(&self, error: &std::io::Error) {
        record(&self.journal, self.id, What::WriteFailed { error: error.to_string() }, |stream| {
            stream.write_failed = Some(error.to_string());
            stream.reset |= error.kind() == ErrorKind::ConnectionReset;
        });
    }
}

/// Waits until the far end has read everything, as far as the kernel can be asked.
pub fn pause(socket: &TcpStream) {
    let (Ok(local), Ok(remote)) = (socket.local_addr(), socket.peer_addr()) else { return };
    let began = Instant::now();
    while began.elapsed() < PAUSE {
        let ours = diag::connection(local, remote);
        let theirs = diag::connection(remote, local);
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours.send == 0 && theirs.receive == 0 => return,
            (Some(_), Some(_)) => std::thread::park_timeout(Duration::from_micros(100)),
            // A connection that one end has left has nothing to wait for; elsewhere nobody can be asked.
            _ => {
                return std::thread::park_timeout(if cfg!(target_os = "linux") { Duration::ZERO } else { BLIND_PAUSE });
            }
        }
    }
}
