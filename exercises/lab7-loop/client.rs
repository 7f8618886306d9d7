//! Lab 7, the client: one loop over the keyboard and the connection, and no thread.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io::{ErrorKind, Read};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, ensure};

use args::say;
use inbox::Inbox;
use keyboard::Keyboard;
use outbox::Outbox;
use watch::{Interest, Watch, Watched};

#[path = "../args.rs"]
mod args;
#[path = "../frames.rs"]
mod frames;
mod inbox;
mod keyboard;
mod outbox;
mod watch;

const CONNECTION: usize = 0;
const KEYBOARD: usize = 1;

/// The most that one read takes.
const PIECE: usize = 64 * 1024;

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::client` has printed the usage line already, and its error is
    // the status.
    todo!("TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.");
}

/// The talk with the server.
struct Talk {
    connection: Watched<TcpStream>,
    /// None once nothing more is going to be sent: stdin has ended, or `/bye` was typed.
    keyboard: Option<Keyboard>,
    inbox: Inbox,
    outbox: Outbox,
    /// Messages that were typed, a `/bye` included.
    sent: usize,
    /// Answers that acknowledge one of them.
    acknowledged: usize,
}

/// Talks to the server, until the server closes the connection.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Connect, make the connection non-blocking, and watch it and the keyboard.
    // To connect may wait: there is nothing else to do yet. Then turn until the talk is over.
    todo!("TODO(2): Connect, make the connection non-blocking, and watch it and the keyboard.");

    // TODO(3): The server has closed the connection, or it has failed. Was that a good end?
    // It was if every message is acknowledged and nothing more was to be sent. Otherwise the
    // error is `N messages unacknowledged`, or if there are none, whatever went wrong.
    todo!("TODO(3): The server has closed the connection, or it has failed. Was that a good end?");
}

impl Talk {
    /// Waits once, and goes on with whatever can. False once the server has closed.
    fn turn(&mut self, watch: &mut Watch) -> anyhow::Result<bool> {
        // TODO(4): Wait; then receive, and read the keyboard, whichever of them can be read.
        // At last send what waits, with `self.send`. The system does not tell of a file: if
        // the keyboard is one, do not wait at all, and read it in each turn in which it
        // `is_read`.
        todo!("TODO(4): Wait; then receive, and read the keyboard, whichever of them can be read.");
    }

    /// Prints every frame that is whole, and counts the answers. False at the end of the stream.
    fn receive(&mut self) -> anyhow::Result<bool> {
        // TODO(5): Read a piece into the inbox, and print each frame in it as `ack: TEXT`.
        // One that starts with `received: ` acknowledges a message, and `bye` a `/bye`. A read of
        // 0 bytes is the end; inside a frame that is an error.
        todo!("TODO(5): Read a piece into the inbox, and print each frame in it as `ack: TEXT`.");
    }

    /// Puts what was typed into the outbox.
    fn read_keyboard(&mut self) -> anyhow::Result<()> {
        // TODO(6): Put each line of the keyboard into the outbox, and count it.
        // `/bye` is the last one. After it, and at the end of stdin, there is no keyboard any
        // more: an end of stdin that is watched would be told of for ever.
        todo!("TODO(6): Put each line of the keyboard into the outbox, and count it.");
    }

    /// Sends what the system takes now, and says what is waited for next.
    fn send(&mut self) -> anyhow::Result<()> {
        // TODO(7): Send what waits. Wait for writing only while something is left.
        // The keyboard waits while it is not read: its lines stay in the terminal. Once there is
        // no keyboard and nothing waits, close the sending side: `Shutdown::Write`. This runs in
        // every turn: that the side is closed already (`ENOTCONN`) is no error.
        todo!("TODO(7): Send what waits. Wait for writing only while something is left.");
    }

    /// Whether the keyboard is read from now: not while too much waits to be sent.
    fn is_read(&self) -> bool {
        self.keyboard.is_some() && !self.outbox.is_full()
    }
}
