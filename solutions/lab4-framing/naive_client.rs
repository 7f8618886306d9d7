//! Lab 4, the experiment: sends numbered messages as fast as it can, one after another.
//!
//! It is given, and nothing is wrong with its sending: watch what `lab4-naive-server`
//! receives.

use std::io::Write;
use std::net::TcpStream;
use std::process::ExitCode;

use anyhow::Context;

#[path = "../args.rs"]
mod args;

/// Together they are some kilobytes more than the server reads at once.
const MESSAGES: usize = 1_000;

fn main() -> ExitCode {
    match args::client("lab4-naive-client HOST PORT") {
        Ok((host, port)) => args::exit_status(run(&host, port)),
        Err(status) => status,
    }
}

// ANCHOR: send
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    let failure = || format!("cannot connect to {host} port {port}");
    let mut connection = TcpStream::connect((host, port)).with_context(failure)?;
    for number in 1..=MESSAGES {
        let message = format!("Message {number}");
        connection.write_all(message.as_bytes()).context("cannot send")?;
    }
    args::say(format_args!("sent {MESSAGES} messages"));
    Ok(())
}
// ANCHOR_END: send
