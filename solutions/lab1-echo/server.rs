//! Lab 1, the server: an echo, which sends every byte back to the client it came from.

use std::env;
use std::fmt::Display;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Context;
use socket2::{Domain, Socket, Type};

// ANCHOR: main
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
// ANCHOR_END: main

/// Reads `PORT [HOST]` from the command line; `None` if they make no sense.
fn address_to_bind() -> Option<SocketAddr> {
    // TODO(1): Turn the arguments PORT and HOST into the address to bind.
    // HOST is an IP address, 127.0.0.1 if it is left out. Return `None` where the arguments make no
    // sense: none at all, a port that is no number from 0 to 65535, a word too many.
    // ANCHOR: args
    // `env::args` panics on an argument that is not UTF-8; `env::args_os` lets you decide.
    let words = env::args_os().skip(1).map(|word| word.into_string().ok());
    let words: Vec<String> = words.collect::<Option<_>>()?;
    let (port, host) = match words.as_slice() {
        [port] => (port.as_str(), "127.0.0.1"),
        [port, host] => (port.as_str(), host.as_str()),
        _ => return None,
    };
    // A `u16` holds exactly the ports there are, so `parse` refuses 70000 for you.
    Some(SocketAddr::new(host.parse().ok()?, port.parse().ok()?))
    // ANCHOR_END: args
    // END TODO(1)
}

/// Opens the welcoming socket: it carries no data, clients only knock on it.
fn open(address: SocketAddr) -> anyhow::Result<Socket> {
    // TODO(2): Ask the system for a TCP socket.
    // Its domain has to fit the address, so that IPv6 works as well as IPv4.
    // ANCHOR: socket
    let domain = Domain::for_address(address);
    let socket = Socket::new(domain, Type::STREAM, None).context("socket")?;
    // ANCHOR_END: socket
    // END TODO(2)

    // TODO(3): Set SO_REUSEADDR, then bind the socket to the address.
    // If that fails, say in the error which address it was about.
    // ANCHOR: bind
    // The connections of a server that has just ended stay in TIME-WAIT for a minute. Without
    // this option they would keep the port from the next server for as long.
    socket.set_reuse_address(true).context("SO_REUSEADDR")?;
    socket.bind(&address.into()).with_context(|| format!("cannot bind {address}"))?;
    // ANCHOR_END: bind
    // END TODO(3)

    // TODO(4): Listen, then print `listening on IP:PORT` and return the socket.
    // Ask the socket itself for the address: with PORT 0 the system has chosen the port.
    // ANCHOR: listen
    // Clients who knock while you serve another one wait in a queue: the backlog is its length.
    let backlog = 128;
    socket.listen(backlog).with_context(|| format!("cannot listen on {address}"))?;
    let bound = socket.local_addr().context("getsockname")?;
    let bound = bound.as_socket().context("not an IP address")?;
    say(format_args!("listening on {bound}"));
    Ok(socket)
    // ANCHOR_END: listen
    // END TODO(4)
}

// ANCHOR: serve
/// Serves one client after the other, for ever: whatever happens to one, the next is served.
fn serve(listener: &Socket) -> ! {
    loop {
        if let Err(error) = serve_next(listener) {
            report(error);
        }
    }
}
// ANCHOR_END: serve

/// Waits for a client, and stays with it until its connection is closed.
fn serve_next(listener: &Socket) -> anyhow::Result<()> {
    // TODO(5): Accept the next client, and print `connected IP:PORT`.
    // `accept` gives you a second socket, for this client alone, and the client's address.
    // ANCHOR: accept
    let (connection, peer) = listener.accept().context("cannot accept")?;
    let peer = peer.as_socket().context("not an IP address")?;
    say(format_args!("connected {peer}"));
    // ANCHOR_END: accept
    // END TODO(5)

    // TODO(6): Hand the connection to `echo`, then print `disconnected IP:PORT`.
    // Print it also when the echo failed, and return that error with the client's address.
    // ANCHOR: close
    // `echo` owns the connection now. Where it returns, the connection's scope ends, and Rust
    // calls `close` for you: by the next line the client has been told.
    let outcome = echo(connection);
    say(format_args!("disconnected {peer}"));
    outcome.with_context(|| format!("client {peer}"))
    // ANCHOR_END: close
    // END TODO(6)
}

/// Sends back what the client sends, until it has closed its sending side.
fn echo(mut connection: Socket) -> io::Result<()> {
    // TODO(7): Read what has arrived and write it back, until a read gives 0 bytes.
    // Write back the bytes that were read, all of them, and no others.
    // ANCHOR: echo
    // Any size will do: the buffer limits how much you carry at once, not how long a message is.
    let mut buffer = [0; 4096];
    loop {
        // `read` returns as soon as there is something, be it a single byte.
        let length = connection.read(&mut buffer)?;
        if length == 0 {
            // No bytes means the end of the stream: the client sends no more, but still reads.
            return Ok(());
        }
        // One `write` may take only a part; `write_all` goes on until everything is sent.
        connection.write_all(&buffer[..length])?;
    }
    // ANCHOR_END: echo
    // END TODO(7)
}

// ANCHOR: say
/// Prints a line. `println!` would panic once nobody reads stdout; a server has better to do.
fn say(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Reports what went wrong, and what it went wrong with (the `#` asks for the whole chain).
fn report(error: impl Display) {
    let _ = writeln!(io::stderr(), "error: {error:#}");
}
// ANCHOR_END: say
