//! The same service over TCP.

use super::words::{LOOPBACK, OTHER_HOST, TEXT, letters};
use crate::fault::{LATE_AND_SLOW, Move, byte_by_byte, pieces};
use crate::lab::{Cause, Check};
use crate::labs::payload::every_byte;
use crate::labs::shared::*;
use crate::verdict::{Seen::*, Want::*};

pub const TCP_SERVER_UPPERCASE: Check = Check {
    id: "tcp-server-uppercase",
    claim: "the same over TCP, in one piece and byte by byte",
    points: 5,
    programs: &["tcp-server"],
    needs: &[],
    runs: &[],
    tries: "Starts `tcp-server 0`, which means 127.0.0.1. Sends all 256 byte values in one piece, then from a second client a message byte by byte, and expects the same bytes with A to Z in the place of a to z, then the end of the stream. A third client resets its connection, and a fourth, with `grüße, é` in UTF-8, has to be served as well.",
    run: |lab| {
        let server = lab.start("tcp-server")?;
        server.expect_ip(LOOPBACK)?;
        let texts =
            [pieces(&[&every_byte()]), byte_by_byte(b"hello, tcp: 10 bytes, or 0?"), pieces(&[TEXT.as_bytes()])];
        for (nth, moves) in texts.into_iter().enumerate() {
            if nth == 2 {
                let gone = lab.connect(&server)?;
                gone.perform(vec![Move::Send(b"one moment".to_vec()), Move::Pause]);
                gone.settle()?;
                gone.reset()?;
            }
            let message = crate::fault::sent(&moves);
            let client = lab.connect(&server)?;
            client.perform(moves);
            client.finish();
            client.expect(&message.to_ascii_uppercase())?;
            client.expect_end()?;
        }
        Ok(())
    },
    causes: &[TCP_SERVER_UPPERCASE_CAUSES],
};

#[rustfmt::skip]
const TCP_SERVER_UPPERCASE_CAUSES: &[Cause] = &[
    OTHER_HOST,
    Cause(Bytes, &[Silence], "the server does not answer, or serves one client and never accepts the next"),
    Cause(Bytes, &[Case], "letters are in the wrong case: every a to z becomes A to Z, and A to Z stay"),
    Cause(Bytes, &[Reencoded], "the server turns the bytes into text and back: what is not valid UTF-8 does not survive that"),
    Cause(Bytes, &[Fin], "the server closes with bytes unanswered: it reads only once, or leaves out some of what it read; read in a loop until a read gives 0 bytes"),
    Cause(Bytes, &[Rst], "the server closes while more is on its way, or ends with a client that resets its connection: read in a loop until a read gives 0 bytes, and accept the next client in a loop that no error ends"),
    Cause(Bytes, &[Different], "what comes back is not the same bytes in upper case: the server changes more than a to z, adds something, or stops on the way"),
    Cause(Connection, &[Refused], "the server has ended, or has closed its listening socket, after one client or with one that resets its connection: accept belongs in a loop that no error ends"),
    Cause(End, &[Silence], "the server does not close after the client has finished sending"),
    SERVER_RESETS,
];

pub const TCP_SERVER_LARGE: Check = Check {
    id: "tcp-server-large",
    claim: "4 MiB come back whole, to a client that reads late",
    points: 4,
    programs: &["tcp-server"],
    needs: &["tcp-server-uppercase"],
    runs: &[],
    tries: "Sends 4 MiB without reading until the server can send no more, then reads. (The kernel alone may keep 2 MiB for it.)",
    run: |lab| {
        let server = lab.start("tcp-server")?;
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let message = letters(4 * 1024 * 1024);
        client.send(&message);
        client.finish();
        client.fill()?;
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
