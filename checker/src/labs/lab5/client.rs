//! The client: it sends without waiting, and prints what arrives at any time.

use super::words::{WAIT, WELCOME, frame, frames, receipt};
use crate::harness::{Harness, LARGEST, Peer, Program};
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::COMMANDS_ELSEWHERE;
use crate::labs::shared::{
    AGAIN, ERROR_WITHOUT_ONE, FRAME_TOO_LARGE, NEVER_CONNECTED, OBEYED_BYTES, SPINS, STRADDLING_TYPED,
};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const CLIENT: &[&str] = &["client"];

/// A client that is connected to the checker and has been welcomed. Its keyboard is open and silent.
pub fn welcomed(lab: &mut Harness) -> Step<(Program, Peer)> {
    let door = lab.listen()?;
    let client = lab.run("client", &["127.0.0.1", &door.port()])?;
    let server = door.accept(&client)?;
    server.send(&frame(WELCOME));
    Ok((client, server))
}

/// Frames as a client has to print them, behind the welcome.
pub fn expect_acks(client: &Program, texts: &[impl AsRef<str>]) -> Step {
    let texts = std::iter::once(WELCOME).chain(texts.iter().map(AsRef::as_ref));
    client.expect_lines(&texts.map(|text| format!("ack: {text}")).collect::<Vec<_>>())
}

pub const NEVER_WAITS: Check = Check {
    id: "client-never-waits",
    claim: "50 messages all arrive while not one answer has been sent",
    points: 6,
    programs: CLIENT,
    needs: &[],
    runs: &[AGAIN, Runs::NotByHand("it types fifty lines at once, faster than anybody can")],
    tries: "Welcomes the client, types 50 lines, one of them empty and one with spaces at its ends, leaves stdin open, and answers none. Expects the 50 frames, and behind them those of `/bye` with a word behind it, of `/buy`, and of words that are commands elsewhere, as `quit`. Then types a line and the beginning of another in one write, and its end once the first has come. Then a line of 1,048,576 bytes, which is sent, and one of a byte more: what becomes of that one is left open here, and noted.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        let word = lab.word();
        let lines: Vec<String> = (1..=50)
            .map(|number| match number {
                2 => format!(" {word} "),
                3 => String::new(),
                _ => format!("{word} {number} of 50"),
            })
            .collect();
        lines.iter().for_each(|line| client.type_line(line));
        server.expect(&frames(&lines[..2]))?;
        server.expect(&frame("")).map_err(passed_over)?;
        server.expect(&frames(&lines[3..]))?;
        let bye = format!("/bye {word}");
        let words: Vec<&str> = [&*bye, "/buy"].into_iter().chain(COMMANDS_ELSEWHERE.iter().copied()).collect();
        words.iter().for_each(|word| client.type_line(word));
        server.expect(&frames(&words)).map_err(|stop| stop.seen_as(Command))?;
        types_in_pieces(lab, &client, &server).map_err(|stop| stop.seen_as(Straddling))?;
        sends_what_fits(lab, &client, &server)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Connection, &[Silence], "the client does not connect before something is typed, or not to the HOST and PORT of its arguments"),
        NEVER_CONNECTED,
        Cause(Bytes, &[Silence], "the client sends nothing as long as stdin is open: it reads all of it first, or its output sits in a buffer. Send each line as it is typed"),
        Cause(Bytes, &[Short], "the client waits for an answer before it sends the next message: let a thread of its own receive the answers"),
        OBEYED_BYTES,
        STRADDLING_TYPED,
        Cause(Bytes, &[Missing], "an empty line is passed over: it is a message like any other, and its frame is a length of 0"),
        Cause(Bytes, &[Limit], "a line of 1,048,576 bytes is not sent as one whole frame: so many are allowed"),
        Cause(Bytes, &[Different], "the bytes are not those of the frames: a length of four bytes, big-endian, then the line as it was typed, without its newline"),
        Cause(Bytes, &[Fin, Rst], "the client closes the connection, or ends, although stdin is still open"),
    ]],
};

/// What came in the place of an empty frame is the next line's.
fn passed_over(stop: Stop) -> Stop {
    match stop {
        Stop::Mismatch(mismatch) if mismatch.seen == Different => Stop::Mismatch(mismatch).seen_as(Missing),
        other => other,
    }
}

/// A line and the beginning of another in one write; its end once the first has come.
fn types_in_pieces(lab: &mut Harness, client: &Program, server: &Peer) -> Step {
    let (line, begun) = (lab.text(), lab.word());
    client.type_piece(format!("{line}\n{begun}, and").as_bytes());
    server.expect(&frame(&line))?;
    client.type_line(" its end");
    server.expect(&frame(&format!("{begun}, and its end")))
}

/// The largest line there is, and one that is a byte too long: what becomes of that one is noted, not judged, since
/// the contract says it for lab 4 alone.
fn sends_what_fits(lab: &mut Harness, client: &Program, server: &Peer) -> Step {
    let largest = "x".repeat(LARGEST);
    client.type_line(&largest);
    server.expect(&frame(&largest)).map_err(|stop| stop.seen_as(Limit))?;
    client.type_line(format!("{largest}x"));
    client.close_stdin();
    if server.sees_one_too_large(b"")? {
        lab.note(FRAME_TOO_LARGE);
    }
    Ok(())
}

