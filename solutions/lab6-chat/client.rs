//! Lab 6, the line client: what is typed goes to the server, and what comes is printed.

use std::io::{BufReader, Read};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use anyhow::{Context, bail};

use args::{report, say};
use frames::{LIMIT, read_frame, write_frame};
use protocol::{Command, Event};

#[path = "../args.rs"]
mod args;
mod frames;
mod protocol;

fn main() -> ExitCode {
    // TODO(1): Take HOST, PORT and NAME from `args::chat_client`, and give them to `run`.
    // ANCHOR: main
    match args::chat_client("lab6-client HOST PORT NAME") {
        Ok((host, port, name)) => args::exit_status(run(&host, port, name)),
        Err(status) => status,
    }
    // ANCHOR_END: main
    // END TODO(1)
}

/// Logs in, then lets two threads do the rest; the first of them that ends, ends it all.
fn run(host: &str, port: u16, name: String) -> anyhow::Result<()> {
    let failure = || format!("cannot connect to {host} port {port}");
    let connection = Arc::new(TcpStream::connect((host, port)).with_context(failure)?);
    let mut stream = BufReader::new(ReadHalf(connection.clone()));
    log_in(&connection, &mut stream, name)?;

    // Whether it was us who said goodbye: then the end of the stream is no error.
    let leaving = Arc::new(AtomicBool::new(false));
    let (done, outcome) = channel();
    let network = {
        let (done, leaving) = (done.clone(), leaving.clone());
        move || drop(done.send(print_events(&mut stream, &leaving)))
    };
    let keyboard = move || {
        // After a goodbye it is the network that ends the program, with the last news.
        if let Err(error) = send_typed(&connection, &leaving) {
            let _ = done.send(Err(error));
        }
    };
    // TODO(2): Start a thread for each of them, and wait for the first outcome.
    // `outcome.recv()` gives it. When `main` returns, the other thread ends with the
    // program, even if it is waiting for the keyboard.
    // ANCHOR: threads
    thread::Builder::new().name("network".to_owned()).spawn(network)?;
    thread::Builder::new().name("keyboard".to_owned()).spawn(keyboard)?;
    outcome.recv()?
    // ANCHOR_END: threads
    // END TODO(2)
}

/// Asks for a name, and waits for the answer.
fn log_in(connection: &TcpStream, stream: &mut BufReader<ReadHalf>, name: String) -> anyhow::Result<()> {
    // TODO(3): Send `LOGIN name`, and read what the server tells until it says `OK`.
    // Print `logged in as NAME` then. A refusal is an error; so is the end of the stream.
    // ANCHOR: log-in
    send(connection, &Command::Login(name))?;
    while let Some(payload) = read_frame(stream)? {
        match Event::parse(&payload) {
            Some(Event::LoggedIn(name)) => {
                say(format_args!("logged in as {name}"));
                return Ok(());
            }
            Some(Event::Refused(refusal, text)) => bail!("{}: {}", refusal.code(), printable(&text)),
            _ => {}
        }
    }
    bail!("the server closed the connection")
    // ANCHOR_END: log-in
    // END TODO(3)
}

/// Prints what the server tells, until it closes the connection.
fn print_events(stream: &mut BufReader<ReadHalf>, leaving: &AtomicBool) -> anyhow::Result<()> {
    // TODO(4): Read frame after frame, and print each event.
    // `FROM: TEXT`, `users: a b c`, `* NAME joined`, `* NAME left`; a refusal is reported,
    // and ends nothing. The end of the stream is an error, unless we are leaving.
    // ANCHOR: events
    loop {
        let payload = match read_frame(stream) {
            Ok(Some(payload)) => payload,
            _ if leaving.load(Ordering::SeqCst) => return Ok(()),
            Ok(None) => bail!("the server closed the connection"),
            Err(error) => return Err(error),
        };
        match Event::parse(&payload) {
            Some(Event::Message { from, text }) => say(format_args!("{from}: {}", printable(&text))),
            Some(Event::Users(names)) => say(format_args!("users: {}", names.join(" "))),
            Some(Event::Joined(name)) => say(format_args!("* {name} joined")),
            Some(Event::Left(name)) => say(format_args!("* {name} left")),
            Some(Event::Refused(refusal, text)) => {
                report(format_args!("{}: {}", refusal.code(), printable(&text)));
            }
            Some(Event::LoggedIn(_)) | None => {}
        }
    }
    // ANCHOR_END: events
    // END TODO(4)
}

/// Does what is typed, until `/bye` or the end of stdin.
fn send_typed(connection: &TcpStream, leaving: &AtomicBool) -> anyhow::Result<()> {
    let mut to: Option<String> = None;
    // TODO(5): Read the lines of stdin, and send what they ask for.
    // `/chat NAME` only changes `to`. Any line that is no command is a message to them; if
    // there is nobody yet, report `choose somebody with /chat NAME`.
    // ANCHOR: typed
    while let Some(line) = args::read_line().context("stdin")? {
        let line = String::from_utf8_lossy(&line);
        let command = match (line.as_ref(), &to) {
            ("/bye", _) => break,
            ("/users", _) => Command::Users,
            (line, _) if line.starts_with("/chat ") => {
                to = Some(line["/chat ".len()..].to_owned());
                continue;
            }
            (line, Some(to)) => Command::Message { to: to.clone(), text: line.to_owned() },
            (_, None) => {
                report("choose somebody with /chat NAME");
                continue;
            }
        };
        send(connection, &command)?;
    }
    // ANCHOR_END: typed
    // END TODO(5)

    // TODO(6): Note in `leaving` that this is a goodbye, and send `QUIT`.
    // Shut down the sending side behind it.
    // What the server still has to tell is printed, and then it closes the connection.
    // ANCHOR: goodbye
    leaving.store(true, Ordering::SeqCst);
    send(connection, &Command::Quit)?;
    connection.shutdown(Shutdown::Write).context("cannot close")
    // ANCHOR_END: goodbye
    // END TODO(6)
}

/// Sends a command; one that is too long is reported, and not sent.
fn send(mut connection: &TcpStream, command: &Command) -> anyhow::Result<()> {
    let text = command.to_string();
    if text.len() > LIMIT {
        report("the message does not fit a frame");
        return Ok(());
    }
    write_frame(&mut connection, text.as_bytes())
}

/// Takes the sting out of what others wrote: a newline or an escape sequence in it could
/// pass for something that this program says, or paint the terminal.
fn printable(text: &str) -> String {
    let harmless = |c: char| if c.is_control() && c != '\t' { '\u{FFFD}' } else { c };
    text.chars().map(harmless).collect()
}

/// The reading side of a connection that two threads share.
struct ReadHalf(Arc<TcpStream>);

impl Read for ReadHalf {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        (&*self.0).read(buffer)
    }
}
