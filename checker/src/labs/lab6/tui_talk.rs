//! Checkpoint 3: what is said, and what has not been read yet.

use super::tui::TUI;
use crate::harness::{Chat, Harness, Key};
use crate::lab::{Cause, Check, Runs};
use crate::shot::{Cell, Spot};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const TALK: Check = Check {
    id: "tui-talk",
    claim: "typing and Enter sends, and what arrives is shown",
    points: 5,
    programs: TUI,
    needs: &["tui-click"],
    runs: &[Runs::NotByHand("it reads the screen of your program, and clicks into it, through a terminal of its own")],
    tries: "Opens the conversation with a user, clicks below the names and beside the list, types four lines, one of them with two spaces in a row and one that is `/bye`, each with Enter, and expects the frames `MSG NAME ...` to that user and `me: ...` on the screen. Then the user answers, with two spaces in a row, with characters that are two columns wide, with a frame that comes in two pieces, and, twice, with one and the beginning of the next in one piece, whose rest comes once the first is shown.",
    run: |lab| {
        let [own, bob, carl] = &lab.names();
        let chat = Chat::start(lab, own, &[bob, carl])?;
        chat.expect_users_title()?;
        chat.click(bob)?;
        clicks_at_nobody(&chat, [bob, carl])?;
        types_and_sends(&chat, bob, &lab.phrase()).map_err(|stop| elsewhere(&chat, bob, stop))?;
        for text in &[spaced(lab), format!("Gr\u{fc}\u{df}e {}!", lab.word())] {
            types_and_sends(&chat, bob, text)?;
        }
        types_and_sends(&chat, bob, "/bye")
            .map_err(|stop| if stop.saw(Trimmed) { stop } else { stop.seen_as(Command) })?;
        for text in &[lab.phrase(), spaced(lab), format!("\u{4e16}\u{754c} {}", lab.word())] {
            chat.say(bob, text);
            chat.expect_said(bob, text)?;
        }
        expect_cut(lab, &chat, bob)?;
        expect_straddling(lab, &chat, bob).map_err(|stop| stop.seen_as(Straddling))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Message, &[Silence], "Enter sends nothing: in raw mode the key is the byte 13, a carriage return, and a frame has to be sent at once"),
        Cause(Message, &[Reencoded], "what is typed is not sent as UTF-8: a key may be a character of several bytes, which belong together"),
        Cause(Message, &[Trimmed], "spaces are lost in what is typed: send the line exactly as it was typed"),
        Cause(Message, &[Different], "the frame is not `MSG`, the name whose conversation is open, and exactly the line that was typed"),
        Cause(Message, &[Address], "a click below the names, or beside the list, opens a conversation: only a click on a name does, so look at the column as well as the row, and at how many names there are"),
        Cause(Message, &[Command], "`/bye` is a command of the line client alone: here it is a line like any other, and is sent"),
        Cause(Message, &[Ended], "the program ends while something is typed"),
        Cause(Text, &[Silence], "what was said does not stand on the screen: your own lines as `me: TEXT`, those of others as `NAME: TEXT`"),
        Cause(Text, &[Trimmed], "spaces are lost in what is said: the text is everything behind the second space of the frame, other spaces included"),
        Cause(Text, &[Split], "a frame that comes in two pieces is not put together: one read may bring a part of it; read on until there are as many bytes as its length says"),
        Cause(Text, &[Straddling], "a read brought a whole frame and the beginning of the next, and one of them is not shown as it was sent: take out every frame that is whole, whatever stands behind it, and keep the rest for the next read"),
        Cause(Text, &[Different], "the text stands on the screen without `me: ` or `NAME: ` before it"),
        Cause(Text, &[Ended], "the program ends at a message"),
    ]],
};

/// Clicks that hit no name: below the last, and beside the list where the conversation stands there.
fn clicks_at_nobody(chat: &Chat, [open, other]: [&str; 2]) -> Step {
    let names = [chat.expect_listed(open)?, chat.expect_listed(other)?];
    let last = names.iter().map(|name| name.at.row).max().unwrap_or_default();
    chat.tui.click(Cell { row: last + 1, column: names[1].at.column }, "the row below the names");
    let title = chat.tui.shot().find(&format!("Chat with {open}")).first().copied();
    let is_beside = |title: &Spot| names.iter().all(|name| title.at.column > name.last().column + 1);
    if let Some(title) = title.filter(is_beside) {
        let beside = Cell { row: names[1].at.row, column: title.last().column };
        chat.tui.click(beside, &format!("the conversation, in the row of `{other}`"));
    }
    Ok(())
}

