//! Lab 3's checks of the server.

use super::{SERVER, WAIT, accepts};
use crate::fault::{coalesce, pieces, truncate};
use crate::harness::{Peer, Program};
use crate::lab::{Cause, Check};
use crate::verdict::{Mismatch, Seen, Seen::*, Stop, Want, Want::*};

pub const ACCEPTS: Check = Check {
    id: "server-accepts",
    claim: "each line is printed and answered",
    points: 5,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Sends one line after another, each after the answer to the one before: a plain one, one with spaces at its ends, an empty one, and one that is not ASCII. Expects `received: LINE` on stdout and `accepted` for each.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        for line in ["Hello", "  spaces stay ", "", "Gr\u{fc}\u{df}e", "bye"] {
            accepts(&client, &server.program, line)?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Silence],
            "the server does not answer a line with `accepted` and a newline, or not before more comes: read up to the newline, answer, and read on",
        ),
        Cause(Bytes, &[Different], "the answer is not `accepted` and a newline"),
        Cause(Bytes, &[Fin], "the server closes the connection instead of answering: only `close` ends a conversation"),
        Cause(Line, &[Silence], "the server answers a line, and does not print it as `received: LINE`"),
        Cause(
            Line,
            &[Different],
            "the line is not printed as it came: as `received: `, then its text with every space, without its newline, and with nothing left of the line before",
        ),
    ]],
};

pub const SPLIT_LINE: Check = Check {
    id: "server-split-line",
    claim: "a line in three pieces is one line, and two lines in one piece are two",
    points: 5,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "Sends a line in three pieces, each once the one before was read and the last more than a second after it, with a cut between the two bytes of a character, then two lines in one segment. Expects three lines and three answers. Then half a line and the end of the stream, to which there is no answer.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        client.perform(pieces(&[b"in ", b"three St\xc3", b""]));
        client.settle()?;
        server.program.hold_back(WAIT)?;
        client.send(b"\xbccke\n");
        client.perform(coalesce(&[b"two at\n", b"once\n"]));
        client.expect(b"accepted\naccepted\naccepted\n")?;
        let lines = ["received: in three St\u{fc}cke", "received: two at", "received: once"];
        server.program.expect_lines(&lines)?;
        client.perform(truncate(b"half a li", 9));
        client.expect_nothing_more()
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Different],
            "the server answers before it has the whole line, or answers half of one: a line ends at its newline, not where a read ends",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the server does not answer a line that comes in pieces: keep what was read until its newline is there",
        ),
        Cause(
            Bytes,
            &[Short],
            "the server answers fewer lines than came: a read may bring several lines, so take lines out of what was read until no newline is left",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the server gives up at a line that comes in pieces: the end of a read is not the end of a line, and no time-out is asked for",
        ),
        Cause(
            Line,
            &[Reencoded],
            "the server makes text of each read by itself, and of half a character there is none to make: collect bytes until the newline is there, and decode the whole line",
        ),
        Cause(
            Line,
            &[Different],
            "the server takes each read for a line: collect what was read, and take lines out of that",
        ),
    ]],
};

pub const CLOSE: Check = Check {
    id: "server-close",
    claim: "`close` in any case is answered `closed` and ends that connection; the next client is served",
    points: 5,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "Four clients connect, and are served one after the other. They say `close`, `CLOSE`, `Close` and `cLoSe` behind a line, and keep their own side open: each expects `closed`, then the end of the stream. A fifth one sends `close it`, ` close` and `closed`, which are ordinary lines.",
    run: |lab| {
        let server = lab.start("server")?;
        let waiting = [lab.connect(&server)?, lab.connect(&server)?, lab.connect(&server)?, lab.connect(&server)?];
        for (client, word) in waiting.into_iter().zip(["close", "CLOSE", "Close", "cLoSe"]) {
            accepts(&client, &server.program, "a line before")?;
            client.send(format!("{word}\n").as_bytes());
            client.expect(b"closed\n")?;
            client.expect_end()?;
        }
        let last = lab.connect(&server)?;
        for line in ["close it", " close", "closed"] {
            accepts(&last, &server.program, line)?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(End, &[Silence], "the server answers `closed`, and does not close the connection"),
        Cause(Bytes, &[Silence], "the server does not answer `close` in some case, or does not get to the next client"),
        Cause(
            Bytes,
            &[Case],
            "the answer to `close` is `closed` in small letters, in whatever case the client has said it",
        ),
        Cause(
            Bytes,
            &[Different],
            "`close` in some case is taken for an ordinary line, or an ordinary line for `close`: compare the whole line, without regard to case, and leave its spaces as they are",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the server closes the connection without an answer, or at a line that only begins with `close`",
        ),
        Cause(Bytes, &[Rst], "the server ends with its client: accept belongs in a loop"),
        Cause(Connection, &[Refused], "the server ends with its client: accept belongs in a loop"),
        Cause(Bytes, &[Extra], "the server goes on answering behind `closed`"),
    ]],
};

