//! When nothing comes back: three tries 300 ms apart, then the error.

use std::net::SocketAddr;

use super::words::CLIENT;
use crate::fault::lose;
use crate::harness::Harness;
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::*;
use crate::verdict::{Seen::*, Step, Want::*};

/// More lines than a client that spins needs to be known, on a machine that lets it run half of the time.
const LINES: usize = 60;

pub const CLIENT_RETRIES: Check = Check {
    id: "client-retries",
    claim: "a datagram that is lost is sent again after about 300 ms",
    points: 6,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[Runs::NotByHand(
        "your client asks again after 300 ms, for a second line while it is asked about the first, and no clock waits for Enter",
    )],
    tries: "Types two lines. Loses the first try of one and the first two of the other. The same bytes have to come again after about 300 ms, and the reply has to be printed once. At last types lines and keeps each reply back for a moment: while the client waits for it, it must not keep a processor busy.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        let lines = [("once lost", 1), ("twice lost", 2)].map(|(line, lost)| (format!("{line} {}", lab.word()), lost));
        lines.iter().for_each(|(line, _)| client.type_line(line));
        for (line, lost) in &lines {
            let mut datagram = server.expect_from(&client, line.as_bytes())?;
            for _ in 0..*lost {
                server.apply(&datagram, lose(line.as_bytes()));
                datagram = server.expect_retry(&client, &datagram)?;
            }
            server.reply(&datagram, line.to_ascii_uppercase().as_bytes());
            client.expect_line(&line.to_ascii_uppercase())?;
        }
        client.close_stdin();
        client.end()?;
        lines.iter().try_for_each(|(line, _)| client.expect_once(&line.to_ascii_uppercase()))?;
        lab.begin_anew();
        rests_while_it_waits(lab)
    },
    causes: &[TRIES, CLIENT_RETRIES_CAUSES],
};

/// Asked at one line after the other, until it has rested at one: it waits only 300 ms for a reply, and less than a
/// hundred of them are the checker's.
fn rests_while_it_waits(lab: &mut Harness) -> Step {
    let server = lab.datagrams()?;
    let client = lab.run("client", &["127.0.0.1", &server.port()])?;
    let word = lab.word();
    let mut watched = None;
    for number in 0..LINES {
        let line = format!("{word} {number}");
        client.type_line(&line);
        let datagram = server.expect_from(&client, line.as_bytes())?;
        let rests = client.rests(watched.get_or_insert_with(|| client.watched()), "while it waits for the reply")?;
        server.reply(&datagram, line.to_ascii_uppercase().as_bytes());
        client.expect_line(&line.to_ascii_uppercase())?;
        if rests {
            break;
        }
    }
    client.close_stdin();
    client.end()
}

#[rustfmt::skip]
const CLIENT_RETRIES_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Retry, &[Different], "a later try carries other bytes, or the next line is sent before this one was answered: the same line has to be sent again"),
    Cause(Line, &[Repeated], "the client prints the reply once for each try"),
    Cause(Line, &[Ended], "the reply to a later try is not printed: the client prints it too late, or does not wait for the reply after its last try"),
];

pub const CLIENT_GIVES_UP: Check = Check {
    id: "client-gives-up",
    claim: "nothing answers: three tries, then the error and exit status 1",
    points: 5,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[Runs::NotByHand("it measures when your client reports that nobody answers, to a tenth of a second")],
    tries: "Answers nothing. Expects the same datagram three times, then about 300 ms after the last `error: no reply from IP:PORT`, once, and exit status 1.",
    run: |lab| {
        let server = lab.datagrams()?;
        let client = lab.run("client", &["127.0.0.1", &server.port()])?;
        let line = lab.text();
        client.type_line(&line);
        let mut datagram = server.expect_from(&client, line.as_bytes())?;
        for _ in 0..2 {
            server.apply(&datagram, lose(line.as_bytes()));
            datagram = server.expect_retry(&client, &datagram)?;
        }
        server.apply(&datagram, lose(line.as_bytes()));
        server.expect_giving_up(&client, &datagram)?;
        client.expect_exit(1)?;
        client.expect_errors_at_most(1, "")?;
        server.expect_nothing_more()
    },
    causes: &[TRIES, CLIENT_GIVES_UP_CAUSES],
};

#[rustfmt::skip]
const CLIENT_GIVES_UP_CAUSES: &[Cause] = &[
    Cause(Retry, &[Different], "a later try carries other bytes than the first: the same line has to be sent again"),
    Cause(Error, &[Silence], "no error comes after the third try: the client tries again, or waits for ever"),
    Cause(Error, &[Extra], "the client reports more than the one error: one line for what went wrong"),
    Cause(Error, &[Late], "the error comes much later than 300 ms after the third try: each of the three waits 300 ms, and the last one no longer than the others"),
    NO_ERROR_LINE,
    Cause(Error, &[Different], "the error is not `error: no reply from IP:PORT` with the address of the server"),
    ERROR_ON_STDOUT,
    STATUS_AFTER_ERROR,
    GOES_ON,
    Cause(Nothing, &[Repeated], "the client tries more than three times"),
];

pub const CLIENT_SERVER_DOWN: Check = Check {
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
    causes: &[CLIENT_SERVER_DOWN_CAUSES],
};

#[rustfmt::skip]
const CLIENT_SERVER_DOWN_CAUSES: &[Cause] = &[
    Cause(Error, &[Silence], "no error comes: the client waits for ever, tries more than three times, waits much longer than 300 ms, or sends nothing before the end of stdin"),
    NO_ERROR_LINE,
    Cause(Error, &[Different], "the error is not `error: no reply from IP:PORT`: `Connection refused` on a UDP socket is the ICMP error for an earlier datagram, and means that no reply comes"),
    ERROR_ON_STDOUT,
    STATUS_AFTER_ERROR,
    GOES_ON,
];

/// What may be wrong about a further try.
#[rustfmt::skip]
const TRIES: &[Cause] = &[
    Cause(Retry, &[Silence], "no further try comes: the client waits for ever, or for many seconds, for a reply that may be lost; give the socket a time-out of 300 ms (SO_RCVTIMEO) and send again"),
    Cause(Retry, &[Ended], "the client gives up before its third try: a time-out is no error, and every line has three tries of its own"),
    Cause(Retry, &[Early], "the client sends again too soon: it has to give the reply 300 ms"),
    Cause(Retry, &[Late], "the client waits much longer than 300 ms before it sends again"),
];

const NO_ERROR_LINE: Cause = Cause(Error, &[Ended], "the client ends without the error line");
const GOES_ON: Cause = Cause(Exit, &[Running], "the client reports the error and goes on");
