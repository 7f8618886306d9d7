//! Lab 3's checks of the server's life: it is back to listening whatever happens, has its port at once, and says its states.

use super::words::{SAID_AGAIN, SERVER, accepts};
use crate::fault::truncate;
use crate::harness::{Harness, Peer, Program, Server};
use crate::lab::{Cause, Check};
use crate::labs::shared::{self, ERROR_ON_STDOUT, ERROR_UNMARKED};
use crate::verdict::{Mismatch, Seen, Seen::*, Step, Stop, Want, Want::*};

const ENDS_WITH_ITS_CLIENT: &str =
    "the server ends with its client: what goes wrong with one client must not end the loop";
const ENDS_INSTEAD: &str = "the server ends instead of going on to the next state";

pub const CLIENT_GONE: Check = Check {
    id: "server-client-gone",
    claim: "whatever happens to a client, the server is back to listening and serves the next",
    points: 6,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "One client leaves by a reset in the middle of a line, one without a word, one after half a line. After each the server has to say `state: listening`, and the reset and the half line have to be reported, each in a line of stderr that starts with `error: `. While the next one is served, another waits behind it, sends twenty lines, and is gone by a reset; then the same by a close. The one behind each is served. The last one sends a line that is no UTF-8 as well, and is answered.",
    run: |lab| {
        let server = lab.start("server")?;
        server.program.expect_state_times("listening", 1)?;
        leave_in_turn(lab, &server)?;
        // Told last: who takes half a line for a line, or keeps it for the next client, does not report it, either.
        let reported = server.program.expect_errors(2);
        leave_the_queue(lab, &server)?;
        server.program.expect_no_line("half a li")?;
        reported
    },
    causes: &[CLIENT_GONE_CAUSES],
};

#[rustfmt::skip]
const CLIENT_GONE_CAUSES: &[Cause] = &[
    Cause(State, &[Silence], "the server does not say `state: listening` when its client is gone: an end of stream, half a line or a reset leaves it in the conversation, or it forgets to say so"),
    Cause(State, &[Ended], ENDS_WITH_ITS_CLIENT),
    Cause(Connection, &[Refused], ENDS_WITH_ITS_CLIENT),
    Cause(Bytes, &[Silence], "the server does not get to the next client: one that was gone before it was accepted, or was gone before its answers, keeps it"),
    Cause(Bytes, &[Rst], "the server ends, or drops the next client, because of one that was gone before it was accepted, or before its answers"),
    Cause(Bytes, &[Reencoded], "a line that is no UTF-8 is not answered: print U+FFFD for what is no text (in Python `decode(errors=\"replace\")`), and go on. What a client sends ends no server"),
    Cause(Line, &[Different], "what the last client left in the buffer stands before the next one's first line: a buffer belongs to one connection"),
    Cause(Nothing, &[Extra], "the server takes half a line for a line: without its newline it is none"),
    Cause(Error, &[Silence], "the server does not report a reset, or an end of the stream in the middle of a line: each is an error, a line on stderr that starts with `error: `, before the next client is accepted"),
    ERROR_UNMARKED,
    ERROR_ON_STDOUT,
];

/// One by a reset, which is an error, one by the end of the stream, one behind half a line, which is an error, too.
fn leave_in_turn(lab: &mut Harness, server: &Server) -> Step {
    let client = lab.connect(server)?;
    accepts(&client, &server.program, "then a reset")?;
    client.send(b"half a line, and ");
    client.reset()?;
    server.program.expect_state_times("listening", 2)?;
    server.program.expect_errors(1)?;
    for (times, sent) in [(3, ""), (4, "half a li")] {
        let client = lab.connect(server)?;
        client.perform(truncate(sent.as_bytes(), sent.len()));
        server.program.expect_state_times("listening", times)?;
    }
    Ok(())
}

