//! What comes back: a short message, every byte value, a message byte by byte.

use super::words::{ENDS_AFTER_ONE, SERVER};
use crate::fault::pieces;
use crate::lab::{Cause, Check};
use crate::labs::payload::{COMMANDS_ELSEWHERE, every_byte};
use crate::labs::shared::OBEYED_BYTES;
use crate::verdict::{Seen::*, Want::*};

pub const SERVER_ECHO: Check = Check {
    id: "server-echo",
    claim: "`Hello, world` comes back",
    points: 7,
    programs: SERVER,
    needs: &["server-listens"],
    runs: &[],
    tries: "Sends `Hello, world` without a newline, waits for the same bytes while the connection is open in both directions, then finishes sending, and expects nothing more. Then a text of the seed, to a server that is started anew. (That the server closes then is for server-half-close to say.)",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        client.send(b"Hello, world");
        client.expect(b"Hello, world")?;
        client.finish();
        client.expect_nothing_more()?;
        // As long as the first one: what may be wrong about other lengths is for other checks.
        let (again, text) = (lab.start("server")?, lab.text_of(12));
        let client = lab.connect(&again)?;
        client.send(text.as_bytes());
        client.expect(text.as_bytes())
    },
    causes: &[SERVER_ECHO_CAUSES],
};

#[rustfmt::skip]
const SERVER_ECHO_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Silence], "the server waits for more before it answers: for a newline, for a full buffer, or for the end of the stream. Or its answer sits in a buffer that it does not flush, or is never sent"),
    Cause(Bytes, &[Fin], "the server closes the connection although the client has not finished, and has not sent everything back"),
    Cause(Bytes, &[Rst], "the server closes the connection before it has read everything, so the kernel sends RST"),
    Cause(Bytes, &[Newline], "the server adds a newline: it echoes lines, and a stream has bytes"),
    Cause(Bytes, &[Case], "the server changes the case of the letters: that is lab 2's service"),
    Cause(Bytes, &[Short], "the server keeps a part back: it sends fewer bytes than it has read, or waits until a block is full"),
    Cause(Bytes, &[Repeated], "the server sends the message more than once"),
    Cause(Bytes, &[Extra], "the server sends more than it received: the whole buffer instead of the bytes that were read, or a text of its own"),
    Cause(Bytes, &[Reordered], "the same bytes come back in another order: a stream keeps the order of its bytes, and an echo turns nothing round"),
    Cause(Bytes, &[Different], "the server sends back something else than it received: a text of its own, or the bytes as its language prints them"),
];

pub const SERVER_BINARY: Check = Check {
    id: "server-binary",
    claim: "all 256 byte values come back, in order",
    points: 4,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends the bytes 0 to 255, and behind them the same in an order of the seed, in one piece, and expects them back unchanged. Then a second client sends a piece that begins with a byte above 127, and once it is back, one by one, words that are commands elsewhere, `quit` and `exit` among them, behind one that is none: here they are text, and come back.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let mixed = lab.shuffled(every_byte());
        let message = [every_byte(), mixed.clone()].concat();
        client.send(&message);
        client.finish();
        client.expect(&message)?;
        client.expect_nothing_more()?;
        let client = lab.connect(&server)?;
        let high: Vec<u8> = mixed.into_iter().skip_while(|byte| *byte < 128).collect();
        // A word that is no command first: what it ends, no command has ended.
        for piece in [&high[..], b"once more"] {
            client.send(piece);
            client.expect(piece)?;
        }
        for word in COMMANDS_ELSEWHERE {
            client.send(word.as_bytes());
            client.expect(word.as_bytes()).map_err(|stop| stop.seen_as(Command))?;
        }
        Ok(())
    },
    causes: &[SERVER_BINARY_CAUSES],
};

#[rustfmt::skip]
const SERVER_BINARY_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Reencoded], "the server turns the bytes into text and back: not every byte survives that"),
    Cause(Bytes, &[Fin], "the server takes a byte for an end (a zero, a newline, 255 for EOF, one that it can't decode), or one read for the whole message. Read in a loop, and send as many bytes as were read; only a read of 0 bytes is the end"),
    Cause(Bytes, &[Rst], "the server closes with bytes unread: it takes one read of its buffer for the whole message, or a byte for the end (a zero, a newline, 255 for EOF, one that it can't decode). Read in a loop; only a read of 0 bytes is the end"),
    Cause(Bytes, &[Silence, Short], "the server passes over some of what it reads: a byte that it can't decode, or that it takes for nothing, or what comes after its first read. Every byte goes back, whatever its value, and whenever it comes"),
    OBEYED_BYTES,
    Cause(Connection, &[Refused], ENDS_AFTER_ONE),
    Cause(Bytes, &[Different], "the server changes bytes on their way: it handles them as text, translates line ends, or leaves some out"),
];

pub const SERVER_STREAM: Check = Check {
    id: "server-stream",
    claim: "a message that arrives byte by byte comes back whole",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends a message one byte at a time, the next one only after the server has read the one before, then pieces of one, two, three and four bytes, in an order of the seed, in the same way, and expects the whole of it back.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let (message, small) = (format!("10 bytes, or 0?\n\0 is one, too, {}", lab.word()), lab.small_pieces());
        let all: Vec<&[u8]> = message.as_bytes().chunks(1).chain(small.iter().map(String::as_bytes)).collect();
        lab.perform_haltingly(&client, &server.program, pieces(&all))?;
        client.finish();
        client.expect(&all.concat())?;
        client.expect_nothing_more()
    },
    causes: &[SERVER_STREAM_CAUSES],
};

#[rustfmt::skip]
const SERVER_STREAM_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin, Rst], "the server closes before everything is back: it takes one read for the whole message, takes a byte in it (`0`, a zero, a newline) for its end, or drops what does not fill its buffer. Read in a loop until a read gives 0 bytes"),
    Cause(Bytes, &[Short], "the server stops answering after the first pieces and does not close: it reads only so many times. Read in a loop until a read gives 0 bytes"),
    Cause(Bytes, &[Different], "the server changes what it reads piece by piece: at a read it strips, drops, adds or turns round something, or sends once more what it had sent before"),
];
