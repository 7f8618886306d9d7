//! Lab 3, the client: delivers every line, however often the server goes and comes back.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail, ensure};

use args::{report, say};

#[path = "../args.rs"]
mod args;

/// The first pause before another try to connect. Each pause is twice the one before it.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);

/// The pauses grow no further than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How often the client looks after the server while it waits for the keyboard.
const GLANCE: Duration = Duration::from_millis(50);

// ANCHOR: states
/// The states of the client: the boxes of its diagram, `client.mmd`.
enum State {
    Disconnected,
    Connecting,
    /// The connection belongs to the state: in any other there is none to use by mistake.
    Connected(BufReader<TcpStream>),
    Closed,
}

impl State {
    fn name(&self) -> &'static str {
        match self {
            State::Disconnected => "disconnected",
            State::Connecting => "connecting",
            State::Connected(_) => "connected",
            State::Closed => "closed",
        }
    }
}
// ANCHOR_END: states

// ANCHOR: client
/// What the client remembers from one state to the next.
struct Client {
    host: String,
    port: u16,
    /// Gives the typed lines, one at a time; disconnected once stdin has ended.
    keyboard: Receiver<Vec<u8>>,
    /// The line in flight: taken from the keyboard, and not yet answered. It outlives the
    /// connection that it was sent on, and so can be sent again on the next one.
    in_flight: Option<Vec<u8>>,
    /// How long to wait before the next try to connect: not at all before the very first.
    pause: Duration,
}
// ANCHOR_END: client

