//! Checkpoint 3: what is said, and what has not been read yet.

use super::tui::TUI;
use crate::harness::{Chat, Key};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Want::*};

pub const TALK: Check = Check {
    id: "tui-talk",
    claim: "typing and Enter sends, and what arrives is shown",
    points: 5,
    programs: TUI,
    needs: &["tui-click"],
    runs: &[Runs::NotByHand("it reads the screen of your program, and clicks into it, through a terminal of its own")],
    tries: "Opens the conversation with bob, types two lines, each with Enter, and expects the frames `MSG bob ...` and `me: ...` on the screen. Then bob answers, with characters that are two columns wide.",
    run: |lab| {
        let chat = Chat::start(lab, &["bob", "carl"])?;
        chat.expect_users_title()?;
        chat.click("bob")?;
        for text in ["hello there", "Gr\u{fc}\u{df}e!"] {
            chat.tui.type_text(text);
            chat.tui.press(Key::Enter);
            chat.expect_message("bob", text)?;
            chat.expect_said("me", text)?;
        }
        for text in ["nice to see you", "\u{4e16}\u{754c} ok"] {
            chat.say("bob", text);
            chat.expect_said("bob", text)?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Message, &[Silence], "Enter sends nothing: in raw mode the key is the byte 13, a carriage return, and a frame has to be sent at once"),
        Cause(Message, &[Reencoded], "what is typed is not sent as UTF-8: a key may be a character of several bytes, which belong together"),
        Cause(Message, &[Different], "the frame is not `MSG`, the name whose conversation is open, and exactly the line that was typed"),
        Cause(Message, &[Ended], "the program ends while something is typed"),
        Cause(Text, &[Silence], "what was said does not stand on the screen: your own lines as `me: TEXT`, those of others as `NAME: TEXT`"),
        Cause(Text, &[Different], "the text stands on the screen without `me: ` or `NAME: ` before it"),
        Cause(Text, &[Ended], "the program ends at a message"),
    ]],
};

pub const UNREAD: Check = Check {
    id: "tui-unread",
    claim: "`*` stands before the name of somebody who wrote and whose conversation is not open",
    points: 3,
    programs: TUI,
    needs: &["tui-click"],
    runs: &[Runs::NotByHand("it reads the screen of your program, and clicks into it, through a terminal of its own")],
    tries: "Opens the conversation with bob. Bob writes, and carl writes: expects `*` before carl and none before bob. Dora writes, too: both have it. A click on carl shows what carl wrote; then bob writes again, and has it.",
    run: |lab| {
        let chat = Chat::start(lab, &["bob", "carl", "dora"])?;
        chat.expect_users_title()?;
        chat.click("bob")?;
        chat.say("bob", "are you there?");
        chat.expect_said("bob", "are you there?")?;
        chat.say("carl", "look over here");
        chat.expect_marked_alone("carl", "bob")?;
        chat.say("dora", "and here");
        chat.expect_both_marked("carl", "dora")?;
        chat.click("carl")?;
        chat.expect_said("carl", "look over here")?;
        chat.say("bob", "where have you gone?");
        chat.expect_marked("bob")
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Mark, &[Silence], "a message from somebody whose conversation is not open leaves no mark: `*` belongs directly before the name, with or without a space"),
        Cause(Mark, &[Extra], "a message in the open conversation puts `*` before the name, too: it has been read already"),
        Cause(Text, &[Silence], "what was written while the conversation was not open is lost"),
        Cause(Title, &[Different], "a name with `*` before it can't be clicked"),
        Cause(Mark, &[Ended], "the program ends at a message from somebody whose conversation is not open"),
    ]],
};
