//! The learner's own client and server.

use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Want::*};

pub const TOGETHER: Check = Check {
    id: "together",
    claim: "your client and your server understand each other",
    points: 3,
    programs: &["server", "client"],
    needs: &["server-echo", "client-sends"],
    runs: &[Runs::NotByHand(
        "there is no part to play: your client and your server talk to each other, and it only listens",
    )],
    tries: "Starts your server, and your client against it through a relay that records what goes over the wire, and expects the message back.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.relay(&server)?;
        let message = lab.text();
        let client = lab.run("client", &["127.0.0.1", &relay.port(), &message])?;
        client.expect_line(&format!("received: {message}"))?;
        client.expect_exit(0)
    },
    causes: &[TOGETHER_CAUSES],
};

#[rustfmt::skip]
const TOGETHER_CAUSES: &[Cause] = &[
    Cause(Line, &[Ended], "the client ends without printing its message: look at the ladder for whether it came back, and which of the two closed first"),
    Cause(Line, &[Silence], "the server does not close after the client has finished, or the client waits on although it has: look at the ladder for which of the two"),
    Cause(Line, &[Different], "the message comes back changed, or is not printed as it came: look at the ladder for where it changes"),
    Cause(Exit, &[Status], "the client gets its message back and yet does not end with exit status 0"),
    Cause(Exit, &[Running], "the client gets its message back and goes on running"),
];
