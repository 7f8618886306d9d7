//! Checkpoint 1, a pair: two keyboards, and lines that go both ways at any time.

use crate::fault::pieces;
use crate::harness::{Harness, Peer, Program, Server};
use crate::lab::{Cause, Check};
use crate::verdict::{Seen::*, Step, Want::*};

const PAIR: &[&str] = &["pair-server", "pair-client"];

/// Somebody who talks to the learner's program, and the program.
struct Talk {
    program: Program,
    peer: Peer,
}

/// A client of the checker's at the learner's server. It has said something: that is how a conversation begins.
fn at_server(lab: &mut Harness, server: &Server, first: &str) -> Step<Talk> {
    let talk = Talk { program: server.program.clone(), peer: lab.connect(server)? };
    talk.hears(first)?;
    Ok(talk)
}

/// The learner's client at a server of the checker's.
fn at_client(lab: &mut Harness) -> Step<Talk> {
    let door = lab.listen()?;
    let program = lab.run("pair-client", &["127.0.0.1", &door.port()])?;
    let peer = door.accept(&program)?;
    Ok(Talk { program, peer })
}

impl Talk {
    /// What is sent to the program is printed.
    fn hears(&self, line: &str) -> Step {
        self.peer.send(format!("{line}\n").as_bytes());
        self.program.expect_line(line)
    }

    /// What is typed at the program is sent.
    fn says(&self, line: &str) -> Step {
        self.program.type_line(line);
        self.peer.expect(format!("{line}\n").as_bytes())
    }
}

pub const BOTH_WAYS: Check = Check {
    id: "pair-both-ways",
    claim: "lines typed on each side appear on the other, as they are",
    points: 5,
    programs: PAIR,
    needs: &[],
    runs: &[],
    tries: "Sends a line to your server and expects it on its stdout, types one there and expects it on the wire; then a line with spaces at its ends each way, and an empty one. The same with your client.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        for talk in [at_server(lab, &server, "Hello, server")?, at_client(lab)?] {
            talk.says("Hello to you")?;
            talk.hears("  na\u{ef}ve, with spaces ")?;
            talk.says("  caf\u{e9}, too ")?;
            talk.hears("")?;
            talk.says("")?;
            talk.hears("Until later")?;
            talk.says("Until then")?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Connection,
            &[Silence],
            "the client does not connect to the HOST and PORT of its arguments, or not before something is typed",
        ),
        Cause(Connection, &[Ended], "the client ends without having connected to the HOST and PORT of its arguments"),
        Cause(
            Line,
            &[Silence],
            "what arrives is not printed: the program does not read the connection, waits for the keyboard first, or passes over an empty line",
        ),
        Cause(Line, &[Different], "the line is not printed as it is: something is added to it or taken from it"),
        Cause(Line, &[Ended], "the program ends in the middle of a conversation"),
        Cause(
            Bytes,
            &[Silence],
            "what is typed is not sent: the program does not read its stdin while somebody is connected, keeps the line in a buffer, or passes over an empty one",
        ),
        Cause(
            Bytes,
            &[Different],
            "the line is not sent as it is, in UTF-8 and with one newline: something is added to it or taken from it",
        ),
        Cause(Bytes, &[Short], "the line is sent without the newline that ends it"),
        Cause(Bytes, &[Fin], "the program ends in the middle of a conversation"),
    ]],
};

