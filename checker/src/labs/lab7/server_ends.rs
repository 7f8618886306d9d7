//! The server and how its clients end: by finishing, by a reset, or because they have been silent for too long.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::server::{PROGRAM, guests};
use crate::fault::{LATE_AND_SLOW, Move, reset};
use crate::harness::{Harness, Peer, Server, too_busy};
use crate::lab::{Cause, Check, Runs};
use crate::labs::lab5::server::{exchange, guest};
use crate::labs::lab5::server_isolation::{self, ISOLATION};
use crate::labs::lab5::words::{WELCOME, frame, receipt};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

/// Messages of 100,000 bytes, at the most: more than the kernel keeps for anybody. Two of them are less than the 256 KiB
/// with which a server reads no further, so that it hears the end of the stream while an answer is in its own hands.
const OWED: usize = 100;

pub const HALF_CLOSE: Check = Check {
    id: "server-half-close",
    claim: "what waits for a client that has finished sending still arrives, then the end of the stream",
    points: 6,
    programs: PROGRAM,
    needs: &["server-pending"],
    runs: &[],
    tries: "A client sends one message, closes its sending side and reads: the answer and the end of the stream. Another one sends messages of 100,000 bytes and reads nothing, until the kernel does not take the whole answer from your server any more. Then it closes its sending side; while it goes on not to read, your server must not keep a processor busy. It reads: every answer, then the end of the stream. A third does the same, and says `/bye` instead.",
    run: |lab| {
        let server = lab.start("server")?;
        let short = guest(lab, &server)?;
        let [last, text] = [lab.text(), lab.text_of(100_000)];
        short.perform(vec![Move::Send(frame(&last)), Move::Finish]);
        short.expect_reply(&server, &receipt(&last))?;
        short.expect_end()?;
        let [ends, says_bye]: [LastWords; 2] =
            [(Peer::finish, &[]), (|late| late.send(&frame("/bye")), b"\0\0\0\x03bye")];
        gets_what_waits(lab, &server, &text, ends)?;
        gets_what_waits(lab, &server, &text, says_bye)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Fin, Rst], "the connection is closed as soon as the client has finished sending, or has said `/bye`, and what waits for it is lost: the end of the stream says that nothing more comes, and not that nobody listens. Close when the outbox is empty"),
        Cause(Nothing, &[Limit], "the loop turns in vain while answers wait for a client that has finished: the end of the stream is told again and again to whoever asks for it. After it, do not wait for that client's readability any more"),
        Cause(End, &[Silence], "everything is sent, and the connection stays open: close it when the client has finished and nothing waits for it"),
        Cause(End, &[Rst], "the connection is reset at its end: something that the client has sent was never read"),
    ]],
};

/// What a client says last, and what answers that.
type LastWords = (fn(&Peer), &'static [u8]);

/// A client that reads nothing until something waits for it in the server, says its last words, and then reads.
fn gets_what_waits(lab: &mut Harness, server: &Server, text: &str, (says, answer): LastWords) -> Step {
    let late = lab.connect_reading(server, LATE_AND_SLOW)?;
    let owed = late.send_until_kept(&frame(text), OWED)?;
    says(&late);
    late.fill()?;
    server.program.expect_no_spin("while a client that has said its last word does not read what waits for it")?;
    late.read_now();
    late.expect(&frame(WELCOME))?;
    (0..owed).try_for_each(|_| late.expect(&receipt(text)))?;
    if !answer.is_empty() {
        late.expect(answer)?;
    }
    late.expect_end()
}

const HARMS_OTHERS: &str = "a reset of one client ends the connection of another, or the server: an error of a read or a write is about that one client. Drop it, and go on";
const ENDS_BY_A_FRAME: &str = "the server ends with a client's mistake: only the connection of that client may end";

/// Clients that reset, in each of three ways.
const RESETS_EACH: usize = 16;

pub const RESETS: Check = Check {
    id: "server-resets",
    claim: "resets while answers wait, inside a frame and at once after connecting, and frames that are too large or cut: the others lose nothing, and descriptors are back where they were",
    points: 5,
    programs: PROGRAM,
    needs: &["server-service"],
    runs: &[Runs::NotByHand("it counts the descriptors of your server, after a hundred clients that are gone")],
    tries: "Three clients stay. 48 others come and reset their connections: a third of them at once, a third inside a frame, and a third while answers wait that they have not read. After each wave the three are answered. One more says something and resets its connection while the server is stopped, so that the answer is written to a broken pipe. At the end open descriptors and sockets in CLOSE-WAIT are back where they were, or nearly. Then does what lab 5 does in `server-isolation`: frames that are too large by one byte and by far, an end of the stream inside a header and inside a payload, a reset inside a frame. Each is an `error: ...` and ends its own connection, and no other.",
    run: |lab| {
        let server = lab.start("server")?;
        let stay = guests(lab, &server, 3)?;
        let before = server.in_use()?;
        for _ in 0..RESETS_EACH / 4 {
            for _ in 0..4 {
                resets(lab, &server)?;
            }
            stay.iter().try_for_each(|client| exchange(&server, client, &lab.text()))?;
        }
        let gone = guest(lab, &server)?;
        gone.break_pipe(&server.program, &frame(&lab.text()))?;
        server.expect_given_back(before, 3 * RESETS_EACH + 1)?;
        stay.iter().try_for_each(|client| exchange(&server, client, &lab.text()))?;
        lab.begin_anew();
        (ISOLATION.run)(lab)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Fin, Rst], HARMS_OTHERS),
        Cause(Bytes, &[Silence], "after resets the others are not answered any more: the loop has ended, or turns around one connection that is gone"),
        Cause(Connection, &[Refused], HARMS_OTHERS),
        server_isolation::UNREPORTED,
        server_isolation::UNREPORTED_RESET,
        Cause(Error, &[Ended], ENDS_BY_A_FRAME),
        Cause(End, &[Silence], "after a frame that is too large the connection stays open: nobody knows any more where the next frame begins, so the client leaves the table and its socket is closed"),
        Cause(Nothing, &[Descriptors, CloseWait], "connections that were reset stay open: take a client out of the table and close its socket whichever of read and write has failed"),
    ]],
};

