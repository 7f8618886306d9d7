//! What the client sends, and how it prints the reply: in one piece, in several, large, empty.

use super::words::CLIENT;
use crate::fault::{cut, pieces};
use crate::harness::{Harness, Peer, Program};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::{numbered, numbered_from};
use crate::labs::shared::SPINS;
use crate::labs::shared::*;
use crate::verdict::{Seen::*, Step, Want::*};

pub const CLIENT_SENDS: Check = Check {
    id: "client-sends",
    claim: "the server receives exactly the message's bytes, then the end of the stream",
    points: 6,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs `client 127.0.0.1 PORT MESSAGE` four times, with a short message, one with letters that take two bytes, one of 5,000 bytes, and a text of the seed, and expects exactly those bytes, then FIN.",
    run: |lab| {
        let long = String::from_utf8_lossy(&numbered(5000)).trim_end().to_string();
        let text = lab.text();
        for message in ["Hello, server", " Gr\u{fc}\u{df}e \u{2014} in UTF-8 ", &long, &text] {
            let door = lab.listen()?;
            let client = lab.run("client", &["127.0.0.1", &door.port(), message])?;
            let server = door.accept(&client)?;
            server.expect(message.as_bytes())?;
            server.expect_end()?;
            server.send(b"thank you");
            server.finish();
            server.settle()?;
        }
        Ok(())
    },
    causes: &[CLIENT_SENDS_CAUSES],
};

#[rustfmt::skip]
const CLIENT_SENDS_CAUSES: &[Cause] = &[
    Cause(Connection, &[Silence], "the client does not connect to the HOST and PORT of its arguments: it waits for something else first, or tries another address"),
    NEVER_CONNECTED,
    Cause(Bytes, &[Newline], "the client adds a newline: the message is the bytes of the argument, no more"),
    Cause(Bytes, &[Extra], "the client sends more than the message: the zero at the end of a C string, a whole buffer, or a text of its own"),
    Cause(Bytes, &[Trimmed], "the client strips white space from the message, or adds it"),
    Cause(Bytes, &[Reencoded], "the client encodes the message in something else than UTF-8"),
    Cause(Bytes, &[Empty], "the connection ends before anything was sent: the message sits in a buffer that is not flushed, or this connection was only a try and the message goes over another"),
    Cause(Bytes, &[Fin], "the client ends the stream before the whole message is sent: it counts characters instead of bytes, cuts the message to a buffer, or strips its end"),
    Cause(Bytes, &[Silence], "the client connects and sends nothing: it waits for the server to speak first, or the message sits in a buffer that is not flushed"),
    Cause(Bytes, &[Short], "the client sends only a part of the message and does not end the stream: it waits for an answer before it sends the rest, or cuts the message"),
    Cause(Bytes, &[Different], "the client sends something else than the bytes of its argument: quotes or a byte-order mark before it, another text, or another encoding"),
    Cause(End, &[Silence], "the client never closes its sending side: without that the server can't know that the message is complete"),
    Cause(Bytes, &[Rst], "the client resets the connection instead of closing its sending side"),
    Cause(End, &[Rst], "the client resets the connection instead of closing its sending side"),
];

pub const CLIENT_PRINTS: Check = Check {
    id: "client-prints",
    claim: "the reply is printed as `received: ...`",
    points: 4,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Replies with something else than was sent, once in plain text, once with bytes that are not UTF-8, and once with a newline in its middle, and expects `received: REPLY` and exit status 0, with no error on stderr.",
    run: |lab| {
        for (reply, line) in [
            (&b"  I heard you "[..], "received:   I heard you "),
            (b"caf\xe9 \xff!", "received: caf\u{fffd} \u{fffd}!"),
        ] {
            let client = replied(lab, |server| server.send(reply))?;
            client.expect_line(line)?;
            client.expect_normal_end()?;
        }
        let (first, second) = (lab.word(), lab.word());
        let client = replied(lab, |server| server.send(format!("{first}\n{second}").as_bytes()))?;
        client.expect_text(&format!("received: {first}"), &[&second])?;
        client.expect_normal_end()
    },
    causes: &[CLIENT_PRINTS_CAUSES],
};

#[rustfmt::skip]
const CLIENT_PRINTS_CAUSES: &[Cause] = &[
    Cause(Line, &[Ended], "the client ends without printing the reply: it does not read it, has closed the whole connection instead of its sending side, stops at a byte that is not UTF-8, or leaves the line in a buffer that it does not flush"),
    NOT_PRINTED,
    Cause(Line, &[Short], "the client prints only a part of the reply: it reads only so many bytes, has closed its receiving side as well, strips the end, or takes a newline in it for the end"),
    Cause(Line, &[Reencoded], "bytes that are not UTF-8 are to be printed with U+FFFD in their place: decode with replacement, not as Latin-1 and not without the bytes"),
    Cause(Line, &[Extra], "the client prints more than the reply: the whole buffer with the zeros behind what was read, instead of as many bytes as the read says, or something of its own, perhaps in the place of a newline"),
    ERROR_WITHOUT_ONE,
    Cause(Line, &[Different], "the line is not `received: ` and the reply, as it came: these words, in small letters, and one space"),
    NORMAL_STATUS,
    RUNNING_AFTER_CLOSE,
];

