//! What the client sends, and which replies it prints.

use std::net::SocketAddr;

use super::words::CLIENT;
use crate::harness::{Datagrams, Harness, Program};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::{COMMANDS_ELSEWHERE, numbered_from};
use crate::labs::shared::SPINS;
use crate::labs::shared::*;
use crate::verdict::{Seen::*, Step, Want::*};

pub const CLIENT_SENDS: Check = Check {
    id: "client-sends",
    claim: "each line goes as one datagram, without its newline; an empty line as an empty one",
    points: 6,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Types four lines, each after the reply to the one before, one of them empty and one with white space at its ends, then two lines at once, then a line and the beginning of another in one write, whose end is typed once the first has come, then words that are commands elsewhere, as `quit`, and a last line that ends without a newline. Expects exactly their bytes in a datagram each, and none at all from a client whose stdin is empty.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        for typed in ["a first line", "", "  white space, too ", "Gr\u{fc}\u{df}e", "two lines\nat once"] {
            client.type_line(typed);
            for line in typed.split('\n') {
                let datagram = server.expect_from(&client, line.as_bytes())?;
                if typed.starts_with("two lines") {
                    server.expect_patience(&datagram)?;
                }
                server.reply(&datagram, line.to_ascii_uppercase().as_bytes());
            }
        }
        types_in_pieces(lab, &client, &server).map_err(|stop| stop.seen_as(Straddling))?;
        for word in COMMANDS_ELSEWHERE {
            client.type_line(word);
            let datagram = server.expect_from(&client, word.as_bytes()).map_err(|stop| stop.seen_as(Command))?;
            server.reply(&datagram, word.to_ascii_uppercase().as_bytes());
        }
        let last = lab.text();
        client.type_piece(last.as_bytes());
        client.close_stdin();
        let datagram = server.expect_from(&client, last.as_bytes())?;
        server.reply(&datagram, last.to_ascii_uppercase().as_bytes());
        client.end()?;
        server.expect_nothing_more()?;
        expect_nothing_without_a_line(lab)
    },
    causes: &[CLIENT_SENDS_CAUSES],
};

/// A line and the beginning of another in one write; its end once the first has come.
fn types_in_pieces(lab: &mut Harness, client: &Program, server: &Datagrams) -> Step {
    let (line, begun) = (lab.text(), lab.word());
    client.type_piece(format!("{line}\n{begun}, and").as_bytes());
    let datagram = server.expect_from(client, line.as_bytes())?;
    server.reply(&datagram, line.to_ascii_uppercase().as_bytes());
    client.type_line(" its end");
    let whole = format!("{begun}, and its end");
    let datagram = server.expect_from(client, whole.as_bytes())?;
    server.reply(&datagram, whole.to_ascii_uppercase().as_bytes());
    Ok(())
}

#[rustfmt::skip]
const CLIENT_SENDS_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Straddling], HALF_TYPED),
    Cause(Datagram, &[Silence], "the line is not sent: the client passes over an empty one, loses one that came together with another, or reads more than a line before it sends"),
    Cause(Datagram, &[Ended], "the client ends before it has sent all lines: neither an empty line nor an empty reply is the end, and a last line without a newline is a line. If it says that no reply came, its call has sent nothing, as `Send` of an empty array with Mono"),
    Cause(Datagram, &[Newline], "the client sends the newline with the line: readline keeps it, so take it off"),
    Cause(Datagram, &[Trimmed], "the client strips white space from the line: only the newline is not part of it"),
    Cause(Datagram, &[Short], "only the beginning of the line is sent: the client strips white space from its end, takes its first word alone, or takes off a last byte that is no newline (the last line may have none)"),
    Cause(Datagram, &[Reencoded], "the client encodes the line in something else than UTF-8"),
    Cause(Datagram, &[Repeated], "a line comes again: the client sends each line twice, or again one that was answered, because it passes over the answer (does it take the server for a stranger?)"),
    Cause(Datagram, &[Early], "a line comes again before it was answered: the client does not wait 300 ms for the reply. In which unit does its time-out count?"),
    Cause(Datagram, &[Extra], "the client sends more than the line: its whole buffer (sizeof) in place of the bytes in it, the zero at the end of a C string, or several lines at once"),
    OBEYED_DATAGRAM,
    Cause(Datagram, &[Different], "the client sends something else than the bytes of the line: words of its own, or a part of another line"),
    Cause(Nothing, &[Repeated], "the client sends one datagram more than it has lines: the end of stdin is none"),
    Cause(Nothing, &[Early], "the client sends a line while the one before it still waits for its reply: one line, one reply, then the next"),
];

/// A client whose stdin is empty sends nothing.
fn expect_nothing_without_a_line(lab: &mut Harness) -> Step {
    let server = lab.datagrams()?;
    let client = lab.run("client", &["127.0.0.1", &server.port()])?;
    client.close_stdin();
    server.expect_nothing_from(&client)
}

