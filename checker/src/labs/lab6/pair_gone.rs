//! Checkpoint 1, a pair: the other side is gone, or not there yet.

use super::pair::{PAIR, Talk, at_client, at_server};
use super::pair_exit::{ENDS_AT_EXIT, EXIT_SENT};
use crate::harness::{Harness, Server};
use crate::lab::{Cause, Check};
use crate::labs::rules::NOWHERE;
use crate::labs::shared::{
    ENDED_WITHOUT_ERROR, ERROR_ON_STDOUT, ERROR_UNMARKED, RUNNING_AFTER_ERROR, STATUS_AFTER_ERROR, WITH_THREADS,
};
use crate::verdict::{Mismatch, Seen::*, Step, Stop, Want::*, unmet};

#[rustfmt::skip]
const NEVER_CLOSES: Cause = Cause(End, &[Silence], "the server does not close the connection of a client that has finished: a read of 0 bytes is the end, and a second handle, as the keyboard's, keeps the connection open until it is closed or shut down");
const ENDS_WITH_CLIENT: &str = "the server ends when its client has gone: report what went wrong, and accept the next";

pub const PEER_GONE: Check = Check {
    id: "pair-peer-gone",
    claim: "each side tells an orderly end of the other from a reset",
    points: 4,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: WITH_THREADS,
    tries: "Ends a conversation with your server in an orderly way, resets the next, and holds a third: expects an error for the reset alone. Your client ends with exit status 0 when the server closes, and with `error: ...` and 1 when it resets, while its stdin is open.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let [one, two, three] = [lab.text(), lab.text(), lab.text()];
        let first = at_server(lab, &server, &one)?;
        first.says(&lab.text())?;
        first.peer.finish();
        first.peer.expect_closed()?;
        let second = at_server(lab, &server, &two)?;
        server.program.expect_no_error()?;
        second.peer.reset()?;
        server.program.expect_error()?;
        at_server(lab, &server, &three)?.says(&lab.text())?;
        server_gone(lab)
    },
    #[rustfmt::skip]
    causes: &[&[
        NEVER_CLOSES,
        Cause(Nothing, &[Extra], "an orderly end is reported as an error: a read of 0 bytes is the normal end of a conversation"),
        Cause(Connection, &[Refused], ENDS_WITH_CLIENT),
        Cause(Line, &[Ended], ENDS_WITH_CLIENT),
        Cause(Line, &[Silence], "the server does not get to the next client once one has gone"),
        Cause(Bytes, &[Silence], "what is typed does not reach the client: the keyboard's thread still has the connection of one that has gone"),
        Cause(Error, &[Silence], "a reset is not reported: an error of read is more than an end, and who waits for the keyboard alone does not see it"),
        Cause(Error, &[Ended], "the program ends at a reset without saying what went wrong: `error: ...` on stderr"),
        ERROR_UNMARKED,
        ERROR_ON_STDOUT,
        Cause(Exit, &[Running], "the server has gone, and the client waits for the keyboard: let the program end with the first of its threads"),
        Cause(Exit, &[Status], "the exit status is not that of the end: 0 after the server has closed, 1 after an error"),
    ]],
};

/// Ends the server's stdin behind a line without a newline, which is sent.
fn ends_stdin(talk: &Talk, last: &str) -> Step {
    talk.program.type_piece(last.as_bytes());
    talk.program.close_stdin();
    talk.peer.expect(last.as_bytes()).map_err(|stop| stop.seen_as(Short))?;
    talk.peer.fill()
}

/// `EXIT` and a line behind it, typed at once, with a server of their own.
fn refuses_behind_exit(lab: &mut Harness) -> Step {
    let server = lab.start("pair-server")?;
    let [first, last] = [lab.text(), lab.text()];
    let talk = at_server(lab, &server, &first)?;
    server.program.type_piece(format!("EXIT\n{last}\n").as_bytes());
    talk.peer.expect_end()?;
    let is_it = |text: &str| text.starts_with("nobody is connected");
    let refusal = server.program.expect_error_that("the line \"error: nobody is connected\"", is_it);
    refusal.map(drop).map_err(|stop| if stop.saw(Ended) { stop.seen_as(Fin) } else { stop.seen_as(Late) })
}

/// Each line that is typed while nobody is connected is refused by itself, an empty one and `EXIT` as well: this one is
/// the second. Where it is not, a client says whether the keyboard is read at all.
fn refuses_each(lab: &mut Harness, server: &Server, line: &str) -> Step {
    for (count, typed, seen) in [(2, line, Short), (3, "", Empty), (4, "EXIT", Command)] {
        server.program.type_line(typed);
        let Err(stop) = server.program.expect_errors(count) else { continue };
        if seen != Command {
            let [heard, said] = [lab.text(), lab.text()];
            at_server(lab, server, &heard)?.says(&said)?;
        }
        return Err(stop.seen_as(seen));
    }
    Ok(())
}

/// Somebody comes after `EXIT` was typed, and talks: the server and the conversation have not ended with it.
fn comes_after_exit(lab: &mut Harness, server: &Server, [heard, said]: [&str; 2]) -> Step<Talk> {
    let by_exit = |stop| match stop {
        Stop::Mismatch(mismatch)
            if matches!(mismatch.seen, Refused | Ended | Fin | Empty | Rst) || mismatch.want == Line =>
        {
            Mismatch { want: Error, seen: Command, ..*mismatch }.into()
        }
        other => other,
    };
    let talk = at_server(lab, server, heard).map_err(by_exit)?;
    talk.says(said).map_err(by_exit)?;
    Ok(talk)
}

