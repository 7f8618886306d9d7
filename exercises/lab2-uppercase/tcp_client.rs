//! Lab 2, the TCP client: sends one line, and prints what the server makes of it.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;

use anyhow::Context;

#[path = "../args.rs"]
mod args;

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments make no
    // sense, `args::client` has printed the usage line already, and its error is the status.
    todo!("TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.");
}

/// Sends the first line of stdin to the server, and prints the reply.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Connect to the server, before you read from the keyboard.
    // If that fails, say in the error which host and port it was about.
    todo!("TODO(2): Connect to the server, before you read from the keyboard.");

    // TODO(3): Read one line from stdin, with `args::read_line`, and send its bytes.
    // No line at all is the same as an empty one.
    todo!("TODO(3): Read one line from stdin, with `args::read_line`, and send its bytes.");

    // TODO(4): Close your sending side, so that the server knows the line is complete.
    todo!("TODO(4): Close your sending side, so that the server knows the line is complete.");

    // TODO(5): Read until the server closes, and print it after `From Server: `.
    todo!("TODO(5): Read until the server closes, and print it after `From Server: `.");
}
