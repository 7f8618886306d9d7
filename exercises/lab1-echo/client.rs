//! Lab 1, the client: sends one message, and prints everything that comes back.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::env;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;

use anyhow::Context;

fn main() -> ExitCode {
    let Some((host, port, message)) = arguments() else {
        let _ = writeln!(io::stderr(), "usage: lab1-client HOST PORT MESSAGE");
        return ExitCode::from(2);
    };
    match run(&host, port, &message) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The `#` asks for the whole chain: what you tried, and why it failed.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Reads `HOST PORT MESSAGE` from the command line; `None` if they make no sense.
fn arguments() -> Option<(String, u16, String)> {
    // TODO(1): Take HOST, PORT and MESSAGE from the command line.
    // Where they make no sense (too few, too many, a port that is no number from 0 to 65535),
    // return `None`. HOST may be a name: leave it as it is.
    todo!("TODO(1): Take HOST, PORT and MESSAGE from the command line.");
}

/// Sends the message, and prints the reply.
fn run(host: &str, port: u16, message: &str) -> anyhow::Result<()> {
    // TODO(2): Connect to the server.
    // If that fails, say in the error which host and port it was about.
    todo!("TODO(2): Connect to the server.");

    // TODO(3): Send the bytes of the message, all of them.
    todo!("TODO(3): Send the bytes of the message, all of them.");

    // TODO(4): Close your sending side, and leave the receiving side open.
    todo!("TODO(4): Close your sending side, and leave the receiving side open.");

    // TODO(5): Read until the server closes the connection.
    // The reply may come in many pieces, and may be longer than any buffer you choose.
    todo!("TODO(5): Read until the server closes the connection.");

    // TODO(6): Print the reply after `received: `, also if it is not UTF-8.
    todo!("TODO(6): Print the reply after `received: `, also if it is not UTF-8.");
}
