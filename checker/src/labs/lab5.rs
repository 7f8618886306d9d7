//! Lab 5, client and server threading: nobody waits for somebody else.

use std::time::Duration;

use super::payload::numbered;
use crate::fault::{LATE_AND_SLOW, Move, byte_by_byte, coalesce, cut, reset};
use crate::harness::{Harness, Leave, Peer, Program, Script, Server};
use crate::lab::{Cause, Check, Lab};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const LAB: Lab = Lab {
    id: "lab5",
    title: "Client and server threading",
    folder: "lab5-threads",
    programs: &["two-rates", "client", "server"],
    checks: &[
        TWO_RATES_BOTH,
        CLIENT_NEVER_WAITS,
        CLIENT_ACKS,
        CLIENT_LATE_ACKS,
        CLIENT_SPLIT_ACKS,
        CLIENT_UNACKNOWLEDGED,
        CLIENT_SERVER_GONE,
        SERVER_WELCOME,
        SERVER_RECEIPTS,
        SERVER_TWO_AT_ONCE,
        SERVER_STALLED_FRAME,
        SERVER_SLOW_READER,
        SERVER_ISOLATION,
        SERVER_BYE,
        SERVER_ACTIVE,
        SERVER_CROWD,
        SERVER_THOUSAND,
        SERVER_NO_LEAKS,
        TOGETHER,
    ],
    checkpoints: &[],
};

const TWO_RATES: &[&str] = &["two-rates"];
const CLIENT: &[&str] = &["client"];
const SERVER: &[&str] = &["server"];

const WELCOME: &str = "Welcome, you are connected to the server";

/// A little more than half a second, in ms: a time-out that nobody asked for is often that long.
const WAIT: u64 = 550;

