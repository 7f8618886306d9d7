//! Checkpoint 2, the line client: what is refused, and how it ends.

use super::line_client::{CLIENT, LineClient, arrives, logged_in};
use crate::fault::{Move, truncate};
use crate::harness::{Harness, LARGEST, Program, frame};
use crate::lab::{Cause, Check};
use crate::labs::rules::NOWHERE;
use crate::labs::shared::{ERROR_ON_STDOUT, ERROR_UNMARKED, ERROR_WITHOUT_ONE, FRAME_TOO_LARGE, SPINS, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Want::*};

pub const ERRORS: Check = Check {
    id: "client-errors",
    claim: "a refused login ends the client with an error; any other refusal is reported, and it goes on",
    points: 2,
    programs: CLIENT,
    needs: &["client-login"],
    runs: &[],
    tries: "Refuses a LOGIN: expects `error: ...`, exit status 1, and no `logged in`. Another client is written to, and types an empty line and another before any /chat: expects `error: choose somebody with /chat NAME` for each, and that they are not sent. Then refuses a message, and expects an error, and that the client goes on, to whom it has talked before. At last types a message that fits a frame to the last byte, which is sent, and one of a byte more: what becomes of that one is left open here, and noted.",
    run: |lab| {
        refused_login(lab)?;
        let line = logged_in(lab)?;
        let [b, c] = lab.names();
        let (hello, whom, text, gone) = (lab.text(), lab.text(), lab.text(), format!("{b} has gone"));
        line.server.send_frame(format!("MSG {c} {hello}"));
        line.program.expect_line(&format!("{c}: {hello}"))?;
        refuses_both(&line.program, &whom)?;
        [format!("/chat {b}"), text.clone()].iter().for_each(|typed| line.program.type_line(typed));
        line.takes_message(&format!("MSG {b} {text}"), &format!("MSG {c} {text}"), Address)?;
        line.server.send_frame(format!("ERR no-such-user {gone}"));
        let is_told = |text: &str| text.contains("no-such-user") || text.contains(&gone);
        line.program.expect_error_that("a line with the server's code or its text", is_told)?;
        // Who is about to end has ended by then.
        line.program.rest()?;
        line.program.type_line("/users");
        line.server.expect_frame(Answer, "USERS")?;
        talks_on(lab, &line, &b)?;
        sends_what_fits(lab, &line, &b)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Error, &[Ended], "the client ends at a refusal without saying what went wrong: `error: ...` on stderr"),
        Cause(Error, &[Silence], "an error is not reported: a LOGIN that is refused, a line before any /chat, or any other refusal"),
        Cause(Error, &[Different], "the error is another, or there is none: `error: choose somebody with /chat NAME` before any /chat, and for a refusal `error: ` with what the server said"),
        ERROR_ON_STDOUT,
        Cause(Exit, &[Running], "the client goes on although its LOGIN was refused"),
        Cause(Exit, &[Status], "after a LOGIN that was refused the exit status is 1"),
        Cause(Nothing, &[Extra], "the client says that it is logged in before the server has agreed"),
        Cause(Message, &[Different], "a line that was typed before any /chat is sent later, or to nobody"),
        Cause(Error, &[Empty], "an empty line before any /chat is not refused like any other: it is a line, and there is nobody to send it to"),
        Cause(Error, &[Fin], "the client ends at a line that is typed before any /chat: it reports that, and goes on"),
        Cause(Message, &[Address], "what is typed goes to whoever wrote last: only /chat chooses who is talked to"),
        Cause(Message, &[Late], "after a refusal the client has forgotten whom /chat chose: only another /chat changes that"),
        Cause(Message, &[Fin], "the client ends at `/chat`, or while it is talked to: whether somebody has a name is for the server to say, and no refusal but that of a LOGIN ends the client"),
        Cause(Message, &[Limit], "the largest message is not sent as one whole frame: 1,048,576 bytes are allowed, `MSG` and the name among them"),
        Cause(Answer, &[Different], "something else is sent than what was typed asks for: `client-login` and `client-users` look at that alone"),
        Cause(Answer, &[Fin], "the client ends at a refusal: only a LOGIN that is refused ends it"),
    ]],
};

/// An empty line and another, before any /chat: an error for each.
fn refuses_both(client: &Program, line: &str) -> Step {
    ["", line].iter().for_each(|typed| client.type_line(typed));
    client.expect_error_that("the line \"error: choose somebody with /chat NAME\"", |text| {
        text.starts_with("choose somebody with /chat NAME")
    })?;
    client.expect_errors(2).map_err(|stop| if stop.saw(Ended) { stop.seen_as(Fin) } else { stop.seen_as(Empty) })
}

/// After a refusal the one chosen is still the same.
fn talks_on(lab: &mut Harness, line: &LineClient, to: &str) -> Step {
    let text = lab.text();
    line.program.type_line(&text);
    let came = line.server.expect_frame(Message, format!("MSG {to} {text}"));
    came.map_err(|stop| if stop.saw(Silence) { stop.seen_as(Late) } else { stop })
}

