//! The client of the service over TCP: one line, one reply.

use crate::fault::{pieces, reset};
use crate::harness::{Harness, Peer, Program};
use crate::lab::{Cause, Check};
use crate::labs::rules::NOWHERE;
use crate::labs::shared::SPINS;
use crate::labs::shared::*;
use crate::verdict::{Seen::*, Step, Want::*};

pub const TCP_CLIENT_PRINTS: Check = Check {
    id: "tcp-client-prints",
    claim: "one line goes out, and the reply is printed as `From Server: ...`, whole",
    points: 4,
    programs: &["tcp-client"],
    needs: &[],
    runs: &[],
    tries: "Types a line and leaves stdin open, expects the line without its newline and then FIN, and replies in pieces. A second client gets an empty line first: nothing may come but FIN. A third gets a line of more than 8,000 bytes that begins and ends with blanks, without a newline. While the client waits for the reply it must not keep a processor busy.",
    run: |lab| {
        let door = lab.listen()?;
        let client = lab.run("tcp-client", &["127.0.0.1", &door.port()])?;
        lab.keep_silent(&client)?;
        client.type_line("one line only");
        let server = door.accept(&client)?;
        server.expect(b"one line only")?;
        server.expect_end()?;
        lab.keep_silent(&client)?;
        client.expect_no_spin("while it waits for the reply")?;
        server.perform(pieces(&[b"ONE ", b"LINE", b" Gr\xc3", b"\xbc\xc3\x9fe ONLY"]));
        server.finish();
        client.expect_line("From Server: ONE LINE Gr\u{fc}\u{df}e ONLY")?;
        client.expect_normal_end()?;
        let (_client, server) = typed(lab, b"\nthe line behind an empty one\n")?;
        server.expect_end()?;
        let line = format!("  {}\t{}\t ", lab.text(), lab.letters(LONG));
        let (_client, server) = typed(lab, line.as_bytes())?;
        server.expect(line.as_bytes())?;
        server.expect_end()
    },
    causes: &[TCP_CLIENT_PRINTS_CAUSES],
};

/// A long line: so many letters stand in its middle.
const LONG: usize = 8000;

/// A client for which this is all that is typed, and its connection.
fn typed(lab: &mut Harness, bytes: &[u8]) -> Step<(Program, Peer)> {
    let door = lab.listen()?;
    let client = lab.run("tcp-client", &["127.0.0.1", &door.port()])?;
    client.type_piece(bytes);
    client.close_stdin();
    let server = door.accept(&client)?;
    Ok((client, server))
}

pub const TCP_CLIENT_RESET: Check = Check {
    id: "tcp-client-reset",
    claim: "a reset in the middle of the reply: an error and exit status 1",
    points: 2,
    programs: &["tcp-client"],
    needs: &["tcp-client-prints"],
    runs: &[],
    tries: "Sends a part of a reply, waits until the client has read it, and resets the connection. Expects `error: ...` on stderr and exit status 1: half a reply is no reply.",
    run: |lab| {
        let question = lab.text();
        let (client, server) = typed(lab, format!("{question}\n").as_bytes())?;
        server.expect(question.as_bytes())?;
        server.expect_end()?;
        server.perform(reset(b"A QUESTION", 5));
        client.expect_error()?;
        client.expect_exit(1)
    },
    causes: &[RESET_IS_NO_END, UNREPORTED_RESET, EXIT_AFTER_ERROR],
};

#[rustfmt::skip]
const TCP_CLIENT_PRINTS_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Connection, &[Silence], "the client does not connect to the HOST and PORT of its arguments, or waits for the end of stdin first: it reads one line"),
    NEVER_CONNECTED,
    Cause(Bytes, &[Newline], "the client sends the newline with the line"),
    Cause(Bytes, &[Silence], "the client does not send the line: it waits for the end of stdin, and it should read one line"),
    Cause(Bytes, &[Fin], "the stream ends before the whole line: the client takes off its last byte (a last line may have no newline), trims blanks, or has a buffer that a long line does not fit"),
    Cause(Bytes, &[Empty], "the stream ends before the line: the client closes its sending side before it sends, or drops a last line without a newline"),
    ERROR_WITHOUT_ONE,
    Cause(Bytes, &[Different], "the client sends something else than the first line: another text, the line without its blanks, or the line behind one that is empty"),
    Cause(End, &[Silence], "the client never closes its sending side: the server can't know that the line is complete"),
    Cause(Line, &[Short], "the line holds only the beginning of the reply: the client reads only once, or has closed its receiving side as well; read in a loop until a read gives 0 bytes, then print"),
    PRINTS_PIECES,
    Cause(Line, &[Reencoded], "the client decodes each piece by itself: a character may be cut between two reads"),
    Cause(Line, &[Ended], "the client ends without printing the reply: it may have closed the whole connection instead of its sending side, or taken half a character between two reads for an error"),
    Cause(Line, &[Different], "the line is not `From Server: ` and the reply, whole and on one line"),
    NORMAL_STATUS,
    RUNNING_AFTER_CLOSE,
];

pub const TCP_CLIENT_REFUSED: Check = Check {
    id: "tcp-client-refused",
    claim: "nobody listens: an error and exit status 1",
    points: 2,
    programs: &["tcp-client"],
    needs: &[],
    runs: &[],
    tries: "Runs the client with a port on which nobody listens, then with the HOST `a..b`, which can't be a name, types a line, and expects `error: ...` and exit status 1. Beside client-server-down: TCP knows at once, because connect fails.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        for host in NOWHERE {
            let client = lab.run("tcp-client", &[host, &port])?;
            client.type_line("hello?");
            client.expect_error()?;
            client.expect_exit(1)?;
        }
        Ok(())
    },
    causes: &[UNREPORTED, TCP_CLIENT_REFUSED_CAUSES, EXIT_AFTER_ERROR],
};

#[rustfmt::skip]
const TCP_CLIENT_REFUSED_CAUSES: &[Cause] = &[
    Cause(Error, &[Silence], "the client tries again and again instead of reporting the error, or does not connect before stdin ends"),
];
