//! A datagram and its reply: which bytes change, where a datagram ends, and how large it may be.

use super::words::{LOOPBACK, OTHER_HOST, SERVER, TEXT};
use crate::lab::{Cause, Check};
use crate::labs::payload::{COMMANDS_ELSEWHERE, every_byte, lettered};
use crate::labs::shared::OBEYED_DATAGRAM;
use crate::verdict::{Seen::*, Want::*};

pub const SERVER_UPPERCASE: Check = Check {
    id: "server-uppercase",
    claim: "`hello, udp` gives `HELLO, UDP`",
    points: 7,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Starts `server 0`, which means 127.0.0.1, sends the datagram `hello, udp` to the address of its ready line, and after its reply a second one, and expects one datagram back for each.",
    run: |lab| {
        let server = lab.start("server")?;
        server.expect_ip(LOOPBACK)?;
        let client = lab.datagrams()?;
        for word in ["hello, udp".to_string(), lab.text_of(10).to_lowercase()] {
            client.send(&server, word.as_bytes());
            client.expect(&server, word.to_ascii_uppercase().as_bytes())?;
            lab.keep_silent(&server.program)?;
        }
        Ok(())
    },
    causes: &[SERVER_UPPERCASE_CAUSES],
};

#[rustfmt::skip]
const SERVER_UPPERCASE_CAUSES: &[Cause] = &[
    OTHER_HOST,
    Cause(Datagram, &[Silence], "no reply comes: the server waits at another address than it says, or for more than one datagram, or its send fails, or goes elsewhere than to the address that recvfrom gave"),
    Cause(Datagram, &[Ended], "the server ends: receiving and answering belong in a loop that nothing ends"),
    Cause(Datagram, &[Address], "the reply comes from another address than the one that was asked: send it from the socket that received the datagram"),
    Cause(Datagram, &[Case], "letters are in the wrong case: every a to z has to become A to Z"),
    Cause(Datagram, &[Newline], "the server adds a newline: the reply has the same bytes, in upper case, and no others"),
    Cause(Datagram, &[Extra], "the server sends more than it received: its whole buffer, what an earlier datagram left in it, or words of its own"),
    Cause(Datagram, &[Repeated], "the first reply comes again in the place of the second: the server answers a datagram twice, or does not send what it received last"),
    Cause(Datagram, &[Reordered], "the reply has the same letters in another order: upper case changes a to z where they stand, and moves nothing"),
    Cause(Datagram, &[Different], "the reply is something else than one datagram with the same bytes in upper case"),
];

pub const SERVER_BYTES: Check = Check {
    id: "server-bytes",
    claim: "of all 256 byte values only a to z change",
    points: 5,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Sends a datagram with the bytes 0 to 255, one with the same in an order of the seed, one with white space at both ends, one with zeros at its end, one with `grüße, é` in UTF-8, and some of one, two, three and four bytes, and expects the same bytes with A to Z in the place of a to z. Then come words that are commands elsewhere, as `quit`: here they are text.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.datagrams()?;
        let (mixed, small) = (lab.shuffled(every_byte()), lab.small_pieces());
        let all =
            [&every_byte()[..], &mixed, b" white space at both ends\r\n", b"zeros at the end\0\0", TEXT.as_bytes()];
        for bytes in all.into_iter().chain(small.iter().map(String::as_bytes)) {
            client.send(&server, bytes);
            client.expect(&server, &bytes.to_ascii_uppercase())?;
        }
        for word in COMMANDS_ELSEWHERE {
            client.send(&server, word.as_bytes());
            let reply = client.expect(&server, word.to_ascii_uppercase().as_bytes());
            reply.map_err(|stop| stop.seen_as(Command))?;
        }
        Ok(())
    },
    causes: &[SERVER_BYTES_CAUSES],
};

#[rustfmt::skip]
const SERVER_BYTES_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Silence], "the server does not answer bytes that are not text: decode nothing, change the bytes a to z and leave the others"),
    Cause(Datagram, &[Reencoded], "the server turns the bytes into text and back: what is not valid UTF-8 does not survive that"),
    Cause(Datagram, &[Short], "the reply is cut: the server takes a byte for an end, a zero or a newline, or strips white space or zeros from the end"),
    Cause(Datagram, &[Trimmed], "the server strips white space: every byte of the datagram belongs to the reply"),
    Cause(Datagram, &[Case], "a letter is in the wrong case: all of a to z change, a and z too, and A to Z stay"),
    OBEYED_DATAGRAM,
    Cause(Datagram, &[Different], "the server changes more than a to z, or the order of the bytes: other bytes have to stay, also those above z and those that are letters only in some text's encoding"),
];

