//! Much, to a client that does not read yet: all of it comes back, also when the client has finished sending.

use super::words::SERVER;
use crate::fault::{LATE, LATE_AND_SLOW};
use crate::harness::Harness;
use crate::lab::{Cause, Check, Runs};
use crate::labs::payload::numbered_from;
use crate::verdict::{Seen::*, Want::*};

/// More than the kernel keeps between the two, so that the server has to wait in its send.
const MUCH: usize = 4 * 1024 * 1024;

/// That much text of which every place is known; the seed says where it begins.
fn much(lab: &mut Harness) -> Vec<u8> {
    numbered_from(lab.first_place(), MUCH)
}

pub const SERVER_LARGE: Check = Check {
    id: "server-large",
    claim: "4 MiB come back exactly, to a client that starts to read late and reads slowly",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends 4 MiB without reading until the server can send no more, then reads: slowly at first, then as fast as it comes. Only when all is there does it finish sending, and expects nothing more.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let message = much(lab);
        client.send(&message);
        client.fill()?;
        lab.keep_silent(&server.program)?;
        client.read_now();
        client.expect(&message)?;
        client.finish();
        client.expect_nothing_more()
    },
    causes: &[SERVER_LARGE_CAUSES],
};

#[rustfmt::skip]
const SERVER_LARGE_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin], "the server closes although the client has not finished, and before everything is back: it stops after so many bytes, or gives up on a client that reads late"),
    ENDS_WITH_RST,
    Cause(Bytes, &[Short], "the server stops before everything is back and does not close: it waits for another read before it sends the rest, drops what a send does not take at once, or stops reading"),
    CHANGES_A_PART,
];

pub const SERVER_HALF_CLOSE: Check = Check {
    id: "server-half-close",
    claim: "a client that has finished sending still gets its whole echo, then the end of the stream",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends 4 MiB without reading and finishes sending (FIN) while the answer is still under way, then expects the rest of it and the end of the stream.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let message = much(lab);
        client.send(&message);
        client.finish();
        client.fill()?;
        client.read_now();
        client.expect(&message)?;
        client.expect_end()
    },
    causes: &[SERVER_HALF_CLOSE_CAUSES],
};

#[rustfmt::skip]
const SERVER_HALF_CLOSE_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Fin], "the server closes without having sent everything: the client's FIN ends what it reads, not what it has to send, and what a send does not take at once has to be sent again"),
    ENDS_WITH_RST,
    Cause(End, &[Rst], "the server ends the connection with RST, which may destroy what is still on its way: it closes before it has read everything, or SO_LINGER is set to 0"),
    Cause(Bytes, &[Short], "the server stops sending and does not close the connection: it sends nothing more once the client has finished, or reads only so many times"),
    CHANGES_A_PART,
    Cause(End, &[Silence], "the server does not close the connection: it takes a read of 0 bytes for `nothing yet` and reads on, or leaves a descriptor of the connection open"),
];

pub const SERVER_SUSPENDED: Check = Check {
    id: "server-suspended",
    claim: "a server that is stopped while it sends, and continued, sends on as if nothing had happened",
    points: 4,
    programs: SERVER,
    needs: &["server-large"],
    runs: &[Runs::NotByHand(
        "it stops your server (SIGSTOP) while it is blocked in a send, at a moment that only the kernel knows",
    )],
    tries: "Sends 4 MiB without reading. When the server can send no more it is stopped and continued (SIGSTOP, SIGCONT), several times, with a little read in between: then its send has taken only a part of what it was given. The whole echo has to come back.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect_reading(&server, LATE)?;
        let message = much(lab);
        client.send(&message);
        client.suspend(&server.program)?;
        lab.keep_silent(&server.program)?;
        client.read_now();
        client.expect(&message)
    },
    causes: &[SERVER_SUSPENDED_CAUSES],
};

#[rustfmt::skip]
const SERVER_SUSPENDED_CAUSES: &[Cause] = &[
    Cause(Bytes, &[Different], "a send took only a part of what it was given, and the rest is lost: look at what send (write) returns and send the rest, or let write_all or sendall do it"),
    Cause(Bytes, &[Rst], "the server takes a send that took only a part, or a call that was interrupted (EINTR), for an error, and drops the client: send the rest, make the call again"),
];

// What the first two find.
const ENDS_WITH_RST: Cause = Cause(
    Bytes,
    &[Rst],
    "the server ends the connection with RST, which may destroy what is still on its way: it closes before it has read everything, or SO_LINGER is set to 0",
);
const CHANGES_A_PART: Cause = Cause(
    Bytes,
    &[Different],
    "the server drops, repeats or changes a part: it ignores how many bytes a send has taken (send in a loop: write_all, sendall), reuses a buffer that is not sent yet, or does not send what it has read as it came",
);
