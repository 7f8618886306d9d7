//! The same service over TCP.

use super::words::{LOOPBACK, OTHER_HOST, TEXT};
use crate::fault::{LATE, LATE_AND_SLOW, Move, pieces, reset, sent};
use crate::harness::{Harness, Server};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::{COMMANDS_ELSEWHERE, every_byte, lettered};
use crate::labs::shared::SPINS;
use crate::labs::shared::*;
use crate::verdict::{Seen::*, Step, Want::*};

pub const TCP_SERVER_UPPERCASE: Check = Check {
    id: "tcp-server-uppercase",
    claim: "the same over TCP, in one piece and byte by byte",
    points: 5,
    programs: &["tcp-server"],
    needs: &[],
    runs: &[],
    tries: "Starts `tcp-server 0`, which means 127.0.0.1. Sends all 256 byte values in one piece, then from a second client a message byte by byte, and pieces of one, two, three and four bytes, and expects the same bytes with A to Z in the place of a to z, then the end of the stream. Then a client for each of some words that are commands elsewhere, as `quit`: here they are text. Another resets its connection, and the next one, with `grüße, é` in UTF-8, has to be served as well. On stderr a line has to start with `error: `: a reset is an error. While nobody is connected the server must not keep a processor busy.",
    run: |lab| {
        let server = lab.start("tcp-server")?;
        server.expect_ip(LOOPBACK)?;
        server.program.expect_no_spin("while nobody is connected")?;
        expect_upper_case(lab, &server, pieces(&[&every_byte()]))?;
        let small = lab.small_pieces();
        let bytes = b"hello, tcp: 10 bytes, or 0?".chunks(1).chain(small.iter().map(String::as_bytes));
        expect_upper_case(lab, &server, pieces(&bytes.collect::<Vec<_>>()))?;
        obeys_no_word(lab, &server)?;
        let gone = lab.connect(&server)?;
        gone.perform(reset(b"one moment", 10));
        gone.settle()?;
        let text = format!("{TEXT}, {}", lab.text());
        expect_upper_case(lab, &server, pieces(&[text.as_bytes()]))?;
        server.program.expect_error()?;
        Ok(())
    },
    causes: &[TCP_SERVER_UPPERCASE_CAUSES],
};

/// Words that are commands elsewhere come back, each to a client of its own: an answer may wait for the end.
fn obeys_no_word(lab: &mut Harness, server: &Server) -> Step {
    for word in COMMANDS_ELSEWHERE {
        let client = lab.connect(server)?;
        client.send(word.as_bytes());
        client.finish();
        client.expect(word.to_ascii_uppercase().as_bytes()).map_err(|stop| stop.seen_as(Command))?;
    }
    Ok(())
}

/// What a client sends comes back in upper case, and then the end of the stream.
fn expect_upper_case(lab: &mut Harness, server: &Server, moves: Vec<Move>) -> Step {
    let message = sent(&moves);
    let client = lab.connect(server)?;
    lab.perform_haltingly(&client, &server.program, moves)?;
    client.finish();
    client.expect(&message.to_ascii_uppercase())?;
    client.expect_end()
}

#[rustfmt::skip]
const TCP_SERVER_UPPERCASE_CAUSES: &[Cause] = &[
    SPINS,
    OTHER_HOST,
    Cause(Bytes, &[Silence], "the server does not answer, or serves one client and never accepts the next"),
    Cause(Bytes, &[Case], "letters are in the wrong case: every a to z becomes A to Z, and A to Z stay"),
    Cause(Bytes, &[Reencoded], "the server turns the bytes into text and back: what is not valid UTF-8 does not survive that"),
    Cause(Bytes, &[Fin], "the server closes with bytes unanswered: it reads only once, or leaves out some of what it read; read in a loop until a read gives 0 bytes"),
    Cause(Bytes, &[Rst], "the server closes while more is on its way, or ends with a client that resets its connection: read in a loop until a read gives 0 bytes, and accept the next client in a loop that no error ends"),
    OBEYED_BYTES,
    Cause(Bytes, &[Reordered], "the same bytes come back in another order: upper case changes a to z where they stand, and moves nothing"),
    Cause(Bytes, &[Different], "what comes back is not the same bytes in upper case: the server changes more than a to z, adds or leaves out something, or stops on the way"),
    Cause(Connection, &[Refused], "the server has ended, or has closed its listening socket, after one client or with one that resets its connection: accept belongs in a loop that no error ends"),
    Cause(End, &[Silence], "the server does not close after the client has finished sending"),
    SERVER_RESETS,
    Cause(Error, &[Silence], "the server does not report that a connection was reset: where a read or a write fails, print a line that starts with `error: ` on stderr"),
    ERROR_UNMARKED,
    ERROR_ON_STDOUT,
];

