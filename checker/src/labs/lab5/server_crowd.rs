//! The server and many clients: all at once, a thousand of them, and what is left when they are gone.

use super::server::SERVER;
use super::words::{WELCOME, frame, frames, receipt};
use crate::harness::{Harness, Leave, Script, Server};
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::AGAIN;
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const CROWD: Check = Check {
    id: "server-crowd",
    claim: "100 clients at once, 20 messages each: every answer goes to its own client, in order, and the active count is right",
    points: 6,
    programs: SERVER,
    needs: &["server-receipts", "server-two-at-once"],
    runs: &[AGAIN, Runs::NotByHand("a hundred clients talk at once")],
    tries: "Connects 100 clients, each as soon as one before it is welcomed, and keeps them all. Then each sends 20 messages of its own at once, and expects their 20 answers, and nothing else. Then all leave at once. Expects each number of clients that was true in one line, 1 to 100 as they come and 99 to 0 as they go, in any order.",
    run: |lab| {
        let server = lab.start("server")?;
        let word = lab.word();
        let crowd = lab.crowd(&server, (1..=100).map(|client| talker(&word, client, 20)).collect())?;
        crowd.expect_greeted()?;
        crowd.expect_answers()?;
        server.program.expect_counts("connected", 1..=100)?;
        crowd.leave()?;
        server.program.expect_counts("disconnected", 0..=99)?;
        server.program.stop()
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Line, &[Short], "where many come or go at once, for some no line says so. Where each client has a process, one SIGCHLD may stand for several that have ended: call waitpid(-1, ..., WNOHANG) in a loop until it finds none. Where each has a thread, it ends on some way without the line, or two lines are printed into each other: print a line and its newline in one call"),
        Cause(Line, &[Count], "the active count is wrong where many come or go at once: it is read, changed and written back, and another thread has changed it in between. Keep a lock from the reading to the writing, or count with one atomic operation, and print the number that you got"),
        Cause(Connection, &[Limit], "the server serves only so many clients at the same time, as a pool with fewer threads than clients does: give each client a thread of its own, or let one thread wait for all of them"),
        Cause(Connection, &[Fin], "the server turns clients away before there are 100, or ends"),
        Cause(Bytes, &[Silence], "with many clients answers stay out: threads wait for each other, or an answer went to another client"),
        Cause(Bytes, &[Different], "a client gets an answer that is not its own, or gets them in another order: what belongs to one connection must not stand where all threads can change it"),
        Cause(Bytes, &[Fin, Rst], "the server closes connections before all their answers are sent"),
    ]],
};

pub const THOUSAND: Check = Check {
    id: "server-thousand",
    claim: "1,000 connections are open at once, and all are answered",
    points: 4,
    programs: SERVER,
    needs: &["server-crowd"],
    runs: &[AGAIN, Runs::NotByHand("a thousand clients are connected at once")],
    tries: "Connects 1,000 clients, each as soon as one before it is welcomed, and keeps them all. Then each sends a message and expects its answer. The limit of open files is raised for this, for the checker and for your server, as far as the system allows (up to 16384).",
    run: |lab| {
        lab.need_connections(1000)?;
        let server = lab.start("server")?;
        let word = lab.word();
        let crowd = lab.crowd(&server, (1..=1000).map(|client| talker(&word, client, 1)).collect())?;
        crowd.expect_greeted()?;
        crowd.expect_answers()?;
        server.program.stop()
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Connection, &[Limit], "the server serves only so many clients at the same time: a pool that is large enough for 100 is too small for 1,000, or a limit of the program's own is reached"),
        Cause(Connection, &[Fin], "the server turns clients away before there are 1,000, or ends"),
        Cause(Bytes, &[Silence], "with 1,000 clients answers stay out: threads wait for each other, or for something else"),
        Cause(Bytes, &[Fin, Rst], "with 1,000 clients the server closes connections before all are answered"),
    ]],
};

/// Clients that are there at the same time while leaks are looked for.
const WAVE: usize = 40;

/// Clients of the crowd that is counted.
const COUNTED: usize = 400;

pub const NO_LEAKS: Check = Check {
    id: "server-no-leaks",
    claim: "of clients that are gone nothing is left: no thread, no descriptor, no socket in CLOSE-WAIT",
    points: 4,
    programs: SERVER,
    needs: &["server-bye", "server-active", "server-crowd"],
    runs: &[AGAIN, Runs::NotByHand("it counts the threads and descriptors of your server, after hundreds of clients")],
    tries: "A first crowd of 40 clients comes and goes. Then threads, open descriptors and sockets in CLOSE-WAIT of your server and its children are counted, 400 more clients come and go, 40 at a time (by the end of the stream, by `/bye`, by a reset, and inside a frame), and the counts have to come back to where they were, or nearly. A pool of threads that grows up to its size is no leak: if only threads have grown, 2,400 clients come and go before it is counted once more.",
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
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[CloseWait], "sockets of clients that are gone stay in CLOSE-WAIT: the client has closed and the server has not. Close the connection whichever way it ends, and every handle to it"),
        Cause(Nothing, &[Threads], "threads or processes of clients that are gone stay: the function of the thread has to return, also after an error, and a child process has to be waited for"),
        Cause(Nothing, &[Descriptors], "descriptors that were opened for clients stay open when these are gone: a second handle to the socket (try_clone, dup), a file or a pipe is never closed"),
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
    let word = lab.word();
    for _ in 0..clients / WAVE {
        let scripts = (0..WAVE).map(|client| Script { leave: ways[client % 4].clone(), ..talker(&word, client, 1) });
        let wave = lab.crowd(server, scripts.collect())?;
        wave.expect_greeted()?;
        wave.expect_answers()?;
        wave.leave()?;
    }
    Ok(())
}

/// A client of the crowd, with so many messages that only it sends.
fn talker(word: &str, client: usize, messages: usize) -> Script {
    let texts: Vec<String> = (1..=messages).map(|message| format!("{word} {message} of client {client}")).collect();
    Script {
        greeting: frame(WELCOME),
        request: frames(&texts),
        answer: texts.iter().flat_map(|text| receipt(text)).collect(),
        leave: Leave::Close,
    }
}
