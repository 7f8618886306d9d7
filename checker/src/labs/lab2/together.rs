//! Both pairs of the learner's own programs.

use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Want::*};

pub const TOGETHER: Check = Check {
    id: "together",
    claim: "both of your pairs understand each other",
    points: 2,
    programs: &["server", "client", "tcp-server", "tcp-client"],
    needs: &["server-uppercase", "client-prints", "tcp-server-uppercase", "tcp-client-prints"],
    runs: &[Runs::NotByHand(
        "there is no part to play: your clients and your servers talk to each other, and it only listens",
    )],
    tries: "Runs your UDP client with three lines against your UDP server, and your TCP client against your TCP server, each through a relay that records what goes over the wire.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.datagram_relay(&server)?;
        let client = lab.run("client", &["127.0.0.1", &relay.port()])?;
        let lines = lab.texts(3);
        lines.iter().for_each(|line| client.type_line(line));
        let upper: Vec<String> = lines.iter().map(|line| line.to_ascii_uppercase()).collect();
        client.expect_lines(&upper.iter().map(String::as_str).collect::<Vec<_>>())?;
        client.close_stdin();
        client.expect_exit(0)?;
        let server = lab.start("tcp-server")?;
        let relay = lab.relay(&server)?;
        let client = lab.run("tcp-client", &["127.0.0.1", &relay.port()])?;
        let line = lab.text();
        client.type_line(&line);
        client.expect_line(&format!("From Server: {}", line.to_ascii_uppercase()))?;
        client.expect_exit(0)
    },
    causes: &[TOGETHER_CAUSES],
};

#[rustfmt::skip]
const TOGETHER_CAUSES: &[Cause] = &[
    Cause(Line, &[Different], "a client prints something else than its own text in capital letters: `server-uppercase` and `client-prints` say whose mistake it is"),
    Cause(Line, &[Ended], "a client ends without its reply: look at the ladder for who stopped first"),
];