pub const ANY_ORDER: Check = Check {
    id: "pair-any-order",
    claim: "nobody waits for a turn: any side may say any number of lines",
    points: 4,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Sends three lines in a row, cut in the middle of the second, and `Gr\u{fc}\u{df}e`, cut inside its letters; types three lines; then both at once. With your server, and with your client.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        for talk in [at_server(lab, &server, "let us talk")?, at_client(lab)?] {
            let in_a_row = ["in a row 1", "in a row 2", "in a row 3"];
            talk.peer.perform(pieces(&[b"in a row 1\nin a", b" row 2\nin a row 3\n"]));
            talk.program.expect_lines(&in_a_row)?;
            talk.peer.perform(pieces(&[b"many greetings, viele Gr\xc3", b"\xbc\xc3", b"\x9fe\n"]));
            talk.program.expect_line("many greetings, viele Gr\u{fc}\u{df}e")?;
            in_a_row.iter().for_each(|line| talk.program.type_line(line));
            talk.peer.expect(b"in a row 1\nin a row 2\nin a row 3\n")?;
            let at_once = ["at once 1", "at once 2", "at once 3"];
            for line in at_once {
                talk.program.type_line(line);
                talk.peer.send(format!("{line}\n").as_bytes());
            }
            talk.peer.expect(b"at once 1\nat once 2\nat once 3\n")?;
            talk.program.expect_lines(&[in_a_row, at_once].concat())?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "the program waits for its turn: it reads the keyboard, or sends, before it reads the connection again. It takes a thread for each",
        ),
        Cause(
            Line,
            &[Different],
            "the program takes each read for a whole line, or for whole characters: collect the bytes, and make text of what stands before a newline",
        ),
        Cause(
            Bytes,
            &[Short],
            "the program waits for its turn: it sends one line, then wants to hear something before the next",
        ),
    ]],
};

pub const EXIT_CLIENT: Check = Check {
    id: "pair-exit-client",
    claim: "`EXIT` typed at the client ends the conversation, and the server takes the next client",
    points: 3,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Types `EXIT` at your client: expects the end of the stream, no `EXIT` on the wire, and exit status 0. The same with the end of stdin. Then ends a conversation with your server, and holds one as the next client.",
    run: |lab| {
        for ends in [|client: &Program| client.type_line("EXIT"), Program::close_stdin] {
            let talk = at_client(lab)?;
            talk.says("Leaving now")?;
            ends(&talk.program);
            talk.peer.expect_end()?;
            talk.peer.finish();
            talk.program.expect_exit(0)?;
        }
        let server = lab.start("pair-server")?;
        let first = at_server(lab, &server, "Leaving soon")?;
        first.says("So long")?;
        first.peer.finish();
        first.peer.expect_closed()?;
        let second = at_server(lab, &server, "Next, please")?;
        second.says("Welcome")
    },
    causes: &[&[
        Cause(Bytes, &[Extra], "`EXIT` itself is sent: it is for the program, not for the other side"),
        Cause(
            End,
            &[Silence],
            "the connection stays open: the client does not close it at `EXIT` and at the end of stdin, or the server does not when the client has",
        ),
        Cause(End, &[Rst], "the connection is reset instead of closed"),
        Cause(Exit, &[Status], "`EXIT` and the end of stdin are normal ends: exit status 0"),
        Cause(
            Exit,
            &[Running],
            "the client closes the connection and runs on: one of its threads waits for ever. Let the program end with the first of them",
        ),
        Cause(Connection, &[Refused], "the server ends with its first client: accept belongs in a loop"),
        Cause(Line, &[Ended], "the server ends with its first client: accept belongs in a loop"),
        Cause(Line, &[Silence], "the server does not get to the next client: accept belongs in a loop"),
        Cause(
            Bytes,
            &[Silence],
            "what is typed does not reach the second client: the keyboard's thread still has the first one's connection, or ended with it",
        ),
    ]],
};

