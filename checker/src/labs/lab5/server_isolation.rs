//! The server and what its clients do wrong: it ends their own connection, and no other.

use super::server::{SERVER, exchange, guest};
use super::words::frame;
use crate::fault::reset;
use crate::harness::{Harness, Server};
use crate::lab::{Cause, Check};
use crate::labs::shared::{ERROR_ON_STDOUT, ERROR_UNMARKED, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Want::*};

const HARMS_OTHERS: &str = "the server ends with a client's mistake, or closes the connections of others: only the connection of that client may end";

pub const ISOLATION: Check = Check {
    id: "server-isolation",
    claim: "what one client does wrong ends its own connection, and no other",
    points: 5,
    programs: SERVER,
    needs: &["server-receipts", "server-two-at-once"],
    runs: WITH_THREADS,
    tries: "Three clients are connected. Others send a frame that is too large by one byte, and one of 4,294,967,295, end the stream inside a header and inside a payload, reset the connection, and leave with twenty messages unanswered. Expects an `error: ...` for the first five, the connections of the first four closed, and that the three, and a new one, are served as before.",
    run: |lab| {
        let server = lab.start("server")?;
        let good = [guest(lab, &server)?, guest(lab, &server)?, guest(lab, &server)?];
        exchange(&server, &good[0], &lab.text())?;
        mistakes(lab, &server)?;
        let bad = guest(lab, &server)?;
        bad.perform(reset(&frame(&lab.text()), 9));
        bad.settle()?;
        server.program.expect_errors(5).map_err(|stop| stop.seen_as(Rst))?;
        let bad = guest(lab, &server)?;
        bad.send_and_leave(&frame(&lab.text()).repeat(20))?;
        for client in &good {
            exchange(&server, client, &lab.text())?;
        }
        let late = guest(lab, &server)?;
        exchange(&server, &late, &lab.text())
    },
    #[rustfmt::skip]
    causes: &[&[
        UNREPORTED,
        UNREPORTED_RESET,
        ERROR_UNMARKED,
        ERROR_ON_STDOUT,
        Cause(End, &[Silence], "the server reports a mistake and keeps that connection open: nobody knows any more where the next frame begins, so close it"),
        Cause(Error, &[Ended], HARMS_OTHERS),
        Cause(Connection, &[Refused], HARMS_OTHERS),
        Cause(Bytes, &[Rst, Fin], HARMS_OTHERS),
        Cause(Bytes, &[Silence], "after the mistake of one client another one is not served any more: a thread that serves all has ended, or a lock was never given back"),
    ]],
};

#[rustfmt::skip]
pub const UNREPORTED: Cause = Cause(Error, &[Silence], "the server does not report a frame that is too large (more than 1048576 bytes), or an end of the stream inside a frame");
#[rustfmt::skip]
pub const UNREPORTED_RESET: Cause = Cause(Error, &[Rst], "a reset inside a frame is not reported: an error of recv is more than an end");

/// Clients whose frames are too large, or cut short by the end of the stream: each is reported, and closed.
fn mistakes(lab: &mut Harness, server: &Server) -> Step {
    let cut_short = [0, 0, 0, 9, b'c', b'u', b't'];
    for (count, bytes) in [(1, &[0, 16, 0, 1][..]), (2, &[255; 4]), (3, &[0, 0]), (4, &cut_short)] {
        let bad = guest(lab, server)?;
        bad.send(bytes);
        if count > 2 {
            bad.finish();
        }
        server.program.expect_errors(count)?;
        bad.expect_closed()?;
    }
    Ok(())
}
