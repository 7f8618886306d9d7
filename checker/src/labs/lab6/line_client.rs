//! Checkpoint 2, the line client against a scripted server.

use crate::fault::{byte_by_byte, coalesce, truncate};
use crate::harness::{Harness, Peer, Program, frame};
use crate::lab::{Cause, Check};
use crate::verdict::{Seen::*, Step, Want::*};

const CLIENT: &[&str] = &["client"];

/// The learner's client and the server of the checker's that it is connected to.
struct Line {
    program: Program,
    server: Peer,
}

/// Starts the client as `ann`, and takes its LOGIN.
fn arrives(lab: &mut Harness) -> Step<Line> {
    let door = lab.listen()?;
    let program = lab.run("client", &["127.0.0.1", &door.port(), "ann"])?;
    let server = door.accept(&program)?;
    server.expect_frame(Answer, "LOGIN ann")?;
    Ok(Line { program, server })
}

/// The client once it is logged in.
fn logged_in(lab: &mut Harness) -> Step<Line> {
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
    tries: "Starts the client as `ann`: expects the frame `LOGIN ann`, answers `OK ann` byte by byte, and expects the line `logged in as ann`. No line is typed meanwhile.",
    run: |lab| {
        let line = arrives(lab)?;
        line.server.perform(byte_by_byte(&frame("OK ann")));
        line.program.expect_line("logged in as ann")
    },
    causes: &[&[
        Cause(
            Connection,
            &[Silence],
            "the client does not connect to the HOST and PORT of its arguments, or not before something is typed",
        ),
        Cause(Connection, &[Ended], "the client ends without having connected to the HOST and PORT of its arguments"),
        Cause(
            Answer,
            &[Silence],
            "the client sends no LOGIN: the frame sits in a buffer, or it waits for something first",
        ),
        Cause(
            Answer,
            &[Unframed],
            "what the client sends is no frame: its length goes in front of it, four bytes, big-endian",
        ),
        Cause(Answer, &[Unterminated], "the length in front of LOGIN is larger than what follows"),
        Cause(Answer, &[Different], "the client's first frame is not `LOGIN` and the NAME of its arguments"),
        Cause(Answer, &[Fin], "the client ends without having sent its LOGIN"),
        Cause(Line, &[Silence], "the client does not print `logged in as NAME`"),
        Cause(Line, &[Different], "the line is not `logged in as NAME`"),
        Cause(
            Line,
            &[Ended],
            "the client ends although it was let in: a frame may arrive in pieces, so read until all of it is there",
        ),
    ]],
};

pub const CHAT: Check = Check {
    id: "client-chat",
    claim: "what is typed goes to the one chosen with /chat, and what arrives is printed at any time",
    points: 3,
    programs: CLIENT,
    needs: &["client-login"],
    runs: &[],
    tries: "Chooses `bob`, types three lines, one with spaces at its ends and one that begins with `/`, chooses `carl`, and types one more: expects the frames. Sends messages while stdin is idle, one of them behind the answer to LOGIN in one piece and two more in another, and expects them as `FROM: TEXT`.",
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
        line.server.perform(coalesce(&[&frame("MSG bob  yes: caf\u{e9} "), &frame("MSG carl who?")]));
        line.program.expect_lines(&["dora: you are new here", "bob:  yes: caf\u{e9} ", "carl: who?"])
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "a message that arrives is not printed: the client waits for the keyboard, or takes only one frame out of what a read brought",
        ),
        Cause(
            Line,
            &[Different],
            "a message is not printed as `FROM: TEXT`, with the text as it is: spaces and colons belong to it",
        ),
        Cause(
            Message,
            &[Silence],
            "what is typed is not sent: it sits in a buffer, or the client waits for something before it reads on",
        ),
        Cause(
            Message,
            &[Different],
            "what is typed is not sent as `MSG NAME TEXT`, to the one chosen last, with the text as it was typed: only /chat, /users and /bye are commands",
        ),
        Cause(
            Message,
            &[Short],
            "the end of a line is lost: the length in front of a message counts bytes, not characters, and spaces at the end belong to the line",
        ),
        Cause(Line, &[Ended], "the client ends in the middle of a conversation"),
        Cause(Message, &[Fin], "the client ends in the middle of a conversation"),
        Cause(Message, &[Rst], "the client ends in the middle of a conversation"),
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
        line.program.type_line("/users");
        line.server.expect_frame(Answer, "USERS")?;
        for told in ["USERS ann bob", "JOINED carl", "LEFT carl"] {
            line.server.send_frame(told);
        }
        line.program.expect_lines(&["users: ann bob", "* carl joined", "* carl left"])
    },
    causes: &[&[
        Cause(Answer, &[Silence], "/users is not sent as the frame `USERS`"),
        Cause(Answer, &[Different], "/users is sent as something else than the frame `USERS`"),
        Cause(
            Line,
            &[Silence],
            "what the server tells is not printed: `users: a b c`, `* NAME joined`, `* NAME left`, also while stdin is idle",
        ),
        Cause(Line, &[Different], "a line is missing, or is not `users: a b c`, `* NAME joined` or `* NAME left`"),
    ]],
};

