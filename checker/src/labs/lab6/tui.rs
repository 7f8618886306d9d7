//! Lab 6, checkpoint 3: a list of users on the screen, and a window to click in.

use super::window::{Chat, ORDINARY};
use crate::harness::{Harness, Key, Program, Server};
use crate::lab::{Cause, Check};
use crate::screen::Size;
use crate::shot::Spot;
use crate::verdict::{Seen::*, Step, Want::*};

const TUI: &[&str] = &["tui"];

pub const USERS: Check = Check {
    id: "tui-users",
    claim: "everybody else stands in the list, kept up to date as users come and go",
    points: 5,
    programs: TUI,
    needs: &[],
    runs: &[],
    tries: "Starts `tui` in a terminal of 80 by 24 against a server of the checker's, on which bob and carl are. Expects the title `Users`, and below it their names, each in its own row, without the client's own name. Then dora comes, carl goes, and eve comes.",
    run: |lab| {
        let chat = Chat::start(lab, &["bob", "carl"])?;
        chat.expect_users_title()?;
        chat.expect_list(&["bob", "carl"])?;
        chat.join("dora");
        chat.expect_listed("dora")?;
        let column = chat.expect_listed("carl")?.at.column;
        chat.leave("carl");
        chat.join("eve");
        chat.expect_listed("eve")?;
        chat.expect_unlisted("carl", column, |shot| Chat::lists(shot, "eve"))
    },
    causes: &[&[
        Cause(Connection, &[Silence], "the program does not connect to the HOST and PORT of its arguments"),
        Cause(Connection, &[Ended], "the program ends without having connected to the HOST and PORT of its arguments"),
        Cause(
            Answer,
            &[Silence],
            "the program connects and does not log in: the first frame is `LOGIN` and the name of its arguments",
        ),
        Cause(
            Answer,
            &[Different],
            "the first thing that is sent is not the frame `LOGIN` and the name of its arguments: four bytes of length, then the text",
        ),
        Cause(Answer, &[Fin], "the program ends without having logged in"),
        Cause(Title, &[Silence], "the title `Users`, spelled so, does not stand on the screen"),
        Cause(Title, &[Ended], "the program ends once it is logged in, instead of showing its screen"),
        Cause(
            Name,
            &[Silence],
            "a name is missing in the list: ask for it with `USERS` after the login, and add who joins (`JOINED`)",
        ),
        Cause(Name, &[Different], "the names do not stand below the title `Users`"),
        Cause(Name, &[Merged], "the names stand in one row: the list has a row for each"),
        Cause(
            Name,
            &[Extra],
            "the client's own name stands in the list: `USERS` names it, but the list is of everybody else",
        ),
        Cause(Name, &[Ended], "the program ends when somebody comes or goes"),
        Cause(Gone, &[Extra], "who has left stays in the list: take out whom `LEFT` names"),
    ]],
};

pub const CLICK: Check = Check {
    id: "tui-click",
    claim: "a click on a name opens that conversation, and on another name the other",
    points: 5,
    programs: TUI,
    needs: &["tui-users"],
    runs: &[],
    tries: "Clicks on the first letter of bob, and expects the title `Chat with bob` and what bob says. Clicks on the last letter of carl, and expects `Chat with carl` without what bob said; and back, where it stands again. Dora comes and carl goes: a click on dora opens hers.",
    run: |lab| {
        let chat = Chat::start(lab, &["bob", "carl"])?;
        chat.expect_users_title()?;
        chat.expect_list(&["bob", "carl"])?;
        chat.click_at("bob", Spot::first)?;
        chat.say("bob", "words for ann");
        chat.expect_said("bob", "words for ann")?;
        chat.click_at("carl", Spot::last)?;
        chat.say("carl", "other words");
        chat.expect_said_alone(("carl", "other words"), ("bob", "words for ann"))?;
        chat.click("bob")?;
        chat.expect_said("bob", "words for ann")?;
        chat.join("dora");
        chat.expect_listed("dora")?;
        let column = chat.expect_listed("carl")?.at.column;
        chat.leave("carl");
        chat.say("bob", "carl has gone");
        chat.expect_unlisted("carl", column, |shot| Chat::says(shot, "bob", "carl has gone"))?;
        chat.click("dora")
    },
    causes: &[&[
        Cause(
            Mouse,
            &[Silence],
            "the program does not ask the terminal for the mouse: without that a click is not told to it",
        ),
        Cause(Title, &[Silence], "a click on a name opens nothing, or does not show the title `Chat with NAME`"),
        Cause(
            Title,
            &[Different],
            "a click does not open the conversation of the name that was clicked, but another one or none: rows and columns are counted from 1 on the wire, and from the window's corner",
        ),
        Cause(Title, &[Ended], "the program ends when a name is clicked"),
        Cause(Text, &[Silence], "what was said is lost when another conversation is opened, or is not shown"),
        Cause(Text, &[Different], "what was said stands without `NAME: ` before it"),
        Cause(
            Gone,
            &[Extra],
            "what was said in one conversation stands in the other, too: keep the lines of each by itself, and draw anew when another is opened",
        ),
    ]],
};

