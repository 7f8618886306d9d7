//! Lab 1, the server: an echo, which sends every byte back to the client it came from.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::env;
use std::fmt::Display;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Context;
use socket2::{Domain, Socket, Type};

fn main() -> ExitCode {
    let Some(address) = address_to_bind() else {
        let _ = writeln!(io::stderr(), "usage: lab1-server PORT [HOST]");
        return ExitCode::from(2);
    };
    match open(address) {
        Ok(listener) => serve(&listener),
        Err(error) => {
            report(error);
            ExitCode::FAILURE
        }
    }
}

/// Reads `PORT [HOST]` from the command line; `None` if they make no sense.
fn address_to_bind() -> Option<SocketAddr> {
    // TODO(1): Turn the arguments PORT and HOST into the address to bind.
    // HOST is an IP address, 127.0.0.1 if it is left out. Return `None` where the arguments make no
    // sense: none at all, a port that is no number from 0 to 65535, a word too many.
    todo!("TODO(1): Turn the arguments PORT and HOST into the address to bind.");
}

/// Opens the welcoming socket: it carries no data, clients only knock on it.
fn open(address: SocketAddr) -> anyhow::Result<Socket> {
    // TODO(2): Ask the system for a TCP socket.
    // Its domain has to fit the address, so that IPv6 works as well as IPv4.
    todo!("TODO(2): Ask the system for a TCP socket.");

    // TODO(3): Set SO_REUSEADDR, then bind the socket to the address.
    // If that fails, say in the error which address it was about.
    todo!("TODO(3): Set SO_REUSEADDR, then bind the socket to the address.");

    // TODO(4): Listen, then print `listening on IP:PORT` and return the socket.
    // Ask the socket itself for the address: with PORT 0 the system has chosen the port.
    todo!("TODO(4): Listen, then print `listening on IP:PORT` and return the socket.");
}

/// Serves one client after the other, for ever: whatever happens to one, the next is served.
fn serve(listener: &Socket) -> ! {
    loop {
        if let Err(error) = serve_next(listener) {
            report(error);
        }
    }
}

/// Waits for a client, and stays with it until its connection is closed.
fn serve_next(listener: &Socket) -> anyhow::Result<()> {
    // TODO(5): Accept the next client, and print `connected IP:PORT`.
    // `accept` gives you a second socket, for this client alone, and the client's address.
    todo!("TODO(5): Accept the next client, and print `connected IP:PORT`.");

    // TODO(6): Hand the connection to `echo`, then print `disconnected IP:PORT`.
    // Print it also when the echo failed, and return that error with the client's address.
    todo!("TODO(6): Hand the connection to `echo`, then print `disconnected IP:PORT`.");
}

/// Sends back what the client sends, until it has closed its sending side.
fn echo(mut connection: Socket) -> io::Result<()> {
    // TODO(7): Read what has arrived and write it back, until a read gives 0 bytes.
    // Write back the bytes that were read, all of them, and no others.
    todo!("TODO(7): Read what has arrived and write it back, until a read gives 0 bytes.");
}

/// Prints a line. `println!` would panic once nobody reads stdout; a server has better to do.
fn say(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Reports what went wrong, and what it went wrong with (the `#` asks for the whole chain).
fn report(error: impl Display) {
    let _ = writeln!(io::stderr(), "error: {error:#}");
}
