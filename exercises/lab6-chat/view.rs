//! Lab 6, how the full-screen client looks: the list on the left, the conversation beside it.
//!
//! Where a name is drawn and where it is clicked is worked out by the same function: so the
//! two can't disagree, whatever the size of the window.
//!
//! It has tests, at its end: `cargo test -p exercises --features tui --bin lab6-tui`.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

use crate::room::Room;

/// Columns of the list: the longest name, a `*`, a space, and the frame.
const LIST: u16 = 16 + 2 + 2;

/// The parts of the screen, the frames around them included.
struct Parts {
    list: Rect,
    talk: Rect,
    input: Rect,
}

impl Parts {
    fn of(area: Rect) -> Parts {
        let [list, right] = Layout::horizontal([Constraint::Length(LIST), Constraint::Fill(1)]).areas(area);
        let [talk, input] = Layout::vertical([Constraint::Fill(1), Constraint::Length(3)]).areas(right);
        Parts { list, talk, input }
    }
}

/// Draws the whole screen. Only what has changed goes to the terminal: ratatui sees to that.
pub fn draw(frame: &mut Frame, room: &Room) {
    let parts = Parts::of(frame.area());
    draw_users(frame, room, parts.list);
    draw_talk(frame, room, parts.talk);
    draw_input(frame, room, parts.input);
}

/// The name that stands in this column and row, if one does.
pub fn name_at(room: &Room, area: Rect, (column, row): (u16, u16)) -> Option<&str> {
    // TODO(1): Find out which name was drawn there.
    // `Parts::of(area).list` is the list with its frame, `inside` what is within the frame,
    // and `first_shown` the number of the name in its first row.
    todo!("TODO(1): Find out which name was drawn there.");
}

fn draw_users(frame: &mut Frame, room: &Room, area: Rect) {
    let list = inside(area);
    // TODO(2): Make a line of each name that is shown, and draw them in a frame.
    // `*` and a space stand before a name that is unread, two spaces before any other. The
    // frame has the title `Users`: `Block::bordered().title("Users")`.
    todo!("TODO(2): Make a line of each name that is shown, and draw them in a frame.");
}

fn draw_talk(frame: &mut Frame, room: &Room, area: Rect) {
    let within = inside(area);
    let title = match room.conversation() {
        Some((name, _)) => format!("Chat with {name}"),
        None => "Click on a name".to_owned(),
    };
    let block = Block::bordered().title(title).title_bottom(room.notice().fg(Color::Red));
    // TODO(3): Draw as much of the end of the conversation as there is room for.
    // `folded` breaks a line that is too long.
    todo!("TODO(3): Draw as much of the end of the conversation as there is room for.");
}

/// What is being typed, or its end where it is too long; the cursor stands behind it.
fn draw_input(frame: &mut Frame, room: &Room, area: Rect) {
    let within = inside(area);
    let shown = folded(room.typed(), within.width.saturating_sub(1)).pop().unwrap_or_default();
    let x = within.x + width(&shown).min(within.width);
    frame.render_widget(Paragraph::new(shown).block(Block::bordered().title("Message")), area);
    frame.set_cursor_position((x, within.y));
}

/// The number of the first name that is shown: the list scrolls so that the picked one is seen.
fn first_shown(room: &Room, list: Rect) -> usize {
    let picked = room.picked().unwrap_or(0);
    (picked + 1).saturating_sub(list.height.into())
}

/// Without the frame around it.
fn inside(area: Rect) -> Rect {
    Block::bordered().inner(area)
}

/// Our own lines stand out a little.
fn coloured(line: &str) -> Line<'_> {
    let style = if line.starts_with("me: ") { Style::new().cyan() } else { Style::new() };
    Line::styled(line, style)
}

/// Breaks a text into lines of so many columns. Some characters take two of them, or none.
fn folded(text: &str, columns: u16) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        let wide = width(c.encode_utf8(&mut [0; 4]));
        if used + wide > columns && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
        used += wide;
    }
    lines
}

/// The columns that a text takes.
fn width(text: &str) -> u16 {
    Span::raw(text).width().try_into().unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use ratatui::{Terminal, backend::TestBackend};

    use super::*;
    use crate::protocol::Event;

    fn room(names: &[&str]) -> Room {
        let mut room = Room::new("ann".to_owned());
        room.told(Event::Users(names.iter().map(|name| name.to_string()).collect()));
        room
    }

    /// The rows of a screen of this size.
    fn drawn(room: &Room, width: u16, height: u16) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("no terminal");
        terminal.draw(|frame| draw(frame, room)).expect("it draws into memory");
        let cells = terminal.backend().buffer().content();
        let row = |row: &[ratatui::buffer::Cell]| row.iter().map(|cell| cell.symbol()).collect();
        cells.chunks(width.into()).map(row).collect()
    }

    #[test]
    fn a_click_hits_what_is_drawn_there() {
        let names: Vec<String> = (0..30).map(|n| format!("user-{n:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (width, height) in [(80, 24), (60, 20), (120, 40)] {
            let room = room(&names);
            let area = Rect::new(0, 0, width, height);
            for (row, text) in drawn(&room, width, height).iter().enumerate() {
                let drawn = names.iter().find(|name| text.contains(**name));
                let hit = name_at(&room, area, (5, row as u16));
                assert_eq!(hit, drawn.copied(), "row {row} of {width}x{height}");
            }
            assert_eq!(name_at(&room, area, (LIST, 1)), None);
        }
    }

    #[test]
    fn any_size_can_be_drawn() {
        let mut room = room(&["bob", "0123456789abcdef"]);
        room.told(Event::Message { from: "bob".to_owned(), text: "世界 ".repeat(40) });
        room.open("bob");
        for (width, height) in [(1, 1), (2, 2), (20, 3), (21, 4), (23, 7), (300, 80)] {
            drawn(&room, width, height);
        }
        assert!(drawn(&room, 80, 24)[1].contains("0123456789abcdef"));
    }

    #[test]
    fn lines_are_folded_by_columns() {
        assert_eq!(folded("世界!", 3), ["世", "界!"]);
        assert_eq!(folded("abc", 3), ["abc"]);
        assert_eq!(folded("", 3), [""]);
        assert_eq!(folded("世", 1), ["世"], "at least one on each line");
    }
}