pub const TALK: Check = Check {
    id: "tui-talk",
    claim: "typing and Enter sends, and what arrives is shown",
    points: 5,
    programs: TUI,
    needs: &["tui-click"],
    runs: &[],
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
    causes: &[&[
        Cause(
            Message,
            &[Silence],
            "Enter sends nothing: in raw mode the key is the byte 13, a carriage return, and a frame has to be sent at once",
        ),
        Cause(
            Message,
            &[Reencoded],
            "what is typed is not sent as UTF-8: a key may be a character of several bytes, which belong together",
        ),
        Cause(
            Message,
            &[Different],
            "the frame is not `MSG`, the name whose conversation is open, and exactly the line that was typed",
        ),
        Cause(Message, &[Ended], "the program ends while something is typed"),
        Cause(
            Text,
            &[Silence],
            "what was said does not stand on the screen: your own lines as `me: TEXT`, those of others as `NAME: TEXT`",
        ),
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
    runs: &[],
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
    causes: &[&[
        Cause(
            Mark,
            &[Silence],
            "a message from somebody whose conversation is not open leaves no mark: `*` belongs directly before the name, with or without a space",
        ),
        Cause(
            Mark,
            &[Extra],
            "a message in the open conversation puts `*` before the name, too: it has been read already",
        ),
        Cause(Text, &[Silence], "what was written while the conversation was not open is lost"),
        Cause(Title, &[Different], "a name with `*` before it can't be clicked"),
        Cause(Mark, &[Ended], "the program ends at a message from somebody whose conversation is not open"),
    ]],
};

/// A line that is as long as the largest window is wide, nearly.
const LONG: &str = "so many words that they stand beside each other only where the window is wide, and below each other where it is not";

pub const RESIZE: Check = Check {
    id: "tui-resize",
    claim: "the screen follows another size of the window, and clicks still hit",
    points: 3,
    programs: TUI,
    needs: &["tui-click"],
    runs: &[],
    tries: "Makes the window 60 by 20 and then 120 by 40. Each time clicks on both names and expects their conversations, and a message; in the large window expects something to be drawn where the first one, of 80 by 24, had no room.",
    run: |lab| {
        let chat = Chat::start(lab, &["bob", "carl"])?;
        chat.expect_users_title()?;
        chat.click("bob")?;
        chat.say("bob", LONG);
        let sizes = [(Size { columns: 60, rows: 20 }, "now small"), (Size { columns: 120, rows: 40 }, "now large")];
        for (size, text) in sizes {
            chat.tui.resize(size);
            chat.click("carl")?;
            chat.click("bob")?;
            if size.columns > ORDINARY.columns {
                chat.expect_beyond(ORDINARY)?;
            }
            chat.say("bob", text);
            chat.expect_said("bob", text)?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Name,
            &[Silence],
            "after a change of the size the names can't be seen: draw everything anew for the new size (SIGWINCH, or your library's event for it)",
        ),
        Cause(
            Title,
            &[Silence],
            "after a change of the size no conversation is opened by a click, or its title can't be seen: draw everything for the size as it is now",
        ),
        Cause(
            Title,
            &[Different],
            "after a change of the size a click does not open the conversation of the name that is seen there: draw anew, and work out where things stand from the size as it is now",
        ),
        Cause(
            Size,
            &[Silence],
            "the larger window is not used: the program goes on drawing for the size it began with",
        ),
        Cause(Text, &[Silence], "after a change of the size what is said can't be seen"),
        Cause(Name, &[Ended], "the program ends when the size of the window changes"),
        Cause(Mouse, &[Ended], "the program ends when the size of the window changes"),
        Cause(Title, &[Ended], "the program ends when the size of the window changes"),
    ]],
};

pub const LEAVES: Check = Check {
    id: "tui-leaves",
    claim: "Esc and Ctrl-C leave: exit status 0, and the terminal is as it was",
    points: 2,
    programs: TUI,
    needs: &["tui-users"],
    runs: &[],
    tries: "Presses Esc, and in a second run Ctrl-C. Expects exit status 0 and the terminal as it was before: alternate screen left, cursor shown, mouse off, and typing echoed line by line.",
    run: |lab| {
        for key in [Key::Esc, Key::CtrlC] {
            let chat = Chat::start(lab, &["bob"])?;
            chat.expect_users_title()?;
            chat.expect_listed("bob")?;
            chat.expect_leaves(key)?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Exit,
            &[Running],
            "the program goes on running: in raw mode Esc and Ctrl-C are keys like any other, bytes 27 and 3, and it has to end by itself",
        ),
        Cause(
            Exit,
            &[Status],
            "leaving is a normal end, with exit status 0: where Ctrl-C still is a signal, catch SIGINT, put the terminal back and return",
        ),
        Cause(
            Restored,
            &[Different],
            "the program ends without putting the terminal back: undo whatever was switched on, in the opposite order, on every way out",
        ),
    ]],
};

