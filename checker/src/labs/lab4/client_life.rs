//! Lab 4's checks of the client whose server is slow, goes, or is not there.

use super::words::CLIENT;
use crate::fault::{LATE, LATE_AND_SLOW};
use crate::harness::{Harness, Peer, Program, frame};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::numbered_from;
use crate::labs::rules::NOWHERE;
use crate::labs::shared;
use crate::verdict::{Seen::*, Step, Want::*};

/// Lines that are typed to a client whose server is gone: the second can't be sent.
const LINES_AFTER: usize = 4;

pub const SLOW_SERVER: Check = Check {
    id: "client-slow-server",
    claim: "to a server that reads late and slowly nothing is lost",
    points: 4,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[Runs::NotByHand("it types 64 lines of 70,000 bytes, and a terminal takes 4,095")],
    tries: "Types 4 MiB in lines of 70,000 bytes while the server does not read, until the client can send no more; then reads slowly, then fast, and expects every byte.",
    run: |lab| {
        let door = lab.listen_reading(LATE_AND_SLOW)?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let server = door.accept(&client)?;
        let line = long_line(lab);
        (0..64).for_each(|_| client.type_line(&line));
        client.close_stdin();
        server.fill()?;
        lab.keep_silent(&client)?;
        server.read_now();
        server.expect(&frame(line.as_bytes()).repeat(64))?;
        server.expect_end()
    },
    causes: &[SLOW_SERVER_CAUSES],
};

#[rustfmt::skip]
const SLOW_SERVER_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin], "the client refuses a line of 70,000 bytes, drops what it could not send at once, or gives up: a send may take only a part, so send in a loop (write_all, sendall)"),
    Cause(Bytes, &[Different], "a long line is not sent as one whole frame: a buffer of the client's or the number in its header is too small for it, or the client ignores how many bytes a send has taken"),
];

pub const SUSPENDED: Check = Check {
    id: "client-suspended",
    claim: "stopped and continued while it is blocked in sending, the client loses nothing",
    points: 3,
    programs: CLIENT,
    needs: &["client-slow-server"],
    runs: &[Runs::NotByHand(
        "it stops your client (SIGSTOP) while it is blocked in a send, at a moment that only the kernel knows",
    )],
    tries: "Types 4 MiB in lines of 70,000 bytes while the server does not read. Whenever the client can send no more it is stopped and continued, as by Ctrl-Z and `fg`, and the server reads a little; a send that is interrupted so reports only what it has taken. Then the server reads all: every byte has to be there.",
    run: |lab| {
        let door = lab.listen_reading(LATE)?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let server = door.accept(&client)?;
        let line = long_line(lab);
        (0..64).for_each(|_| client.type_line(&line));
        client.close_stdin();
        server.suspend(&client)?;
        lab.keep_silent(&client)?;
        server.read_now();
        server.expect(&frame(line.as_bytes()).repeat(64))?;
        server.expect_end()
    },
    causes: &[SUSPENDED_CAUSES],
};

#[rustfmt::skip]
const SUSPENDED_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Different], "the client takes a send that was interrupted for a whole one: it gives how many bytes it has taken, and the rest has to be sent next (write_all, sendall)"),
];

/// 70,000 bytes, of which every place is known by its words.
fn long_line(lab: &mut Harness) -> String {
    String::from_utf8_lossy(&numbered_from(lab.first_place(), 70_000)).replace(' ', "-")
}

pub const SERVER_GONE: Check = Check {
    id: "client-server-gone",
    claim: "the server closes or resets the connection while lines are typed: an error and exit status 1",
    points: 3,
    programs: CLIENT,
    needs: &["client-wire"],
    runs: &[],
    tries: "Takes one frame, and closes the connection; then lines are typed one by one, until the client has noticed: the first may still be sent, the next can't. Expects `error: ...` on stderr and exit status 1. Then the same with a reset.",
    run: |lab| {
        for leave in [Peer::reset as fn(&Peer) -> Step, |_| Ok(())] {
            let door = lab.listen()?;
            let client = lab.run("client", &["127.0.0.1", &door.port()])?;
            let server = door.accept(&client)?;
            let before = lab.text();
            client.type_line(&before);
            server.expect(&frame(&before))?;
            leave(&server)?;
            drop(server);
            type_on(&client)?;
            client.expect_error()?;
            client.expect_exit(1)?;
        }
        Ok(())
    },
    causes: &[shared::UNREPORTED, SERVER_GONE_CAUSES, shared::EXIT_AFTER_ERROR],
};

#[rustfmt::skip]
const SERVER_GONE_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Silence], "the client does not send a line, or not all of it, as soon as it is typed: it waits for the next one, or for the end of stdin, or it sits in a buffer that is not flushed"),
    Cause(Error, &[Silence], "the client does not notice that its server is gone: an error of send is passed over"),
];

/// Line after line, each once the one before was dealt with.
fn type_on(client: &Program) -> Step {
    for number in 0..LINES_AFTER {
        client.type_line(format!("line {number}"));
        client.rest()?;
    }
    Ok(())
}

pub const REFUSED: Check = Check {
    id: "client-refused",
    claim: "nobody listens: an error and exit status 1",
    points: 2,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs the client with a port on which nobody listens, then with the HOST `a..b`, which can't be a name, types a line, and expects `error: ...` on stderr and exit status 1.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        for host in NOWHERE {
            let client = lab.run("client", &[host, &port])?;
            client.type_line("hello?");
            client.expect_error()?;
            client.expect_exit(1)?;
        }
        Ok(())
    },
    causes: &[shared::UNREPORTED, &[shared::KEEPS_TRYING], shared::EXIT_AFTER_ERROR],
};
