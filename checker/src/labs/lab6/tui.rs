//! Checkpoint 3: a list of users on the screen, and a window to click in.

use crate::harness::Chat;
use crate::lab::{Cause, Check, Runs};
use crate::shot::Spot;
use crate::verdict::{Seen::*, Want::*};

pub(super) const TUI: &[&str] = &["tui"];

pub const USERS: Check = Check {
    id: "tui-users",
    claim: "everybody else stands in the list, kept up to date as users come and go",
    points: 4,
    programs: TUI,
    needs: &[],
    runs: &[Runs::NotByHand("it reads the screen of your program, and clicks into it, through a terminal of its own")],
    tries: "Starts `tui` in a terminal of 80 by 24 against a server of the checker's, on which two users are. Expects the title `Users`, and below it their names, each in its own row, without the client's own name. Then a third comes, and a fourth, of whom the frame comes in two pieces; one of the first two goes, and a fifth comes, of whom the frame comes with that of who has gone in one piece.",
    run: |lab| {
        let [own, bob, carl, dora, eve, fay] = &lab.names();
        let chat = Chat::start(lab, own, &[bob, carl])?;
        chat.expect_users_title()?;
        chat.expect_list(&[bob, carl])?;
        chat.join(dora);
        chat.expect_listed(dora)?;
        chat.join_cut(eve);
        chat.expect_listed(eve).map_err(|stop| stop.seen_as(Split))?;
        let column = chat.expect_listed(carl)?.at.column;
        chat.change(carl, fay);
        chat.expect_listed(fay)?;
        chat.expect_unlisted(carl, column, |shot| Chat::lists(shot, fay)).map_err(|stop| {
            // Told by itself, who has gone is taken out by one that looks at the last frame alone.
            chat.leave(carl);
            let is_gone = chat.expect_unlisted(carl, column, |shot| Chat::lists(shot, fay)).is_ok();
            if is_gone { stop.seen_as(Merged) } else { stop }
        })
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Connection, &[Silence], "the program does not connect to the HOST and PORT of its arguments"),
        Cause(Connection, &[Ended], "the program ends without having connected to the HOST and PORT of its arguments"),
        Cause(Answer, &[Silence], "the program connects and does not log in: the first frame is `LOGIN` and the name of its arguments"),
        Cause(Answer, &[Different], "the first thing that is sent is not the frame `LOGIN` and the name of its arguments: four bytes of length, then the text"),
        Cause(Answer, &[Fin], "the program ends without having logged in"),
        Cause(Title, &[Silence], "the title `Users`, spelled so, does not stand on the screen"),
        Cause(Title, &[Ended], "the program ends once it is logged in, instead of showing its screen"),
        Cause(Name, &[Silence], "a name is missing in the list: ask for it with `USERS` after the login, and add who joins (`JOINED`)"),
        Cause(Name, &[Different], "the names do not stand below the title `Users`"),
        Cause(Name, &[Split], "a frame that comes in two pieces is not put together: one read may bring a part of its length, or of its text; read on until all of it is there"),
        Cause(Name, &[Merged], "the names stand in one row: the list has a row for each"),
        Cause(Name, &[Extra], "the client's own name stands in the list: `USERS` names it, but the list is of everybody else"),
        Cause(Name, &[Ended], "the program ends when somebody comes or goes"),
        Cause(Gone, &[Extra], "who has left stays in the list: take out whom `LEFT` names"),
        Cause(Gone, &[Merged], "of two frames that come in one piece only the last is obeyed: take every whole frame out of what a read brought"),
    ]],
};

pub const CLICK: Check = Check {
    id: "tui-click",
    claim: "a click on a name opens that conversation, and on another name the other",
    points: 4,
    programs: TUI,
    needs: &["tui-users"],
    runs: &[Runs::NotByHand("it reads the screen of your program, and clicks into it, through a terminal of its own")],
    tries: "Clicks on the first letter of a name, and expects the title `Chat with NAME` and what that user says. Clicks on the last letter of another, and expects that one's title without what the first said; and back, where it stands again. A third user comes and the second goes: a click on the third opens that conversation.",
    run: |lab| {
        let [own, bob, carl, dora] = &lab.names();
        let [words, others, last] = &[lab.phrase(), lab.phrase(), lab.phrase()];
        let chat = Chat::start(lab, own, &[bob, carl])?;
        chat.expect_users_title()?;
        chat.expect_list(&[bob, carl])?;
        chat.click_at(bob, Spot::first)?;
        chat.say(bob, words);
        chat.expect_said(bob, words)?;
        chat.click_at(carl, Spot::last)?;
        chat.say(carl, others);
        chat.expect_said_alone((carl, others), (bob, words))?;
        chat.click(bob)?;
        chat.expect_said(bob, words)?;
        chat.join(dora);
        chat.expect_listed(dora)?;
        let column = chat.expect_listed(carl)?.at.column;
        chat.leave(carl);
        chat.say(bob, last);
        chat.expect_unlisted(carl, column, |shot| Chat::says(shot, bob, last))?;
        chat.click(dora)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Mouse, &[Silence], "the program does not ask the terminal for the mouse: without that a click is not told to it"),
        Cause(Title, &[Silence], "a click on a name opens nothing, or does not show the title `Chat with NAME`"),
        Cause(Title, &[Different], "a click does not open the conversation of the name that was clicked, but another one or none: rows and columns are counted from 1 on the wire, and from the window's corner"),
        Cause(Title, &[Ended], "the program ends when a name is clicked"),
        Cause(Text, &[Silence], "what was said is lost when another conversation is opened, or is not shown"),
        Cause(Text, &[Different], "what was said stands without `NAME: ` before it"),
        Cause(Gone, &[Extra], "what was said in one conversation stands in the other, too: keep the lines of each by itself, and draw anew when another is opened"),
    ]],
};