pub const ERRORS: Check = Check {
    id: "client-errors",
    claim: "a refused login ends the client with an error; any other refusal is reported, and it goes on",
    points: 2,
    programs: CLIENT,
    needs: &["client-login"],
    runs: &[],
    tries: "Refuses a LOGIN: expects `error: ...`, exit status 1, and no `logged in`. Another client is written to, and types a line before any /chat: expects `error: choose somebody with /chat NAME`, and that the line is not sent. Then refuses a message, and expects an error, and that the client goes on.",
    run: |lab| {
        let refused = arrives(lab)?;
        refused.server.send_frame("ERR name-taken there is an ann already");
        refused.program.expect_error()?;
        refused.program.expect_exit(1)?;
        refused.program.expect_no_line("logged in")?;

        let line = logged_in(lab)?;
        line.server.send_frame("MSG carl hello, ann");
        line.program.expect_line("carl: hello, ann")?;
        line.program.type_line("to whom?");
        line.program.expect_error_that("the line \"error: choose somebody with /chat NAME\"", |text| {
            text.starts_with("choose somebody with /chat NAME")
        })?;
        line.program.type_line("/chat bob");
        line.program.type_line("to bob");
        line.server.expect_frame(Message, "MSG bob to bob")?;
        line.server.send_frame("ERR no-such-user bob has gone");
        let about_bob = |text: &str| text.contains("no-such-user") || text.contains("bob has gone");
        line.program.expect_error_that("a line with the server's code or its text", about_bob)?;
        line.program.type_line("/users");
        line.server.expect_frame(Answer, "USERS")
    },
    causes: &[&[
        Cause(Error, &[Ended], "the client ends at a refusal without saying what went wrong: `error: ...` on stderr"),
        Cause(
            Error,
            &[Silence],
            "an error is not reported: a LOGIN that is refused, a line before any /chat, or any other refusal",
        ),
        Cause(
            Error,
            &[Different],
            "the error is another, or there is none: `error: choose somebody with /chat NAME` before any /chat, and for a refusal `error: ` with what the server said",
        ),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(Exit, &[Running], "the client goes on although its LOGIN was refused"),
        Cause(Exit, &[Status], "after a LOGIN that was refused the exit status is 1"),
        Cause(Nothing, &[Extra], "the client says that it is logged in before the server has agreed"),
        Cause(Message, &[Different], "a line that was typed before any /chat is sent later, or to nobody"),
        Cause(Answer, &[Fin], "the client ends at a refusal: only a LOGIN that is refused ends it"),
    ]],
};

pub const BYE: Check = Check {
    id: "client-bye",
    claim: "/bye and the end of stdin leave with exit status 0, and what was typed before is sent",
    points: 2,
    programs: CLIENT,
    needs: &["client-chat"],
    runs: &[],
    tries: "Types a last message and `/bye`; with another client a last message, and the end of stdin. Expects the message, a QUIT or the end of the stream, and exit status 0.",
    run: |lab| {
        for ends in [|client: &Program| client.type_line("/bye"), Program::close_stdin] {
            let line = logged_in(lab)?;
            line.program.type_line("/chat bob");
            line.program.type_line("I have to go");
            ends(&line.program);
            line.server.expect_frame(Message, "MSG bob I have to go")?;
            line.server.expect_goodbye("QUIT")?;
            line.program.expect_exit(0)?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Answer,
            &[Different],
            "the goodbye is neither the frame `QUIT` nor the end of the stream: /bye is for the client, not for the other side",
        ),
        Cause(End, &[Silence], "the client does not leave at /bye, or at the end of stdin"),
        Cause(End, &[Rst], "the client resets the connection instead of closing it"),
        Cause(Exit, &[Status], "/bye and the end of stdin are normal ends: exit status 0"),
        Cause(
            Exit,
            &[Running],
            "the client says goodbye and runs on: one of its threads waits for ever. Let the program end with the first of them",
        ),
    ]],
};

pub const SERVER_GONE: Check = Check {
    id: "client-server-gone",
    claim: "the server gone: an error and exit status 1, at once, while stdin is idle",
    points: 2,
    programs: CLIENT,
    needs: &["client-login"],
    runs: &[],
    tries: "Closes the connection of one client in an orderly way, that of another inside the length of a frame, and resets that of a third, while their stdin is open and silent. To a fourth it closes instead of answering its LOGIN, and a fifth is started where nobody listens. Expects `error: ...` and exit status 1 of each.",
    run: |lab| {
        let ways: [fn(&Peer) -> Step; 3] = [
            |server| {
                server.finish();
                server.settle()
            },
            |server| {
                server.perform(truncate(&frame("MSG bob half of"), 2));
                server.settle()
            },
            Peer::reset,
        ];
        for gone in ways {
            let line = logged_in(lab)?;
            gone(&line.server)?;
            line.program.expect_error()?;
            line.program.expect_exit(1)?;
        }
        let line = arrives(lab)?;
        line.server.finish();
        line.program.expect_error()?;
        line.program.expect_exit(1)?;
        let port = lab.free_port()?.to_string();
        let alone = lab.run("client", &["127.0.0.1", &port, "ann"])?;
        alone.expect_error()?;
        alone.expect_exit(1)
    },
    causes: &[&[
        Cause(
            Error,
            &[Silence],
            "the client does not notice that the server has gone, or does not say so: it waits for the keyboard",
        ),
        Cause(
            Error,
            &[Ended],
            "the client ends without saying what went wrong: also an orderly end by the server is an error here",
        ),
        Cause(Error, &[Different], "the line on stderr does not start with `error: `"),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(
            Exit,
            &[Running],
            "the client reports that the server has gone, and then waits for the keyboard: let the program end with the first of its threads",
        ),
        Cause(Exit, &[Status], "after the server has gone the exit status is 1"),
    ]],
};