pub const CLIENT_GONE: Check = Check {
    id: "server-client-gone",
    claim: "whatever happens to a client, the server is back to listening and serves the next",
    points: 6,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "One client leaves without a word, one after half a line, one by a reset in the middle of a line. While the next one is served, two more queue up behind it, send twenty lines, and are gone, one by a reset, one by a close. After each the server has to say `state: listening`; then one more client is served.",
    run: |lab| {
        let server = lab.start("server")?;
        server.program.expect_state_times("listening", 1)?;
        for (times, sent) in [(2, ""), (3, "half a li")] {
            let client = lab.connect(&server)?;
            client.perform(truncate(sent.as_bytes(), sent.len()));
            server.program.expect_state_times("listening", times)?;
        }
        let client = lab.connect(&server)?;
        accepts(&client, &server.program, "then a reset")?;
        client.send(b"half a line, and ");
        client.reset()?;
        server.program.expect_state_times("listening", 4)?;
        let client = lab.connect(&server)?;
        accepts(&client, &server.program, "served")?;
        let queued = [lab.connect(&server)?, lab.connect(&server)?];
        let next = lab.connect(&server)?;
        for (gone, is_reset) in queued.into_iter().zip([true, false]) {
            gone.send("never answered\n".repeat(20).as_bytes());
            gone.settle()?;
            if is_reset {
                gone.reset()?;
            }
        }
        client.finish();
        accepts(&next, &server.program, "the next one")?;
        server.program.expect_no_line("half a li")
    },
    causes: &[&[
        Cause(
            State,
            &[Silence],
            "the server does not say `state: listening` when its client is gone: an end of stream, half a line or a reset leaves it in the conversation, or it forgets to say so",
        ),
        Cause(
            State,
            &[Ended],
            "the server ends with its client: what goes wrong with one client must not end the loop",
        ),
        Cause(
            Connection,
            &[Refused],
            "the server ends with its client: what goes wrong with one client must not end the loop",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the server does not get to the next client: one that was gone before it was accepted, or was gone before its answers, keeps it",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server ends, or drops the next client, because of one that was gone before it was accepted, or before its answers",
        ),
        Cause(
            Line,
            &[Different],
            "what the last client left in the buffer stands before the next one's first line: a buffer belongs to one connection",
        ),
        Cause(Nothing, &[Extra], "the server takes half a line for a line: without its newline it is none"),
    ]],
};

pub const RESTART: Check = Check {
    id: "server-restart",
    claim: "killed with a client connected and started again at once on the same port, the server listens",
    points: 5,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "Starts the server on a given port, serves a client, kills the server with SIGKILL while the client is connected, and starts it again on that port at once, while the client keeps its end of the old connection. Expects the ready line, and that a client is served.",
    run: |lab| {
        let again_port = lab.free_port()?;
        let port = again_port.to_string();
        let server = lab.start_at("server", &[&port])?;
        let client = lab.connect(&server)?;
        accepts(&client, &server.program, "before")?;
        server.program.kill();
        server.program.end()?;
        let again = lab.start_again("server", &[&port])?;
        again.expect_port(again_port)?;
        let next = lab.connect(&again)?;
        accepts(&next, &again.program, "after")
    },
    causes: &[&[
        Cause(
            Ready,
            &[Ended],
            "the port is still taken by the old connection: set SO_REUSEADDR on the listening socket before bind (both servers need it)",
        ),
        Cause(
            Ready,
            &[Silence],
            "the server does not listen again: it waits for the old connection to be forgotten. Set SO_REUSEADDR before bind",
        ),
        Cause(
            Ready,
            &[Address],
            "the server listens at another port than it was given: the old connection still had that one. Set SO_REUSEADDR before bind",
        ),
    ]],
};

