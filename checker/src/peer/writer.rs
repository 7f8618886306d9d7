//! The thread that performs moves.

use std::io::{ErrorKind, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use socket2::SockRef;

use super::diag;
use super::reader::{CHUNK, Gate, record};
use crate::fault::Move;
use crate::journal::Journal;
use crate::process::while_nothing_starts;
use crate::trace::{Excerpt, What};

/// How long a pause waits for the far end to read; a pause changes what is tried, never the verdict.
const PAUSE: Duration = Duration::from_millis(250);

/// The pause where the kernel does not say what has been read.
const BLIND_PAUSE: Duration = Duration::from_millis(20);

/// The thread that performs moves.
pub(super) struct Writer {
    pub(super) journal: Arc<Journal>,
    pub(super) id: usize,
    pub(super) gate: Arc<Gate>,
    pub(super) socket: Option<Arc<TcpStream>>,
    pub(super) reader: Option<JoinHandle<()>>,
    pub(super) lane: String,
    pub(super) other: String,
}

impl Writer {
    pub(super) fn work(mut self, queue: Receiver<Move>) {
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