pub const EXIT_SERVER: Check = Check {
    id: "pair-exit-server",
    claim: "`EXIT` typed at the server closes that client, and the next one is served",
    points: 3,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Types a line and `EXIT` at your server: expects the line, the end of the stream, and no `EXIT` on the wire. Then talks as a second client, both ways. Your client, whose server closes, ends with exit status 0 while its stdin is open.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let first = at_server(lab, &server, "Hello")?;
        first.says("You have to go")?;
        server.program.type_line("EXIT");
        first.peer.expect_end()?;
        first.peer.finish();
        let second = at_server(lab, &server, "Next, please")?;
        second.says("Welcome")?;
        let client = at_client(lab)?;
        client.hears("You have to go")?;
        client.peer.finish();
        client.program.expect_exit(0)
    },
    causes: &[&[
        Cause(Bytes, &[Extra], "`EXIT` itself is sent: it is for the program, not for the other side"),
        Cause(
            End,
            &[Silence],
            "the server does not close the connection at `EXIT`: another thread still reads from it. Shut it down (shutdown), which wakes that thread",
        ),
        Cause(End, &[Rst], "the server resets the connection instead of closing it"),
        Cause(
            Connection,
            &[Refused],
            "the server ends at `EXIT`: it has to close that client's connection alone, and to wait for the next",
        ),
        Cause(
            Line,
            &[Ended],
            "the server ends at `EXIT`: it has to close that client's connection alone, and to wait for the next",
        ),
        Cause(Line, &[Silence], "the server does not get to the next client after `EXIT`"),
        Cause(
            Bytes,
            &[Silence],
            "what is typed does not reach the second client: the keyboard's thread ended at `EXIT`, or still has the first one's connection",
        ),
        Cause(
            Exit,
            &[Running],
            "the server has closed, and the client waits for the keyboard: let the program end with the first of its threads",
        ),
        Cause(Exit, &[Status], "that the server closes is a normal end for the client: exit status 0"),
    ]],
};

pub const EXACT_EXIT: Check = Check {
    id: "pair-exact-exit",
    claim: "` EXIT`, `EXIT now` and `exit` are ordinary text, and so is an `EXIT` that arrives",
    points: 2,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Types ` EXIT`, `EXIT ` with a space behind it, `EXIT now` and `exit`, and expects them on the wire; sends `EXIT` and a line behind it, and expects both on stdout. With your server, and with your client.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        for talk in [at_server(lab, &server, "Hello")?, at_client(lab)?] {
            for line in [" EXIT", "EXIT ", "EXIT now", "exit"] {
                talk.says(line)?;
            }
            talk.hears("EXIT")?;
            talk.hears("still here")?;
            talk.says("so am I")?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Fin],
            "the program takes more than the exact line `EXIT` for the end: compare the whole line, as it was typed",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the program keeps a line that looks like `EXIT`, or stops listening to the keyboard: only the exact line `EXIT` is not sent",
        ),
        Cause(
            Line,
            &[Silence],
            "an `EXIT` that arrives is not printed, or ends the conversation: whoever is typed to decides nothing, it is text",
        ),
        Cause(Line, &[Ended], "the program ends at an `EXIT` that arrives: it is text, like any other line"),
    ]],
};

pub const PEER_GONE: Check = Check {
    id: "pair-peer-gone",
    claim: "each side tells an orderly end of the other from a reset",
    points: 4,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Ends a conversation with your server in an orderly way, resets the next, and holds a third: expects an error for the reset alone. Your client ends with exit status 0 when the server closes, and with `error: ...` and 1 when it resets, while its stdin is open.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let first = at_server(lab, &server, "Orderly, as it should be")?;
        first.says("Farewell")?;
        first.peer.finish();
        first.peer.expect_closed()?;
        let second = at_server(lab, &server, "Suddenly cut off")?;
        server.program.expect_no_error()?;
        second.peer.reset()?;
        server.program.expect_error()?;
        at_server(lab, &server, "Here to stay")?.says("Good")?;

        let closed = at_client(lab)?;
        closed.hears("Orderly, as it should be")?;
        closed.peer.finish();
        closed.program.expect_exit(0)?;
        let cut = at_client(lab)?;
        cut.hears("Suddenly cut off")?;
        cut.peer.reset()?;
        cut.program.expect_error()?;
        cut.program.expect_exit(1)
    },
    causes: &[&[
        Cause(
            End,
            &[Silence],
            "the server does not close the connection of a client that has finished: a read of 0 bytes is the end",
        ),
        Cause(
            Nothing,
            &[Extra],
            "the server reports an orderly end as an error: a read of 0 bytes is the normal end of a conversation",
        ),
        Cause(
            Connection,
            &[Refused],
            "the server ends when its client has gone: report what went wrong, and accept the next",
        ),
        Cause(Line, &[Ended], "the server ends when its client has gone: report what went wrong, and accept the next"),
        Cause(Line, &[Silence], "the server does not get to the next client once one has gone"),
        Cause(
            Bytes,
            &[Silence],
            "what is typed does not reach the client: the keyboard's thread still has the connection of one that has gone",
        ),
        Cause(Error, &[Silence], "a reset is not reported: an error of read is more than an end"),
        Cause(Error, &[Ended], "the program ends at a reset without saying what went wrong: `error: ...` on stderr"),
        Cause(Error, &[Different], "the line on stderr does not start with `error: `"),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(
            Exit,
            &[Running],
            "the server has gone, and the client waits for the keyboard: let the program end with the first of its threads",
        ),
        Cause(
            Exit,
            &[Status],
            "the exit status is not that of the end: 0 after the server has closed, 1 after an error",
        ),
    ]],
};

