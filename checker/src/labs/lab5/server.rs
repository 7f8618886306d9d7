//! The server and a client by itself: the welcome, the answers, the end, and what is printed of it.

use super::words::{WELCOME, frame, receipt};
use crate::fault::{Move, coalesce, cut, straddle};
use crate::harness::{Harness, Peer, Server};
use crate::lab::{Cause, Check};
use crate::labs::payload::{COMMANDS_ELSEWHERE, numbered_from};
use crate::labs::shared::{OBEYED_BYTES, STRADDLING_ANSWERED, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Want::*};

pub const SERVER: &[&str] = &["server"];

/// Connects a client and expects its welcome.
pub fn guest(lab: &mut Harness, server: &Server) -> Step<Peer> {
    let client = lab.connect(server)?;
    client.expect_reply(server, &frame(WELCOME))?;
    Ok(client)
}

/// Sends a message, and expects its answer.
pub fn exchange(server: &Server, client: &Peer, text: &str) -> Step {
    client.send(&frame(text));
    client.expect_reply(server, &receipt(text))
}

pub const GREETING: Check = Check {
    id: "server-welcome",
    claim: "the first frame is the welcome",
    points: 3,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Connects, sends nothing, and expects the frame `Welcome, you are connected to the server` and nothing more.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let came = |bytes: &[u8]| client.look(|heard| heard.received.starts_with(bytes));
        let welcome = client.expect_reply(&server, &frame(WELCOME));
        let little_endian = (WELCOME.len() as u32).to_le_bytes();
        welcome.map_err(|stop| if came(&little_endian) { stop.seen_as(Reordered) } else { stop })?;
        client.finish();
        let empty = [frame(WELCOME), receipt("")].concat();
        client.expect_nothing_more().map_err(|stop| if came(&empty) { stop.seen_as(Repeated) } else { stop })
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Silence], "no welcome comes before the client has sent something, or it sits in a buffer: send it as soon as the client is accepted"),
        Cause(Bytes, &[Short], "not the whole welcome comes: the length counts something else, or a part sits in a buffer"),
        Cause(Bytes, &[Fin], "the server closes the connection instead of sending the welcome"),
        Cause(Bytes, &[Reordered], "the length in front of the welcome is little-endian: its first byte is the most significant one"),
        Cause(Bytes, &[Repeated], "the end of the stream is taken for an empty frame, and answered: a read of 0 bytes is the end, and nothing comes behind it"),
        Cause(Bytes, &[Different], "the welcome is not a frame with exactly the text `Welcome, you are connected to the server`, or something follows it"),
    ]],
};

const OTHER_ADDRESS: Cause =
    Cause(Line, &[Address], "the line names another address than the client's: that of accept, not the server's own");

pub const RECEIPTS: Check = Check {
    id: "server-receipts",
    claim: "every message is printed and answered, in order",
    points: 5,
    programs: SERVER,
    needs: &["server-welcome"],
    runs: WITH_THREADS,
    tries: "Sends two messages, each after the answer of the one before, then one with characters of one to four bytes and an empty one; then four in one piece; then one cut inside its header; then some of one to four bytes, and of 300, 5,000 and 100,000. Another client sends, twice, a message and the beginning of the next in one piece, and its end after the answer, then words that are commands elsewhere, as `quit`. Expects `received: TEXT` for each, in order, and the line `IP:PORT: TEXT` for each.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = guest(lab, &server)?;
        let alone = one_by_one(lab, &server, &client)?;
        let merged = [format!(" {} ", lab.word()), lab.word(), lab.text(), "/by".to_owned()];
        client.perform(coalesce(&merged.each_ref().map(|text| frame(text)).each_ref().map(Vec::as_slice)));
        let in_order = client.expect_reply(&server, &merged.each_ref().map(|text| receipt(text)).concat());
        in_order.map_err(|stop| if stop.saw(Reordered) { stop.seen_as(Merged) } else { stop })?;
        let split = lab.text();
        client.perform(cut(&frame(&split), 2));
        client.expect_reply(&server, &receipt(&split))?;
        for text in alone.iter().chain(&merged).chain([&split]) {
            server.program.expect_said(client.local(), text)?;
        }
        lab.small_pieces().iter().try_for_each(|text| exchange(&server, &client, text))?;
        for length in [300, 5_000, 100_000] {
            exchange(&server, &client, &String::from_utf8_lossy(&numbered_from(lab.first_place(), length)))?;
        }
        // Whether two are served at once is another check's to tell.
        client.finish();
        let other = guest(lab, &server)?;
        straddles(lab, &server, &other).map_err(|stop| stop.seen_as(Straddling))?;
        for word in COMMANDS_ELSEWHERE {
            exchange(&server, &other, word).map_err(|stop| stop.seen_as(Command))?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Silence], "no answer comes to a message: it sits in a buffer, or the server waits for something else"),
        Cause(Bytes, &[Reencoded], "a message with characters of several bytes in it has no right answer: the length counts bytes, not characters, and text is UTF-8 both ways"),
        Cause(Bytes, &[Early], "an empty message has no right answer: a frame of length 0 is a message like any other, and not the end"),
        Cause(Bytes, &[Short], "not every message is answered: one read may bring several frames, and a frame may come in several reads"),
        Cause(Bytes, &[Fin, Rst], "the server closes the connection although the client goes on"),
        OBEYED_BYTES,
        STRADDLING_ANSWERED,
        Cause(Bytes, &[Merged], "the answers to messages that came at once are sent in another order than the messages: where a thread or a timer sends each, chance decides which is first. Answer one client's messages one after the other"),
        Cause(Bytes, &[Different], "the answer is not the frame `received: ` and the text of the message"),
        Cause(Line, &[Silence], "a message is answered and not printed"),
        OTHER_ADDRESS,
        Cause(Line, &[Different], "the line is not `IP:PORT: TEXT`, with the text as it was sent"),
    ]],
};