pub const TOGETHER: Check = Check {
    id: "together",
    claim: "your server, two of your line clients and your full-screen client talk to each other",
    points: 2,
    programs: &["server", "client", "tui"],
    needs: &["login", "message", "client-chat", "tui-talk", "tui-unread"],
    runs: &[],
    tries: "Starts your server, two of your line clients as bob and carl, and your full-screen client as ann. Ann clicks on bob, and they talk; carl writes, too, and leaves; then ann leaves.",
    run: |lab| {
        let server = lab.start("server")?;
        let bob = line_client(lab, &server, "bob")?;
        let carl = line_client(lab, &server, "carl")?;
        let chat = Chat::start_with(lab, &server)?;
        chat.expect_users_title()?;
        chat.expect_list(&["bob", "carl"])?;
        chat.click("bob")?;
        chat.tui.type_text("good morning");
        chat.tui.press(Key::Enter);
        bob.expect_line("ann: good morning")?;
        bob.type_line("/chat ann");
        bob.type_line("the same to you");
        chat.expect_said("bob", "the same to you")?;
        carl.type_line("/chat ann");
        carl.type_line("me too");
        chat.expect_marked("carl")?;
        let column = chat.expect_listed("carl")?.at.column;
        carl.type_line("/bye");
        bob.type_line("one of us is gone");
        chat.expect_unlisted("carl", column, |shot| Chat::says(shot, "bob", "one of us is gone"))?;
        chat.tui.press(Key::Esc);
        bob.expect_line("* ann left")
    },
    causes: &[&[
        Cause(
            Name,
            &[Silence],
            "a user who is logged in is missing in the list: look at how your server answers `USERS`",
        ),
        Cause(Gone, &[Extra], "a user who has left stays in the list: look at whether your server tells the others"),
    ]],
};

fn line_client(lab: &mut Harness, server: &Server, name: &str) -> Step<Program> {
    let client = lab.run("client", &["127.0.0.1", &server.address.port().to_string(), name])?;
    client.expect_line(&format!("logged in as {name}"))?;
    Ok(client)
}
