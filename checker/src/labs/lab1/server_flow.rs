//! Much, to a client that does not read yet: all of it comes back, also when the client has finished sending.

use super::words::SERVER;
use crate::fault::LATE_AND_SLOW;
use crate::lab::{Cause, Check};
use crate::labs::payload::numbered;
use crate::verdict::{Seen::*, Want::*};

/// More than the kernel keeps between the two, so that the server has to wait in its send.
const MUCH: usize = 4 * 1024 * 1024;

pub const SERVER_LARGE: Check = Check {
    id: "server-large",
    claim: "4 MiB come back exactly, to a client that starts to read late and reads slowly",
    points: 6,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends 4 MiB without reading until the server can send no more, then reads: slowly at first, then as fast as it comes. Only when all is there does it finish sending, and expects nothing more.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let message = numbered(MUCH);
        client.send(&message);
        client.fill()?;
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
    Cause(Bytes, &[Short], "the server stops before everything is back and does not close: it waits for another read before it sends the rest, or it stops reading"),
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
        let message = numbered(MUCH);
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

// What both find.
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
