//! Lab 2, the UDP client: sends each line as a datagram, and asks again if no reply comes.

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
    // ANCHOR: main
    match args::client("lab2-client HOST PORT") {
        Ok((host, port)) => args::exit_status(run(&host, port)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Asks the server about each line of stdin, and prints the replies.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Look up the addresses of the server, and collect them in a `Vec`.
    // A name may have several; you can't know which of them the server has.
    // ANCHOR: resolve
    let mut servers: Vec<SocketAddr> =
        (host, port).to_socket_addrs().with_context(|| format!("cannot resolve {host}"))?.collect();
    // ANCHOR_END: resolve
    // END TODO(2)

    // TODO(3): Hand each line to `ask_in_turn`, and print its reply on a line of its own.
    // `args::read_line` gives you the lines as bytes. The reply may not be UTF-8.
    // ANCHOR: lines
    while let Some(line) = args::read_line().context("stdin")? {
        let reply = ask_in_turn(&mut servers, &line)?;
        writeln!(io::stdout(), "{}", String::from_utf8_lossy(&reply)).context("stdout")?;
    }
    Ok(())
    // ANCHOR_END: lines
    // END TODO(3)
}

// ANCHOR: in-turn
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
// ANCHOR_END: in-turn

/// Sends the line to the server, up to three times, and returns the reply.
fn ask(server: SocketAddr, line: &[u8]) -> anyhow::Result<Vec<u8>> {
    // TODO(4): Bind a UDP socket of the server's family, to any port of your own.
    // ANCHOR: bind
    // The server answers to the port you send from. It is no matter which: 0 asks for a free one.
    // A new one for each line has a use, too. A reply that comes too late, or twice, goes to a
    // port that is no longer yours, and is not taken for the reply to the next line.
    let socket = match server {
        SocketAddr::V4(_) => UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)),
        SocketAddr::V6(_) => UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0)),
    };
    let socket = socket.context("cannot bind")?;
    // ANCHOR_END: bind
    // END TODO(4)

    // TODO(5): Send the line and call `wait_for_reply`, three times at most.
    // If no try was answered, the error is `no reply from IP:PORT`.
    // ANCHOR: tries
    // That it was sent says nothing: the datagram, or its reply, can be lost on the way.
    for _ in 0..TRIES {
        socket.send_to(line, server).with_context(|| format!("cannot send {} bytes to {server}", line.len()))?;
        if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }
    }
    bail!("no reply from {server}")
    // ANCHOR_END: tries
    // END TODO(5)
}

/// Waits 300 ms for a datagram from the server; `None` if there was none.
fn wait_for_reply(socket: &UdpSocket, server: SocketAddr) -> anyhow::Result<Option<Vec<u8>>> {
    // TODO(6): Receive until a datagram from the server is there or the time is up.
    // Others can send to your port, too: what comes from any other address is no reply, and
    // must not buy the server more time. `is_no_reply_yet` tells you which errors are none.
    // ANCHOR: wait
    let deadline = Instant::now() + PATIENCE;
    let mut buffer = vec![0; BUFFER_SIZE];
    loop {
        // Each wait gets only what is left. With 300 ms for every wait, a stranger who keeps
        // sending would keep you here for ever.
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(None);
        }
        socket.set_read_timeout(Some(left)).context("SO_RCVTIMEO")?;
        match socket.recv_from(&mut buffer) {
            Ok((length, peer)) if peer == server => {
                buffer.truncate(length);
                return Ok(Some(buffer));
            }
            Ok(_stranger) => {}
            Err(error) if is_no_reply_yet(&error) => {}
            Err(error) => return Err(error).context("cannot receive"),
        }
    }
    // ANCHOR_END: wait
    // END TODO(6)
}

// ANCHOR: no-reply-yet
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
// ANCHOR_END: no-reply-yet