pub const CLIENT_PRINTS: Check = Check {
    id: "client-prints",
    claim: "the reply of each line is printed, in order",
    points: 5,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Types a line, replies, and expects the reply on a line of its own before the next line is typed; one reply is not UTF-8, and one is empty. At the end of stdin: exit status 0, with no error on stderr. Once a reply is printed and nobody types the client must not keep a processor busy.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        let first = lab.text();
        let table = [
            ("one", first.as_bytes(), &first[..]),
            ("two", b"caf\xe9", "caf\u{fffd}"),
            ("three", b"", ""),
            ("four", b" the last reply ", " the last reply "),
        ];
        let mut printed = Vec::new();
        lab.keep_silent(&client)?;
        for (line, reply, text) in table {
            client.type_line(line);
            let datagram = server.expect_from(&client, line.as_bytes())?;
            server.reply(&datagram, reply);
            printed.push(text);
            client.expect_lines(&printed)?;
            // What it takes to get started is its own affair.
            if printed.len() == 1 {
                client.expect_no_spin("while nobody types")?;
            }
        }
        client.close_stdin();
        client.expect_normal_end()
    },
    causes: &[CLIENT_PRINTS_CAUSES],
};

#[rustfmt::skip]
const CLIENT_PRINTS_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Line, &[Silence], "the client does not print the reply: it prints nothing, or something else in its place"),
    Cause(Line, &[Buffered], "the reply is printed only at the end: print each one as it comes, and flush stdout"),
    Cause(Line, &[Ended], "the client ends without having printed the reply: one that is empty or not UTF-8 is a reply like any other"),
    Cause(Line, &[Trimmed], "the client strips white space from the reply: it is to be printed as it came"),
    Cause(Line, &[Reencoded], "bytes that are not UTF-8 are to be printed with U+FFFD in their place: decode with replacement"),
    ERROR_WITHOUT_ONE,
    Cause(Line, &[Different], "the reply is not printed as it came, whole and alone on its line: print as many bytes as were received and not the whole buffer, and no words of your own"),
    STATUS_AFTER_STDIN,
    RUNNING_AFTER_STDIN,
];

pub const CLIENT_STRANGER: Check = Check {
    id: "client-stranger",
    claim: "a datagram from another address is not taken for the reply",
    points: 5,
    programs: CLIENT,
    needs: &["client-prints"],
    runs: &[],
    tries: "Before the reply, sends datagrams to the client from another port, and where the machine allows it from another address with the same port. Only the reply may be printed.",
    run: |lab| {
        let server = lab.datagrams()?;
        let mut strangers = vec![lab.datagrams_at("stranger", SocketAddr::from(([127, 0, 0, 1], 0)))?];
        if lab.has_second_loopback() {
            strangers.push(lab.datagrams_at("stranger", SocketAddr::from(([127, 0, 0, 2], server.local().port())))?);
        }
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        client.type_line("who is there?");
        let datagram = server.expect_from(&client, b"who is there?")?;
        strangers.iter().for_each(|stranger| stranger.send_to(datagram.from, b"a stranger's words"));
        let words = format!("the server's words: {}", lab.text());
        server.reply(&datagram, words.as_bytes());
        client.close_stdin();
        client.end()?;
        client.expect_no_line("a stranger's words")?;
        client.expect_line(&words)?;
        server.expect_nothing_more()
    },
    causes: &[CLIENT_STRANGER_CAUSES],
};

#[rustfmt::skip]
const CLIENT_STRANGER_CAUSES: &[Cause] = &[
    Cause(Nothing, &[Extra], "the client takes any datagram for the reply: compare the address that recvfrom gives, IP and port, with the server's, or connect the socket"),
    Cause(Line, &[Ended], "a stranger's datagram ends the wait for the reply: pass it over and wait on"),
    Cause(Nothing, &[Repeated], "the client sends again because a stranger's datagram came: that is no answer, but the wait for the answer goes on"),
];

/// The payload of a UDP datagram over IPv4 is at most 65,535 bytes without the headers, RFC 768.
const LARGEST: usize = 65_507;

pub const CLIENT_LONG_LINE: Check = Check {
    id: "client-long-line",
    claim: "a line of 8,000 bytes goes and comes back whole",
    points: 4,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[Runs::NotByHand("it types a line of 8,000 bytes, and a terminal takes 4,095")],
    tries: "Types a line of 8,000 bytes, expects it in one datagram, and replies with one of the same size. Then replies to a short line with 65,507 bytes, the most that a datagram holds.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        let line = String::from_utf8_lossy(&numbered_from(lab.first_place(), 8000)).replace(' ', "x");
        client.type_line(&line);
        let datagram = server.expect_from(&client, line.as_bytes())?;
        server.reply(&datagram, line.to_ascii_uppercase().as_bytes());
        client.expect_line(&line.to_ascii_uppercase())?;
        client.type_line("more");
        let datagram = server.expect_from(&client, b"more")?;
        let largest = lab.letters(LARGEST);
        server.reply(&datagram, largest.as_bytes());
        client.close_stdin();
        client.expect_line(&largest)
    },
    causes: &[CLIENT_LONG_LINE_CAUSES],
};

#[rustfmt::skip]
const CLIENT_LONG_LINE_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Ended], "the client ends at a line of this size: the room for a line is too small"),
    Cause(Datagram, &[Short], "the datagram holds only the beginning of the line: the room for a line is too small, or the line is cut into several datagrams"),
    Cause(Line, &[Ended], "the client ends without having printed the replies: what it prints is what comes back, whatever its size, and not the line that was typed"),
    Cause(Line, &[Short], "the client's buffer for the reply is too small: what does not fit is thrown away by the system"),
];