/// The largest message there is, and one that is a byte too long: what becomes of that one is noted, not judged, since
/// the contract says it for lab 4 alone.
fn sends_what_fits(lab: &mut Harness, line: &LineClient, to: &str) -> Step {
    let largest = lab.letters(LARGEST - format!("MSG {to} ").len());
    line.program.type_line(&largest);
    let came = line.server.expect_frame(Message, format!("MSG {to} {largest}"));
    came.map_err(|stop| stop.seen_as(Limit))?;
    line.program.type_line(format!("{largest}x"));
    line.program.close_stdin();
    if line.server.sees_one_too_large(b"QUIT")? {
        lab.note(FRAME_TOO_LARGE);
    }
    Ok(())
}

fn refused_login(lab: &mut Harness) -> Step {
    let refused = arrives(lab)?;
    refused.server.send_frame(format!("ERR name-taken {}", lab.text()));
    refused.program.expect_error()?;
    refused.program.expect_exit(1)?;
    refused.program.expect_no_line("logged in")
}

pub const BYE: Check = Check {
    id: "client-bye",
    claim: "/bye and the end of stdin leave with exit status 0, and what was typed before is sent",
    points: 2,
    programs: CLIENT,
    needs: &["client-chat"],
    runs: WITH_THREADS,
    tries: "Types `/chat` and a line before the answer to LOGIN comes, and expects the message once it has come. Types a last message and `/bye`; with another client a last message without a newline, and the end of stdin. Expects the message, a QUIT or the end of the stream, and exit status 0.",
    run: |lab| {
        let (line, [b], text) = (arrives(lab)?, lab.names(), lab.text());
        types_early(lab, &line, &b)?;
        [&text, "/bye"].iter().for_each(|typed| line.program.type_line(typed));
        line.server.expect_frame(Message, format!("MSG {b} {text}"))?;
        expect_left(&line)?;
        let (line, text) = (logged_in(lab)?, lab.text());
        line.program.type_line(format!("/chat {b}"));
        line.program.type_piece(text.as_bytes());
        line.program.close_stdin();
        let last = line.server.expect_frame(Message, format!("MSG {b} {text}"));
        last.map_err(|stop| stop.seen_as(Short))?;
        expect_left(&line)
    },
    #[rustfmt::skip]
    causes: &[&[
        SPINS,
        Cause(Answer, &[Different], "the goodbye is neither the frame `QUIT` nor the end of the stream: /bye is for the client, not for the other side"),
        Cause(End, &[Silence], "the client does not leave at /bye, or at the end of stdin"),
        Cause(End, &[Rst], "the client resets the connection instead of closing it"),
        Cause(Message, &[Early], "what is typed before the `OK` is lost: leave it in stdin until you are logged in, or keep it"),
        Cause(Message, &[Short], "the last line of stdin has no newline, and is lost, or its last byte is: a line without a newline at the end of stdin is a line"),
        ERROR_WITHOUT_ONE,
        Cause(Exit, &[Status], "/bye and the end of stdin are normal ends: exit status 0"),
        Cause(Exit, &[Running], "the client says goodbye and runs on: one of its threads waits for ever. Let the program end with the first of them"),
    ]],
};

/// What is typed while the server has not answered yet is sent, too; before the answer or behind it.
fn types_early(lab: &mut Harness, line: &LineClient, to: &str) -> Step {
    let text = lab.text();
    [&format!("/chat {to}"), &text].iter().for_each(|typed| line.program.type_line(typed));
    line.program.expect_no_spin("while its LOGIN is not answered")?;
    line.server.send_frame(format!("OK {}", line.name));
    line.program.expect_line(&line.greeting())?;
    let came = line.server.expect_frame(Message, format!("MSG {to} {text}"));
    came.map_err(|stop| stop.seen_as(Early))
}

/// A goodbye of the client's, and its end.
fn expect_left(line: &LineClient) -> Step {
    line.server.expect_goodbye("QUIT")?;
    line.program.expect_normal_end()
}

pub const SERVER_GONE: Check = Check {
    id: "client-server-gone",
    claim: "the server gone: an error and exit status 1, at once, while stdin is idle",
    points: 2,
    programs: CLIENT,
    needs: &["client-login"],
    runs: WITH_THREADS,
    tries: "Closes the connection of one client in an orderly way, that of another inside the length of a frame, and resets that of a third, while their stdin is open and silent. To a fourth it closes instead of answering its LOGIN, a fifth is started where nobody listens, and a sixth with the HOST `a..b`, which can't be a name. Expects `error: ...` and exit status 1 of each.",
    run: |lab| {
        for gone in [vec![Move::Finish], truncate(&frame(lab.text()), 2), vec![Move::Reset]] {
            let line = logged_in(lab)?;
            line.server.perform(gone);
            line.server.settle()?;
            expect_failed(&line.program)?;
        }
        let line = arrives(lab)?;
        line.server.finish();
        expect_failed(&line.program)?;
        let port = lab.free_port()?.to_string();
        let [name] = lab.names();
        NOWHERE.iter().try_for_each(|host| expect_failed(&lab.run("client", &[host, &port, &name])?))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Error, &[Silence], "the client does not notice that the server has gone, or does not say so: it waits for the keyboard"),
        Cause(Error, &[Ended], "the client ends without saying what went wrong: also an orderly end by the server is an error here"),
        ERROR_UNMARKED,
        ERROR_ON_STDOUT,
        Cause(Exit, &[Running], "the client reports that the server has gone, and then waits for the keyboard: let the program end with the first of its threads"),
        Cause(Exit, &[Status], "after the server has gone the exit status is 1"),
    ]],
};

fn expect_failed(client: &Program) -> Step {
    client.expect_error()?;
    client.expect_exit(1)
}
