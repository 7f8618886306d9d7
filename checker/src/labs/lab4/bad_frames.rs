//! Lab 4's checks of the server where a frame is not to be believed, or does not come whole.

use super::words::{ENDS_SILENTLY, SERVER, served, served_behind};
use crate::fault::{reset, truncate};
use crate::harness::{LARGEST, Peer, frame};
use crate::lab::{Cause, Check};
use crate::labs::shared::{ERROR_ON_STDOUT, ERROR_UNMARKED};
use crate::verdict::{Seen::*, Stop, Want::*};

const ENDS_AT_TOO_LARGE: &str = "the server ends after a frame that is too large: it has to drop that client alone";
const ENDS_AT_CUT: &str = "the server ends after a frame that is cut short: it has to drop that client alone";
const ENDS_AT_RESET: &str = "an error of read ends the server: report it, drop that client, and accept the next";

pub const TOO_LARGE: Check = Check {
    id: "frames-too-large",
    claim: "a larger frame is refused at once, with nothing of its size allocated",
    points: 5,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[],
    tries: "Claims 1,048,577 bytes, and to another server 4,294,967,295, and sends none of them. Each time expects the error, the end of the connection, memory that stays flat, and that the next client is served.",
    run: |lab| {
        for claimed in [1_048_577, u32::MAX] {
            let server = lab.start("server")?;
            let before = lab.memory(&server);
            let client = lab.connect(&server)?;
            client.send(&claimed.to_be_bytes());
            let wanted = format!("frame of {claimed} bytes is larger than {LARGEST}");
            server
                .program
                .expect_error_that(&format!("the line \"error: {wanted}\""), |text| text.starts_with(&wanted))
                .map_err(|stop| refuses_silently(stop, &client))?;
            client.expect_closed()?;
            if claimed == u32::MAX {
                server.program.expect_flat(before, claimed.into())?;
            }
            served(lab, &server, &format!("after {claimed}"))?;
        }
        Ok(())
    },
    causes: &[TOO_LARGE_CAUSES],
};

#[rustfmt::skip]
const TOO_LARGE_CAUSES: &[Cause] = &[
    Cause(Error, &[Silence], "the server believes the length, or waits for bytes behind the header before it looks at it: check it first, as an unsigned number, against 1048576"),
    Cause(Error, &[Fin], "the server refuses the length as it should, and does not say why: the error line is missing"),
    Cause(Error, &[Different], "the error is not `error: frame of N bytes is larger than 1048576`, with N as an unsigned number"),
    ERROR_ON_STDOUT,
    Cause(Error, &[Ended], "the server ends at a length that is too large"),
    Cause(End, &[Silence], "the server reports the length and keeps the connection open: it has to close it at once"),
    Cause(Nothing, &[Limit], "the server allocates what the header claims before it looks at whether that is allowed"),
    Cause(Connection, &[Refused], ENDS_AT_TOO_LARGE),
    Cause(Line, &[Ended], ENDS_AT_TOO_LARGE),
    Cause(Line, &[Silence], "the server does not get to the next client: it waits for the rest of the frame that is too large"),
];

/// A server that has closed the connection has not believed the length: it only does not say why.
fn refuses_silently(stop: Stop, client: &Peer) -> Stop {
    match stop {
        Stop::Mismatch(mut mismatch) if mismatch.seen == Silence && client.look(|heard| heard.is_over) => {
            mismatch.seen = Fin;
            mismatch.observed.push_str(", and has closed the connection");
            Stop::Mismatch(mismatch)
        }
        other => other,
    }
}

pub const CUT_SHORT: Check = Check {
    id: "frames-cut-short",
    claim: "the end of the stream inside a frame is an error, and the next client is served",
    points: 5,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[],
    tries: "Ends the stream after two bytes of a header, with another server right behind a header, and with a third after half a payload. Each time expects `error: connection closed mid-frame`, and that the next client is served.",
    run: |lab| {
        for at in [2, 4, 8] {
            let server = lab.start("server")?;
            let client = lab.connect(&server)?;
            client.perform(truncate(&frame(b"cut short"), at));
            server.program.expect_error_that("the line \"error: connection closed mid-frame\"", |text| {
                text.starts_with("connection closed mid-frame")
            })?;
            served(lab, &server, "the next one")?;
            server.program.expect_no_line("cut")?;
        }
        Ok(())
    },
    causes: &[CUT_SHORT_CAUSES],
};

#[rustfmt::skip]
const CUT_SHORT_CAUSES: &[Cause] = &[
    Cause(Error, &[Silence], "the server does not report the end of the stream inside a frame: in the header, right behind it, or in the payload"),
    Cause(Error, &[Different], "the error is not `error: connection closed mid-frame`"),
    ERROR_ON_STDOUT,
    ENDS_SILENTLY,
    Cause(Connection, &[Refused], ENDS_AT_CUT),
    Cause(Line, &[Ended], ENDS_AT_CUT),
    Cause(Line, &[Silence], "the server does not get to the next client, or takes its first bytes for the rest of the last client's frame"),
    Cause(Line, &[Different], "the next client's bytes are taken for the rest of the last client's frame"),
    Cause(Nothing, &[Extra], "the server prints a message of which a part never came"),
];

pub const RESET: Check = Check {
    id: "frames-reset",
    claim: "after a reset inside a frame the next client is served",
    points: 4,
    programs: SERVER,
    needs: &["frames-one"],
    runs: &[],
    tries: "Resets the connection after two bytes of a header, then sends a frame as the next client. Then the same in the middle of a payload. Each reset has to be reported, a line of stderr that starts with `error: `.",
    run: |lab| {
        let server = lab.start("server")?;
        let mut printed = Vec::new();
        for (count, at, next) in [(1, 2, "after the reset"), (2, 9, "after another one")] {
            let client = lab.connect(&server)?;
            client.perform(reset(&frame(b"never complete"), at));
            client.settle()?;
            served_behind(lab, &server, &mut printed, next)?;
            server.program.expect_errors(count)?;
        }
        Ok(())
    },
    causes: &[RESET_CAUSES],
};

#[rustfmt::skip]
const RESET_CAUSES: &[Cause] = &[
    Cause(Connection, &[Refused], ENDS_AT_RESET),
    Cause(Line, &[Ended], ENDS_AT_RESET),
    Cause(Line, &[Silence], "the server is stuck with the client that is gone, or puts the next client's bytes behind what that one left: an error of read has to end that connection"),
    Cause(Line, &[Different], "what the client that is gone left in the buffer stands before the next client's frame"),
    Cause(Error, &[Silence], "the server does not report a reset inside a frame: it is an error, a line on stderr that starts with `error: `"),
    ERROR_UNMARKED,
    ERROR_ON_STDOUT,
];
