//! Lab 2, UDP and TCP uppercase: the same service over datagrams and over a stream.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::shared::{
    ERROR_ON_STDOUT, EXIT_AFTER_ERROR, NEVER_CONNECTED, NORMAL_STATUS, RUNNING_AFTER_CLOSE, RUNNING_AFTER_STDIN,
    SERVER_RESETS, STATUS_AFTER_ERROR, STATUS_AFTER_STDIN, UNREPORTED,
};
use super::{every_byte, numbered};
use crate::fault::{LATE_AND_SLOW, Move, byte_by_byte, lose, pieces};
use crate::lab::{Cause, Check, Lab};
use crate::verdict::{Seen::*, Want::*};

pub const LAB: Lab = Lab {
    id: "lab2",
    title: "UDP and TCP uppercase",
    folder: "lab2-uppercase",
    programs: &["server", "client", "tcp-server", "tcp-client"],
    checks: &[
        SERVER_UPPERCASE,
        SERVER_BYTES,
        SERVER_EMPTY,
        SERVER_BOUNDARIES,
        SERVER_LARGE,
        SERVER_MANY_CLIENTS,
        SERVER_SURVIVES,
        CLIENT_SENDS,
        CLIENT_PRINTS,
        CLIENT_RETRIES,
        CLIENT_GIVES_UP,
        CLIENT_SERVER_DOWN,
        CLIENT_STRANGER,
        CLIENT_LONG_LINE,
        TCP_SERVER_UPPERCASE,
        TCP_SERVER_LARGE,
        TCP_CLIENT_PRINTS,
        TCP_CLIENT_REFUSED,
        TOGETHER,
    ],
    checkpoints: &[],
};

const SERVER: &[&str] = &["server"];
const CLIENT: &[&str] = &["client"];
/// Where a server is without HOST.
const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// Letters that another upper case than ASCII's changes, one of them to two.
const TEXT: &str = "gr\u{fc}\u{df}e, \u{e9}";

const SERVER_UPPERCASE: Check = Check {
    id: "server-uppercase",
    claim: "`hello, udp` gives `HELLO, UDP`",
    points: 8,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Starts `server 0`, which means 127.0.0.1, sends the datagram `hello, udp` to the address of its ready line, and after its reply a second one, and expects one datagram back for each.",
    run: |lab| {
        let server = lab.start("server")?;
        server.expect_ip(LOOPBACK)?;
        let client = lab.datagrams()?;
        for word in [b"hello, udp", b"once again"] {
            client.send(&server, word);
            client.expect(&server, &word.to_ascii_uppercase())?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Ready,
            &[Address],
            "the server is bound to another address than 127.0.0.1, which is meant where HOST is left out, or names another than it is bound to",
        ),
        Cause(
            Datagram,
            &[Silence],
            "no reply comes: the server waits at another address than it says, or for more than one datagram, or its send fails, or goes elsewhere than to the address that recvfrom gave",
        ),
        Cause(Datagram, &[Ended], "the server ends: receiving and answering belong in a loop that nothing ends"),
        Cause(
            Datagram,
            &[Address],
            "the reply comes from another address than the one that was asked: send it from the socket that received the datagram",
        ),
        Cause(Datagram, &[Case], "letters are in the wrong case: every a to z has to become A to Z"),
        Cause(
            Datagram,
            &[Newline],
            "the server adds a newline: the reply has the same bytes, in upper case, and no others",
        ),
        Cause(
            Datagram,
            &[Extra],
            "the server sends more than it received: its whole buffer, what an earlier datagram left in it, or words of its own",
        ),
        Cause(
            Datagram,
            &[Repeated],
            "the first reply comes again in the place of the second: the server answers a datagram twice, or does not send what it received last",
        ),
        Cause(
            Datagram,
            &[Different],
            "the reply is something else than one datagram with the same bytes in upper case",
        ),
    ]],
};

