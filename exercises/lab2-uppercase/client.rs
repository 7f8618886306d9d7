//! Lab 2, the UDP client: sends each line as a datagram, and asks again if no reply comes.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

#[path = "../args.rs"]
mod args;

/// How often a line is sent before the client gives up.
const TRIES: usize = 3;

/// How long each try waits for its reply.
const PATIENCE: Duration = Duration::from_millis(300);

/// More than any datagram can hold: over IPv4 the largest has 65,507 bytes.
const BUFFER_SIZE: usize = 65_536;

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments make no
    // sense, `args::client` has printed the usage line already, and its error is the status.
    todo!("TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.");
}

/// Asks the server about each line of stdin, and prints the replies.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Look up the addresses of the server, and collect them in a `Vec`.
    // A name may have several; you can't know which of them the server has.
    todo!("TODO(2): Look up the addresses of the server, and collect them in a `Vec`.");

    // TODO(3): Hand each line to `ask_in_turn`, and print its reply on a line of its own.
    // `args::read_line` gives you the lines as bytes. The reply may not be UTF-8.
    todo!("TODO(3): Hand each line to `ask_in_turn`, and print its reply on a line of its own.");
}

/// Asks the servers in turn until one has answered, and keeps that one for the lines to come.
///
/// TCP's `connect` does this for you. With UDP a wrong address looks like any lost datagram.
fn ask_in_turn(servers: &mut Vec<SocketAddr>, line: &[u8]) -> anyhow::Result<Vec<u8>> {
    while let Some(&server) = servers.first() {
        match ask(server, line) {
            Ok(reply) => {
                servers.truncate(1);
                return Ok(reply);
            }
            Err(error) if servers.len() == 1 => return Err(error),
            Err(error) => args::report(error),
        }
        servers.remove(0);
    }
    bail!("the name has no address")
}

/// Sends the line to the server, up to three times, and returns the reply.
fn ask(server: SocketAddr, line: &[u8]) -> anyhow::Result<Vec<u8>> {
    // TODO(4): Bind a UDP socket of the server's family, to any port of your own.
    todo!("TODO(4): Bind a UDP socket of the server's family, to any port of your own.");

    // TODO(5): Send the line and call `wait_for_reply`, three times at most.
    // If no try was answered, the error is `no reply from IP:PORT`.
    todo!("TODO(5): Send the line and call `wait_for_reply`, three times at most.");
}

/// Waits 300 ms for a datagram from the server; `None` if there was none.
fn wait_for_reply(socket: &UdpSocket, server: SocketAddr) -> anyhow::Result<Option<Vec<u8>>> {
    // TODO(6): Receive until a datagram from the server is there or the time is up.
    // Others can send to your port, too: what comes from any other address is no reply, and
    // must not buy the server more time. `is_no_reply_yet` tells you which errors are none.
    todo!("TODO(6): Receive until a datagram from the server is there or the time is up.");
}

/// Whether an error means no more than that nothing has arrived.
///
/// Linux says `WouldBlock` when the time is up, other systems `TimedOut`. A datagram to a port
/// that nobody has comes back as an ICMP error, which some systems turn into a refusal or a reset.
/// It says that one datagram found no door; the server may be up by the next.
fn is_no_reply_yet(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::WouldBlock
            | ErrorKind::TimedOut
            | ErrorKind::Interrupted
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
    )
}
