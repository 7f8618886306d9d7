//! The learner's own clients and server.

use super::client::expect_acks;
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::AGAIN;
use crate::verdict::{Seen::*, Want::*};

pub const TOGETHER: Check = Check {
    id: "together",
    claim: "three of your own clients talk to your server at the same time",
    points: 3,
    programs: &["server", "client"],
    needs: &["server-two-at-once", "client-acks"],
    runs: &[
        AGAIN,
        Runs::NotByHand(
            "there is no part to play: your clients and your server talk to each other, and a relay only cuts what they say",
        ),
    ],
    tries: "Runs your server and three of your clients, through a relay that cuts and merges at random. Types lines into each in turn, and expects the acknowledgements in each; then closes stdin of all three, and expects exit status 0.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.shuffling_relay(&server)?;
        let mut clients = Vec::new();
        for name in ["ada", "bob", "eve"] {
            clients.push((name, lab.run("client", &["127.0.0.1", &relay.port()])?));
        }
        let word = lab.word();
        let texts =
            |name: &str| ["Hello", "Gr\u{fc}\u{df}e", "the last"].map(|text| format!("{text} {word} from {name}"));
        for at in 0..3 {
            clients.iter().for_each(|(name, client)| client.type_line(&texts(name)[at]));
        }
        for (name, client) in &clients {
            expect_acks(client, &texts(name).map(|text| format!("received: {text}")))?;
        }
        clients.iter().for_each(|(_, client)| client.close_stdin());
        clients.iter().try_for_each(|(_, client)| client.expect_exit(0))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Line, &[Silence], "a message or its answer is lost between the two: look at the ladder for what was sent last"),
        Cause(Line, &[Different], "an answer arrives changed, or at another client: look at the ladder for where that happens"),
        Cause(Line, &[Ended], "a client ends before all its messages are answered: it reports what happened, or look at the ladder for what came last"),
        Cause(Exit, &[Status], "a client ends with an error although every message was answered"),
        Cause(Exit, &[Running], "a client or the server does not close the connection at the end of stdin: each waits for the other"),
    ]],
};
