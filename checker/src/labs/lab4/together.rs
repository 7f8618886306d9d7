//! Lab 4's check of the learner's own pair.

use super::words::message;
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Want::*};

pub const TOGETHER: Check = Check {
    id: "together",
    claim: "your client and your server understand each other, however the network cuts",
    points: 3,
    programs: &["server", "client"],
    needs: &["frames-one", "client-wire"],
    runs: &[Runs::NotByHand(
        "there is no part to play: your client and your server talk to each other, and a relay only cuts what they say",
    )],
    tries: "Runs your client against your server through a relay that cuts and merges at random, and expects every line as a message.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.shuffling_relay(&server)?;
        let client = lab.run("client", &["127.0.0.1", &relay.port()])?;
        let last = lab.text();
        let lines = ["Hello", "", "a longer line, with Gr\u{fc}\u{df}e in it", &last];
        lines.iter().for_each(|line| client.type_line(line));
        client.close_stdin();
        client.expect_exit(0)?;
        server.program.expect_lines(&lines.map(message))
    },
    causes: &[TOGETHER_CAUSES],
};

#[rustfmt::skip]
const TOGETHER_CAUSES: &[Cause] = &[
    Cause(Line, &[Silence], "a message is lost between the two: look at the ladder for what was sent last"),
    Cause(Line, &[Different], "a message is missing or arrives changed: look at the ladder for where that happens"),
    Cause(Exit, &[Status], "the client ends with an error: it refuses a line, or the server has closed the connection"),
];
