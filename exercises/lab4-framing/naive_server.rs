//! Lab 4, the experiment: takes what one read gives for one message, which it is not.
//!
//! It is given, and wrong: run it with `lab4-naive-client`, and look where its messages
//! end.

use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::Context;

use args::{report, say};

#[path = "../args.rs"]
mod args;

/// The pause before each read, long enough for many messages to arrive.
const PAUSE: Duration = Duration::from_millis(500);

/// How much of a long message is shown, from its beginning and from its end.
const SHOWN: usize = 30;

fn main() -> ExitCode {
    match args::server("lab4-naive-server PORT [HOST]") {
        Ok(address) => args::exit_status(run(address)),
        Err(status) => status,
    }
}

fn run(address: SocketAddr) -> anyhow::Result<()> {
    let bound = TcpListener::bind(address);
    let listener = bound.with_context(|| format!("cannot listen on {address}"))?;
    say(format_args!("listening on {}", listener.local_addr()?));
    loop {
        let client = listener.accept().context("cannot accept");
        if let Err(error) = client.and_then(|(connection, _)| print_reads(connection)) {
            report(error);
        }
    }
}

fn print_reads(mut connection: TcpStream) -> anyhow::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        #[expect(clippy::disallowed_methods, reason = "the experiment is to be slow")]
        thread::sleep(PAUSE);
        let length = connection.read(&mut buffer).context("cannot receive")?;
        if length == 0 {
            return Ok(());
        }
        say(format_args!("one read, {length} bytes: {}", shorten(&buffer[..length])));
    }
}

/// Leaves out the middle of a long message.
fn shorten(message: &[u8]) -> String {
    let text = String::from_utf8_lossy;
    if message.len() <= 2 * SHOWN {
        return text(message).into_owned();
    }
    let (beginning, end) = (&message[..SHOWN], &message[message.len() - SHOWN..]);
    format!("{} ... {}", text(beginning), text(end))
}
