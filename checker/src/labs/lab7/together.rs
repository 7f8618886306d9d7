//! The learner's own clients and server.

use crate::lab::{Cause, Check, Runs};
use crate::labs::lab5::client::expect_acks;
use crate::verdict::{Seen::*, Want::*};

/// Clients at the same time.
const CLIENTS: usize = 20;

pub const TOGETHER: Check = Check {
    id: "together",
    claim: "twenty of your own clients talk to your server at the same time",
    points: 2,
    programs: &["server", "client"],
    needs: &["server-service", "client-service"],
    runs: &[Runs::NotByHand(
        "there is no part to play: your clients and your server talk to each other, and a relay only cuts what they say",
    )],
    tries: "Runs your server and twenty of your clients, through a relay that cuts and merges at random. Types two lines into each, and expects the acknowledgements in each; then closes stdin of all of them, and expects exit status 0.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.shuffling_relay(&server)?;
        let mut clients = Vec::new();
        for _ in 0..CLIENTS {
            clients.push(lab.run("client", &["127.0.0.1", &relay.port()])?);
        }
        let word = lab.word();
        let texts =
            |client: usize| ["Gr\u{fc}\u{df}e", "and goodbye"].map(|text| format!("{text} {word} from {client}"));
        for at in 0..2 {
            clients.iter().enumerate().for_each(|(number, client)| client.type_line(&texts(number)[at]));
        }
        for (number, client) in clients.iter().enumerate() {
            expect_acks(client, &texts(number).map(|text| format!("received: {text}")))?;
        }
        clients.iter().for_each(|client| client.close_stdin());
        clients.iter().try_for_each(|client| client.expect_exit(0))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Line, &[Silence], "a message or its answer is lost between the two: look at the ladder for what was sent last"),
        Cause(Line, &[Ended], "a client ends before its last answer has come: look at the ladder for who closed, or reported an error, first"),
        Cause(Line, &[Different], "an answer arrives changed, or at another client: look at the ladder for where that happens"),
        Cause(Exit, &[Status, Running], "a client does not end with exit status 0 although every message was answered"),
    ]],
};
