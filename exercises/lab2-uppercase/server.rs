//! Lab 2, the UDP server: answers every datagram with the same bytes in ASCII upper case.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

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
    todo!("TODO(1): Take the address to bind from `args::server`, and give it to `run`.");
}

/// Answers one datagram after the other, for ever: nothing a client does ends the server.
fn run(address: SocketAddr) -> anyhow::Result<()> {
    let socket = open(address)?;
    loop {
        if let Err(error) = answer_next(&socket) {
            report(error);
        }
    }
}

/// Opens the one socket of this server. All its clients share it.
fn open(address: SocketAddr) -> anyhow::Result<UdpSocket> {
    // TODO(2): Bind a UDP socket, print `listening on IP:PORT`, and return the socket.
    // There is no `listen` and no `accept`: nobody connects, datagrams just arrive.
    todo!("TODO(2): Bind a UDP socket, print `listening on IP:PORT`, and return the socket.");
}

/// Waits for a datagram, and answers it.
fn answer_next(socket: &UdpSocket) -> anyhow::Result<()> {
    // TODO(3): Receive one datagram into a buffer that is large enough for any.
    // You get its length, and the address of whoever sent it.
    todo!("TODO(3): Receive one datagram into a buffer that is large enough for any.");

    // TODO(4): Change the bytes that were received to ASCII upper case.
    todo!("TODO(4): Change the bytes that were received to ASCII upper case.");

    // TODO(5): Send them back, as one datagram, to where they came from.
    // If that fails, say in the error whom it was for.
    todo!("TODO(5): Send them back, as one datagram, to where they came from.");
}