const SERVER_BYTES: Check = Check {
    id: "server-bytes",
    claim: "of all 256 byte values only a to z change",
    points: 6,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Sends a datagram with the bytes 0 to 255, one with white space at both ends, one with zeros at its end, and one with `grüße, é` in UTF-8, and expects the same bytes with A to Z in the place of a to z.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.datagrams()?;
        for bytes in [&every_byte()[..], b" white space at both ends\r\n", b"zeros at the end\0\0", TEXT.as_bytes()] {
            client.send(&server, bytes);
            client.expect(&server, &bytes.to_ascii_uppercase())?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Datagram,
            &[Silence],
            "the server does not answer bytes that are not text: decode nothing, change the bytes a to z and leave the others",
        ),
        Cause(
            Datagram,
            &[Reencoded],
            "the server turns the bytes into text and back: what is not valid UTF-8 does not survive that",
        ),
        Cause(
            Datagram,
            &[Short],
            "the reply is cut: the server takes a byte for an end, a zero or a newline, or strips white space or zeros from the end",
        ),
        Cause(Datagram, &[Trimmed], "the server strips white space: every byte of the datagram belongs to the reply"),
        Cause(Datagram, &[Case], "a letter is in the wrong case: all of a to z change, a and z too, and A to Z stay"),
        Cause(
            Datagram,
            &[Different],
            "the server changes more than a to z: other bytes have to stay, also those above z and those that are letters only in some text's encoding",
        ),
    ]],
};

const SERVER_EMPTY: Check = Check {
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
        client.send(&server, b"still there?");
        client.expect(&server, b"STILL THERE?")
    },
    causes: &[&[
        Cause(
            Datagram,
            &[Silence],
            "the server takes 0 bytes for the end of a stream, or for nothing: a datagram may be empty, and there is no end of stream",
        ),
        Cause(Datagram, &[Ended], "the server takes 0 bytes for the end of a stream and ends: a datagram may be empty"),
        Cause(
            Datagram,
            &[Short],
            "the datagram after the empty one comes back cut: the server receives it into as much room as the last one took, not into the whole buffer",
        ),
        Cause(Datagram, &[Different], "the answer to an empty datagram is not empty"),
    ]],
};

const SERVER_BOUNDARIES: Check = Check {
    id: "server-boundaries",
    claim: "datagrams sent back to back get one reply each",
    points: 6,
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
        client.send(&server, b"no more");
        client.expect(&server, b"NO MORE")
    },
    causes: &[&[
        Cause(
            Datagram,
            &[Merged],
            "the server puts datagrams together: each recvfrom gives one whole datagram, and each gets its own reply",
        ),
        Cause(
            Datagram,
            &[Silence],
            "the server answers fewer datagrams than it was sent: each gets a reply, also one that is equal to another, and none may be read away",
        ),
        Cause(Datagram, &[Ended], "the server ends before it has answered all datagrams"),
        Cause(
            Datagram,
            &[Different],
            "a reply has bytes of another datagram, or lacks some of its own: receive into the whole buffer, and send only as many bytes as recvfrom says",
        ),
    ]],
};

const SERVER_LARGE: Check = Check {
    id: "server-large",
    claim: "datagrams of 2,048, 9,000 and 65,507 bytes come back whole",
    points: 6,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Sends three large datagrams, the last one as large as a datagram over IPv4 can be, and expects each back in one piece.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.datagrams()?;
        for size in [2048, 9000, 65_507] {
            // None of them is the beginning of another.
            let bytes = [format!("{size} bytes ").into_bytes(), letters(size)].concat();
            client.send(&server, &bytes[..size]);
            client.expect(&server, &bytes[..size].to_ascii_uppercase())?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Datagram,
            &[Short],
            "the room for the datagram is too small: what does not fit is thrown away by the system (truncated), and a datagram can hold 65,507 bytes",
        ),
        Cause(Datagram, &[Split], "the server sends the reply in several datagrams: one datagram is answered by one"),
        Cause(
            Datagram,
            &[Repeated],
            "the reply to the datagram before comes again: the server answers a large datagram twice, or does not send what it received last",
        ),
    ]],
};