pub const SERVER_EMPTY: Check = Check {
    id: "server-empty",
    claim: "an empty datagram is answered by an empty one, and the server goes on",
    points: 5,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Sends a datagram without any bytes, expects one without any bytes back, and then the service as usual.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.datagrams()?;
        client.send(&server, b"");
        client.expect(&server, b"")?;
        let text = lab.text_of(12);
        client.send(&server, text.as_bytes());
        client.expect(&server, text.to_ascii_uppercase().as_bytes())
    },
    causes: &[SERVER_EMPTY_CAUSES],
};

#[rustfmt::skip]
const SERVER_EMPTY_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Silence], "the server takes 0 bytes for the end of a stream, or for nothing: a datagram may be empty, and there is no end of stream"),
    Cause(Datagram, &[Ended], "the server takes 0 bytes for the end of a stream and ends: a datagram may be empty"),
    Cause(Datagram, &[Short], "the datagram after the empty one comes back cut: the server receives it into as much room as the last one took, not into the whole buffer"),
    Cause(Datagram, &[Different], "the answer to an empty datagram is not empty"),
];

pub const SERVER_BOUNDARIES: Check = Check {
    id: "server-boundaries",
    claim: "datagrams sent back to back get one reply each",
    points: 5,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Sends twenty-two datagrams of different lengths without waiting, two of them equal, and expects as many replies, in any order, and no more.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.datagrams()?;
        let words: Vec<Vec<u8>> = (0..20)
            .map(|n| format!("{}{}", "word ".repeat(1 + n % 4), n / 2).into_bytes())
            .chain([b"a twin".to_vec(), b"a twin".to_vec()])
            .collect();
        words.iter().for_each(|word| client.send(&server, word));
        let replies: Vec<Vec<u8>> = words.iter().map(|word| word.to_ascii_uppercase()).collect();
        client.expect_all(&server, &replies)?;
        let text = lab.text();
        client.send(&server, text.as_bytes());
        client.expect(&server, text.to_ascii_uppercase().as_bytes())
    },
    causes: &[SERVER_BOUNDARIES_CAUSES],
};

#[rustfmt::skip]
const SERVER_BOUNDARIES_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Merged], "the server puts datagrams together: each recvfrom gives one whole datagram, and each gets its own reply"),
    Cause(Datagram, &[Silence], "the server answers fewer datagrams than it was sent: each gets a reply, also one that is equal to another, and none may be read away"),
    Cause(Datagram, &[Ended], "the server ends before it has answered all datagrams"),
    Cause(Datagram, &[Different], "a reply has bytes of another datagram, or lacks some of its own: receive into the whole buffer, and send only as many bytes as recvfrom says"),
];

pub const SERVER_LARGE: Check = Check {
    id: "server-large",
    claim: "datagrams of 2,048, 9,000 and 65,507 bytes come back whole",
    points: 5,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Sends three large datagrams, the last one as large as a datagram over IPv4 can be, and expects each back in one piece.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.datagrams()?;
        for size in [2048, 9000, 65_507] {
            // None of them is the beginning of another.
            let bytes = [format!("{size} bytes {} ", lab.word()).into_bytes(), lettered(size)].concat();
            client.send(&server, &bytes[..size]);
            client.expect(&server, &bytes[..size].to_ascii_uppercase())?;
        }
        Ok(())
    },
    causes: &[SERVER_LARGE_CAUSES],
};

#[rustfmt::skip]
const SERVER_LARGE_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Short], "the room for the datagram is too small: what does not fit is thrown away by the system (truncated), and a datagram can hold 65,507 bytes"),
    Cause(Datagram, &[Split], "the server sends the reply in several datagrams: one datagram is answered by one"),
    Cause(Datagram, &[Repeated], "the reply to the datagram before comes again: the server answers a large datagram twice, or does not send what it received last"),
];
