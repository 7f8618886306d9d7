//! Lab 7, the client: one loop over the keyboard and the connection, and no thread.

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
    // ANCHOR: main
    match args::client("lab7-client HOST PORT") {
        Ok((host, port)) => args::exit_status(run(&host, port)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

// ANCHOR: talk
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
// ANCHOR_END: talk

/// Talks to the server, until the server closes the connection.
fn run(host: &str, port: u16) -> anyhow::Result<()> {
    // TODO(2): Connect, make the connection non-blocking, and watch it and the keyboard.
    // To connect may wait: there is nothing else to do yet. Then turn until the talk is over.
    // ANCHOR: run
    let failure = || format!("cannot connect to {host} port {port}");
    let connection = TcpStream::connect((host, port)).with_context(failure)?;
    connection.set_nonblocking(true).context("cannot make a socket non-blocking")?;
    let mut watch = Watch::new()?;
    let connection = watch.add(connection, CONNECTION, Interest::Reading).context("cannot wait for the server")?;
    let keyboard = Keyboard::new(&watch, KEYBOARD).context("cannot wait for the keyboard")?;
    let (inbox, outbox) = (Inbox::default(), Outbox::default());
    let mut talk = Talk { connection, keyboard: Some(keyboard), inbox, outbox, sent: 0, acknowledged: 0 };
    let end = loop {
        match talk.turn(&mut watch) {
            Ok(true) => {}
            Ok(false) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    // ANCHOR_END: run
    // END TODO(2)

    // TODO(3): The server has closed the connection, or it has failed. Was that a good end?
    // It was if every message is acknowledged and nothing more was to be sent. Otherwise the
    // error is `N messages unacknowledged`, or if there are none, whatever went wrong.
    // ANCHOR: outcome
    let missing = talk.sent.saturating_sub(talk.acknowledged);
    ensure!(missing == 0, "{missing} messages unacknowledged");
    end?;
    ensure!(talk.keyboard.is_none(), "the server has closed the connection");
    Ok(())
    // ANCHOR_END: outcome
    // END TODO(3)
}

impl Talk {
    /// Waits once, and goes on with whatever can. False once the server has closed.
    fn turn(&mut self, watch: &mut Watch) -> anyhow::Result<bool> {
        // TODO(4): Wait; then receive, and read the keyboard, whichever of them can be read.
        // At last send what waits, with `self.send`. The system does not tell of a file: if
        // the keyboard is one, do not wait at all, and read it in each turn in which it
        // `is_read`.
        // ANCHOR: turn
        let is_file = self.is_read() && self.keyboard.as_ref().is_some_and(Keyboard::is_a_file);
        let ready = watch.wait(is_file.then_some(Duration::ZERO))?;
        if ready.iter().any(|ready| ready.key == CONNECTION && ready.can_read) && !self.receive()? {
            return Ok(false);
        }
        if is_file || ready.iter().any(|ready| ready.key == KEYBOARD) {
            self.read_keyboard()?;
        }
        self.send()?;
        Ok(true)
        // ANCHOR_END: turn
        // END TODO(4)
    }

    /// Prints every frame that is whole, and counts the answers. False at the end of the stream.
    fn receive(&mut self) -> anyhow::Result<bool> {
        // TODO(5): Read a piece into the inbox, and print each frame in it as `ack: TEXT`.
        // One that starts with `received: ` acknowledges a message, and `bye` a `/bye`. A read of
        // 0 bytes is the end; inside a frame that is an error.
        // ANCHOR: receive
        let mut piece = [0; PIECE];
        match (&*self.connection).read(&mut piece) {
            Ok(0) => {
                ensure!(self.inbox.is_empty(), "connection closed mid-frame");
                return Ok(false);
            }
            Ok(length) => self.inbox.put(&piece[..length]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            Err(error) => return Err(error).context("cannot receive"),
        }
        while let Some(payload) = self.inbox.take()? {
            say(format_args!("ack: {}", String::from_utf8_lossy(&payload)));
            if payload.starts_with(b"received: ") || payload == b"bye" {
                self.acknowledged += 1;
            }
        }
        Ok(true)
        // ANCHOR_END: receive
        // END TODO(5)
    }

    /// Puts what was typed into the outbox.
    fn read_keyboard(&mut self) -> anyhow::Result<()> {
        // TODO(6): Put each line of the keyboard into the outbox, and count it.
        // `/bye` is the last one. After it, and at the end of stdin, there is no keyboard any
        // more: an end of stdin that is watched would be told of for ever.
        // ANCHOR: keyboard
        let Some(keyboard) = &mut self.keyboard else {
            return Ok(());
        };
        let Some(lines) = keyboard.read().context("cannot read stdin")? else {
            self.keyboard = None;
            return Ok(());
        };
        for line in lines {
            self.outbox.put(&line)?;
            self.sent += 1;
            if line == b"/bye" {
                self.keyboard = None;
                return Ok(());
            }
        }
        Ok(())
        // ANCHOR_END: keyboard
        // END TODO(6)
    }

    /// Sends what the system takes now, and says what is waited for next.
    fn send(&mut self) -> anyhow::Result<()> {
        // TODO(7): Send what waits. Wait for writing only while something is left.
        // The keyboard waits while it is not read: its lines stay in the terminal. Once there is
        // no keyboard and nothing waits, close the sending side: `Shutdown::Write`. This runs in
        // every turn: that the side is closed already (`ENOTCONN`) is no error.
        // ANCHOR: send
        self.outbox.send(&*self.connection)?;
        let interest = if self.outbox.is_empty() { Interest::Reading } else { Interest::Both };
        self.connection.wait_for(interest).context("cannot wait for the server")?;
        let typing = if self.is_read() { Interest::Reading } else { Interest::Nothing };
        match &mut self.keyboard {
            Some(keyboard) => keyboard.wait_for(typing).context("cannot wait for the keyboard")?,
            // To close it twice is no mistake, and if the connection is gone, the next read says so.
            None if self.outbox.is_empty() => drop(self.connection.shutdown(Shutdown::Write)),
            None => {}
        }
        Ok(())
        // ANCHOR_END: send
        // END TODO(7)
    }

    /// Whether the keyboard is read from now: not while too much waits to be sent.
    fn is_read(&self) -> bool {
        self.keyboard.is_some() && !self.outbox.is_full()
    }
}