/// A text behind its length.
fn frame(text: &str) -> Vec<u8> {
    let mut bytes = (text.len() as u32).to_be_bytes().to_vec();
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

fn frames(texts: &[impl AsRef<str>]) -> Vec<u8> {
    texts.iter().flat_map(|text| frame(text.as_ref())).collect()
}

/// The frame that answers a message.
fn receipt(text: &str) -> Vec<u8> {
    frame(&format!("received: {text}"))
}

/// `NAME thread I` for each I below a number.
fn rate(name: &str, count: usize) -> Vec<String> {
    (0..count).map(|line| format!("{name} thread {line}")).collect()
}

/// Lines as a program has to print them.
fn expect_all(program: &Program, lines: &[String]) -> Step {
    program.expect_lines(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

const TWO_RATES_BOTH: Check = Check {
    id: "two-rates-both",
    claim: "both threads print, side by side, each at its own rate",
    points: 6,
    programs: TWO_RATES,
    needs: &[],
    runs: &[],
    tries: "Runs it with 140, 60 and 420 milliseconds, and with 419 in place of 420. Expects `main thread 0` to `2` and `other thread 0` to `6`, each once and in order, neither thread's lines behind all of the other's, `main thread 0` before `other thread 1`, the last ones not before their time, and exit status 0. What a slow machine may have done is tried again with all times three times as long, and then nine times.",
    run: |lab| {
        for scale in [1, 3, 9] {
            // Of a program that is not held up for a second there is no doubt by then.
            let is_doubted = |seen| matches!((seen, scale), (Reordered, 1) | (Late | Ended, 1 | 3));
            match two_rates(lab, scale) {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(Stop::Mismatch(mismatch)) if is_doubted(mismatch.seen) => {}
                Err(stop) => return Err(stop),
            }
            lab.begin_anew();
        }
        Err(anyhow::anyhow!("the first lines came so late that nothing can be said of the time between them").into())
    },
    causes: &[&[
        Cause(
            Line,
            &[Reordered],
            "one thread prints only once the other has ended: start the second thread, then run the first loop, and join the thread after it",
        ),
        Cause(
            Line,
            &[Early],
            "the lines come sooner than they may: line I is due at I times its period after the start, so sleep until then",
        ),
        Cause(
            Line,
            &[Ended],
            "lines are missing at the end: the program ends before a thread has printed its last line (join it), swaps the two rates, or does not print every line that is due before TOTAL_MS",
        ),
        Cause(
            Line,
            &[Silence],
            "a thread prints nothing, or stops, and the program goes on: it waits for the other, or for something that does not come",
        ),
        Cause(
            Line,
            &[Late],
            "line 0 comes a period too late: it is due at once, and line I at I times the period, so print first and sleep then",
        ),
        Cause(Line, &[Different], "the lines are not `main thread I` and `other thread I`, counted from 0"),
        Cause(
            Nothing,
            &[Extra],
            "more lines are printed than are due before TOTAL_MS: at I times its period, and only as long as that is less than TOTAL_MS",
        ),
        Cause(Exit, &[Status], "a normal end has exit status 0"),
        Cause(Exit, &[Running], "the program goes on after TOTAL_MS: both loops have to end by themselves"),
    ]],
};

/// With these times, each as often as the scale says. 3 times 140 and 7 times 60 are both 420, which is not before it, and a little more than 419: a loop that is a little
/// late still prints all of its lines, one that takes the end for a time of its own prints one too many, and one that
/// counts whole periods one too few.
fn two_rates(lab: &mut Harness, scale: u64) -> Step<bool> {
    let (slow, fast) = (rate("main", 3), rate("other", 7));
    let [slow_ms, fast_ms, total] = [140, 60, 420].map(|time| time * scale);
    let mut run = |total: u64| {
        let times = [slow_ms, fast_ms, total].map(|time| time.to_string());
        lab.run("two-rates", &times.each_ref().map(String::as_str))
    };
    let program = run(total)?;
    let shorter = run(total - 1)?;
    for program in [&program, &shorter] {
        // One loop after the other takes twice as long.
        program.let_run(Duration::from_millis(2 * total))?;
        expect_all(program, &slow)?;
        expect_all(program, &fast)?;
        program.expect_exit(0)?;
        program.expect_no_line("main thread 3")?;
        program.expect_no_line("other thread 7")?;
    }
    let is_told = program.expect_side_by_side([(&slow, 2 * slow_ms), (&fast, 6 * fast_ms)])?;
    program.expect_before(&slow[0], &fast[1])?;
    Ok(is_told)
}

/// A client that is connected to the checker and has been welcomed. Its keyboard is open and silent.
fn welcomed(lab: &mut Harness) -> Step<(Program, Peer)> {
    let door = lab.listen()?;
    let client = lab.run("client", &["127.0.0.1", &door.port()])?;
    let server = door.accept(&client)?;
    server.send(&frame(WELCOME));
    Ok((client, server))
}

/// Frames as a client has to print them, behind the welcome.
fn expect_acks(client: &Program, texts: &[impl AsRef<str>]) -> Step {
    let texts = std::iter::once(WELCOME).chain(texts.iter().map(AsRef::as_ref));
    expect_all(client, &texts.map(|text| format!("ack: {text}")).collect::<Vec<_>>())
}

const CLIENT_NEVER_WAITS: Check = Check {
    id: "client-never-waits",
    claim: "50 messages all arrive while not one answer has been sent",
    points: 7,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Welcomes the client, types 50 lines, one of them empty and one with spaces at its ends, leaves stdin open, and answers none. Expects the 50 frames.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        let lines: Vec<String> = (1..=50)
            .map(|number| match number {
                2 => " spaces stay ".to_string(),
                3 => String::new(),
                _ => format!("message {number} of 50"),
            })
            .collect();
        lines.iter().for_each(|line| client.type_line(line));
        server.expect(&frames(&lines))
    },
    causes: &[&[
        Cause(
            Connection,
            &[Silence],
            "the client does not connect before something is typed, or not to the HOST and PORT of its arguments",
        ),
        Cause(Connection, &[Ended], "the client ends without having connected to the HOST and PORT of its arguments"),
        Cause(
            Bytes,
            &[Silence],
            "the client sends nothing as long as stdin is open: it reads all of it first, or its output sits in a buffer. Send each line as it is typed",
        ),
        Cause(
            Bytes,
            &[Short],
            "the client waits for an answer before it sends the next message: let a thread of its own receive the answers",
        ),
        Cause(
            Bytes,
            &[Different],
            "the bytes are not those of the frames: a length of four bytes, big-endian, then the line as it was typed, without its newline",
        ),
        Cause(Bytes, &[Fin], "the client closes the connection, or ends, although stdin is still open"),
    ]],
};

const CLIENT_ACKS: Check = Check {
    id: "client-acks",
    claim: "each answer is printed as it comes, also while nobody types",
    points: 6,
    programs: CLIENT,
    needs: &["client-never-waits"],
    runs: &[],
    tries: "Welcomes the client and expects `ack: ` with the welcome before anything is typed. Then types a line and answers it, and sends two more frames while stdin is open and silent: each is printed at once. At last types `/bye`, answers `bye` and closes: that is a normal end, exit status 0.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        expect_acks(&client, &[""; 0])?;
        client.type_line("Gr\u{fc}\u{df}e");
        server.expect(&frame("Gr\u{fc}\u{df}e"))?;
        let texts = ["received: Gr\u{fc}\u{df}e", "nobody has asked for this", "nor for this", "bye"];
        for count in 1..=3 {
            server.send(&frame(texts[count - 1]));
            expect_acks(&client, &texts[..count])?;
        }
        client.type_line("/bye");
        server.expect(&frame("/bye"))?;
        server.send(&frame("bye"));
        server.finish();
        expect_acks(&client, &texts)?;
        client.expect_exit(0)
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the client does not print what arrives while nobody types, the welcome or a later frame: reading the keyboard and receiving need a thread each, and every frame is printed, also the first",
        ),
        Cause(
            Line,
            &[Buffered],
            "what arrives is printed only once stdin has ended: reading the keyboard and receiving need a thread each; or the line sat in a buffer: flush stdout after every line",
        ),
        Cause(Line, &[Ended], "the client ends instead of printing what arrives"),
        Cause(Line, &[Reencoded], "the text is not decoded as UTF-8, or not printed as UTF-8"),
        Cause(Line, &[Different], "the line is not `ack: ` and the text of the frame"),
        Cause(
            Exit,
            &[Status],
            "after a typed `/bye` the close of the connection is a normal end, and `bye` acknowledges it: exit status 0",
        ),
        Cause(
            Exit,
            &[Running],
            "after a typed `/bye` and the server's close the client still waits for the keyboard: it has to end at once",
        ),
    ]],
};