const SERVER_MANY_CLIENTS: Check = Check {
    id: "server-many-clients",
    claim: "twenty clients at once: everyone gets their own replies and nobody else's",
    points: 6,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Sends from twenty sockets in turn, three rounds of it, and expects at each socket the replies to its own datagrams.",
    run: |lab| {
        let server = lab.start("server")?;
        let mut clients = Vec::new();
        for _ in 0..20 {
            clients.push(lab.datagrams()?);
        }
        for round in 0..3 {
            let words = |n: usize| format!("round {round} client {n:02}").into_bytes();
            clients.iter().enumerate().for_each(|(n, client)| client.send(&server, &words(n)));
            for (n, client) in clients.iter().enumerate() {
                client.expect(&server, &words(n).to_ascii_uppercase())?;
            }
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Datagram,
            &[Silence],
            "a client gets no reply: the server keeps one address, the first or the last, connects its socket to one, or knows only so many; the address to answer is the one that came with the datagram",
        ),
        Cause(
            Datagram,
            &[Different],
            "a client gets another client's reply: the address to answer is the one that came with the datagram, and none that was kept from before",
        ),
        Cause(Datagram, &[Ended], "the server ends after so many datagrams: it has to answer for ever"),
    ]],
};

const SERVER_SURVIVES: Check = Check {
    id: "server-survives",
    claim: "a sender that is gone before its reply arrives does no harm",
    points: 5,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Four times sends from somebody who is gone before the reply comes, so that it meets nobody and the kernel reports an ICMP error. After each the server has to serve the next sender as usual.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.datagrams()?;
        for n in 1..=4 {
            lab.send_and_leave(&server, format!("gone before you answer {n}").as_bytes())?;
            client.send(&server, format!("but i am here {n}").as_bytes());
            client.expect(&server, format!("BUT I AM HERE {n}").as_bytes())?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Datagram,
            &[Silence],
            "after a reply that met nobody the next sender gets none: an error of sendto or recvfrom concerns one datagram alone, and a connected socket hears one sender alone",
        ),
        Cause(
            Datagram,
            &[Ended],
            "the server ends after a reply that met nobody: an error of sendto or recvfrom is to be reported, and the next datagram to be answered",
        ),
        Cause(
            Datagram,
            &[Different],
            "the reply to a sender that is gone comes to the next one: the address to answer is the one that came with the datagram",
        ),
    ]],
};

const CLIENT_SENDS: Check = Check {
    id: "client-sends",
    claim: "each line goes as one datagram, without its newline; an empty line as an empty one",
    points: 7,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Types four lines, each after the reply to the one before, one of them empty and one with white space at its ends, and then two lines at once. Expects exactly their bytes in a datagram each, and none at all from a client whose stdin is empty.",
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
        client.close_stdin();
        client.end()?;
        server.expect_nothing_more()?;
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        client.close_stdin();
        server.expect_nothing_from(&client)
    },
    causes: &[&[
        Cause(
            Datagram,
            &[Silence],
            "the line is not sent: the client passes over an empty one, loses one that came together with another, or reads more than a line before it sends",
        ),
        Cause(
            Datagram,
            &[Ended],
            "the client ends before it has sent all lines: neither an empty line nor an empty reply is the end",
        ),
        Cause(Datagram, &[Newline], "the client sends the newline with the line: readline keeps it, so take it off"),
        Cause(Datagram, &[Trimmed], "the client strips white space from the line: only the newline is not part of it"),
        Cause(
            Datagram,
            &[Short],
            "only the beginning of the line is sent: the client strips white space from its end, or takes its first word alone",
        ),
        Cause(Datagram, &[Reencoded], "the client encodes the line in something else than UTF-8"),
        Cause(
            Datagram,
            &[Repeated],
            "a line comes again: the client sends each line twice, or one again that was answered",
        ),
        Cause(
            Datagram,
            &[Different],
            "the client sends something else than the bytes of the line: a zero behind them, words of its own, or several lines at once",
        ),
        Cause(Nothing, &[Repeated], "the client sends one datagram more than it has lines: the end of stdin is none"),
        Cause(
            Nothing,
            &[Early],
            "the client sends a line while the one before it still waits for its reply: one line, one reply, then the next",
        ),
    ]],
};