/// Two who are gone before the server gets to them, each behind one and before another who are served.
fn leave_the_queue(lab: &mut Harness, server: &Server) -> Step {
    let mut client = lab.connect(server)?;
    for (line, is_reset) in [("served", true), ("the next one", false)] {
        accepts(&client, &server.program, line)?;
        let gone = lab.connect(server)?;
        let next = lab.connect(server)?;
        gone.send("never answered\n".repeat(20).as_bytes());
        gone.settle()?;
        if is_reset {
            gone.reset()?;
        }
        drop(gone);
        client.finish();
        client = next;
    }
    accepts(&client, &server.program, &lab.text())?;
    client.send(b"caf\xe9\n");
    client.expect(b"accepted\n").map_err(|stop| stop.seen_as(Reencoded))
}

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
        accepts(&client, &server.program, &lab.text())?;
        server.program.kill();
        server.program.end()?;
        let again = lab.start_again("server", &[&port])?;
        again.expect_port(again_port)?;
        let next = lab.connect(&again)?;
        accepts(&next, &again.program, &lab.text())
    },
    causes: &[RESTART_CAUSES],
};

#[rustfmt::skip]
const RESTART_CAUSES: &[Cause] = &[
    Cause(Ready, &[Ended], "the port is still taken by the old connection: set SO_REUSEADDR on the listening socket before bind (both servers need it)"),
    Cause(Ready, &[Silence], "the server does not listen again: it waits for the old connection to be forgotten. Set SO_REUSEADDR before bind"),
    Cause(Ready, &[Address], "the server listens at another port than it was given: the old connection still had that one. Set SO_REUSEADDR before bind"),
];

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
        accepts(&client, &first.program, &lab.text())
    },
    causes: &[shared::PORT_IN_USE],
};

pub const STATES: Check = Check {
    id: "server-states",
    claim: "the server says each state when it comes to it: listening, connected, listening, and so on",
    points: 4,
    programs: SERVER,
    needs: &["server-accepts"],
    runs: &[],
    tries: "Expects the ready line, then `state: listening` before anybody has come and `state: connected` as soon as somebody has, and nothing else while lines are answered. Three clients leave, by the end of the stream, by `close` and by a reset: after each there is exactly one `state: listening`.",
    run: |lab| {
        let server = lab.start("server")?;
        let program = &server.program;
        program.expect_states(&["listening"])?;
        program.expect_ready_first()?;
        let mut states = vec!["listening"];
        for leave in ["end", "close", "reset"] {
            let client = lab.connect(&server)?;
            states.push("connected");
            program.expect_states(&states)?;
            for line in lab.texts(2) {
                accepts(&client, program, &line)?;
            }
            program.expect_states(&states)?;
            states.push("listening");
            leaves(leave, &client, program, &states)?;
        }
        Ok(())
    },
    causes: &[STATES_CAUSES],
};

#[rustfmt::skip]
const STATES_CAUSES: &[Cause] = &[
    Cause(State, &[Silence], "the server does not say a state when it comes to it: `state: connected` belongs right behind accept, `state: listening` before it, also the first time"),
    Cause(State, &[Early], "the server says that it is listening before it is: first bind, listen and the ready line, then `state: listening`"),
    Cause(State, &[Different], "a state has another name, or comes at another time: there are `listening` and `connected`, each said at the change"),
    Cause(End, &[Silence], "the server answers `closed`, and then waits for its client to close as well: it closes the connection, and is back to `listening`"),
    SAID_AGAIN,
    Cause(State, &[Ended], ENDS_INSTEAD),
    Cause(Connection, &[Refused], ENDS_INSTEAD),
];

/// A client leaves, and the states are then these.
fn leaves(how: &str, client: &Peer, program: &Program, states: &[&str]) -> Step {
    match how {
        "end" => client.finish(),
        "close" => {
            client.send(b"close\n");
            client.expect(b"closed\n")?;
            return program.expect_states(states).map_err(|stop| only_waits(stop, client, program, states));
        }
        _ => client.reset()?,
    }
    program.expect_states(states)
}

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