const CLIENT_LATE_ACKS: Check = Check {
    id: "client-late-acks",
    claim: "answers that come after the end of stdin are still printed",
    points: 5,
    programs: CLIENT,
    needs: &["client-never-waits"],
    runs: &[],
    tries: "Types three lines and closes stdin; waits for the three frames and the end of the stream and holds the answers back for half a second; then answers all three and closes. Expects three `ack: ` lines and exit status 0.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        let lines = ["one", "two", "three"];
        lines.iter().for_each(|line| client.type_line(line));
        client.close_stdin();
        server.expect(&frames(&lines))?;
        server.expect_end()?;
        client.hold_back(WAIT)?;
        lines.iter().for_each(|line| server.send(&receipt(line)));
        server.finish();
        expect_acks(&client, &lines.map(|line| format!("received: {line}")))?;
        client.expect_exit(0)
    },
    causes: &[&[
        Cause(
            End,
            &[Silence],
            "the client does not close its sending side at the end of stdin: shutdown(SHUT_WR), and go on receiving",
        ),
        Cause(End, &[Rst], "the client resets the connection at the end of stdin instead of closing its sending side"),
        Cause(
            Line,
            &[Ended],
            "the client ends at the end of stdin, or some time after it, and answers that are still to come are lost: close the sending side only, and end when the server has closed",
        ),
        Cause(
            Line,
            &[Silence],
            "the client does not receive any more after the end of stdin: only its sending side may be closed then",
        ),
        Cause(Line, &[Different], "a frame is not printed, as the welcome, or its line is not `ack: ` and its text"),
        Cause(Exit, &[Status], "all messages are acknowledged: that is a normal end, exit status 0"),
        Cause(Exit, &[Running], "the client goes on although stdin has ended and the server has closed the connection"),
    ]],
};

const CLIENT_SPLIT_ACKS: Check = Check {
    id: "client-split-acks",
    claim: "answers that the network cuts and merges are printed whole, each by itself",
    points: 4,
    programs: CLIENT,
    needs: &["client-acks"],
    runs: &[],
    tries: "Sends one answer byte by byte, one cut inside its header, and several in one piece. Expects each on a line of its own.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        let texts = ["byte by byte: \u{4e16}\u{754c}", "cut in its header", "three", "in one", "piece"];
        server.perform(byte_by_byte(&frame(texts[0])));
        expect_acks(&client, &texts[..1])?;
        server.perform(cut(&frame(texts[1]), 2));
        expect_acks(&client, &texts[..2])?;
        server.perform(coalesce(&[&frame(texts[2]), &frame(texts[3]), &frame(texts[4])]));
        expect_acks(&client, &texts)
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the client loses its place in the stream: it drops what a read brings beyond a frame, or takes a part of a header for a whole one",
        ),
        Cause(Line, &[Ended], "the client ends at a frame that comes in pieces: read until all of it is there"),
        Cause(Line, &[Reencoded], "the client decodes each piece by itself: collect the bytes of a frame first"),
        Cause(
            Line,
            &[Different],
            "the client takes what one read brings for a frame: read until all of it is there, and no more",
        ),
    ]],
};

const CLIENT_UNACKNOWLEDGED: Check = Check {
    id: "client-unacknowledged",
    claim: "a server that closes early: the error says how many messages are unacknowledged",
    points: 5,
    programs: CLIENT,
    needs: &["client-late-acks"],
    runs: &[],
    tries: "Types five lines and closes stdin, answers two of them, sends a frame that is no answer between the two, and closes the connection. Expects `error: 3 messages unacknowledged` and exit status 1. Neither that frame nor the welcome acknowledges anything.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        let lines = ["one", "two", "three", "four", "five"];
        lines.iter().for_each(|line| client.type_line(line));
        client.close_stdin();
        server.expect(&frames(&lines))?;
        server.expect_end()?;
        server.send(&receipt(lines[0]));
        server.send(&frame("this is no answer"));
        server.send(&receipt(lines[1]));
        server.finish();
        expect_unacknowledged(&client, 3)?;
        client.expect_exit(1)
    },
    causes: &[&[
        Cause(
            Error,
            &[Ended],
            "the client does not notice that answers are missing: count the messages that were sent and the answers that start with `received: `",
        ),
        Cause(
            Error,
            &[Silence],
            "the client goes on waiting for answers although the server has closed the connection",
        ),
        Cause(
            Error,
            &[Different],
            "the error is not `error: N messages unacknowledged`, or the number is wrong: only an answer that starts with `received: ` counts, the welcome and other texts do not",
        ),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(Exit, &[Status], "after an error the exit status is 1"),
        Cause(Exit, &[Running], "the client reports the error and goes on running"),
    ]],
};