pub const CLIENT_PIECES: Check = Check {
    id: "client-pieces",
    claim: "a reply that arrives in pieces is printed whole",
    points: 5,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Replies in six pieces, each sent after the one before was read, one cut inside a character of two bytes, and expects the whole reply on one line.",
    run: |lab| {
        let end = lab.word();
        let client = replied(lab, |server| {
            let last = end.as_bytes();
            server.perform(pieces(&[b"1", b"0", b" pieces, ", b"Gr\xc3", b"\xbc\xc3\x9fe, ", last]))
        })?;
        client.expect_line(&format!("received: 10 pieces, Gr\u{fc}\u{df}e, {end}"))?;
        client.expect_exit(0)
    },
    causes: &[CLIENT_PIECES_CAUSES],
};

#[rustfmt::skip]
const CLIENT_PIECES_CAUSES: &[Cause] = &[
    Cause(Line, &[Short], "the client stops reading before the end of the stream: one read, a short read, or so many bytes are not the whole reply. Read in a loop until a read gives 0 bytes"),
    Cause(Line, &[Reencoded], "the client decodes each piece by itself, or not as UTF-8: a character may be cut between two reads, so collect the bytes first"),
    Cause(Line, &[Ended], "the client ends without printing the reply: does it decode each piece by itself? A character may be cut between two reads, so collect the bytes first"),
    NOT_PRINTED,
    PRINTS_PIECES,
    Cause(Line, &[Different], "the pieces are not put together and printed as they came: use only as many bytes of the buffer as were read, collect them in the order in which they come, until the end of the stream, then print one line"),
];

pub const CLIENT_LARGE: Check = Check {
    id: "client-large",
    claim: "a reply of 1 MiB is printed whole",
    points: 4,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[Runs::NotByHand(
        "the reply is a line of more than a megabyte, of which nobody can say by eye that it was printed whole",
    )],
    tries: "Replies with a little more than 1 MiB of numbered text, the first 1,000 bytes by themselves, and expects all of it on one line.",
    run: |lab| {
        let mut reply = numbered_from(lab.first_place(), 1024 * 1024 + 4999);
        reply.push(b'.');
        let client = replied(lab, |server| server.perform(cut(&reply, 1000)))?;
        client.expect_line(&format!("received: {}", String::from_utf8_lossy(&reply)))?;
        client.expect_exit(0)
    },
    causes: &[CLIENT_LARGE_CAUSES],
};

#[rustfmt::skip]
const CLIENT_LARGE_CAUSES: &[Cause] = &[
    Cause(Line, &[Short], "the client prints only the beginning: one read, or a buffer of a fixed size, does not hold the whole reply, and what sits in an output buffer has to be flushed. Read until a read gives 0 bytes"),
    PRINTS_PIECES,
    Cause(Line, &[Different], "a part of the reply is lost, doubled, or not printed as it came: use only as many bytes of the buffer as were read, and collect them until the end of the stream"),
    Cause(Line, &[Ended], "the client ends without printing a reply of this size"),
    NOT_PRINTED,
];

pub const CLIENT_EMPTY_REPLY: Check = Check {
    id: "client-empty-reply",
    claim: "a server that closes without a word: `received: ` and exit 0",
    points: 3,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Closes without sending anything and expects the line `received: ` with nothing behind it, and exit status 0. While the client waits for the reply it must not keep a processor busy.",
    run: |lab| {
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port(), "anybody there?"])?;
        let server = door.accept(&client)?;
        client.expect_no_spin("while it waits for the reply")?;
        // Who sees the end of the stream before all is sent may leave the rest.
        server.finish();
        client.expect_line("received: ")?;
        client.expect_exit(0)
    },
    causes: &[CLIENT_EMPTY_REPLY_CAUSES],
};

#[rustfmt::skip]
const CLIENT_EMPTY_REPLY_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Line, &[Ended], "the client takes an empty reply for an error, or does not print `received: `: the end of the stream with nothing before it is an empty reply"),
    Cause(Line, &[Silence], "the client takes a read of 0 bytes for `nothing yet` and waits on: 0 is the end of the stream"),
    Cause(Line, &[Different], "an empty reply is printed as `received: ` with nothing behind it"),
    Cause(Exit, &[Status], "an empty reply is a normal end: exit status 0"),
];

/// Runs the client against a server that takes its message to the end, does something, and closes.
fn replied(lab: &mut Harness, reply: impl Fn(&Peer)) -> Step<Program> {
    let door = lab.listen()?;
    let question = lab.text_of(10);
    let client = lab.run("client", &["127.0.0.1", &door.port(), &question])?;
    let server = door.accept(&client)?;
    server.expect(question.as_bytes())?;
    server.expect_end()?;
    lab.keep_silent(&client)?;
    reply(&server);
    server.finish();
    server.settle()?;
    Ok(client)
}

/// A client that goes on after the end of the stream.
#[rustfmt::skip]
const NOT_PRINTED: Cause = Cause(Line, &[Silence], "the client does not print the reply although the stream has ended: it takes a read of 0 bytes for `nothing yet`, or waits for something else");