pub const TCP_SERVER_LARGE: Check = Check {
    id: "tcp-server-large",
    claim: "4 MiB come back whole, to a client that reads late",
    points: 3,
    programs: &["tcp-server"],
    needs: &["tcp-server-uppercase"],
    runs: &[],
    tries: "Sends 4 MiB without reading until the server can send no more, then reads. (The kernel alone may keep 2 MiB for it.)",
    run: |lab| {
        let server = lab.start("tcp-server")?;
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let message = [lab.text().as_bytes(), &lettered(4 * 1024 * 1024)].concat();
        client.send(&message);
        client.finish();
        client.fill()?;
        lab.keep_silent(&server.program)?;
        client.read_now();
        client.expect(&message.to_ascii_uppercase())?;
        client.expect_nothing_more()
    },
    causes: &[TCP_SERVER_LARGE_CAUSES],
};

#[rustfmt::skip]
const TCP_SERVER_LARGE_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin], "the server answers only a part and closes: it drops what it could not send at once (write_all and sendall wait), gives up on a client that reads late, or stops after so many bytes"),
    Cause(Bytes, &[Rst], "the server answers only a part and closes although more is on its way: it gives up on a client that reads late, or stops after so many bytes"),
    Cause(Bytes, &[Different], "bytes are missing or doubled on the way: a send may take only a part of what it is given, and says how many bytes it took"),
];

pub const TCP_SERVER_SUSPENDED: Check = Check {
    id: "tcp-server-suspended",
    claim: "a server that is stopped while it sends, and continued, sends on as if nothing had happened",
    points: 3,
    programs: &["tcp-server"],
    needs: &["tcp-server-large"],
    runs: &[Runs::NotByHand(
        "it stops your server (SIGSTOP) while it is blocked in a send, at a moment that only the kernel knows",
    )],
    tries: "Sends 4 MiB without reading. When the server can send no more it is stopped and continued (SIGSTOP, SIGCONT), several times, with a little read in between: then its send has taken only a part of what it was given. The whole answer has to come. While the server is stopped once more, another client says something, finishes and resets its connection, so that the answer is written to a broken pipe: the next client has to be served.",
    run: |lab| {
        let server = lab.start("tcp-server")?;
        let client = lab.connect_reading(&server, LATE)?;
        let message = [lab.text().as_bytes(), &lettered(4 * 1024 * 1024)].concat();
        client.send(&message);
        client.finish();
        client.suspend(&server.program)?;
        lab.keep_silent(&server.program)?;
        client.read_now();
        client.expect(&message.to_ascii_uppercase())?;
        let gone = lab.connect(&server)?;
        gone.break_pipe(&server.program, lab.text().as_bytes())?;
        expect_upper_case(lab, &server, pieces(&[TEXT.as_bytes()])).map_err(|stop| stop.seen_as(Refused))
    },
    causes: &[TCP_SERVER_SUSPENDED_CAUSES],
};

#[rustfmt::skip]
const TCP_SERVER_SUSPENDED_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Different], "a send took only a part of what it was given, and the rest is lost: look at what send (write) returns and send the rest, or let write_all or sendall do it"),
    Cause(Bytes, &[Rst], "the server takes a send that took only a part, or a call that was interrupted (EINTR), for an error, and drops the client: send the rest, make the call again"),
    Cause(Bytes, &[Refused], BROKEN_PIPE),
    Cause(Connection, &[Refused], BROKEN_PIPE),
];

const BROKEN_PIPE: &str = "the server ends with a client that is gone before it is answered: a write to it is a broken pipe, EPIPE, which ends that connection alone (in C a signal comes first, SIGPIPE: ignore it, or send with MSG_NOSIGNAL)";