fn expect_unacknowledged(client: &Program, count: usize) -> Step {
    let wanted = format!("{count} messages unacknowledged");
    let name = format!("the line \"error: {wanted}\"");
    client.expect_error_that(&name, |text| text.starts_with(&wanted)).map(drop)
}

const CLIENT_SERVER_GONE: Check = Check {
    id: "client-server-gone",
    claim: "the server goes while nobody types: an error, and exit status 1 within a second",
    points: 6,
    programs: CLIENT,
    needs: &["client-acks"],
    runs: &[],
    tries: "Leaves stdin open and silent. Closes the connection with nothing outstanding: any `error: ...`. Then, with another client, resets it while two messages, both the same, are unanswered: `error: 2 messages unacknowledged`. With a third ends the stream inside a header, and with a fourth behind a `bye` that nobody asked for: any `error: ...`. Each time expects exit status 1 within a second of time in which the client could run.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        client.type_line("answered");
        server.expect(&frame("answered"))?;
        server.send(&receipt("answered"));
        expect_acks(&client, &["received: answered"])?;
        server.finish();
        client.expect_exit_at_once(1)?;
        client.expect_error()?;

        let (client, server) = welcomed(lab)?;
        ["lost"; 2].iter().for_each(|line| client.type_line(line));
        server.expect(&frames(&["lost"; 2]))?;
        server.reset()?;
        client.expect_exit_at_once(1)?;
        expect_unacknowledged(&client, 2)?;

        for last in [&[0, 0][..], &frame("bye")] {
            let (client, server) = welcomed(lab)?;
            server.send(last);
            server.finish();
            client.expect_exit_at_once(1)?;
            client.expect_error()?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Exit,
            &[Running],
            "the client waits for the keyboard although the connection is gone: the thread that receives has to end the program, whatever the other one is waiting for",
        ),
        Cause(
            Exit,
            &[Status],
            "the connection is lost while stdin is still open: that is an error, exit status 1, unless `/bye` was typed before",
        ),
        Cause(Error, &[Ended], "the client ends without saying what went wrong"),
        Cause(
            Error,
            &[Different],
            "the line on stderr does not start with `error: `, or does not say `N messages unacknowledged` with the number of those that are",
        ),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
    ]],
};

/// Connects a client and expects its welcome.
fn guest(lab: &mut Harness, server: &Server) -> Step<Peer> {
    let client = lab.connect(server)?;
    client.expect_reply(server, &frame(WELCOME))?;
    Ok(client)
}

/// Sends a message, and expects its answer.
fn exchange(server: &Server, client: &Peer, text: &str) -> Step {
    client.send(&frame(text));
    client.expect_reply(server, &receipt(text))
}

const SERVER_WELCOME: Check = Check {
    id: "server-welcome",
    claim: "the first frame is the welcome",
    points: 3,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Connects, sends nothing, and expects the frame `Welcome, you are connected to the server` and nothing more.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = guest(lab, &server)?;
        client.finish();
        client.expect_nothing_more()
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Silence],
            "no welcome comes before the client has sent something, or it sits in a buffer: send it as soon as the client is accepted",
        ),
        Cause(
            Bytes,
            &[Short],
            "not the whole welcome comes: the length counts something else, or a part sits in a buffer",
        ),
        Cause(Bytes, &[Fin], "the server closes the connection instead of sending the welcome"),
        Cause(
            Bytes,
            &[Different],
            "the welcome is not a frame with exactly the text `Welcome, you are connected to the server`, or something follows it",
        ),
    ]],
};

const SERVER_RECEIPTS: Check = Check {
    id: "server-receipts",
    claim: "every message is printed and answered, in order",
    points: 6,
    programs: SERVER,
    needs: &["server-welcome"],
    runs: &[],
    tries: "Sends one message and waits for its answer; then four in one piece, one of them empty; then one cut inside its header; then some of 300, 5,000 and 70,000 bytes. Expects `received: TEXT` for each, in order, and the line `IP:PORT: TEXT` for each.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = guest(lab, &server)?;
        exchange(&server, &client, "the first")?;
        let merged = ["Gr\u{fc}\u{df}e", "", " spaces stay ", "/by"];
        client.perform(coalesce(&merged.map(frame).each_ref().map(Vec::as_slice)));
        client.expect_reply(&server, &merged.map(receipt).concat())?;
        client.perform(cut(&frame("cut in its header"), 2));
        client.expect_reply(&server, &receipt("cut in its header"))?;
        for text in ["the first"].iter().chain(&merged).chain(&["cut in its header"]) {
            server.program.expect_said(client.local(), text)?;
        }
        for length in [300, 5_000, 70_000] {
            exchange(&server, &client, &String::from_utf8_lossy(&numbered(length)))?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Silence],
            "no answer comes to a message: it sits in a buffer, or the server waits for something else",
        ),
        Cause(
            Bytes,
            &[Short],
            "not every message is answered: one read may bring several frames, and a frame may come in several reads",
        ),
        Cause(Bytes, &[Fin], "the server closes the connection although the client goes on"),
        Cause(Bytes, &[Rst], "the server closes the connection although the client goes on"),
        Cause(Bytes, &[Different], "the answer is not the frame `received: ` and the text of the message"),
        Cause(Line, &[Silence], "a message is answered and not printed"),
        Cause(
            Line,
            &[Address],
            "the line names another address than the client's: that of accept, not the server's own",
        ),
        Cause(Line, &[Different], "the line is not `IP:PORT: TEXT`, with the text as it was sent"),
    ]],
};