pub const PORT_IN_USE: Check = Check {
    id: "server-port-in-use",
    claim: "a second server on a taken port says so and ends, and the first one is unharmed",
    points: 3,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "Starts a second server on the port of the first one: it has to print `error: ...` and end with status 1. Then the first one still serves.",
    run: |lab| {
        let first = lab.start("server")?;
        let second = lab.run("server", &[&first.address.port().to_string()])?;
        second.expect_not_listening()?;
        second.expect_error()?;
        second.expect_exit(1)?;
        let client = lab.connect(&first)?;
        accepts(&client, &first.program, "still here")
    },
    causes: &[&[
        Cause(
            Error,
            &[Listening],
            "the server says that it listens although the port is taken: the line is printed before bind and listen have succeeded, an error of bind is ignored, SO_REUSEPORT lets two servers share the port (SO_REUSEADDR does not), or another port is bound than the one that was given",
        ),
        Cause(Error, &[Different], "the error line does not start with `error: `"),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(Error, &[Ended], "the server ends without saying why"),
        Cause(Error, &[Silence], "the server neither listens nor ends: it tries again and again, or waits"),
        Cause(Exit, &[Status], "the server ends with another status than 1"),
        Cause(Exit, &[Running], "the server reports the error and goes on running"),
    ]],
};

pub const STATES: Check = Check {
    id: "server-states",
    claim: "the server says each state when it comes to it: listening, connected, listening, and so on",
    points: 4,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "Expects `state: listening` before anybody has come and `state: connected` as soon as somebody has, and nothing else while lines are answered. Three clients leave, by the end of the stream, by `close` and by a reset: after each there is exactly one `state: listening`.",
    run: |lab| {
        let server = lab.start("server")?;
        let program = &server.program;
        program.expect_states(&["listening"])?;
        let mut states = vec!["listening"];
        for leave in ["end", "close", "reset"] {
            let client = lab.connect(&server)?;
            states.push("connected");
            program.expect_states(&states)?;
            for line in ["a line", "another line"] {
                accepts(&client, program, line)?;
            }
            program.expect_states(&states)?;
            match leave {
                "end" => client.finish(),
                "close" => {
                    client.send(b"close\n");
                    client.expect(b"closed\n")?;
                }
                _ => client.reset()?,
            }
            states.push("listening");
            let said = program.expect_states(&states);
            if leave == "close" {
                said.map_err(|stop| only_waits(stop, &client, program, &states))?;
            } else {
                said?;
            }
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            State,
            &[Silence],
            "the server does not say a state when it comes to it: `state: connected` belongs right behind accept, `state: listening` before it, also the first time",
        ),
        Cause(
            State,
            &[Different],
            "a state has another name, or comes at another time: there are `listening` and `connected`, each said at the change",
        ),
        Cause(
            End,
            &[Silence],
            "the server answers `closed`, and then waits for its client to close as well: it closes the connection, and is back to `listening`",
        ),
        Cause(State, &[Repeated], "a state is said again although it has not changed"),
        Cause(State, &[Ended], "the server ends instead of going on to the next state"),
        Cause(Connection, &[Refused], "the server ends instead of going on to the next state"),
    ]],
};

/// A server that is silent only until its client has closed as well has not forgotten the state.
fn only_waits(stop: Stop, client: &Peer, program: &Program, states: &[&str]) -> Stop {
    let Stop::Mismatch(silent) = &stop else { return stop };
    if silent.seen != Silence {
        return stop;
    }
    client.finish();
    match program.expect_states(states) {
        Ok(()) => Mismatch {
            want: Want::End,
            seen: Seen::Silence,
            expected: "`state: listening` behind `closed`, whatever the client does".into(),
            observed: "no such line, until the client had closed its side as well".into(),
        }
        .into(),
        Err(Stop::Mismatch(_)) => stop,
        Err(other) => other,
    }
}