const CLIENT_PRINTS: Check = Check {
    id: "client-prints",
    claim: "the reply of each line is printed, in order",
    points: 6,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Types a line, replies, and expects the reply on a line of its own before the next line is typed; one reply is not UTF-8. At the end of stdin: exit status 0.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        let table = [
            ("one", &b"the first reply"[..], "the first reply"),
            ("two", b"caf\xe9", "caf\u{fffd}"),
            ("three", b"", ""),
            ("four", b" the last reply ", " the last reply "),
        ];
        let mut printed = Vec::new();
        for (line, reply, text) in table {
            client.type_line(line);
            let datagram = server.expect_from(&client, line.as_bytes())?;
            server.reply(&datagram, reply);
            printed.push(text);
            client.expect_lines(&printed)?;
        }
        client.close_stdin();
        client.expect_exit(0)
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the client does not print the reply: it prints nothing, or something else in its place",
        ),
        Cause(Line, &[Buffered], "the reply is printed only at the end: print each one as it comes, and flush stdout"),
        Cause(
            Line,
            &[Ended],
            "the client ends without having printed the reply: one that is empty or not UTF-8 is a reply like any other",
        ),
        Cause(Line, &[Trimmed], "the client strips white space from the reply: it is to be printed as it came"),
        Cause(
            Line,
            &[Reencoded],
            "bytes that are not UTF-8 are to be printed with U+FFFD in their place: decode with replacement",
        ),
        Cause(Line, &[Different], "the reply is not printed as it came, whole and alone on its line"),
        STATUS_AFTER_STDIN,
        RUNNING_AFTER_STDIN,
    ]],
};

const CLIENT_RETRIES: Check = Check {
    id: "client-retries",
    claim: "a datagram that is lost is sent again after about 300 ms",
    points: 7,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Types two lines. Loses the first try of one and the first two of the other. The same bytes have to come again after about 300 ms, and the reply has to be printed once.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        let lines = [("once lost", 1), ("twice lost", 2)];
        lines.iter().for_each(|(line, _)| client.type_line(line));
        for (line, lost) in lines {
            let mut datagram = server.expect_from(&client, line.as_bytes())?;
            for _ in 0..lost {
                server.apply(&datagram, lose(line.as_bytes()));
                datagram = server.expect_retry(&client, &datagram)?;
            }
            server.reply(&datagram, line.to_ascii_uppercase().as_bytes());
            client.expect_line(&line.to_ascii_uppercase())?;
        }
        client.close_stdin();
        client.end()?;
        client.expect_once("ONCE LOST")?;
        client.expect_once("TWICE LOST")
    },
    causes: &[&[
        Cause(
            Retry,
            &[Silence],
            "no further try comes: the client waits for ever, or for many seconds, for a reply that may be lost; give the socket a time-out of 300 ms (SO_RCVTIMEO) and send again",
        ),
        Cause(
            Retry,
            &[Ended],
            "the client gives up before its third try: a time-out is no error, and every line has three tries of its own",
        ),
        Cause(Retry, &[Early], "the client sends again too soon: it has to give the reply 300 ms"),
        Cause(Retry, &[Late], "the client waits much longer than 300 ms before it sends again"),
        Cause(
            Retry,
            &[Different],
            "a later try carries other bytes, or the next line is sent before this one was answered: the same line has to be sent again",
        ),
        Cause(Line, &[Repeated], "the client prints the reply once for each try"),
        Cause(
            Line,
            &[Ended],
            "the reply to a later try is not printed: the client prints it too late, or does not wait for the reply after its last try",
        ),
    ]],
};

