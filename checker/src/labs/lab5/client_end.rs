//! The client and the end of the connection: what is still unacknowledged, and a server that has gone.

use super::client::{CLIENT, expect_acks, welcomed};
use super::words::{frame, frames, receipt};
use crate::harness::{Harness, Program};
use crate::lab::{Cause, Check};
use crate::labs::rules::NOWHERE;
use crate::labs::shared::{
    self, ENDED_WITHOUT_ERROR, ERROR_ON_STDOUT, RUNNING_AFTER_ERROR, STATUS_AFTER_ERROR, WITH_THREADS,
};
use crate::verdict::{Seen::*, Step, Want::*};

pub const UNACKNOWLEDGED: Check = Check {
    id: "client-unacknowledged",
    claim: "a server that closes early: the error says how many messages are unacknowledged",
    points: 5,
    programs: CLIENT,
    needs: &["client-late-acks"],
    runs: WITH_THREADS,
    tries: "Types five lines and closes stdin, answers two of them, sends a frame that is no answer between the two, and closes the connection. Expects `error: 3 messages unacknowledged` and exit status 1. Neither that frame nor the welcome acknowledges anything.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        let lines = lab.texts(5);
        lines.iter().for_each(|line| client.type_line(line));
        client.close_stdin();
        server.expect(&frames(&lines))?;
        server.expect_end()?;
        server.send(&receipt(&lines[0]));
        server.send(&frame(&format!("not received: {}", lab.word())));
        server.send(&receipt(&lines[1]));
        server.finish();
        expect_unacknowledged(&client, 3)?;
        client.expect_exit(1)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Error, &[Ended], "the client does not notice that answers are missing: count the messages that were sent and the answers that start with `received: `"),
        Cause(Error, &[Silence], "the client goes on waiting for answers although the server has closed the connection"),
        Cause(Error, &[Different], "the error is not `error: N messages unacknowledged`, or the number is wrong: only an answer that starts with `received: ` counts, the welcome and other texts do not"),
        ERROR_ON_STDOUT,
        STATUS_AFTER_ERROR,
        RUNNING_AFTER_ERROR,
    ]],
};

pub const SERVER_GONE: Check = Check {
    id: "client-server-gone",
    claim: "the server goes while nobody types: an error, and exit status 1 within a second",
    points: 5,
    programs: CLIENT,
    needs: &["client-acks"],
    runs: WITH_THREADS,
    tries: "Leaves stdin open and silent. Closes the connection with nothing outstanding: any `error: ...`. Then, with another client, resets it while two messages, both the same, are unanswered: `error: 2 messages unacknowledged`. With a third ends the stream inside a header, and with a fourth behind a `bye` that nobody asked for: any `error: ...`. Each time expects exit status 1 within a second of time in which the client could run.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        let answered = lab.text();
        client.type_line(&answered);
        server.expect(&frame(&answered))?;
        server.send(&receipt(&answered));
        expect_acks(&client, &[format!("received: {answered}")])?;
        server.finish();
        client.expect_exit_at_once(1)?;
        client.expect_error()?;
        let (client, server) = welcomed(lab)?;
        let lost = vec![lab.text(); 2];
        lost.iter().for_each(|line| client.type_line(line));
        server.expect(&frames(&lost))?;
        server.reset()?;
        client.expect_exit_at_once(1)?;
        expect_unacknowledged(&client, 2)?;
        [&[0, 0][..], &frame("bye")].into_iter().try_for_each(|last| expect_lost(lab, last))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Exit, &[Running], "the client waits for the keyboard although the connection is gone: the thread that receives has to end the program, whatever the other one is waiting for"),
        Cause(Exit, &[Status], "the connection is lost while stdin is still open: that is an error, exit status 1, unless `/bye` was typed before"),
        ENDED_WITHOUT_ERROR,
        Cause(Error, &[Different], "the line on stderr does not start with `error: `, or does not say `N messages unacknowledged` with the number of those that are"),
        ERROR_ON_STDOUT,
    ]],
};

pub const REFUSED: Check = Check {
    id: "client-refused",
    claim: "nobody listens: an error and exit status 1",
    points: 2,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs the client with a port on which nobody listens, then with the HOST `a..b`, which can't be a name, types a line, and expects `error: ...` on stderr and exit status 1, while its stdin is open.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        for host in NOWHERE {
            let client = lab.run("client", &[host, &port])?;
            client.type_line(lab.text());
            client.expect_error()?;
            client.expect_exit(1)?;
        }
        Ok(())
    },
    causes: &[shared::UNREPORTED, &[shared::KEEPS_TRYING], shared::EXIT_AFTER_ERROR],
};

fn expect_unacknowledged(client: &Program, count: usize) -> Step {
    let wanted = format!("{count} messages unacknowledged");
    let name = format!("the line \"error: {wanted}\"");
    client.expect_error_that(&name, |text| text.starts_with(&wanted)).map(drop)
}

/// With nothing outstanding the server sends this last, and closes.
fn expect_lost(lab: &mut Harness, last: &[u8]) -> Step {
    let (client, server) = welcomed(lab)?;
    server.send(last);
    server.finish();
    client.expect_exit_at_once(1)?;
    client.expect_error().map(drop)
}