/// What is typed at the server is refused.
fn refuses(server: &Server, line: &str) -> Step {
    server.program.type_line(line);
    let is_it = |text: &str| text.starts_with("nobody is connected");
    server.program.expect_error_that("the line \"error: nobody is connected\"", is_it).map(drop)
}

pub const ALONE: Check = Check {
    id: "pair-alone",
    claim: "what is typed while nobody is connected is refused, and the end of the server's stdin ends nothing",
    points: 2,
    programs: &["pair-server"],
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Types a line at your server before anybody is connected: expects `error: nobody is connected`, and that the client who comes then does not get it. Closes the server's stdin, and expects it to go on printing, for the next client as well. With another server a client comes and goes, and what is typed then is refused, too.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        refuses(&server, "Anybody there?")?;
        let first = at_server(lab, &server, "Here I am")?;
        first.says("At last")?;
        server.program.close_stdin();
        first.peer.fill()?;
        // So often that the server has seen the end of its stdin before the last of them.
        (0..20).try_for_each(|n| first.hears(&format!("{n}, still listening?")))?;
        first.peer.finish();
        at_server(lab, &server, "Me, too?")?;

        let left = lab.start("pair-server")?;
        let gone = at_server(lab, &left, "I was here")?;
        gone.peer.finish();
        gone.peer.expect_closed()?;
        // Between the end of the connection and the server's own note of it anything may happen to a line.
        left.program.rest()?;
        refuses(&left, "Are you gone?")
    },
    causes: &[&[
        Cause(
            Error,
            &[Silence],
            "the server does not say that nobody is connected: it reads the keyboard only while somebody is, or takes a client that has gone for one that is there",
        ),
        Cause(
            Error,
            &[Different],
            "the error is not `error: nobody is connected`, or a client that has gone is still written to",
        ),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(Error, &[Ended], "the server ends when something is typed and nobody is connected"),
        Cause(
            Bytes,
            &[Different],
            "what was typed while nobody was connected is kept for the next client: it was refused",
        ),
        Cause(
            Bytes,
            &[Silence],
            "once something was typed and nobody was connected, the keyboard is not read any more",
        ),
        Cause(Line, &[Ended], "the server ends with its stdin: that only means that nothing more is typed"),
        Cause(
            Line,
            &[Silence],
            "the server takes the end of its stdin for the end of the conversation: it only means that nothing more is typed",
        ),
        Cause(Connection, &[Refused], "the server ends with its stdin: that only means that nothing more is typed"),
    ]],
};

pub const REFUSED: Check = Check {
    id: "pair-refused",
    claim: "nobody listens: an error and exit status 1",
    points: 2,
    programs: &["pair-client"],
    needs: &[],
    runs: &[],
    tries: "Runs your client with a port on which nobody listens, and expects `error: ...` on stderr and exit status 1, while its stdin is open.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        let client = lab.run("pair-client", &["127.0.0.1", &port])?;
        client.expect_error()?;
        client.expect_exit(1)
    },
    causes: &[&[
        Cause(Error, &[Ended], "the client ends without saying what went wrong"),
        Cause(Error, &[Different], "the line on stderr does not start with `error: `"),
        Cause(Error, &[OtherStream], "the error is printed on stdout: diagnostics belong on stderr"),
        Cause(
            Error,
            &[Silence],
            "the client does not report the error: it tries again and again, or waits for the keyboard",
        ),
        Cause(Exit, &[Status], "after an error the exit status is 1"),
        Cause(Exit, &[Running], "the client reports the error and goes on running"),
    ]],
};