/// One client for each way of resetting.
fn resets(lab: &mut Harness, server: &Server) -> Step {
    let at_once = lab.connect(server)?;
    at_once.reset()?;
    let inside = guest(lab, server)?;
    let whole = frame(&lab.letters(14));
    inside.perform(reset(&whole, lab.number(1..=whole.len() - 1)));
    inside.settle()?;
    let waiting = lab.connect_reading(server, LATE_AND_SLOW)?;
    waiting.send(&frame(&lab.text_of(40_000)).repeat(30));
    waiting.pile_up()?;
    waiting.abort();
    Ok(())
}

/// How long a client may be silent, in tens of ms, and on a busy machine, which gets more time for its bytes.
const SILENCES: [RangeInclusive<usize>; 3] = [25..=35, 95..=105, 295..=305];

pub const IDLE: Check = Check {
    id: "server-idle",
    claim: "with IDLE_MS a silent client gets `idle` and the end, one that sends a byte now and then does not; without it nobody does",
    points: 6,
    programs: PROGRAM,
    needs: &["server-service"],
    runs: &[Runs::Waits, Runs::NotByHand("it measures after how long a silence your server sends a client away")],
    tries: "Starts one server with an IDLE_MS of 250 to 350, and one without. A client of the first says nothing: it gets the frame `idle` and the end of the stream. Another sends one message byte by byte, less than a third of that time apart: it gets its answer, and then, when it has been silent for IDLE_MS, not sooner, `idle` and the end. A client of the second server is silent all the time and is then answered. What a slow machine may have done is tried again with longer times.",
    run: |lab| {
        for (at, tens) in SILENCES.into_iter().enumerate() {
            let millis = 10 * lab.number(tens) as u64;
            let mut is_on_time = true;
            match idle(lab, millis, &mut is_on_time) {
                Err(Stop::Mismatch(mismatch)) if mismatch.seen == Early && (at == 0 || !is_on_time) => {}
                outcome => return outcome,
            }
            lab.begin_anew();
        }
        Err(too_busy(DRIPPED))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Silence], "a silent client is not sent away: the loop waits without a time-out, and nobody looks who is due. Wait no longer than until the first client is due"),
        Cause(Bytes, &[Early], "a client that sends a byte now and then is sent away, or too early: the time is the IDLE_MS of the arguments, and begins anew with every byte, also with one that completes no frame"),
        Cause(Bytes, &[Fin, Rst], "the connection of a silent client is closed without the frame `idle`"),
        Cause(Bytes, &[Different], "a silent client gets something else than the frame `idle`"),
        Cause(End, &[Silence], "after `idle` the connection stays open: close it once the frame is sent"),
        Cause(Bytes, &[Limit], "without IDLE_MS a client that is silent loses its connection: nobody is sent away then"),
    ]],
};

const DRIPPED: &str = "bytes that were to be sent now and then went, or were taken, too late";

fn idle(lab: &mut Harness, millis: u64, is_on_time: &mut bool) -> Step {
    let silence = Duration::from_millis(millis);
    let patient = lab.start("server")?;
    let server = lab.start_at("server", &["0", "127.0.0.1", &millis.to_string()])?;
    let kept = guest(lab, &patient)?;
    let silent = guest(lab, &server)?;
    let dripping = guest(lab, &server)?;
    let drops = lab.letters(4);
    *is_on_time = dripping.drip(&frame(&drops), silence * 3 / 10)?;
    dripping.expect(&receipt(&drops)).map_err(|stop| stop.seen_as(Early))?;
    silent.expect(&frame("idle"))?;
    silent.expect_end()?;
    server.program.hold_back(millis)?;
    dripping.expect_not_before(&frame("idle"), silence)?;
    dripping.expect_end()?;
    patient.program.hold_back(lab.silence())?;
    exchange(&patient, &kept, &lab.text()).map_err(|stop| stop.seen_as(Limit))
}