const SERVER_TWO_AT_ONCE: Check = Check {
    id: "server-two-at-once",
    claim: "a second client is served while the first is silent, and so is a third",
    points: 8,
    programs: SERVER,
    needs: &["server-welcome"],
    runs: &[],
    tries: "Connects a first client, which is welcomed and says nothing. Connects a second, and expects its welcome and its answer. Leaves both connected and does the same with a third.",
    run: |lab| {
        let server = lab.start("server")?;
        let _silent = guest(lab, &server)?;
        let second = guest(lab, &server)?;
        exchange(&server, &second, "the second")?;
        let third = lab.connect(&server)?;
        if let Err(Stop::Mismatch(mut mismatch)) = third.expect_reply(&server, &frame(WELCOME)) {
            mismatch.seen = Limit;
            return Err(Stop::Mismatch(mismatch));
        }
        exchange(&server, &third, "the third")
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Backlog],
            "the server serves one client at a time: the next one is accepted only when the first has gone. Accept in a loop that does nothing else, and give each client a thread",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the server accepts clients and serves them one after the other: to accept early is not enough, each has to be served by a thread of its own",
        ),
        Cause(
            Bytes,
            &[Unread],
            "the server welcomes clients and serves them one after the other: nobody reads what the second one sends while the first is connected",
        ),
        Cause(Bytes, &[Fin], "the server closes the connection of a second client, or ends"),
        Cause(
            Bytes,
            &[Limit],
            "the server serves two clients at the same time, and no third: its pool has two threads. Give each client a thread of its own",
        ),
    ]],
};

const SERVER_STALLED_FRAME: Check = Check {
    id: "server-stalled-frame",
    claim: "a client stuck inside a frame holds up nobody but itself",
    points: 6,
    programs: SERVER,
    needs: &["server-two-at-once"],
    runs: &[],
    tries: "One client sends half of a header and stops, another a header and half of the payload. A third, which was there before, and a fourth that connects then have to be served. Then, after half a second, the first two send the rest and get their answers.",
    run: |lab| {
        let server = lab.start("server")?;
        let early = guest(lab, &server)?;
        let stuck = [(2, guest(lab, &server)?), (9, guest(lab, &server)?)];
        let whole = frame("worth waiting for");
        for (at, client) in &stuck {
            client.perform(vec![Move::Send(whole[..*at].to_vec()), Move::Pause]);
            client.settle()?;
        }
        exchange(&server, &early, "I was here before")?;
        let late = guest(lab, &server)?;
        exchange(&server, &late, "I come later")?;
        server.program.hold_back(WAIT)?;
        for (at, client) in &stuck {
            client.send(&whole[*at..]);
            client.expect_reply(&server, &receipt("worth waiting for"))?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Unread],
            "while one client is inside a frame the server reads from nobody else: a thread that serves several clients must not wait for the rest of one client's frame",
        ),
        Cause(
            Bytes,
            &[Silence],
            "while one client is inside a frame others are not answered, or not accepted: a lock is held while a frame is read, or the thread that answers or accepts waits for that client",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the server closes the connection of a client that stops inside a frame: it may take all the time it wants",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server closes the connection of a client that stops inside a frame: it may take all the time it wants",
        ),
    ]],
};

/// As many messages as 64 KiB hold.
fn flood() -> Vec<u8> {
    frame(&"flood ".repeat(680)).repeat(16)
}

