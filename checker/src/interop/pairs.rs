//! What a client and a server say to each other when they meet: the lab's own `together`, where it has one for these programs.

use crate::harness::{Harness, storm};
use crate::lab::{Cause, Check, Lab};
use crate::verdict::{Seen::*, Step, Want::*};

/// Labs whose own `together` does not try the pair, or needs more than a client and a server.
const PAIRS: &[(&str, &Check)] = &[("lab3", &STATES), ("lab6", &CHAT), ("lab7", &LOOPS), ("lab8", &FILE)];

/// What is tried with each pair of a lab.
pub fn of(lab: &'static Lab) -> Option<&'static Check> {
    let own = PAIRS.iter().find(|(id, _)| *id == lab.id).map(|(_, check)| *check);
    own.or_else(|| lab.check("together"))
}

const STATES: Check = Check {
    id: "pair",
    claim: "lines go out one after the other, each is accepted, and `close` is answered",
    points: 0,
    programs: &["server", "client"],
    needs: &[],
    runs: &[],
    tries: "Types three lines into the client, expects the server to receive them in order, and at the end of stdin expects `state: closed` and exit status 0.",
    run: states,
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "a line or its answer is lost between the two: look at the ladder for what was sent last",
        ),
        Cause(Line, &[Different], "a line arrives changed: look at the ladder for where that happens"),
        Cause(Exit, &[Running], "the client is not answered `closed`, or does not take the answer for one"),
    ]],
};

fn states(lab: &mut Harness) -> Step {
    let server = lab.start("server")?;
    let relay = lab.relay(&server)?;
    let client = lab.run("client", &["127.0.0.1", &relay.port()])?;
    let lines = ["Hello", "Gr\u{fc}\u{df}e", "close it is no close"];
    lines.iter().for_each(|line| client.type_line(line));
    let received = lines.map(|line| format!("received: {line}"));
    server.program.expect_lines(&received.each_ref().map(String::as_str))?;
    client.close_stdin();
    client.expect_exit(0)?;
    client.expect_line("state: closed")?;
    server.program.expect_lines(&["state: listening", "state: connected", "state: listening"])
}

const CHAT: Check = Check {
    id: "pair",
    claim: "two keyboards talk to each other, and two users through a server",
    points: 0,
    programs: &["pair-server", "pair-client", "server", "client"],
    needs: &[],
    runs: &[],
    tries: "Types lines on both sides of a pair, and EXIT at the client. Then logs two line clients in at the chat server, lets one write to the other, asks for the users, and lets both leave.",
    run: |lab| {
        keyboards(lab)?;
        users(lab)
    },
    causes: &[&[
        Cause(Line, &[Silence], "a line or a frame is lost between the two: look at the ladder for what was sent last"),
        Cause(Line, &[Ended], "a program ends in the middle of the conversation: its last words stand below"),
        Cause(Line, &[Different], "a text arrives changed: look at the ladder for where that happens"),
    ]],
};

const LOOPS: Check = Check {
    id: "pair",
    claim: "three clients talk to a server at the same time, each in a loop of its own",
    points: 0,
    programs: &["server", "client"],
    needs: &[],
    runs: &[],
    tries: "Runs a server and three clients, through a relay that cuts and merges at random. Types two lines into each, expects the acknowledgements in each, closes stdin, and expects exit status 0.",
    run: loops,
    causes: &[&[
        Cause(
            Line,
            &[Silence],
            "a message or its answer is lost between the two: look at the ladder for what was sent last",
        ),
        Cause(Line, &[Different], "a text arrives changed: look at the ladder for where that happens"),
    ]],
};

fn loops(lab: &mut Harness) -> Step {
    let server = lab.start("server")?;
    let relay = lab.shuffling_relay(&server)?;
    let mut clients = Vec::new();
    for _ in 0..3 {
        clients.push(lab.run("client", &["127.0.0.1", &relay.port()])?);
    }
    for client in &clients {
        client.type_line("Gr\u{fc}\u{df}e");
        client.expect_line("ack: received: Gr\u{fc}\u{df}e")?;
        client.type_line("");
        client.expect_line("ack: received: ")?;
        client.close_stdin();
    }
    clients.iter().try_for_each(|client| client.expect_exit(0))
}

const FILE: Check = Check {
    id: "pair",
    claim: "a file goes through a storm that loses, repeats, reorders and damages, and is the same",
    points: 0,
    programs: &["receiver", "sender"],
    needs: &[],
    runs: &[],
    tries: "Sends a file of twenty segments with a WINDOW of 8 through a network of the seed, which loses 20 % of the datagrams, both ways.",
    run: |lab| {
        let file = lab.bytes(18_500);
        let network = storm(&mut lab.random);
        lab.transfer(file, 8, network)?.expect_same()
    },
    causes: &[&[
        Cause(
            Exit,
            &[Status],
            "one of the two gives up: look at the ladder for what it says last, and how that is answered",
        ),
        Cause(
            Exit,
            &[Running],
            "one waits for what the other does not send: look at the ladder for what was sent last",
        ),
        Cause(
            File,
            &[Different],
            "the file arrives changed: look at the ladder for what is sent twice, and what is missing",
        ),
    ]],
};

fn keyboards(lab: &mut Harness) -> Step {
    let server = lab.start("pair-server")?;
    let relay = lab.relay(&server)?;
    let client = lab.run("pair-client", &["127.0.0.1", &relay.port()])?;
    client.type_line("Hello");
    server.program.expect_line("Hello")?;
    server.program.type_line("Gr\u{fc}\u{df}e");
    client.expect_line("Gr\u{fc}\u{df}e")?;
    client.type_line("EXIT");
    client.expect_exit(0)
}

fn users(lab: &mut Harness) -> Step {
    let server = lab.start("server")?;
    let relay = lab.shuffling_relay(&server)?;
    let ada = lab.run("client", &["127.0.0.1", &relay.port(), "ada"])?;
    ada.expect_line("logged in as ada")?;
    let bob = lab.run("client", &["127.0.0.1", &relay.port(), "bob"])?;
    bob.expect_line("logged in as bob")?;
    ada.expect_line("* bob joined")?;
    ada.type_line("/chat bob\nGr\u{fc}\u{df}e");
    bob.expect_line("ada: Gr\u{fc}\u{df}e")?;
    bob.type_line("/users");
    bob.expect_line("users: ada bob")?;
    bob.type_line("/bye");
    bob.expect_exit(0)?;
    ada.expect_line("* bob left")?;
    ada.close_stdin();
    ada.expect_exit(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::is_server;
    use crate::labs::LABS;

    #[test]
    fn every_lab_has_a_pair_to_try() {
        for &lab in LABS {
            let check = of(lab).unwrap_or_else(|| panic!("{} has none", lab.id));
            assert!(check.programs.iter().all(|program| lab.programs.contains(program)), "{}", lab.id);
            let is_server = |program: &&str| is_server(program);
            assert!(check.programs.iter().any(is_server) && !check.programs.iter().all(is_server), "{}", lab.id);
        }
    }
}
