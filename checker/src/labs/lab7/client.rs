//! The client: lab 5's, in one loop over the keyboard and the connection.

use crate::fault::LATE_AND_SLOW;
use crate::harness::Harness;
use crate::lab::{Cause, Check, Runs};
use crate::labs::lab5::client::{LATE_ACKS, NEVER_WAITS, acks, welcomed};
use crate::labs::lab5::client_end::{REFUSED, SERVER_GONE, UNACKNOWLEDGED};
use crate::labs::lab5::client_pieces::{SPLIT_ACKS, WITH_THE_WELCOME};
use crate::labs::lab5::words::{WELCOME, frame, receipt};
use crate::labs::shared::{STRADDLING_PRINTED, STRADDLING_TYPED};
use crate::verdict::{Seen::*, Step, Want::*};

pub const PROGRAM: &[&str] = &["client"];

pub const SERVICE: Check = Check {
    id: "client-service",
    claim: "lab 5's client: it never waits, prints answers as they come, late ones and cut ones too, and knows which are missing",
    points: 8,
    programs: PROGRAM,
    needs: &[],
    runs: &[Runs::NotByHand(
        "a part of it types fifty lines at once (the others are those of lab 5's client, which can be played)",
    )],
    tries: "Does what lab 5 does in `client-never-waits`, `client-acks`, `client-late-acks`, `client-split-acks`, `client-unacknowledged`, `client-server-gone` and `client-refused`. Beside that a line is typed in two pieces, the first of which ends inside a character.",
    run: |lab| {
        let parts = [
            NEVER_WAITS.run,
            // Whether it rests meanwhile is `client-quiet`'s to tell.
            |lab| acks(lab, |_| Ok(())),
            cut_in_a_character,
            LATE_ACKS.run,
            SPLIT_ACKS.run,
            UNACKNOWLEDGED.run,
            SERVER_GONE.run,
            REFUSED.run,
        ];
        for part in parts {
            lab.begin_anew();
            part(lab)?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Silence, Short], "a line is not sent as soon as it is typed: the loop waits for an answer first, or a line lies in a buffer of the program's own, of which the system does not tell. Read what there is, and take every line out of it"),
        Cause(Bytes, &[Fin], "the last line of stdin, which has no newline, is lost, or the client ends although stdin is still open"),
        Cause(Bytes, &[Different, Missing], "the bytes are not those of the frames: the length counts bytes and not characters, an empty line is a frame as well, and a line that is read in pieces is put together before it is turned into text"),
        STRADDLING_TYPED,
        Cause(End, &[Silence], "the sending side is not closed at the end of stdin: shutdown(SHUT_WR) once everything is sent, and go on receiving"),
        Cause(Line, &[Silence, Buffered], "what arrives is not printed at once: the loop waits for the keyboard alone"),
        STRADDLING_PRINTED,
        WITH_THE_WELCOME,
        Cause(Line, &[Ended], "the client ends although answers are still to be printed: at the end of stdin, at a frame that is not whole yet, or with whole frames left in its inbox"),
        Cause(Line, &[Different], "the line is not `ack: ` and the text of the frame, or a part of a frame is taken for the whole"),
        Cause(Error, &[Ended, Different, Silence], "the error is not `error: N messages unacknowledged` with the number of those that are: count the messages that were typed, and the answers that start with `received: `, and `bye`"),
        Cause(Exit, &[Running], "the connection is gone and the client waits for the keyboard: the loop waits for both, and the end of the stream ends it"),
        Cause(Exit, &[Status], "the exit status is 0 after a normal end, and 1 after an error. That something is over already is no error: a second `shutdown` of the same side fails with `Transport endpoint is not connected`"),
    ]],
};

/// A line whose first piece ends inside a character, and is read before the other comes.
fn cut_in_a_character(lab: &mut Harness) -> Step {
    let (client, server) = welcomed(lab)?;
    let line = "Gr\u{fc}\u{df}e";
    client.type_piece(&line.as_bytes()[..3]);
    client.rest()?;
    client.type_line(&line.as_bytes()[3..]);
    server.expect(&frame(line))
}

/// Messages of 32 KiB, 8 MiB of them, each way.
const LENGTH: usize = 32_768;
const COUNT: usize = 256;

pub const BOTH_WAYS: Check = Check {
    id: "client-both-ways",
    claim: "8 MiB are typed while 8 MiB come from a server that reads nothing before all of that is sent: both go through",
    points: 5,
    programs: PROGRAM,
    needs: &["client-service"],
    runs: &[Runs::NotByHand("it types and sends more than the kernel keeps, both at once")],
    tries: "Types 8 MiB of lines, closes stdin, and sends 8 MiB of frames, before it reads anything. The client can't send on then, and has to receive all that comes. Then it reads, and expects every line and the end of the stream; answers them all, and expects exit status 0.",
    run: |lab| {
        let door = lab.listen_reading(LATE_AND_SLOW)?;
        let client = lab.run("client", &["127.0.0.1", &door.port()])?;
        let server = door.accept(&client)?;
        let [line, piece] = [lab.text_of(LENGTH), lab.text_of(LENGTH)];
        (0..COUNT).for_each(|_| client.type_line(&line));
        client.close_stdin();
        server.fill()?;
        server.send(&frame(WELCOME));
        (0..COUNT).for_each(|_| server.send(&frame(&piece)));
        server.expect_taken()?;
        server.read_now();
        (0..COUNT).try_for_each(|_| server.expect(&frame(&line)).map_err(|stop| stop.seen_as(Late)))?;
        server.expect_end()?;
        let answer = receipt(&lab.word());
        (0..COUNT).for_each(|_| server.send(&answer));
        server.finish();
        client.expect_exit(0)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[Unread], "while the client can't send, it does not receive: both sides wait for each other, for ever. Make the connection non-blocking, keep what is left of a send, and go on receiving"),
        Cause(Bytes, &[Late], "not all that was typed arrives, or not as it was typed: keep what is left of a send in front of what comes later, and close the sending side once everything is sent"),
        Cause(Exit, &[Status], "everything is acknowledged, and the client does not end with exit status 0"),
    ]],
};

pub const QUIET: Check = Check {
    id: "client-quiet",
    claim: "while nobody types and nothing comes the client costs next to no processor time, also after the end of stdin",
    points: 3,
    programs: PROGRAM,
    needs: &["client-service"],
    runs: &[Runs::NotByHand("it looks at the processor time of your client while nobody types")],
    tries: "Welcomes the client and does nothing: the kernel's count of its processor time has to stand nearly still. Then types a line and closes stdin, and answers nothing yet: the same again. At last answers and closes.",
    run: |lab| {
        let (client, server) = welcomed(lab)?;
        client.expect_line(&format!("ack: {WELCOME}"))?;
        client.expect_calm("while nobody types and nothing comes")?;
        let line = lab.text();
        client.type_line(&line);
        client.close_stdin();
        server.expect(&frame(&line))?;
        server.expect_end()?;
        client.expect_calm("after the end of stdin").map_err(|stop| stop.seen_as(Late))?;
        server.send(&receipt(&line));
        server.finish();
        client.expect_exit(0)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Nothing, &[Limit], "the loop turns in vain while nothing happens: it waits for writability although nothing is to be sent, or does not wait at all"),
        Cause(Nothing, &[Late], "the loop turns in vain after the end of stdin: an end is told of again and again. Once stdin has ended, do not wait for it any more"),
    ]],
};