const SERVER_SLOW_READER: Check = Check {
    id: "server-slow-reader",
    claim: "a client that never reads its answers holds up nobody but itself",
    points: 6,
    programs: SERVER,
    needs: &["server-two-at-once"],
    runs: &[],
    tries: "One client sends messages and never reads an answer, until the server can't send it any more. A client that was there before and one that connects then have to be served.",
    run: |lab| {
        let server = lab.start("server")?;
        let early = guest(lab, &server)?;
        let slow = lab.connect_reading(&server, LATE_AND_SLOW)?;
        // One that is only slow goes on while others are served: then it has to be given more.
        loop {
            let is_blocked = slow.send_until_blocked(&flood())?;
            (1..=10).try_for_each(|number| exchange(&server, &early, &format!("I was here before, {number}")))?;
            if !is_blocked || slow.is_still_blocked() {
                break;
            }
        }
        let late = guest(lab, &server)?;
        exchange(&server, &late, "I come later")?;
        slow.abort();
        Ok(())
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Unread],
            "while the server sends to a client that does not read, it reads from nobody: one thread does all the sending, and send waits when the buffers are full",
        ),
        Cause(
            Bytes,
            &[Silence],
            "a message is answered, or a client accepted, only when a client that does not read has read: a lock is held while an answer is sent. Hold a lock to look something up, never across a send",
        ),
        Cause(Bytes, &[Fin], "a client that does not read costs another one its connection, or the server ends"),
        Cause(Bytes, &[Rst], "a client that does not read costs another one its connection, or the server ends"),
    ]],
};

const SERVER_ISOLATION: Check = Check {
    id: "server-isolation",
    claim: "what one client does wrong ends its own connection, and no other",
    points: 6,
    programs: SERVER,
    needs: &["server-receipts", "server-two-at-once"],
    runs: &[],
    tries: "Three clients are connected. Others send a frame that is too large by one byte, and one of 4,294,967,295, end the stream inside a header and inside a payload, reset the connection, and leave with twenty messages unanswered. Expects an `error: ...` for the first four, their connections closed, and that the three, and a new one, are served as before.",
    run: |lab| {
        let server = lab.start("server")?;
        let good = [guest(lab, &server)?, guest(lab, &server)?, guest(lab, &server)?];
        exchange(&server, &good[0], "before")?;
        let cut_short = [0, 0, 0, 9, b'c', b'u', b't'];
        for (count, bytes) in [(1, &[0, 16, 0, 1][..]), (2, &[255; 4]), (3, &[0, 0]), (4, &cut_short)] {
            let bad = guest(lab, &server)?;
            bad.send(bytes);
            if count > 2 {
                bad.finish();
            }
            server.program.expect_errors(count)?;
            bad.expect_closed()?;
        }
        let bad = guest(lab, &server)?;
        bad.perform(reset(&frame("never complete"), 9));
        bad.settle()?;
        let bad = guest(lab, &server)?;
        bad.send_and_leave(&frames(&["never answered"; 20]))?;
        for client in &good {
            exchange(&server, client, "after")?;
        }
        let late = guest(lab, &server)?;
        exchange(&server, &late, "I come later")
    },
    causes: &[&[
        Cause(
            Error,
            &[Silence],
            "the server does not report a frame that is too large (more than 1048576 bytes), or an end of the stream inside a frame",
        ),
        Cause(Error, &[Different], "the line on stderr does not start with `error: `"),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(
            End,
            &[Silence],
            "the server reports a mistake and keeps that connection open: nobody knows any more where the next frame begins, so close it",
        ),
        Cause(
            Error,
            &[Ended],
            "the server ends with a client's mistake, or closes the connections of others: only the connection of that client may end",
        ),
        Cause(
            Connection,
            &[Refused],
            "the server ends with a client's mistake, or closes the connections of others: only the connection of that client may end",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server ends with a client's mistake, or closes the connections of others: only the connection of that client may end",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the server ends with a client's mistake, or closes the connections of others: only the connection of that client may end",
        ),
        Cause(
            Bytes,
            &[Silence],
            "after the mistake of one client another one is not served any more: a thread that serves all has ended, or a lock was never given back",
        ),
    ]],
};

const SERVER_BYE: Check = Check {
    id: "server-bye",
    claim: "`/bye` is answered by `bye`, then that connection is closed",
    points: 4,
    programs: SERVER,
    needs: &["server-receipts", "server-two-at-once"],
    runs: &[],
    tries: "Sends `/bye now`, `/BYE` and ` /bye`, which are ordinary messages, then `/bye`. Expects an answer to each, `bye` and the end of the stream; a client that was connected before is still served.",
    run: |lab| {
        let server = lab.start("server")?;
        let other = guest(lab, &server)?;
        let client = guest(lab, &server)?;
        for text in ["/bye now", "/BYE", " /bye"] {
            exchange(&server, &client, text)?;
        }
        client.send(&frame("/bye"));
        client.expect_reply(&server, &frame("bye"))?;
        client.expect_end()?;
        exchange(&server, &other, "still here")
    },
    causes: &[&[
        Cause(Bytes, &[Different], "`/bye`, and nothing else, is answered by the frame `bye`"),
        Cause(Bytes, &[Fin], "the server closes a connection without `bye`, or those of others as well"),
        Cause(Bytes, &[Rst], "the server closes a connection without `bye`, or those of others as well"),
        Cause(Bytes, &[Silence], "no `bye` comes"),
        Cause(
            End,
            &[Silence],
            "the server answers `/bye` and keeps the connection open: close it, and leave no second handle of the socket open",
        ),
    ]],
};