/// A line is typed and sent.
fn types_and_sends(chat: &Chat, to: &str, text: &str) -> Step {
    chat.tui.type_text(text);
    chat.tui.press(Key::Enter);
    chat.expect_message(to, text)?;
    chat.expect_said("me", text)
}

/// Where another conversation is open by now, a click has opened it that hit no name.
fn elsewhere(chat: &Chat, open: &str, stop: Stop) -> Stop {
    let is_other = chat.expect_chat_title(open).is_err_and(|title| title.saw(Different));
    if is_other { stop.seen_as(Address) } else { stop }
}

/// Two words with two spaces between.
fn spaced(lab: &mut Harness) -> String {
    lab.phrase().replace(' ', "  ")
}

/// A message whose frame comes in two pieces.
fn expect_cut(lab: &mut Harness, chat: &Chat, from: &str) -> Step {
    let text = &lab.phrase();
    chat.say_cut(from, text);
    chat.expect_said(from, text).map_err(|stop| stop.seen_as(Split))
}

/// A message and the first bytes of the next frame in one piece, inside its header and behind it.
fn expect_straddling(lab: &mut Harness, chat: &Chat, from: &str) -> Step {
    for at in [2, 7] {
        let [one, other] = [lab.phrase(), lab.phrase()];
        chat.say_and_begin(from, [&one, &other], at);
        chat.expect_said(from, &one)?;
        chat.say_rest(from, &other, at);
        chat.expect_said(from, &other)?;
    }
    Ok(())
}

pub const UNREAD: Check = Check {
    id: "tui-unread",
    claim: "`*` stands before the name of somebody who wrote and whose conversation is not open",
    points: 3,
    programs: TUI,
    needs: &["tui-click"],
    runs: &[Runs::NotByHand("it reads the screen of your program, and clicks into it, through a terminal of its own")],
    tries: "Opens the conversation with one of three users. That one writes, and another writes: expects `*` before the other name and none before the first. The third writes, too: both have it. A click on the other name shows what was written; then the first writes again, and has it. At last nothing happens, and the program must not keep a processor busy.",
    run: |lab| {
        let [own, bob, carl, dora] = &lab.names();
        let [first, unread, more, last] = &[lab.phrase(), lab.phrase(), lab.phrase(), lab.phrase()];
        let chat = Chat::start(lab, own, &[bob, carl, dora])?;
        chat.expect_users_title()?;
        chat.click(bob)?;
        chat.say(bob, first);
        chat.expect_said(bob, first)?;
        chat.say(carl, unread);
        chat.expect_marked_alone(carl, bob)?;
        chat.say(dora, more);
        chat.expect_both_marked(carl, dora)?;
        chat.click(carl)?;
        chat.expect_said(carl, unread)?;
        chat.say(bob, last);
        chat.expect_marked(bob)?;
        chat.tui.program.expect_no_spin("while nothing happens")
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Title, &[Extra], "a message opens the conversation of whoever wrote it, although nobody has clicked there: keep the one open that was clicked, and mark the other name"),
        Cause(Mark, &[Reordered], "`*` stands behind the name: it belongs directly before it, with or without a space"),
        Cause(Mark, &[Silence], "a message from somebody whose conversation is not open leaves no mark: `*` belongs directly before the name, with or without a space"),
        Cause(Mark, &[Extra], "a message in the open conversation puts `*` before the name, too: it has been read already"),
        Cause(Text, &[Silence], "what was written while the conversation was not open is lost"),
        Cause(Title, &[Different], "a name with `*` before it can't be clicked"),
        Cause(Nothing, &[Limit], "the program turns in vain while nothing happens, or draws all the time: wait until there is a key, a click, a frame or another size (`select`, `poll`, or threads that block), and draw then"),
        Cause(Mark, &[Ended], "the program ends at a message from somebody whose conversation is not open"),
    ]],
};
