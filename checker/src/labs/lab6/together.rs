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
    tries: "Starts your server, two of your line clients as bob and carl, and your full-screen client as ann. Ann clicks on bob, and they talk; carl writes, too, and leaves; then ann leaves.",
    run: |lab| {
        let server = lab.start("server")?;
        let (bob, carl) = (line_client(lab, &server, "bob")?, line_client(lab, &server, "carl")?);
        let chat = Chat::start_with(lab, &server)?;
        chat.expect_users_title()?;
        chat.expect_list(&["bob", "carl"])?;
        chat.click("bob")?;
        chat.tui.type_text("good morning");
        chat.tui.press(Key::Enter);
        bob.expect_line("ann: good morning")?;
        ["/chat ann", "the same to you"].iter().for_each(|line| bob.type_line(line));
        chat.expect_said("bob", "the same to you")?;
        ["/chat ann", "me too"].iter().for_each(|line| carl.type_line(line));
        chat.expect_marked("carl")?;
        let column = chat.expect_listed("carl")?.at.column;
        carl.type_line("/bye");
        bob.type_line("one of us is gone");
        chat.expect_unlisted("carl", column, |shot| Chat::says(shot, "bob", "one of us is gone"))?;
        chat.tui.press(Key::Esc);
        bob.expect_line("* ann left")
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Name, &[Silence], "a user who is logged in is missing in the list: look at how your server answers `USERS`"),
        Cause(Gone, &[Extra], "a user who has left stays in the list: look at whether your server tells the others"),
    ]],
};

fn line_client(lab: &mut Harness, server: &Server, name: &str) -> Step<Program> {
    let client = lab.run("client", &["127.0.0.1", &server.address.port().to_string(), name])?;
    client.expect_line(&format!("logged in as {name}"))?;
    Ok(client)
}