const SERVER_ACTIVE: Check = Check {
    id: "server-active",
    claim: "the active count is right as clients come and go",
    points: 5,
    programs: SERVER,
    needs: &["server-two-at-once"],
    runs: &[],
    tries: "Three clients come; they leave by the end of the stream, by a reset and by `/bye`, another comes in between and leaves inside a frame, and a last one claims a frame that is too large. After each step waits for the line `connected IP:PORT (active N)` or `disconnected IP:PORT (active N)`.",
    run: |lab| {
        let server = lab.start("server")?;
        let comes = |client: &Peer, active| server.program.expect_active("connected", client.local(), active);
        let goes = |client: &Peer, active| server.program.expect_active("disconnected", client.local(), active);
        let mut arrive = |active| {
            let client = guest(lab, &server)?;
            comes(&client, active)?;
            Ok::<Peer, Stop>(client)
        };
        let (first, second, third) = (arrive(1)?, arrive(2)?, arrive(3)?);
        second.finish();
        goes(&second, 2)?;
        first.reset()?;
        goes(&first, 1)?;
        let fourth = arrive(2)?;
        third.send(&frame("/bye"));
        third.finish();
        goes(&third, 1)?;
        fourth.send(&[0, 0]);
        fourth.finish();
        goes(&fourth, 0)?;
        let fifth = arrive(1)?;
        fifth.send(&[255; 4]);
        fifth.finish();
        goes(&fifth, 0)
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "a client comes or goes, and no line with its address says so: print one whichever way a connection ends, also by an error, with the address that accept gave for this connection",
        ),
        Cause(
            Line,
            &[Count],
            "the count is wrong: add one when a client comes, take one away whichever way it goes, and take its own line into account",
        ),
        Cause(
            Line,
            &[Address],
            "the line names another address than the client's: that of accept, not the server's own",
        ),
        Cause(Line, &[Ended], "the server ends with a client that goes: only the connection of that client may end"),
        Cause(
            Line,
            &[Different],
            "the line is not `connected IP:PORT (active N)` or `disconnected IP:PORT (active N)`",
        ),
    ]],
};

/// A client of the crowd, with so many messages that only it sends.
fn talker(client: usize, messages: usize) -> Script {
    let texts: Vec<String> = (1..=messages).map(|message| format!("client {client}, message {message}")).collect();
    Script {
        greeting: frame(WELCOME),
        request: frames(&texts),
        answer: texts.iter().flat_map(|text| receipt(text)).collect(),
        leave: Leave::Close,
    }
}

const SERVER_CROWD: Check = Check {
    id: "server-crowd",
    claim: "100 clients at once, 20 messages each: every answer goes to its own client, in order",
    points: 6,
    programs: SERVER,
    needs: &["server-receipts", "server-two-at-once"],
    runs: &[],
    tries: "Connects 100 clients, each as soon as one before it is welcomed, and keeps them all. Then each sends 20 messages of its own at once, and expects their 20 answers, and nothing else.",
    run: |lab| {
        let server = lab.start("server")?;
        let crowd = lab.crowd(&server, (1..=100).map(|client| talker(client, 20)).collect())?;
        crowd.expect_greeted()?;
        crowd.expect_answers()?;
        server.program.stop()
    },
    causes: &[&[
        Cause(
            Connection,
            &[Limit],
            "the server serves only so many clients at the same time, as a pool with fewer threads than clients does: give each client a thread of its own, or let one thread wait for all of them",
        ),
        Cause(Connection, &[Fin], "the server turns clients away before there are 100, or ends"),
        Cause(
            Bytes,
            &[Silence],
            "with many clients answers stay out: threads wait for each other, or an answer went to another client",
        ),
        Cause(
            Bytes,
            &[Different],
            "a client gets an answer that is not its own, or gets them in another order: what belongs to one connection must not stand where all threads can change it",
        ),
        Cause(Bytes, &[Fin], "the server closes connections before all their answers are sent"),
        Cause(Bytes, &[Rst], "the server closes connections before all their answers are sent"),
    ]],
};

const SERVER_THOUSAND: Check = Check {
    id: "server-thousand",
    claim: "1,000 connections are open at once, and all are answered",
    points: 4,
    programs: SERVER,
    needs: &["server-crowd"],
    runs: &[],
    tries: "Connects 1,000 clients, each as soon as one before it is welcomed, and keeps them all. Then each sends a message and expects its answer. The limit of open files is raised for this, for the checker and for your server, as far as the system allows (up to 8192).",
    run: |lab| {
        lab.need_connections(1000)?;
        let server = lab.start("server")?;
        let crowd = lab.crowd(&server, (1..=1000).map(|client| talker(client, 1)).collect())?;
        crowd.expect_greeted()?;
        crowd.expect_answers()?;
        server.program.stop()
    },
    causes: &[&[
        Cause(
            Connection,
            &[Limit],
            "the server serves only so many clients at the same time: a pool that is large enough for 100 is too small for 1,000, or a limit of the program's own is reached",
        ),
        Cause(Connection, &[Fin], "the server turns clients away before there are 1,000, or ends"),
        Cause(
            Bytes,
            &[Silence],
            "with 1,000 clients answers stay out: threads wait for each other, or for something else",
        ),
        Cause(Bytes, &[Fin], "with 1,000 clients the server closes connections before all are answered"),
        Cause(Bytes, &[Rst], "with 1,000 clients the server closes connections before all are answered"),
    ]],
};