const CLIENT_GIVES_UP: Check = Check {
    id: "client-gives-up",
    claim: "nothing answers: three tries, then the error and exit status 1",
    points: 6,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Answers nothing. Expects the same datagram three times, then about 300 ms after the last `error: no reply from IP:PORT`, and exit status 1.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        client.type_line("anybody?");
        let mut datagram = server.expect_from(&client, b"anybody?")?;
        for _ in 0..2 {
            server.apply(&datagram, lose(b"anybody?"));
            datagram = server.expect_retry(&client, &datagram)?;
        }
        server.apply(&datagram, lose(b"anybody?"));
        server.expect_giving_up(&client, &datagram)?;
        client.expect_exit(1)?;
        server.expect_nothing_more()
    },
    causes: &[&[
        Cause(
            Retry,
            &[Silence],
            "no further try comes: the client waits for ever, or for many seconds, for a reply that may be lost; give the socket a time-out of 300 ms (SO_RCVTIMEO) and send again",
        ),
        Cause(
            Retry,
            &[Ended],
            "the client gives up before its third try: a time-out is no error, and every line has three tries of its own",
        ),
        Cause(Retry, &[Early], "the client sends again too soon: it has to give the reply 300 ms"),
        Cause(Retry, &[Late], "the client waits much longer than 300 ms before it sends again"),
        Cause(
            Retry,
            &[Different],
            "a later try carries other bytes than the first: the same line has to be sent again",
        ),
        Cause(Error, &[Silence], "no error comes after the third try: the client tries again, or waits for ever"),
        Cause(
            Error,
            &[Late],
            "the error comes much later than 300 ms after the third try: each of the three waits 300 ms, and the last one no longer than the others",
        ),
        Cause(Error, &[Ended], "the client ends without the error line"),
        Cause(Error, &[Different], "the error is not `error: no reply from IP:PORT` with the address of the server"),
        ERROR_ON_STDOUT,
        STATUS_AFTER_ERROR,
        Cause(Exit, &[Running], "the client reports the error and goes on"),
        Cause(Nothing, &[Repeated], "the client tries more than three times"),
    ]],
};

const CLIENT_SERVER_DOWN: Check = Check {
    id: "client-server-down",
    claim: "nobody has the port: the same error and exit status 1",
    points: 5,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs the client with a port that nobody has, types a line, and expects `error: no reply from IP:PORT` and exit status 1. The kernel answers every datagram with an ICMP error, which a connected socket shows as `Connection refused`.",
    run: |lab| {
        let port = lab.free_port()?;
        let client = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        client.type_line("is this port taken?");
        client.expect_no_reply(SocketAddr::from(([127, 0, 0, 1], port)))?;
        client.expect_exit(1)
    },
    causes: &[&[
        Cause(
            Error,
            &[Silence],
            "no error comes: the client waits for ever, tries more than three times, waits much longer than 300 ms, or sends nothing before the end of stdin",
        ),
        Cause(Error, &[Ended], "the client ends without the error line"),
        Cause(
            Error,
            &[Different],
            "the error is not `error: no reply from IP:PORT`: `Connection refused` on a UDP socket is the ICMP error for an earlier datagram, and means that no reply comes",
        ),
        ERROR_ON_STDOUT,
        STATUS_AFTER_ERROR,
        Cause(Exit, &[Running], "the client reports the error and goes on"),
    ]],
};

const CLIENT_STRANGER: Check = Check {
    id: "client-stranger",
    claim: "a datagram from another address is not taken for the reply",
    points: 6,
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
        server.reply(&datagram, b"the server's words");
        client.close_stdin();
        client.end()?;
        client.expect_no_line("a stranger's words")?;
        client.expect_line("the server's words")?;
        server.expect_nothing_more()
    },
    causes: &[&[
        Cause(
            Nothing,
            &[Extra],
            "the client takes any datagram for the reply: compare the address that recvfrom gives, IP and port, with the server's, or connect the socket",
        ),
        Cause(Line, &[Ended], "a stranger's datagram ends the wait for the reply: pass it over and wait on"),
        Cause(
            Nothing,
            &[Repeated],
            "the client sends again because a stranger's datagram came: that is no answer, but the wait for the answer goes on",
        ),
    ]],
};

