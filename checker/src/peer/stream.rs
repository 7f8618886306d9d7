//! One end of a TCP connection: a writer that performs moves, a reader that records what comes.

use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use socket2::{Domain, SockRef, Socket, Type};

use super::diag;
use super::reader::{Gate, Passage, read};
use super::writer::Writer;
use crate::fault::{Move, Reading};
use crate::journal::{Journal, StreamState};
use crate::process::{note_refusal, spawn_thread};
use crate::trace::What;

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

    /// Holds a reader that was to take more.
    pub fn hold(&self) {
        self.gate.set(Passage::Held);
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
