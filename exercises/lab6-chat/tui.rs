//! Lab 6, the full-screen client: a list of users, and a window in which one talks to each of them.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::io;
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::{Context, anyhow, bail};
use crossterm::event::{
    DisableMouseCapture, EnableMouseCapture, Event as Input, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
    MouseButton, MouseEventKind,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, event, execute};
use ratatui::layout::Rect;
use ratatui::{Terminal, backend::CrosstermBackend};

use frames::{LIMIT, read_frame, write_frame};
use protocol::{Command, Event};
use room::Room;

#[path = "../args.rs"]
mod args;
mod frames;
mod protocol;
mod room;
mod view;

fn main() -> ExitCode {
    // TODO(1): Take HOST, PORT and NAME from `args::chat_client`, and give them to `run`.
    todo!("TODO(1): Take HOST, PORT and NAME from `args::chat_client`, and give them to `run`.");
}

/// Something that the main thread waits for. It does not know which comes first.
enum Happening {
    /// A key, the mouse, another size of the window.
    Input(Input),
    /// The server has told something.
    Told(Event),
    /// The server or the terminal is gone.
    Over(anyhow::Error),
}

/// Logs in as long as the terminal is an ordinary one, so that a refusal is an ordinary line.
fn run(host: &str, port: u16, name: String) -> anyhow::Result<()> {
    let failure = || format!("cannot connect to {host} port {port}");
    let mut connection = TcpStream::connect((host, port)).with_context(failure)?;
    let name = log_in(&mut connection, name)?;

    let (sender, happenings) = channel();
    let (mut reader, network) = (connection.try_clone()?, sender.clone());
    let screen = Screen::open()?;
    // TODO(2): Start two threads, which do nothing but wait.
    // One calls `read_server(&mut reader, &network)`, the other `read_terminal(&sender)`.
    todo!("TODO(2): Start two threads, which do nothing but wait.");
    talk(screen, &mut connection, Room::new(name), happenings.iter())
}

/// Asks for a name, waits for the answer, and asks who is there.
fn log_in(connection: &mut TcpStream, name: String) -> anyhow::Result<String> {
    // TODO(3): Send `LOGIN name`, and read frames until the server says `OK`.
    // A refusal is an error; so is the end of the stream. Then send `USERS`: the answer
    // comes later, like everything else.
    todo!("TODO(3): Send `LOGIN name`, and read frames until the server says `OK`.");
}

/// Draws, waits until something happens, and draws again.
fn talk(
    mut screen: Screen,
    connection: &mut TcpStream,
    mut room: Room,
    happenings: impl Iterator<Item = Happening>,
) -> anyhow::Result<()> {
    screen.draw(&room)?;
    for happening in happenings {
        // TODO(4): Do what the happening asks for.
        // Esc and Ctrl-C (`is_goodbye`) send `QUIT` and return. Any other key is for
        // `room.press`, which may give a command to send. A click of the left button on a
        // name (`view::name_at`) opens the conversation. `room` is told what the server
        // tells. What is `Over` is an error.
        todo!("TODO(4): Do what the happening asks for.");
        screen.draw(&room)?;
    }
    Ok(())
}

/// Passes on what the server tells, until it closes the connection.
fn read_server(connection: &mut TcpStream, happenings: &Sender<Happening>) {
    let over = loop {
        match read_frame(connection) {
            Ok(Some(payload)) => {
                let event = Event::parse(&payload).map(Happening::Told);
                if event.is_some_and(|event| happenings.send(event).is_err()) {
                    return;
                }
            }
            Ok(None) => break anyhow!("the server closed the connection"),
            Err(error) => break error,
        }
    };
    let _ = happenings.send(Happening::Over(over));
}

/// Passes on keys, clicks and new sizes of the window.
fn read_terminal(happenings: &Sender<Happening>) {
    loop {
        let happening = match event::read() {
            Ok(input) => Happening::Input(input),
            Err(error) => Happening::Over(anyhow!(error).context("cannot read the terminal")),
        };
        let is_over = matches!(happening, Happening::Over(_));
        if happenings.send(happening).is_err() || is_over {
            return;
        }
    }
}

/// In raw mode Ctrl-C is a key like any other: nobody makes a signal of it.
fn is_goodbye(key: KeyEvent) -> bool {
    let ctrl_c = key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL);
    key.code == KeyCode::Esc || ctrl_c
}

/// Sends a command; one that is too long for a frame is not sent.
fn send(connection: &mut TcpStream, command: &Command) -> anyhow::Result<()> {
    let text = command.to_string();
    if text.len() > LIMIT { Ok(()) } else { write_frame(connection, text.as_bytes()) }
}

/// The terminal while it is ours. However the program ends, it is put back as it was.
struct Screen(Terminal<CrosstermBackend<io::Stdout>>);

impl Screen {
    /// Takes the terminal over: key by key, on a second screen, with the mouse.
    fn open() -> anyhow::Result<Screen> {
        // TODO(5): Turn raw mode on, enter the alternate screen, and ask for the mouse.
        // `enable_raw_mode`, and `execute!` with `EnterAlternateScreen` and
        // `EnableMouseCapture`. See to it that a panic puts the terminal back before its
        // message is printed: `std::panic::set_hook`.
        todo!("TODO(5): Turn raw mode on, enter the alternate screen, and ask for the mouse.");
    }

    fn draw(&mut self, room: &Room) -> anyhow::Result<()> {
        self.0.draw(|frame| view::draw(frame, room)).context("cannot draw")?;
        Ok(())
    }

    fn area(&self) -> anyhow::Result<Rect> {
        Ok(Rect::from(((0, 0).into(), self.0.size()?)))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back: everything that `Screen::open` did, in the opposite order.
fn restore() {
    // TODO(6): Undo what `Screen::open` did.
    // The mouse goes off, the alternate screen is left, the cursor is shown, and raw mode
    // ends. Nobody is left to be told of errors.
    todo!("TODO(6): Undo what `Screen::open` did.");
}
