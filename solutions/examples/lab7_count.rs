//! The server of lab 1 that counts, for many clients at once: one loop, and no thread.
use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};

use anyhow::Context;

use watch::{Interest, Watch, Watched};

#[path = "../lab7-loop/watch.rs"]
mod watch;

// ANCHOR: client
/// A client, and how far it is.
struct Client {
    connection: Watched<TcpStream>,
    state: State,
}

enum State {
    /// It sends. So many bytes have come.
    Counting(usize),
    /// It has finished. This is still to be told.
    Telling(Vec<u8>),
}
// ANCHOR_END: client

impl Client {
    // ANCHOR: go-on
    /// Goes on as far as it goes without waiting.
    fn go_on(&mut self) -> io::Result<()> {
        let mut socket = &*self.connection;
        match &mut self.state {
            State::Counting(total) => match socket.read(&mut [0; 4096])? {
                0 => self.state = State::Telling(format!("{total} bytes\n").into_bytes()),
                length => *total += length,
            },
            State::Telling(rest) => {
                let taken = socket.write(rest)?;
                rest.drain(..taken);
            }
        }
        self.connection.wait_for(self.interest())
    }
    // ANCHOR_END: go-on

    // ANCHOR: interest
    /// What it waits for now.
    fn interest(&self) -> Interest {
        match &self.state {
            State::Counting(_) => Interest::Reading,
            State::Telling(rest) if rest.is_empty() => Interest::Nothing,
            State::Telling(_) => Interest::Writing,
        }
    }
    // ANCHOR_END: interest
}

/// The key of the listener. Those of the clients are larger.
const LISTENER: usize = 0;

fn main() -> anyhow::Result<()> {
    let argument = std::env::args().nth(1).context("usage: lab7_count PORT")?;
    let port: u16 = argument.parse().context("PORT is a number from 0 to 65535")?;
    // ANCHOR: listen
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    listener.set_nonblocking(true)?;
    println!("listening on {}", listener.local_addr()?);
    let mut watch = Watch::new()?;
    let listener = watch.add(listener, LISTENER, Interest::Reading)?;
    // ANCHOR_END: listen
    // ANCHOR: loop
    let (mut clients, mut next) = (BTreeMap::new(), 1);
    loop {
        for ready in watch.wait(None)? {
            if ready.key == LISTENER {
                let (connection, _) = listener.accept()?;
                connection.set_nonblocking(true)?;
                let connection = watch.add(connection, next, Interest::Reading)?;
                clients.insert(next, Client { connection, state: State::Counting(0) });
                next += 1;
            } else if let Some(client) = clients.get_mut(&ready.key) {
                match client.go_on() {
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {} // not now
                    Ok(()) if client.interest() != Interest::Nothing => {}
                    _ => drop(clients.remove(&ready.key)), // all is said, or the client has failed
                }
            }
        }
    }
    // ANCHOR_END: loop
}