fn main() -> ExitCode {
    // TODO(1): Take HOST and PORT from `args::client`, and give them to `run`.
    // `args::exit_status` makes an exit status of what `run` returns. If the arguments
    // make no sense, `args::client` has printed the usage line already, and its error is
    // the status.
    // ANCHOR: main
    match args::client("lab3-client HOST PORT") {
        Ok((host, port)) => args::exit_status(run(host, port)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Goes from state to state, and says so at every change, until it is closed.
fn run(host: String, port: u16) -> anyhow::Result<()> {
    let keyboard = start_keyboard()?;
    let pause = Duration::ZERO;
    let mut client = Client { host, port, keyboard, in_flight: None, pause };
    // TODO(2): Begin in `Disconnected`; print the state, do its work, and go to the next.
    // Print `state: NAME`, then use a `match` with an arm for each state, and the client's
    // methods `wait`, `connect` and `talk`. Report their errors here, and go on; return
    // only from `Closed`. Each arm is a box of the diagram, and what it ends with are the
    // arrows out of that box.
    // ANCHOR: machine
    let mut state = State::Disconnected;
    loop {
        say(format_args!("state: {}", state.name()));
        state = match state {
            State::Disconnected => {
                client.wait();
                State::Connecting
            }
            // An error is no reason to end, but it decides what the state is now. The
            // compiler sees to it that no state and no outcome is forgotten.
            State::Connecting => match client.connect() {
                Ok(connection) => State::Connected(connection),
                Err(error) => {
                    report(error);
                    State::Disconnected
                }
            },
            State::Connected(connection) => match client.talk(connection) {
                Ok(()) => State::Closed,
                Err(error) => {
                    report(error);
                    State::Disconnected
                }
            },
            State::Closed => return Ok(()),
        };
    }
    // ANCHOR_END: machine
    // END TODO(2)
}

impl Client {
    /// Lets the pause go by, and makes the next one longer.
    fn wait(&mut self) {
        // TODO(3): Sleep for the pause, then double it, up to the longest.
        // Clients that knock without a pause slow down the very server they wait for.
        // ANCHOR: pause
        #[expect(clippy::disallowed_methods, reason = "time is all that is waited for")]
        thread::sleep(self.pause);
        self.pause = (self.pause * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
        // ANCHOR_END: pause
        // END TODO(3)
    }

    /// Tries once to connect to the server.
    fn connect(&mut self) -> anyhow::Result<BufReader<TcpStream>> {
        // TODO(4): Connect, and make the next pause the shortest again.
        // If it fails, say in the error which host and port it was about. Return the
        // connection in a `BufReader`, which keeps what it has read until you ask for it.
        // ANCHOR: connect
        let Client { host, port, .. } = self;
        let failure = || format!("cannot connect to {host} port {port}");
        let connection = TcpStream::connect((host.as_str(), *port)).with_context(failure)?;
        // A client that keeps knocking on a free port of its own machine is one day given
        // that very port to knock from, and then TCP connects its socket to itself.
        ensure!(
            connection.local_addr().ok() != connection.peer_addr().ok(),
            "connected to myself, there is no server on port {}",
            self.port
        );
        self.pause = SHORTEST_PAUSE;
        Ok(BufReader::new(connection))
        // ANCHOR_END: connect
        // END TODO(4)
    }

    /// Sends line after line, until the server has answered `closed`.
    ///
    /// Any error means that the server is lost.
    fn talk(&mut self, mut connection: BufReader<TcpStream>) -> anyhow::Result<()> {
        // TODO(5): Again and again, `ask` about the line in flight, or the `next_line`.
        // A line is in flight, that is in `self.in_flight`, from when it is taken until it
        // has its answer. `close`, in any case, wants the answer `closed`, which ends the
        // loop; any other line wants `accepted`. Another answer than that is an error.
        // ANCHOR: talk
        loop {
            let line = match self.in_flight.take() {
                Some(line) => line,
                None => self.next_line(&connection)?,
            };
            // It has to be back in its place before anything can go wrong with it.
            let line = self.in_flight.insert(line);
            let is_close = line.eq_ignore_ascii_case(b"close");
            let wanted = if is_close { "closed" } else { "accepted" };
            let answer = ask(&mut connection, line)?;
            ensure!(
                answer == wanted.as_bytes(),
                "the answer is not `{wanted}` but `{}`",
                String::from_utf8_lossy(&answer)
            );
            self.in_flight = None;
            if is_close {
                return Ok(());
            }
        }
        // ANCHOR_END: talk
        // END TODO(5)
    }

    /// Waits for the next typed line, and notices meanwhile if the server is lost.
    fn next_line(&self, connection: &BufReader<TcpStream>) -> anyhow::Result<Vec<u8>> {
        // TODO(6): Wait for the keyboard, but call `look_after` before, and every 50 ms.
        // `self.keyboard.recv_timeout(GLANCE)` gives the next line, or one of two errors:
        // nothing was typed so far, or stdin has ended. The end counts as a typed `close`.
        // ANCHOR: next-line
        // Two things can happen, but you can wait for one only. So you wait for the
        // keyboard, and look after the server again and again. Lab 5 has a better way.
        loop {
            look_after(connection)?;
            match self.keyboard.recv_timeout(GLANCE) {
                Ok(line) => return Ok(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(b"close".to_vec()),
            }
        }
        // ANCHOR_END: next-line
        // END TODO(6)
    }
}

/// Sends a line, and waits for the answer, which is given without its newline.
fn ask(connection: &mut BufReader<TcpStream>, line: &[u8]) -> anyhow::Result<Vec<u8>> {
    // TODO(7): Send the line and a newline, then read up to the next newline.
    // `connection.get_mut()` is the socket to send on. The answer may come in pieces. If
    // the stream ends before its newline, there is no answer: that is an error.
    // ANCHOR: ask
    // That the line was sent says only that the system has taken it. It may never arrive,
    // or arrive where the program has died. Only the answer says that it was received.
    let message = [line, b"\n"].concat();
    connection.get_mut().write_all(&message).context("cannot send")?;
    let mut answer = Vec::new();
    connection.read_until(b'\n', &mut answer).context("cannot receive")?;
    ensure!(answer.pop() == Some(b'\n'), "the server closed before it had answered");
    Ok(answer)
    // ANCHOR_END: ask
    // END TODO(7)
}

// ANCHOR: look-after
/// Fails if the server has closed the connection, or has sent what nobody asked for.
///
/// `peek` looks at what has arrived, and leaves it there. It would wait for something to
/// arrive; nonblocking, it says `WouldBlock` instead, and here that is the good news.
fn look_after(connection: &BufReader<TcpStream>) -> anyhow::Result<()> {
    let socket = connection.get_ref();
    socket.set_nonblocking(true).context("O_NONBLOCK")?;
    let seen = socket.peek(&mut [0]);
    socket.set_nonblocking(false).context("O_NONBLOCK")?;
    // An answer to no question would be taken for the answer to the next one.
    ensure!(connection.buffer().is_empty(), "the server sent more than one answer");
    match seen {
        Ok(0) => bail!("the server closed the connection"),
        Ok(_) => bail!("the server sent an answer to no question"),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
        Err(error) => Err(error).context("the server is lost"),
    }
}
// ANCHOR_END: look-after

// ANCHOR: keyboard
/// Starts a thread that reads stdin, and gives the channel that its lines come out of.
///
/// A read from the keyboard can't be interrupted: it is left to wait in a thread alone.
fn start_keyboard() -> anyhow::Result<Receiver<Vec<u8>>> {
    // The channel has no room: `send` returns when the line has been taken. So the thread
    // is never more than a line ahead, even if a whole file waits for a server to come up.
    let (typed, keyboard) = mpsc::sync_channel(0);
    let read = move || {
        loop {
            match args::read_line() {
                Ok(Some(line)) => {
                    if typed.send(line).is_err() {
                        return;
                    }
                }
                Ok(None) => return,
                Err(error) => return report(format_args!("stdin: {error}")),
            }
        }
    };
    let thread = thread::Builder::new().name("keyboard".to_owned());
    thread.spawn(read).context("cannot start a thread")?;
    Ok(keyboard)
}
// ANCHOR_END: keyboard
