//! The learner's own server, two of their line clients and their full-screen client.

use crate::harness::{Chat, Harness, Key, Program, Server};
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::AGAIN;
use crate::verdict::{Seen::*, Step, Want::*};

pub const TOGETHER: Check = Check {
    id: "together",
    claim: "your server, two of your line clients and your full-screen client talk to each other",
    points: 2,
    programs: &["server", "client", "tui"],
    needs: &["login", "message", "client-chat", "tui-talk", "tui-unread"],
    runs: &[
        AGAIN,
        Runs::NotByHand(
            "there is no part to play: your programs talk to each other, and it types, clicks and reads their screen",
        ),
    ],
    tries: "Starts your server, two of your line clients, and your full-screen client, each with a name of its own. Clicks on the name of the first, and the two talk; the second writes, too, and leaves; then the full-screen client leaves.",
    run: |lab| {
        let server = lab.start("server")?;
        let [a, b, c] = lab.names();
        let [hello, reply, other, last] = [lab.phrase(), lab.phrase(), lab.phrase(), lab.phrase()];
        let (bob, carl) = (line_client(lab, &server, &b)?, line_client(lab, &server, &c)?);
        let chat = Chat::start_with(lab, &a, &server)?;
        chat.expect_users_title()?;
        chat.expect_list(&[&b, &c])?;
        chat.click(&b)?;
        chat.tui.type_text(&hello);
        chat.tui.press(Key::Enter);
        bob.expect_line(&format!("{a}: {hello}"))?;
        [&format!("/chat {a}"), &reply].iter().for_each(|line| bob.type_line(line));
        chat.expect_said(&b, &reply)?;
        [&format!("/chat {a}"), &other].iter().for_each(|line| carl.type_line(line));
        chat.expect_marked(&c)?;
        let column = chat.expect_listed(&c)?.at.column;
        carl.type_line("/bye");
        bob.type_line(&last);
        chat.expect_unlisted(&c, column, |shot| Chat::says(shot, &b, &last))?;
        chat.tui.press(Key::Esc);
        bob.expect_line(&format!("* {a} left"))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Name, &[Silence], "a user who is logged in is missing in the list: look at how your server answers `USERS`"),
        Cause(Line, &[Different], "the line client is told something else than what has happened: the full-screen client does not say that it leaves (QUIT, or the end of its connection), the server tells something else, or the line client does not print `* NAME joined` and `* NAME left` (look at `client-users`)"),
        Cause(Gone, &[Extra], "a user who has left stays in the list: look at whether your server tells the others"),
    ]],
};

fn line_client(lab: &mut Harness, server: &Server, name: &str) -> Step<Program> {
    let client = lab.run("client", &["127.0.0.1", &server.address.port().to_string(), name])?;
    client.expect_line(&format!("logged in as {name}"))?;
    Ok(client)
}