const CLIENT_LONG_LINE: Check = Check {
    id: "client-long-line",
    claim: "a line of 8,000 bytes goes and comes back whole",
    points: 4,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Types a line of 8,000 bytes, expects it in one datagram, and replies with one of the same size.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        let line = String::from_utf8_lossy(&numbered(8000)).replace(' ', "x");
        client.type_line(&line);
        let datagram = server.expect_from(&client, line.as_bytes())?;
        server.reply(&datagram, line.to_ascii_uppercase().as_bytes());
        client.close_stdin();
        client.expect_line(&line.to_ascii_uppercase())
    },
    causes: &[&[
        Cause(
            Datagram,
            &[Short],
            "the datagram holds only the beginning of the line: the room for a line is too small, or the line is cut into several datagrams",
        ),
        Cause(
            Line,
            &[Short],
            "the client's buffer for the reply is too small: what does not fit is thrown away by the system",
        ),
    ]],
};

const TCP_SERVER_UPPERCASE: Check = Check {
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
    causes: &[&[
        Cause(
            Ready,
            &[Address],
            "the server is bound to another address than 127.0.0.1, which is meant where HOST is left out, or names another than it is bound to",
        ),
        Cause(Bytes, &[Silence], "the server does not answer, or serves one client and never accepts the next"),
        Cause(Bytes, &[Case], "letters are in the wrong case: every a to z becomes A to Z, and A to Z stay"),
        Cause(
            Bytes,
            &[Reencoded],
            "the server turns the bytes into text and back: what is not valid UTF-8 does not survive that",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the server closes with bytes unanswered: it reads only once, or leaves out some of what it read; read in a loop until a read gives 0 bytes",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server closes while more is on its way, or ends with a client that resets its connection: read in a loop until a read gives 0 bytes, and accept the next client in a loop that no error ends",
        ),
        Cause(
            Bytes,
            &[Different],
            "what comes back is not the same bytes in upper case: the server changes more than a to z, adds something, or stops on the way",
        ),
        Cause(
            Connection,
            &[Refused],
            "the server has ended, or has closed its listening socket, after one client or with one that resets its connection: accept belongs in a loop that no error ends",
        ),
        Cause(End, &[Silence], "the server does not close after the client has finished sending"),
        SERVER_RESETS,
    ]],
};

const TCP_SERVER_LARGE: Check = Check {
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
    causes: &[&[
        Cause(
            Bytes,
            &[Fin],
            "the server answers only a part and closes: it drops what it could not send at once (write_all and sendall wait), gives up on a client that reads late, or stops after so many bytes",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server answers only a part and closes although more is on its way: it gives up on a client that reads late, or stops after so many bytes",
        ),
        Cause(
            Bytes,
            &[Different],
            "bytes are missing or doubled on the way: a send may take only a part of what it is given, and says how many bytes it took",
        ),
    ]],
};