/// The end of the server's stdin closes nothing, in neither direction.
fn expect_open(talk: &Talk) -> Step {
    if talk.peer.look(|heard| heard.is_over) {
        return Err(unmet(Nothing, Fin, "the connection stays open", "its end"));
    }
    Ok(())
}

/// A client comes and goes, and what is typed then is refused; and what is typed behind an `EXIT`.
fn refuses_behind_a_client(lab: &mut Harness, first: &str) -> Step {
    let left = lab.start("pair-server")?;
    let gone = at_server(lab, &left, first)?;
    gone.peer.finish();
    gone.peer.expect_closed()?;
    // Between the end of the connection and the server's own note of it anything may happen to a line.
    left.program.rest()?;
    refuses(&left, &lab.text())?;
    refuses_behind_exit(lab)
}

const ENDS_WITH_STDIN: &str = "the server ends with its stdin: that only means that nothing more is typed";

pub const ALONE: Check = Check {
    id: "pair-alone",
    claim: "what is typed while nobody is connected is refused, and the end of the server's stdin ends nothing",
    points: 2,
    programs: &["pair-server"],
    needs: &["pair-both-ways"],
    runs: WITH_THREADS,
    tries: "Types two lines, an empty one and `EXIT` at your server before anybody is connected: expects `error: nobody is connected` for each, and that the client who comes then does not get them, and is served. Types a line without a newline and closes the server's stdin: expects that line, and expects it to go on printing, for the next client as well. With another server a client comes and goes, and what is typed then is refused, too; and so is what is typed right behind an `EXIT`.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let texts = lab.texts(7);
        refuses(&server, &texts[0])?;
        refuses_each(lab, &server, &texts[6])?;
        let first = comes_after_exit(lab, &server, [&texts[1], &texts[2]])?;
        ends_stdin(&first, &lab.text())?;
        // So often that the server has seen the end of its stdin before the last of them.
        (0..20).try_for_each(|n| first.hears(&format!("{n} {}", texts[3])))?;
        expect_open(&first)?;
        first.peer.finish();
        first.peer.expect_over()?;
        at_server(lab, &server, &texts[4])?;
        refuses_behind_a_client(lab, &texts[5])
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Error, &[Silence], "the server does not say that nobody is connected: it reads the keyboard only while somebody is, or takes a client that has gone for one that is there"),
        Cause(Error, &[Different], "the error is not `error: nobody is connected`, or a client that has gone is still written to"),
        ERROR_ON_STDOUT,
        Cause(Error, &[Ended], "the server ends when something is typed and nobody is connected"),
        Cause(Bytes, &[Different], "what was typed while nobody was connected is kept for the next client: it was refused"),
        Cause(Bytes, &[Short], "the last line of stdin has no newline, and is lost, or its last byte is: a line without a newline at the end of stdin is a line"),
        EXIT_SENT,
        NEVER_CLOSES,
        Cause(Error, &[Short], "only the first line that is typed while nobody is connected is refused: each of them is, by itself"),
        Cause(Error, &[Empty], "an empty line that is typed while nobody is connected is not refused: it is a line like any other"),
        Cause(Error, &[Command], "`EXIT` that is typed while nobody is connected ends the server, or the next conversation, or is passed over: it is refused like any other line, and forgotten"),
        Cause(Nothing, &[Fin], "the server closes the connection, or its own side of it, when its stdin ends: that only means that nothing more is typed, and the client may have much to say"),
        Cause(Error, &[Fin], ENDS_AT_EXIT),
        Cause(Error, &[Late], "what is typed right behind `EXIT` goes to the client that `EXIT` has sent away: from that line on nobody is connected"),
        Cause(Bytes, &[Silence], "once something was typed and nobody was connected, the keyboard is not read any more"),
        Cause(Line, &[Ended], ENDS_WITH_STDIN),
        Cause(Line, &[Silence], "the server takes the end of its stdin for the end of the conversation: it only means that nothing more is typed"),
        Cause(Connection, &[Refused], ENDS_WITH_STDIN),
    ]],
};

/// The same of the learner's client.
fn server_gone(lab: &mut Harness) -> Step {
    let closed = at_client(lab)?;
    closed.hears(&lab.text())?;
    closed.peer.finish();
    closed.program.expect_normal_end()?;
    let cut = at_client(lab)?;
    cut.hears(&lab.text())?;
    cut.peer.reset()?;
    cut.program.expect_error()?;
    cut.program.expect_exit(1)
}

/// What is typed at the server is refused.
fn refuses(server: &Server, line: &str) -> Step {
    server.program.type_line(line);
    let is_it = |text: &str| text.starts_with("nobody is connected");
    server.program.expect_error_that("the line \"error: nobody is connected\"", is_it).map(drop)
}

pub const REFUSED: Check = Check {
    id: "pair-refused",
    claim: "nobody listens: an error and exit status 1",
    points: 2,
    programs: &["pair-client"],
    needs: &[],
    runs: &[],
    tries: "Runs your client with a port on which nobody listens, then with the HOST `a..b`, which can't be a name, and expects `error: ...` on stderr and exit status 1, while its stdin is open.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        for host in NOWHERE {
            let client = lab.run("pair-client", &[host, &port])?;
            client.expect_error()?;
            client.expect_exit(1)?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        ENDED_WITHOUT_ERROR,
        ERROR_UNMARKED,
        ERROR_ON_STDOUT,
        Cause(Error, &[Silence], "the client does not report the error: it tries again and again, or waits for the keyboard"),
        STATUS_AFTER_ERROR,
        RUNNING_AFTER_ERROR,
    ]],
};