/// Clients that are there at the same time while leaks are looked for.
const WAVE: usize = 40;
/// Clients of the crowd that is counted.
const COUNTED: usize = 400;

const SERVER_NO_LEAKS: Check = Check {
    id: "server-no-leaks",
    claim: "of clients that are gone nothing is left: no thread, no descriptor, no socket in CLOSE_WAIT",
    points: 4,
    programs: SERVER,
    needs: &["server-bye", "server-active", "server-crowd"],
    runs: &[],
    tries: "A first crowd of 40 clients comes and goes. Then threads, open descriptors and sockets in CLOSE_WAIT of your server and its children are counted, 400 more clients come and go, 40 at a time (by the end of the stream, by `/bye`, by a reset, and inside a frame), and the counts have to come back to where they were, or nearly. A pool of threads that grows up to its size is no leak: if only threads have grown, 2,400 clients come and go before it is counted once more.",
    run: |lab| {
        let server = lab.start("server")?;
        visit(lab, &server, WAVE)?;
        let leaks = counted(lab, &server);
        match &leaks {
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Threads => {}
            _ => return leaks,
        }
        // Where the server can't take in so many, it is for what it has leaked before.
        match visit(lab, &server, 6 * COUNTED) {
            Ok(()) => counted(lab, &server),
            Err(_) => leaks,
        }
    },
    causes: &[&[
        Cause(
            Nothing,
            &[CloseWait],
            "sockets of clients that are gone stay in CLOSE_WAIT: the client has closed and the server has not. Close the connection whichever way it ends, and every handle to it",
        ),
        Cause(
            Nothing,
            &[Threads],
            "threads or processes of clients that are gone stay: the function of the thread has to return, also after an error, and a child process has to be waited for",
        ),
        Cause(
            Nothing,
            &[Descriptors],
            "descriptors that were opened for clients stay open when these are gone: a second handle to the socket (try_clone, dup), a file or a pipe is never closed",
        ),
    ]],
};

/// Expects that a crowd that comes and goes leaves nothing.
fn counted(lab: &mut Harness, server: &Server) -> Step {
    let before = server.in_use()?;
    visit(lab, server, COUNTED)?;
    server.expect_given_back(before, COUNTED)
}

/// So many clients come and go, a wave of them at a time. A quarter of them leaves in each of four ways.
fn visit(lab: &mut Harness, server: &Server, clients: usize) -> Step {
    let ways = [Leave::Close, Leave::Part(frame("/bye"), frame("bye")), Leave::Reset, Leave::Break(vec![0, 0])];
    for _ in 0..clients / WAVE {
        let scripts = (0..WAVE).map(|client| Script { leave: ways[client % 4].clone(), ..talker(client, 1) });
        let wave = lab.crowd(server, scripts.collect())?;
        wave.expect_greeted()?;
        wave.expect_answers()?;
        wave.leave()?;
    }
    Ok(())
}

const TOGETHER: Check = Check {
    id: "together",
    claim: "three of your own clients talk to your server at the same time",
    points: 3,
    programs: &["server", "client"],
    needs: &["server-two-at-once", "client-acks"],
    runs: &[],
    tries: "Runs your server and three of your clients, through a relay that cuts and merges at random. Types lines into each in turn, and expects the acknowledgements in each; then closes stdin of all three, and expects exit status 0.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.shuffling_relay(&server)?;
        let mut clients = Vec::new();
        for name in ["ada", "bob", "eve"] {
            clients.push((name, lab.run("client", &["127.0.0.1", &relay.port()])?));
        }
        let texts = |name: &str| ["Hello", "Gr\u{fc}\u{df}e", "the last one"].map(|text| format!("{text} from {name}"));
        for at in 0..3 {
            clients.iter().for_each(|(name, client)| client.type_line(&texts(name)[at]));
        }
        for (name, client) in &clients {
            expect_acks(client, &texts(name).map(|text| format!("received: {text}")))?;
        }
        clients.iter().for_each(|(_, client)| client.close_stdin());
        clients.iter().try_for_each(|(_, client)| client.expect_exit(0))
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "a message or its answer is lost between the two: look at the ladder for what was sent last",
        ),
        Cause(
            Line,
            &[Different],
            "an answer arrives changed, or at another client: look at the ladder for where that happens",
        ),
        Cause(
            Line,
            &[Ended],
            "a client ends before all its messages are answered: it reports what happened, or look at the ladder for what came last",
        ),
        Cause(Exit, &[Status], "a client ends with an error although every message was answered"),
        Cause(
            Exit,
            &[Running],
            "a client or the server does not close the connection at the end of stdin: each waits for the other",
        ),
    ]],
};
