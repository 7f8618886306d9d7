//! Lab 2, the UDP server: answers every datagram with the same bytes in ASCII upper case.

use std::net::{SocketAddr, UdpSocket};
use std::process::ExitCode;

use anyhow::Context;

use args::{report, say};

#[path = "../args.rs"]
mod args;

/// More than any datagram can hold: over IPv4 the largest has 65,507 bytes.
const BUFFER_SIZE: usize = 65_536;

fn main() -> ExitCode {
    // TODO(1): Take the address to bind from `args::server`, and give it to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments make no
    // sense, `args::server` has printed the usage line already, and its error is the status.
    // ANCHOR: main
    match args::server("lab2-server PORT [HOST]") {
        Ok(address) => args::exit_status(run(address)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

// ANCHOR: run
/// Answers one datagram after the other, for ever: nothing a client does ends the server.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    let socket = open(address)?;
    loop {
        if let Err(error) = answer_next(&socket) {
            report(error);
        }
    }
}
// ANCHOR_END: run

/// Opens the one socket of this server. All its clients share it.
fn open(address: SocketAddr) -> anyhow::Result<UdpSocket> {
    // TODO(2): Bind a UDP socket, print `listening on IP:PORT`, and return the socket.
    // There is no `listen` and no `accept`: nobody connects, datagrams just arrive.
    // ANCHOR: bind
    let socket = UdpSocket::bind(address).with_context(|| format!("cannot bind {address}"))?;
    say(format_args!("listening on {}", socket.local_addr()?));
    Ok(socket)
    // ANCHOR_END: bind
    // END TODO(2)
}

/// Waits for a datagram, and answers it.
fn answer_next(socket: &UdpSocket) -> anyhow::Result<()> {
    // TODO(3): Receive one datagram into a buffer that is large enough for any.
    // You get its length, and the address of whoever sent it.
    // ANCHOR: receive
    // One call, one datagram, whole: there is no loop. But what does not fit the buffer is cut
    // off and lost, so the buffer has to be large enough.
    let mut buffer = [0; BUFFER_SIZE];
    let (length, peer) = socket.recv_from(&mut buffer).context("cannot receive")?;
    // ANCHOR_END: receive
    // END TODO(3)

    // TODO(4): Change the bytes that were received to ASCII upper case.
    // ANCHOR: uppercase
    // These may be any bytes, not only text: a to z change, every other byte stays.
    let datagram = &mut buffer[..length];
    datagram.make_ascii_uppercase();
    // ANCHOR_END: uppercase
    // END TODO(4)

    // TODO(5): Send them back, as one datagram, to where they came from.
    // If that fails, say in the error whom it was for.
    // ANCHOR: send
    // There is no connection that would know the way: each datagram is given its address.
    socket.send_to(datagram, peer).with_context(|| format!("cannot answer {peer}"))?;
    Ok(())
    // ANCHOR_END: send
    // END TODO(5)
}
