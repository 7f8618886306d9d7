//! Checkpoint 2, the line client against a scripted server.

use crate::fault::{byte_by_byte, coalesce};
use crate::harness::{Harness, Peer, Program, frame};
use crate::lab::{Cause, Check};
use crate::labs::payload::COMMANDS_ELSEWHERE;
use crate::labs::shared::{NEVER_CONNECTED, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Want::*};

pub(super) const CLIENT: &[&str] = &["client"];

/// The learner's client and the server of the checker's that it is connected to.
pub(super) struct Line {
    pub program: Program,
    pub server: Peer,
}

/// Starts the client as `ann`, and takes its LOGIN.
pub(super) fn arrives(lab: &mut Harness) -> Step<Line> {
    let door = lab.listen()?;
    let program = lab.run("client", &["127.0.0.1", &door.port(), "ann"])?;
    let server = door.accept(&program)?;
    server.expect_frame(Answer, "LOGIN ann")?;
    Ok(Line { program, server })
}

/// The client once it is logged in.
pub(super) fn logged_in(lab: &mut Harness) -> Step<Line> {
    let line = arrives(lab)?;
    line.server.send_frame("OK ann");
    line.program.expect_line("logged in as ann")?;
    Ok(line)
}

pub const LOGIN: Check = Check {
    id: "client-login",
    claim: "the client logs in with its name, and says so once the server has agreed",
    points: 2,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Starts the client as `ann`: expects the frame `LOGIN ann`, answers `OK ann`, and expects the line `logged in as ann`. Then the same with an answer that comes byte by byte. No line is typed meanwhile.",
    run: |lab| {
        logged_in(lab)?;
        let line = arrives(lab)?;
        line.server.perform(byte_by_byte(&frame("OK ann")));
        line.program.expect_line("logged in as ann").map_err(|stop| stop.seen_as(Split))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Connection, &[Silence], "the client does not connect to the HOST and PORT of its arguments, or not before something is typed"),
        NEVER_CONNECTED,
        Cause(Answer, &[Silence], "the client sends no LOGIN: the frame sits in a buffer, or it waits for something first"),
        Cause(Answer, &[Unframed], "what the client sends is no frame: its length goes in front of it, four bytes, big-endian"),
        Cause(Answer, &[Unterminated], "the length in front of LOGIN is larger than what follows"),
        Cause(Answer, &[Different], "the client's first frame is not `LOGIN` and the NAME of its arguments"),
        Cause(Answer, &[Fin], "the client ends without having sent its LOGIN"),
        Cause(Line, &[Silence], "the client does not print `logged in as NAME`"),
        Cause(Line, &[Different], "the line is not `logged in as NAME`"),
        Cause(Line, &[Ended], "the client ends although it was let in: it does not take `OK` and the name for that"),
        Cause(Line, &[Split], "an `OK` that comes byte by byte is not understood: a frame may arrive in pieces, so read until all of it is there"),
    ]],
};

const ENDS_EARLY: &str = "the client ends in the middle of a conversation";

pub const CHAT: Check = Check {
    id: "client-chat",
    claim: "what is typed goes to the one chosen with /chat, and what arrives is printed at any time",
    points: 3,
    programs: CLIENT,
    needs: &["client-login"],
    runs: WITH_THREADS,
    tries: "Chooses `bob`, types three lines, one with spaces at its ends and one that begins with `/`, chooses `carl`, and types one more, and words that are commands elsewhere, as `quit`: expects the frames. Sends messages while stdin is idle, one of them behind the answer to LOGIN in one piece and two more in another, and expects them as `FROM: TEXT`.",
    run: |lab| {
        let line = arrives(lab)?;
        line.server.perform(coalesce(&[&frame("OK ann"), &frame("MSG dora you are new here")]));
        line.program.expect_lines(&["logged in as ann", "dora: you are new here"])?;
        ["/chat bob", "hello, bob", "  caf\u{e9}? ", "/me waits", "/chat carl", "hello, carl"]
            .iter()
            .for_each(|typed| line.program.type_line(typed));
        for wanted in ["MSG bob hello, bob", "MSG bob   caf\u{e9}? ", "MSG bob /me waits", "MSG carl hello, carl"] {
            line.server.expect_frame(Message, wanted)?;
        }
        for word in COMMANDS_ELSEWHERE {
            line.program.type_line(word);
            line.server.expect_frame(Message, format!("MSG carl {word}"))?;
        }
        line.server.perform(coalesce(&[&frame("MSG bob  yes: caf\u{e9} "), &frame("MSG carl who?")]));
        line.program.expect_lines(&["dora: you are new here", "bob:  yes: caf\u{e9} ", "carl: who?"])
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Line, &[Silence], "a message that arrives is not printed: the client waits for the keyboard, or takes only one frame out of what a read brought"),
        Cause(Line, &[Different], "a message is not printed as `FROM: TEXT`, with the text as it is: spaces and colons belong to it"),
        Cause(Message, &[Silence], "what is typed is not sent: it sits in a buffer, or the client waits for something before it reads on"),
        Cause(Message, &[Different], "what is typed is not sent as `MSG NAME TEXT`, to the one chosen last, with the text as it was typed: only /chat, /users and /bye are commands"),
        Cause(Message, &[Short], "the end of a line is lost: the length in front of a message counts bytes, not characters, and spaces at the end belong to the line"),
        Cause(Line, &[Ended], ENDS_EARLY),
        Cause(Message, &[Fin, Rst], ENDS_EARLY),
    ]],
};

pub const USERS: Check = Check {
    id: "client-users",
    claim: "/users asks who is there; the answer, and who comes and goes, is printed",
    points: 2,
    programs: CLIENT,
    needs: &["client-login"],
    runs: &[],
    tries: "Types `/users`, expects the frame `USERS`, and answers it; tells who joined and who left while stdin is idle. Expects `users: ann bob`, `* carl joined` and `* carl left`.",
    run: |lab| {
        let line = logged_in(lab)?;
        lab.keep_silent(&line.program)?;
        line.program.type_line("/users");
        line.server.expect_frame(Answer, "USERS")?;
        for told in ["USERS ann bob", "JOINED carl", "LEFT carl"] {
            line.server.send_frame(told);
        }
        line.program.expect_lines(&["users: ann bob", "* carl joined", "* carl left"])
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Answer, &[Silence], "/users is not sent as the frame `USERS`"),
        Cause(Answer, &[Different], "/users is sent as something else than the frame `USERS`"),
        Cause(Line, &[Silence], "what the server tells is not printed: `users: a b c`, `* NAME joined`, `* NAME left`, also while stdin is idle"),
        Cause(Line, &[Different], "a line is missing, or is not `users: a b c`, `* NAME joined` or `* NAME left`"),
    ]],
};
