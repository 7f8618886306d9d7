//! Checkpoint 3: the window changes its size, and is left as it was.

use super::tui::TUI;
use crate::harness::{Chat, Harness, Key, ORDINARY};
use crate::lab::{Cause, Check, Runs};
use crate::screen::Size;
use crate::verdict::{Seen::*, Step, Want::*};

const ENDS_AT_RESIZE: &str = "the program ends when the size of the window changes";

pub const RESIZE: Check = Check {
    id: "tui-resize",
    claim: "the screen follows another size of the window, and clicks still hit",
    points: 3,
    programs: TUI,
    needs: &["tui-click"],
    runs: &[Runs::NotByHand("it reads the screen of your program, and clicks into it, through a terminal of its own")],
    tries: "Makes the window 60 by 20 and then 120 by 40. Each time expects both names and the title of the open conversation before anything else is done, and in the large window something that is drawn where the first one, of 80 by 24, had no room. Then clicks on both names and expects their conversations, and a message.",
    run: |lab| {
        let [own, bob, carl] = &lab.names();
        let chat = Chat::start(lab, own, &[bob, carl])?;
        chat.expect_users_title()?;
        chat.click(bob)?;
        let words: Vec<String> = (0..24).map(|_| lab.word()).collect();
        chat.say(bob, &words.join(" ")[..LONG]);
        let text = &lab.phrase();
        chat.say(bob, text);
        // What was said for the old size is not to come after the change of it.
        chat.expect_said(bob, text).map_err(|stop| stop.seen_as(Early))?;
        for size in [Size { columns: 60, rows: 20 }, Size { columns: 120, rows: 40 }] {
            chat.tui.resize(size)?;
            expect_drawn_anew(&chat, size, [carl, bob])?;
            chat.click(carl)?;
            chat.click(bob)?;
            let text = &lab.phrase();
            chat.say(bob, text);
            chat.expect_said(bob, text)?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Name, &[Silence], "after a change of the size the names can't be seen: draw everything anew for the new size (SIGWINCH, or your library's event for it)"),
        Cause(Title, &[Silence], "after a change of the size no conversation is opened by a click, or its title can't be seen: draw everything for the size as it is now"),
        Cause(Title, &[Different], "after a change of the size a click does not open the conversation of the name that is seen there: draw anew, and work out where things stand from the size as it is now"),
        Cause(Size, &[Late], "after a change of the size nothing is drawn until the next click: the change itself has to draw everything anew (SIGWINCH, or your library's event for it)"),
        Cause(Size, &[Silence], "the larger window is not used: the program goes on drawing for the size it began with"),
        Cause(Text, &[Silence], "after a change of the size what is said can't be seen"),
        Cause(Name, &[Ended], ENDS_AT_RESIZE),
        Cause(Mouse, &[Ended], ENDS_AT_RESIZE),
        Cause(Title, &[Ended], ENDS_AT_RESIZE),
    ]],
};

/// What was seen before is seen in the new size, before anything is clicked or sent; of two names the last is open.
///
/// Whether a program that does not draw would after a click is tried where it has not.
fn expect_drawn_anew(chat: &Chat, size: Size, names: [&str; 2]) -> Step {
    for name in names {
        chat.expect_listed(name)?;
    }
    chat.expect_chat_title(names[1])?;
    if size.columns <= ORDINARY.columns {
        return Ok(());
    }
    chat.expect_beyond(ORDINARY).or_else(|stop| {
        for name in names {
            chat.click(name)?;
        }
        chat.expect_beyond(ORDINARY)?;
        Err(stop.seen_as(Late))
    })
}

/// The server closes the connection. What a full-screen client does then the contract leaves open, but not how it
/// leaves the terminal, nor that it rests.
fn is_left(lab: &mut Harness) -> Step {
    let [own, bob] = &lab.names();
    let chat = Chat::start(lab, own, &[bob])?;
    chat.expect_users_title()?;
    chat.expect_listed(bob)?;
    chat.hang_up();
    chat.tui.watch(&mut chat.tui.patience(), None, |_, _| None::<()>)?;
    if chat.tui.has_ended() {
        return chat.tui.expect_restored();
    }
    chat.tui.program.expect_no_spin("once the server has gone")
}

/// Characters of a line of twenty-four words at least: as long as the largest window is wide, nearly.
const LONG: usize = 118;

pub const LEAVES: Check = Check {
    id: "tui-leaves",
    claim: "Esc and Ctrl-C leave: exit status 0, and the terminal is as it was",
    points: 2,
    programs: TUI,
    needs: &["tui-users"],
    runs: &[Runs::NotByHand("it reads the screen of your program, and clicks into it, through a terminal of its own")],
    tries: "Presses Esc, and in a second run Ctrl-C. Expects exit status 0 and the terminal as it was before: alternate screen left, cursor shown, mouse off, and typing echoed line by line. In a third run the server closes the connection: whoever ends then has to leave the terminal as it was, too, and whoever goes on must not keep a processor busy.",
    run: |lab| {
        for key in [Key::Esc, Key::CtrlC] {
            let [own, bob] = &lab.names();
            let chat = Chat::start(lab, own, &[bob])?;
            chat.expect_users_title()?;
            chat.expect_listed(bob)?;
            chat.expect_leaves(key)?;
        }
        is_left(lab)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Exit, &[Running], "the program goes on running: in raw mode Esc and Ctrl-C are keys like any other, bytes 27 and 3, and it has to end by itself"),
        Cause(Exit, &[Fin], "the program reports an error when it leaves, and that is a normal end: where the error is that the server closes the connection behind your QUIT, remember that you asked for it"),
        Cause(Exit, &[Status], "leaving is a normal end, with exit status 0: where Ctrl-C still is a signal, catch SIGINT, put the terminal back and return"),
        Cause(Nothing, &[Limit], "once the server has gone the program turns in vain: a read of 0 bytes is the end of the stream, and it stays that. Read no more from it"),
        Cause(Restored, &[Different], "the program ends without putting the terminal back: undo whatever was switched on, in the opposite order, on every way out"),
    ]],
};