/// Messages that are each answered before the next is sent.
fn one_by_one(lab: &mut Harness, server: &Server, client: &Peer) -> Step<[String; 4]> {
    let texts =
        [lab.text(), lab.text(), format!("Gr\u{fc}\u{df}e, \u{4e16}\u{754c} \u{1f44b} {}", lab.word()), String::new()];
    exchange(server, client, &texts[0])?;
    exchange(server, client, &texts[1])?;
    exchange(server, client, &texts[2]).map_err(|stop| stop.seen_as(Reencoded))?;
    exchange(server, client, &texts[3]).map_err(|stop| stop.seen_as(Early))?;
    Ok(texts)
}

/// A message and the first bytes of another in one piece, inside its header and behind it; the end of the other once
/// the first is answered.
fn straddles(lab: &mut Harness, server: &Server, client: &Peer) -> Step {
    for at in [2, 7] {
        let (one, other) = (lab.text(), lab.text());
        let rest = frame(&other);
        client.perform(straddle(&frame(&one), &rest, at));
        client.expect_reply(server, &receipt(&one))?;
        client.send(&rest[at..]);
        client.expect_reply(server, &receipt(&other))?;
    }
    Ok(())
}

pub const BYE: Check = Check {
    id: "server-bye",
    claim: "`/bye` is answered by `bye`, then that connection is closed",
    points: 4,
    programs: SERVER,
    needs: &["server-receipts", "server-two-at-once"],
    runs: WITH_THREADS,
    tries: "Sends `/bye` and a word behind it, `/BYE`, ` /bye` and `/buy`, which are ordinary messages, then `/bye`. Expects an answer to each, `bye` and the end of the stream; a client that was connected before is still served.",
    run: |lab| {
        let server = lab.start("server")?;
        let other = guest(lab, &server)?;
        let client = guest(lab, &server)?;
        for text in [&format!("/bye {}", lab.word()), "/BYE", " /bye", "/buy"] {
            exchange(&server, &client, text)?;
        }
        client.send(&frame("/bye"));
        client.expect_reply(&server, &frame("bye"))?;
        client.expect_end()?;
        exchange(&server, &other, &lab.text())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Different], "`/bye`, and nothing else, is answered by the frame `bye`"),
        Cause(Bytes, &[Fin, Rst], "the server closes a connection without `bye`, or those of others as well"),
        Cause(Bytes, &[Silence], "no `bye` comes"),
        Cause(End, &[Silence], "the server answers `/bye` and keeps the connection open: close it, and leave no second handle of the socket open"),
    ]],
};

pub const ACTIVE: Check = Check {
    id: "server-active",
    claim: "the active count is right as clients come and go",
    points: 5,
    programs: SERVER,
    needs: &["server-two-at-once"],
    runs: WITH_THREADS,
    tries: "Three clients come; they leave by the end of the stream, by `/bye`, neither of which is an error, and by a reset, another comes in between and leaves inside a frame, and a last one claims a frame that is too large. After each step waits for the line `connected IP:PORT (active N)` or `disconnected IP:PORT (active N)`.",
    run: |lab| {
        let server = lab.start("server")?;
        let goes = |client: &Peer, active| server.program.expect_active("disconnected", client.local(), active);
        let says_last = |client: &Peer, bytes: &[u8]| client.perform(vec![Move::Send(bytes.to_vec()), Move::Finish]);
        let (first, second, third) = (comes(lab, &server, 1)?, comes(lab, &server, 2)?, comes(lab, &server, 3)?);
        second.finish();
        goes(&second, 2)?;
        says_last(&third, &frame("/bye"));
        goes(&third, 1)?;
        server.program.expect_no_error()?;
        let fourth = comes(lab, &server, 2)?;
        first.reset()?;
        goes(&first, 1)?;
        says_last(&fourth, &[0, 0]);
        goes(&fourth, 0)?;
        let fifth = comes(lab, &server, 1)?;
        says_last(&fifth, &[255; 4]);
        goes(&fifth, 0)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Line, &[Silence], "a client comes or goes, and no line with its address says so: print one whichever way a connection ends, also by an error, with the address that accept gave for this connection"),
        Cause(Line, &[Count], "the count is wrong: add one when a client comes, take one away whichever way it goes, and take its own line into account"),
        OTHER_ADDRESS,
        Cause(Line, &[Ended], "the server ends with a client that goes: only the connection of that client may end"),
        Cause(Nothing, &[Extra], "a client that leaves in an orderly way is reported as an error: the end of the stream between two frames is the normal end"),
        Cause(Line, &[Different], "the line is not `connected IP:PORT (active N)` or `disconnected IP:PORT (active N)`"),
    ]],
};

/// Connects a client, which is so many at the same time.
fn comes(lab: &mut Harness, server: &Server, active: usize) -> Step<Peer> {
    let client = guest(lab, server)?;
    server.program.expect_active("connected", client.local(), active)?;
    Ok(client)
}