const TCP_CLIENT_PRINTS: Check = Check {
    id: "tcp-client-prints",
    claim: "one line goes out, and the reply is printed as `From Server: ...`, whole",
    points: 4,
    programs: &["tcp-client"],
    needs: &[],
    runs: &[],
    tries: "Types a line and leaves stdin open, expects the line without its newline and then FIN, and replies in pieces. A second client gets an empty line first: nothing may come but FIN.",
    run: |lab| {
        let door = lab.listen()?;
        let client = lab.run("tcp-client", &["127.0.0.1", &door.port()])?;
        client.type_line("one line only");
        let server = door.accept(&client)?;
        server.expect(b"one line only")?;
        server.expect_end()?;
        server.perform(pieces(&[b"ONE ", b"LINE", b" Gr\xc3", b"\xbc\xc3\x9fe ONLY"]));
        server.finish();
        client.expect_line("From Server: ONE LINE Gr\u{fc}\u{df}e ONLY")?;
        client.expect_exit(0)?;
        let door = lab.listen()?;
        let client = lab.run("tcp-client", &["127.0.0.1", &door.port()])?;
        client.type_line("\nthe line behind an empty one");
        door.accept(&client)?.expect_end()
    },
    causes: &[&[
        Cause(
            Connection,
            &[Silence],
            "the client does not connect to the HOST and PORT of its arguments, or waits for the end of stdin first: it reads one line",
        ),
        NEVER_CONNECTED,
        Cause(Bytes, &[Newline], "the client sends the newline with the line"),
        Cause(
            Bytes,
            &[Silence],
            "the client does not send the line: it waits for the end of stdin, and it should read one line",
        ),
        Cause(
            Bytes,
            &[Different],
            "the client sends something else than the first line: another text, or the line behind one that is empty",
        ),
        Cause(
            End,
            &[Silence],
            "the client never closes its sending side: the server can't know that the line is complete",
        ),
        Cause(
            Line,
            &[Short],
            "the line holds only the beginning of the reply: the client reads only once, or has closed its receiving side as well; read in a loop until a read gives 0 bytes, then print",
        ),
        Cause(
            Line,
            &[Split],
            "the client prints each piece by itself: collect the bytes until the end of the stream, then print one line",
        ),
        Cause(Line, &[Reencoded], "the client decodes each piece by itself: a character may be cut between two reads"),
        Cause(
            Line,
            &[Ended],
            "the client ends without printing the reply: it may have closed the whole connection instead of its sending side, or taken half a character between two reads for an error",
        ),
        Cause(Line, &[Different], "the line is not `From Server: ` and the reply, whole and on one line"),
        NORMAL_STATUS,
        RUNNING_AFTER_CLOSE,
    ]],
};

const TCP_CLIENT_REFUSED: Check = Check {
    id: "tcp-client-refused",
    claim: "nobody listens: an error and exit status 1",
    points: 2,
    programs: &["tcp-client"],
    needs: &[],
    runs: &[],
    tries: "Runs the client with a port on which nobody listens, types a line, and expects `error: ...` and exit status 1. Beside client-server-down: TCP knows at once, because connect fails.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        let client = lab.run("tcp-client", &["127.0.0.1", &port])?;
        client.type_line("hello?");
        client.expect_error()?;
        client.expect_exit(1)
    },
    causes: &[
        UNREPORTED,
        &[Cause(
            Error,
            &[Silence],
            "the client tries again and again instead of reporting the error, or does not connect before stdin ends",
        )],
        EXIT_AFTER_ERROR,
    ],
};

const TOGETHER: Check = Check {
    id: "together",
    claim: "both of your pairs understand each other",
    points: 2,
    programs: &["server", "client", "tcp-server", "tcp-client"],
    needs: &["server-uppercase", "client-prints", "tcp-server-uppercase", "tcp-client-prints"],
    runs: &[],
    tries: "Runs your UDP client with three lines against your UDP server, and your TCP client against your TCP server, each through a relay that records what goes over the wire.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.datagram_relay(&server)?;
        let client = lab.run("client", &["127.0.0.1", &relay.port()])?;
        for line in ["hello, myself", "how are you?", "bye"] {
            client.type_line(line);
        }
        client.expect_lines(&["HELLO, MYSELF", "HOW ARE YOU?", "BYE"])?;
        client.close_stdin();
        client.expect_exit(0)?;
        let server = lab.start("tcp-server")?;
        let relay = lab.relay(&server)?;
        let client = lab.run("tcp-client", &["127.0.0.1", &relay.port()])?;
        client.type_line("hello again");
        client.expect_line("From Server: HELLO AGAIN")?;
        client.expect_exit(0)
    },
    causes: &[&[Cause(Line, &[Ended], "a client ends without its reply: look at the ladder for who stopped first")]],
};

/// Text of which every place is known, as in [`numbered`], with a letter for every digit and no white space.
fn letters(length: usize) -> Vec<u8> {
    let letter = |byte: u8| if byte.is_ascii_digit() { byte - b'0' + b'a' } else { b'.' };
    numbered(length).into_iter().map(letter).collect()
}
