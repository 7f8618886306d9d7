//! A window to click in: a row of lamps, and a click switches one on or off.
use std::io;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::Context;
use crossterm::event::{DisableMouseCapture, EnableMouseCapture, Event, KeyCode, KeyModifiers, MouseEventKind};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, event, execute};
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::widgets::{Block, Paragraph};
use ratatui::{Frame, Terminal, backend::CrosstermBackend};

// ANCHOR: happening
/// Something that the main thread waits for. It does not know which comes first.
enum Happening {
    /// A key, the mouse, another size of the window.
    Input(Event),
    /// A second is over.
    Second,
}
// ANCHOR_END: happening

// ANCHOR: model
/// What the program knows. It has no terminal, and no thread.
#[derive(Default)]
struct Lamps {
    is_on: [bool; 4],
    seconds: u64,
}

impl Lamps {
    fn switch(&mut self, number: usize) {
        self.is_on[number] = !self.is_on[number];
    }

    /// The lamps that are on, and how long the program has been running.
    fn sum(&self) -> String {
        let on = self.is_on.iter().filter(|is_on| **is_on).count();
        format!("{on} on, {} s", self.seconds)
    }
}
// ANCHOR_END: model

// ANCHOR: parts
/// Where each lamp stands, and the line below them.
fn parts(area: Rect) -> ([Rect; 4], Rect) {
    let [row, below] = Layout::vertical([Constraint::Length(3), Constraint::Length(1)]).areas(area);
    (Layout::horizontal([Constraint::Length(9); 4]).areas(row), below)
}
// ANCHOR_END: parts

// ANCHOR: draw
fn draw(frame: &mut Frame, lamps: &Lamps) {
    let (places, below) = parts(frame.area());
    for (place, is_on) in places.into_iter().zip(lamps.is_on) {
        let text = if is_on { "  on" } else { "  off" };
        frame.render_widget(Paragraph::new(text).block(Block::bordered()), place);
    }
    frame.render_widget(Paragraph::new(lamps.sum()), below);
}
// ANCHOR_END: draw

// ANCHOR: lamp-at
/// The lamp that was drawn in this column and row, if there is one.
fn lamp_at(area: Rect, x: u16, y: u16) -> Option<usize> {
    let (places, _) = parts(area);
    places.iter().position(|place| place.contains(Position { x, y }))
}
// ANCHOR_END: lamp-at

fn main() -> anyhow::Result<()> {
    // ANCHOR: threads
    let (sender, happenings) = channel();
    let clock = sender.clone();
    let mut terminal = Window::open()?;
    thread::Builder::new().name("clock".to_owned()).spawn(move || tell_seconds(&clock))?;
    thread::Builder::new().name("terminal".to_owned()).spawn(move || tell_input(&sender))?;
    // ANCHOR_END: threads
    // ANCHOR: loop
    let mut lamps = Lamps::default();
    terminal.0.draw(|frame| draw(frame, &lamps))?;
    for happening in happenings {
        match happening {
            Happening::Second => lamps.seconds += 1,
            Happening::Input(Event::Key(key)) if is_end(key.code, key.modifiers) => break,
            Happening::Input(Event::Mouse(mouse)) if matches!(mouse.kind, MouseEventKind::Down(_)) => {
                let area = Rect::from((Position::ORIGIN, terminal.0.size()?));
                if let Some(number) = lamp_at(area, mouse.column, mouse.row) {
                    lamps.switch(number);
                }
            }
            // Other keys, and another size of the window: it is drawn anew below.
            Happening::Input(_) => {}
        }
        terminal.0.draw(|frame| draw(frame, &lamps))?;
    }
    // ANCHOR_END: loop
    Ok(())
}

/// In raw mode Ctrl-C is a key like any other: nobody makes a signal of it.
fn is_end(code: KeyCode, modifiers: KeyModifiers) -> bool {
    code == KeyCode::Esc || (code == KeyCode::Char('c') && modifiers.contains(KeyModifiers::CONTROL))
}

// ANCHOR: waits
fn tell_input(happenings: &Sender<Happening>) {
    while let Ok(input) = event::read() {
        if happenings.send(Happening::Input(input)).is_err() {
            return;
        }
    }
}

fn tell_seconds(happenings: &Sender<Happening>) {
    loop {
        #[expect(clippy::disallowed_methods, reason = "that is what a clock does")]
        thread::sleep(Duration::from_secs(1));
        if happenings.send(Happening::Second).is_err() {
            return;
        }
    }
}
// ANCHOR_END: waits

// ANCHOR: window
/// The terminal while it is ours.
struct Window(Terminal<CrosstermBackend<io::Stdout>>);

impl Window {
    fn open() -> anyhow::Result<Window> {
        enable_raw_mode().context("this is no terminal")?;
        // From here on: if anything fails, the value is dropped, and `drop` puts it back.
        let window = Window(Terminal::new(CrosstermBackend::new(io::stdout()))?);
        execute!(io::stdout(), EnterAlternateScreen, EnableMouseCapture)?;
        Ok(window)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // In the opposite order. Nobody is left to be told of an error.
        let _ = execute!(io::stdout(), DisableMouseCapture, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
    }
}
// ANCHOR_END: window