pub const ACKS: Check = Check {
    id: "client-acks",
    claim: "each answer is printed as it comes, also while nobody types",
    points: 5,
    programs: CLIENT,
    needs: &["client-never-waits"],
    runs: &[],
    tries: "Welcomes the client and expects `ack: ` with the welcome before anything is typed. Then types a line and answers it, and sends three more frames, one of them empty, while stdin is open and silent: each is printed at once. At last types `/bye`, answers `bye` and closes: that is a normal end, exit status 0. While nobody types and nothing comes the client must not keep a processor busy.",
    run: |lab| acks(lab, |client| client.expect_no_spin("while nobody types and nothing comes")),
    #[rustfmt::skip]
    causes: &[&[
        SPINS,
        Cause(Line, &[Silence], "the client does not print what arrives while nobody types, the welcome or a later frame: reading the keyboard and receiving need a thread each, and every frame is printed, also the first"),
        Cause(Line, &[Buffered], "what arrives is printed only once stdin has ended: reading the keyboard and receiving need a thread each; or the line sat in a buffer: flush stdout after every line"),
        Cause(Line, &[Ended], "the client ends instead of printing what arrives"),
        Cause(Line, &[Repeated], "the client takes the end of the stream for an empty frame, again and again: a read of 0 bytes is the end"),
        Cause(Bytes, &[Different], "the frame is not the line in UTF-8 behind its length: the length counts bytes, and some characters are two of them"),
        Cause(Line, &[Reencoded], "the text is not decoded as UTF-8, or not printed as UTF-8"),
        Cause(Line, &[Empty], "an empty frame is not printed as `ack: `, or is taken for the end: its length is 0, and only a read of 0 bytes where a length should begin is the end"),
        Cause(Line, &[Different], "the line is not `ack: ` and the text of the frame"),
        Cause(Exit, &[Status], "after a typed `/bye` the close of the connection is a normal end, and `bye` acknowledges it: exit status 0"),
        Cause(Exit, &[Running], "after a typed `/bye` and the server's close the client still waits for the keyboard: it has to end at once"),
        ERROR_WITHOUT_ONE,
    ]],
};

/// A client that is welcomed, does what is asked of it while nothing happens, and prints each answer.
pub fn acks(lab: &mut Harness, idle: fn(&Program) -> Step) -> Step {
    let (client, server) = welcomed(lab)?;
    expect_acks(&client, &[""; 0])?;
    lab.keep_silent(&client)?;
    idle(&client)?;
    let line = format!("Gr\u{fc}\u{df}e {}", lab.word());
    client.type_line(&line);
    server.expect(&frame(&line))?;
    let texts = [format!("received: {line}"), lab.text(), lab.text(), String::new(), "bye".to_owned()];
    for count in 1..=4 {
        server.send(&frame(&texts[count - 1]));
        let printed = expect_acks(&client, &texts[..count]);
        printed.map_err(|stop| if count == 4 { stop.seen_as(Empty) } else { stop })?;
    }
    client.type_line("/bye");
    server.expect(&frame("/bye"))?;
    server.send(&frame("bye"));
    server.finish();
    expect_acks(&client, &texts)?;
    client.expect_normal_end().map_err(|stop| client.expect_once("ack: ").err().unwrap_or(stop))
}

pub const LATE_ACKS: Check = Check {
    id: "client-late-acks",
    claim: "answers that come after the end of stdin are still printed",
    points: 5,
    programs: CLIENT,
    needs: &["client-never-waits"],
    runs: &[],
    tries: "Types three lines, the second one empty and the last one without a newline, and closes stdin; waits for the three frames and the end of the stream and holds the answers back for half a second; then answers all three and closes. Expects three `ack: ` lines and exit status 0.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        let mut lines = lab.texts(3);
        lines[1].clear();
        // Until it has come to rest with the welcome: who prints that and ends too early is not mute.
        server.fill()?;
        lines[..2].iter().for_each(|line| client.type_line(line));
        client.type_piece(lines[2].as_bytes());
        client.close_stdin();
        server.expect(&frames(&lines))?;
        server.expect_end()?;
        client.hold_back(WAIT.max(lab.silence()))?;
        lines.iter().for_each(|line| server.send(&receipt(line)));
        server.finish();
        let acks: Vec<String> = lines.iter().map(|line| format!("received: {line}")).collect();
        let acks = expect_acks(&client, &acks);
        // Who ends and has printed nothing at all does not end too early.
        let is_mute = |stop: &Stop| stop.saw(Ended) && client.expect_no_line("ack: ").is_ok();
        acks.map_err(|stop| if is_mute(&stop) { stop.seen_as(Empty) } else { stop })?;
        client.expect_normal_end()
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Fin, Different], "the last line of stdin has no newline, and is lost, or its last byte is: a line without a newline at the end of stdin is a line"),
        Cause(End, &[Silence], "the client does not close its sending side at the end of stdin: shutdown(SHUT_WR), and go on receiving"),
        Cause(End, &[Rst], "the client resets the connection at the end of stdin instead of closing its sending side"),
        Cause(Line, &[Ended], "the client ends at the end of stdin, or some time after it, and answers that are still to come are lost: close the sending side only, and end when the server has closed"),
        Cause(Line, &[Silence], "the client does not receive any more after the end of stdin: only its sending side may be closed then"),
        Cause(Line, &[Empty], "not one frame is printed as `ack: ` and its text"),
        Cause(Line, &[Different], "a frame is not printed, as the welcome, or its line is not `ack: ` and its text"),
        Cause(Exit, &[Status], "all messages are acknowledged: that is a normal end, exit status 0"),
        Cause(Exit, &[Running], "the client goes on although stdin has ended and the server has closed the connection"),
        ERROR_WITHOUT_ONE,
    ]],
};
