//! The server at its limits: no descriptors left, and ten thousand clients.

use super::server::{PROGRAM, talker};
use crate::harness::{Harness, Peer, Server};
use crate::lab::{Cause, Check, Runs};
use crate::labs::lab5::server::{exchange, guest};
use crate::labs::lab5::words::{WELCOME, frame};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

/// Descriptors that are left to the server.
const ROOM: u64 = 4;
/// Clients after which a server that still takes them has found another way.
const MOST: usize = 40;

const HARMS_THE_CONNECTED: &str = "those who are connected lose their connections, or the server ends, when accept fails with EMFILE: that error is about the next client alone";

pub const NO_DESCRIPTORS: Check = Check {
    id: "server-no-descriptors",
    claim: "at the limit of open files those who are connected are answered, the loop does not turn in vain, and a new client is served when one has gone",
    points: 5,
    programs: PROGRAM,
    needs: &["server-quiet"],
    runs: &[Runs::NotByHand("it takes the descriptors from your server until none is left")],
    tries: "Serves two clients, then lowers the limit of open files of your server, so that it can open four more. Clients come until it has none left, and one more, who has to wait or is turned away. Those who are connected are answered, and the kernel's count of the processor time of your server has to stand nearly still. Then one leaves, and the one who waits is welcomed; if it was turned away, one who comes then.",
    run: |lab| {
        let server = lab.start("server")?;
        let mut connected = vec![guest(lab, &server)?, guest(lab, &server)?];
        exchange(&server, &connected[0], &lab.text())?;
        server.leave_descriptors(ROOM)?;
        let full = server.in_use()?.descriptors + ROOM as usize;
        while server.in_use()?.descriptors < full && connected.len() < MOST {
            match guest(lab, &server) {
                Ok(client) => connected.push(client),
                // It has more than one for each client, and not enough of them.
                Err(Stop::Mismatch(mismatch)) if mismatch.want == Bytes => break,
                Err(stop) => return Err(stop),
            }
        }
        let waiting = lab.connect(&server)?;
        connected.iter().try_for_each(|client| exchange(&server, client, &lab.text()))?;
        server.program.expect_calm("while it has no descriptor for a client")?;
        one_goes(lab, &server, connected, waiting)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[Limit], "the loop turns in vain: the client that can't be accepted still waits, and the listener is told of again and again. Stop waiting for the listener until somebody has gone"),
        Cause(Bytes, &[Fin, Rst], HARMS_THE_CONNECTED),
        Cause(Connection, &[Refused], HARMS_THE_CONNECTED),
        Cause(Bytes, &[Silence], "while accept fails those who are connected are not answered: the loop waits for a descriptor, or tries again and again"),
        Cause(Bytes, &[Late], "somebody has gone, and the next one is not served: wait for the listener again as soon as a connection is closed"),
    ]],
};

/// Somebody leaves; then whoever waits is served, or whoever comes then if that one was turned away.
fn one_goes(lab: &mut Harness, server: &Server, mut connected: Vec<Peer>, waiting: Peer) -> Step {
    let before = server.in_use()?.descriptors;
    let is_away = waiting.look(|heard| heard.is_over);
    let leaves = connected.pop();
    leaves.iter().for_each(Peer::finish);
    let late = |stop: Stop| stop.seen_as(Late);
    if !is_away {
        return waiting.expect(&frame(WELCOME)).map_err(late);
    }
    server.wait_for_descriptors(before)?;
    let next = lab.connect(server)?;
    next.expect(&frame(WELCOME)).map_err(late)
}

/// Clients of the largest crowd.
const CROWD: usize = 10_000;

pub const TEN_THOUSAND: Check = Check {
    id: "server-ten-thousand",
    claim: "10,000 connections at once are answered, and each costs less than 64 KiB of memory",
    points: 4,
    programs: PROGRAM,
    needs: &["server-pushes-back", "server-fair", "server-half-close", "server-resets", "server-no-descriptors"],
    runs: &[Runs::NotByHand("ten thousand clients are connected at once, and it looks at the memory of your server")],
    tries: "Connects 10,000 clients, or as many as the machine's limits allow, each as soon as one before it is welcomed, and keeps them all. Each sends a message and expects its answer. Then the memory that your server has resident must not have grown by 64 KiB for each of them. The report says how many there were.",
    run: |lab| {
        let count = lab.as_many_as_allowed(CROWD)?;
        let server = lab.start("server")?;
        let one = guest(lab, &server)?;
        exchange(&server, &one, &lab.text())?;
        let (before, word) = (server.resident(), lab.word());
        let crowd = lab.crowd(&server, (1..=count).map(|client| talker(&word, client, 1)).collect())?;
        crowd.expect_greeted()?;
        crowd.expect_answers()?;
        server.expect_small(before, count)?;
        crowd.leave()
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[Limit], "each client costs 64 KiB or more: a buffer that is filled for each when it comes. Let one buffer serve all reads, and give back what a client does not need any more"),
        Cause(Connection, &[Limit], "the server takes only so many clients: a table of a fixed size, or a limit of its own; or it takes each so late that ten thousand would need hours"),
        Cause(Connection, &[Fin], "the server turns clients away before all are there, or ends"),
    ]],
};
