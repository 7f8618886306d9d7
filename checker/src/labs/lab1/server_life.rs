//! One client after the other: each is announced, and one that resets its connection ends nobody but itself.

use super::words::{ENDS_AFTER_ONE, OTHER_PEER, SERVER, serves};
use crate::fault::LATE_AND_SLOW;
use crate::harness::{Harness, Peer, Server};
use crate::lab::{Cause, Check};
use crate::labs::payload::numbered;
use crate::labs::shared::{ERROR_ON_STDOUT, ERROR_UNMARKED, SPINS};
use crate::verdict::{Seen::*, Step, Want::*};

pub const SERVER_NEXT_CLIENT: Check = Check {
    id: "server-next-client",
    claim: "three clients one after the other are served, each announced as it comes and goes",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Connects three times in a row. Each client gets its echo, and the server prints `connected IP:PORT` and `disconnected IP:PORT` with that client's address. The third one sends nothing before it is announced. Nothing is reported as an error: all three end in an orderly way. While nobody is connected, and while a client is silent, the server must not keep a processor busy.",
    run: |lab| {
        let server = lab.start("server")?;
        server.program.expect_no_spin("while nobody is connected")?;
        for (nth, message) in lab.texts(3).iter().enumerate() {
            let client = lab.connect(&server)?;
            if nth == 2 {
                server.program.expect_address_line("connected", client.local())?;
                server.program.expect_no_spin("while its client is silent")?;
            }
            client.send(message.as_bytes());
            client.expect(message.as_bytes())?;
            server.program.expect_address_line("connected", client.local())?;
            client.finish();
            server.program.expect_address_line("disconnected", client.local())?;
        }
        server.program.expect_errors_at_most(0, "")
    },
    causes: &[SERVER_NEXT_CLIENT_CAUSES],
};

#[rustfmt::skip]
const SERVER_NEXT_CLIENT_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Connection, &[Refused], ENDS_AFTER_ONE),
    Cause(Error, &[Extra], "the server reports an error although the client has ended in an orderly way: a read of 0 bytes is no error"),
    Cause(Bytes, &[Rst], "the server ends, or closes its listening socket, after one client: accept belongs in a loop"),
    Cause(Line, &[Ended], "the server ends, or closes its listening socket, after one client: accept belongs in a loop"),
    Cause(Bytes, &[Silence], "the server serves one client and does not get to accept the next: accept belongs in a loop"),
    OTHER_PEER,
    Cause(Line, &[Different], "the line does not have the contract's form: `connected IP:PORT` and `disconnected IP:PORT`"),
    Cause(Line, &[Silence], "the server does not print the line, or prints it only later (`connected` is due when a client connects, before it has sent anything), or is still busy with a client that has finished"),
];

pub const SERVER_RESET: Check = Check {
    id: "server-reset",
    claim: "after a client resets its connection the next one is served",
    points: 4,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Resets a connection after its echo, two that still wait to be accepted, and one in the middle of a large echo that is never read. Each time the next client has to be served. On stderr a line has to start with `error: `: a reset is an error.",
    run: |lab| {
        let server = lab.start("server")?;
        // The second time after a FIN: then a write to it is a broken pipe, and in C a signal.
        reset_before_accept(lab, &server, |_gone| {})?;
        reset_before_accept(lab, &server, |gone| {
            gone.send(b"my last words");
            gone.finish();
        })?;
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        client.send_until_stuck(&numbered(64 * 1024))?;
        client.finish();
        client.settle()?;
        client.abort();
        serves(lab, &server, b"after a reset in the middle of a write")?;
        server.program.expect_error()?;
        Ok(())
    },
    causes: &[SERVER_RESET_CAUSES],
};

#[rustfmt::skip]
const SERVER_RESET_CAUSES: &[Cause] = &[
    Cause(Connection, &[Refused], "the server ends with its client: whatever happens to a client ends that connection alone. Report the error, and accept the next in a loop"),
    Cause(Bytes, &[Rst, Fin], "the server ends with its client: whatever happens to a client ends that connection alone. Report the error, and accept the next in a loop"),
    Cause(Bytes, &[Silence], "the server is stuck with a client that is gone, or accepts no more: an error, or a read of 0 bytes, ends that connection alone"),
    Cause(Error, &[Silence], "the server does not report that a connection was reset: where a read or a write fails, print a line that starts with `error: ` on stderr"),
    ERROR_ON_STDOUT,
    ERROR_UNMARKED,
];

/// Resets a connection after its echo, and one that a server which is busy with it could not accept yet. One at a
/// time: the shortest backlog has room for no more.
fn reset_before_accept(lab: &mut Harness, server: &Server, last_words: impl Fn(&Peer)) -> Step {
    let busy = lab.connect(server)?;
    busy.send(b"one moment");
    busy.expect(b"one moment")?;
    let gone = lab.connect(server)?;
    last_words(&gone);
    gone.reset()?;
    busy.reset()?;
    serves(lab, server, b"after a reset between two reads")
}
