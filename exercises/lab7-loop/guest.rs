//! A client of the server's: what has come of it, what waits for it, and what it waits for.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::{ErrorKind, Read};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::args::{report, say};
use crate::inbox::Inbox;
use crate::outbox::Outbox;
use crate::watch::{Interest, Ready, Watched};

const WELCOME: &[u8] = b"Welcome, you are connected to the server";

/// The most that is read from one client before it is the next one's turn.
const PIECE: usize = 64 * 1024;

/// A client, and how far the talk with it has come.
pub struct Guest {
    pub peer: SocketAddr,
    connection: Watched<TcpStream>,
    inbox: Inbox,
    outbox: Outbox,
    /// Nothing more is read: the client has finished sending, or is being sent away.
    is_finished: bool,
    /// When the last byte came.
    heard: Instant,
}

impl Guest {
    /// A client that has just come, and is going to be welcomed.
    pub fn new(connection: Watched<TcpStream>, peer: SocketAddr) -> anyhow::Result<Guest> {
        let (inbox, mut outbox) = (Inbox::default(), Outbox::default());
        outbox.put(WELCOME)?;
        Ok(Guest { peer, connection, inbox, outbox, is_finished: false, heard: Instant::now() })
    }

    /// Goes on as far as it goes without waiting. After an error the client has to be dropped.
    pub fn go_on(&mut self, ready: Ready) -> anyhow::Result<()> {
        // TODO(1): Receive and answer, if something can be read; then send what waits.
        // `self.answer` answers what has come. At last say what is waited for next: see
        // `self.interest`, and `self.connection.wait_for`.
        todo!("TODO(1): Receive and answer, if something can be read; then send what waits.");
    }

    /// Sends what the system takes now, and waits for what is to come next.
    pub fn send(&mut self) -> anyhow::Result<()> {
        if self.outbox.is_full() {
            // As long as nobody listens to it, a client can't be called silent.
            self.heard = Instant::now();
        }
        self.outbox.send(&*self.connection)?;
        self.connection.wait_for(self.interest()).context("cannot wait for a client")
    }

    /// Reads once. Whatever is left is told of again, when all the others have had their turn.
    fn receive(&mut self) -> anyhow::Result<()> {
        // TODO(2): Read a piece into the inbox, and remember when that was.
        // A read of 0 bytes is the end of the stream: the client is finished, and if the inbox
        // is not empty, report `connection closed mid-frame`. `WouldBlock` and `Interrupted`
        // mean that there is nothing now. Any other error ends the connection.
        todo!("TODO(2): Read a piece into the inbox, and remember when that was.");
    }

    /// Answers every message that is whole.
    fn answer(&mut self) -> anyhow::Result<()> {
        // TODO(3): Take the frames out of the inbox, and put the answers into the outbox.
        // Each message is printed as `IP:PORT: TEXT`, and answered by `received: TEXT`. To
        // `/bye` the answer is `bye`, and then the client is finished.
        todo!("TODO(3): Take the frames out of the inbox, and put the answers into the outbox.");
    }

    /// What it waits for now.
    fn interest(&self) -> Interest {
        // TODO(4): Something to write is waited for only while something waits to be sent.
        // Something to read, only while the client is read from: see `is_read_from`.
        todo!("TODO(4): Something to write is waited for only while something waits to be sent.");
    }

    /// Whether anything is to be read from it now.
    fn is_read_from(&self) -> bool {
        // TODO(5): It is not read from once it is finished, nor while the outbox is full.
        // What it sends then stays in the network, until the network takes no more of it
        // either: so the client has to wait, and the server's memory does not grow.
        todo!("TODO(5): It is not read from once it is finished, nor while the outbox is full.");
    }

    /// Sends it away, because it has been silent for too long.
    pub fn send_away(&mut self) -> anyhow::Result<()> {
        self.is_finished = true;
        self.outbox.put(b"idle")?;
        self.send()
    }

    /// Whether everything is said: then the connection can be closed.
    pub fn is_done(&self) -> bool {
        self.is_finished && self.outbox.is_empty()
    }

    /// When it will have been silent for so long; `None` as long as nothing is read from it.
    pub fn is_silent_at(&self, idle: Duration) -> Option<Instant> {
        self.is_read_from().then(|| self.heard + idle)
    }
}
