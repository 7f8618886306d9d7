//! The server and what its clients do not take at once: it waits, but not for ever more of it, and not at the others' cost.

use super::server::PROGRAM;
use crate::fault::LATE_AND_SLOW;
use crate::harness::Harness;
use crate::lab::{Cause, Check, Runs};
use crate::labs::lab5::server::{exchange, guest};
use crate::labs::lab5::words::{WELCOME, frame, receipt};
use crate::labs::payload::numbered_from;
use crate::verdict::{Seen::*, Want::*};

/// 16 MiB of answers in messages of so many bytes.
const LENGTH: usize = 65_536;
const MESSAGES: usize = 256;

pub const PENDING: Check = Check {
    id: "server-pending",
    claim: "a client that reads late gets 16 MiB of answers, whole and in order, and the others are answered meanwhile",
    points: 7,
    programs: PROGRAM,
    needs: &["server-service"],
    runs: &[Runs::NotByHand(
        "it stops your server (SIGSTOP) while it is blocked in a send, at a moment that only the kernel knows",
    )],
    tries: "One client sends 256 messages of 65,536 bytes, to which the answers are 16 MiB, and reads nothing. Your server is stopped and continued several times, as by Ctrl-Z and `fg`: each time a send may report less than it was given. Another client is answered. Then the first one reads, slowly at the beginning, and expects all its answers whole and in order; the other one is answered again.",
    run: |lab| {
        let server = lab.start("server")?;
        let other = guest(lab, &server)?;
        let late = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let words = numbered_text(lab);
        let text = |message: usize| format!("{message:>8}{}", &words[8..]);
        (0..MESSAGES).for_each(|message| late.send(&frame(&text(message))));
        late.suspend(&server.program)?;
        late.pile_up()?;
        // Only now it has to wait with every send.
        late.fill()?;
        exchange(&server, &other, &lab.text()).map_err(|stop| server.or_has_ended(stop, Limit))?;
        late.read_now();
        late.expect(&frame(WELCOME))?;
        (0..MESSAGES).try_for_each(|message| late.expect(&receipt(&text(message))))?;
        exchange(&server, &other, &lab.text())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Limit], "while answers wait for one client, another one is not answered: a send waits for the one that does not read. Make every connection non-blocking, and keep what is left of a send for later"),
        Cause(Bytes, &[Ended], "the server has ended: where it is stopped and continued, a wait such as epoll_wait may be interrupted (EINTR, `Interrupted system call`, InterruptedError), and a send that would block is no error either. Wait again"),
        Cause(Bytes, &[Different], "bytes are lost, or come twice or in another order: a send takes what there is room for and says how much. Keep the rest in front of what comes later, and send nothing past it"),
        Cause(Bytes, &[Fin, Rst], "a client that reads late loses its connection: a send that would block, or takes only a part, is no error"),
        Cause(Bytes, &[Silence, Short], "what is left of a send is never sent: wait until the socket is writable, as long as something waits, and then go on; and read again from a client as soon as less than 256 KiB wait for it"),
    ]],
};

fn numbered_text(lab: &mut Harness) -> String {
    String::from_utf8_lossy(&numbered_from(lab.first_place(), LENGTH)).into_owned()
}

/// A piece of a flood: messages of 64 KiB, 2 MiB of them. What is sent until a server has enough is at most 256 MiB.
const PIECE: usize = 32;

/// Bytes that a server's memory may grow by while 256 MiB are offered: what waits, what a collector of garbage has
/// not come to yet, and the buffers of a runtime.
const HOARD: u64 = 160 * 1024 * 1024;

pub const PUSHES_BACK: Check = Check {
    id: "server-pushes-back",
    claim: "from a client that reads nothing the server stops taking, and its memory stays flat; when the client reads, the rest goes through",
    points: 7,
    programs: PROGRAM,
    needs: &["server-pending"],
    runs: &[Runs::NotByHand("it looks at the memory of your server while somebody sends and does not read")],
    tries: "A client offers 256 MiB of messages, 2 MiB at a time, each as soon as the one before has been taken, and reads nothing. Your server has to stop taking them, and must not have grown by 160 MiB. Then the client reads, and expects an answer to everything that it has sent, and another client is answered.",
    run: |lab| {
        let server = lab.start("server")?;
        let other = guest(lab, &server)?;
        exchange(&server, &other, &lab.text())?;
        let before = server.resident();
        let deaf = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let text = numbered_text(lab);
        let piece = frame(&text).repeat(PIECE);
        // A server that is only slow goes on meanwhile, and has to be given more.
        while deaf.send_until_blocked(&piece)? && !deaf.stays_blocked()? {}
        server.expect_no_hoard(before, HOARD)?;
        exchange(&server, &other, &lab.text())?;
        deaf.read_now();
        deaf.expect(&frame(WELCOME))?;
        (0..PIECE * deaf.flooded()).try_for_each(|_| deaf.expect(&receipt(&text)))?;
        exchange(&server, &other, &lab.text())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[Limit], "the server reads on from a client that does not read, and keeps all the answers: its memory grows for as long as the client likes. While 256 KiB or more wait for a client, read nothing from it: what it sends stays in the network, and then the client has to wait"),
        Cause(Bytes, &[Fin, Rst], "a client for which too much waits loses its connection: it is to be held back, not sent away"),
    ]],
};

/// Small messages of so many letters, 64 KiB of them in a piece, and more pieces than anybody answers before the
/// other's turn comes.
const SMALL: usize = 9;
const FLOOD: usize = 400;
/// Bytes of answers by which the flood is known to flow.
const FLOWS: usize = 300_000;

pub const FAIR: Check = Check {
    id: "server-fair",
    claim: "one client keeps sending without a pause, and another one is answered before the flood has ended",
    points: 6,
    programs: PROGRAM,
    needs: &["server-service"],
    runs: &[Runs::NotByHand("it looks who is served while somebody sends as fast as the machine can")],
    tries: "One client sends 25 MiB of small messages without a pause, and reads the answers as they come. While it is at it, another one sends messages, one after the other, and each has to be answered while the first is still sending.",
    run: |lab| {
        let server = lab.start("server")?;
        let other = guest(lab, &server)?;
        let greedy = guest(lab, &server)?;
        let message = frame(&lab.letters(SMALL));
        let piece = message.repeat(65_536 / message.len());
        (0..FLOOD).for_each(|_| greedy.send(&piece));
        greedy.wait_for(FLOWS)?;
        lab.keep_busy();
        for _ in 0..3 {
            exchange(&server, &other, &lab.text())?;
            greedy.expect_sending("the other's answer comes")?;
        }
        greedy.abort();
        exchange(&server, &other, &lab.text())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Silence, Late], "as long as one client sends, no other one is answered: the loop reads at one client until there is nothing left, and there is always more. Read a limited piece from each client that can be read, then go on with the next"),
    ]],
};
