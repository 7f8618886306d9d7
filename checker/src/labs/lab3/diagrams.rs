//! Lab 3's checks of the diagrams: held against the contract, and against what the programs did.

use super::words::{CLIENT as CLIENT_PROGRAM, SERVER as SERVER_PROGRAM, accepts, closes, tried};
use crate::diagram::machine::{LAB3_CLIENT, LAB3_SERVER};
use crate::harness::{Harness, Program};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Mismatch, NEEDS, Seen::*, Step, Stop, Want::*};

pub const SERVER: Check = Check {
    id: "diagram-server",
    claim: "server.mmd shows the server's states and transitions, and each of them happens",
    points: 5,
    programs: SERVER_PROGRAM,
    needs: &[],
    runs: &[Runs::NotByHand(
        "it compares your state diagram with the lines that your server prints, and reads both by itself",
    )],
    tries: "Reads `server.mmd`, holds it against the contract's states and transitions, then takes the server through a client that comes and goes, and looks whether every transition that is drawn has happened. Where another mistake breaks that off, the check is skipped.",
    run: |lab| {
        let drawn = lab.diagram("server.mmd")?;
        lab.expect_diagram(&drawn, &LAB3_SERVER)?;
        let server = lab.start("server")?;
        let tour = take_server(lab, &server);
        judge(tour, lab.expect_seen(&drawn, &LAB3_SERVER, &server.program), &server.program)
    },
    causes: &[CAUSES],
};

pub const CLIENT: Check = Check {
    id: "diagram-client",
    claim: "client.mmd shows the client's states and transitions, and each of them happens",
    points: 5,
    programs: CLIENT_PROGRAM,
    needs: &[],
    runs: &[Runs::NotByHand(
        "it compares your state diagram with the lines that your client prints, and reads both by itself",
    )],
    tries: "Reads `client.mmd`, holds it against the contract's states and transitions, then takes the client through a server that is not there, one that is lost and one that is closed, and looks whether every transition that is drawn has happened. Where another mistake breaks that off, the check is skipped.",
    run: |lab| {
        let drawn = lab.diagram("client.mmd")?;
        lab.expect_diagram(&drawn, &LAB3_CLIENT)?;
        let port = lab.free_port()?;
        let client = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        let tour = take_client(lab, &client, port);
        judge(tour, lab.expect_seen(&drawn, &LAB3_CLIENT, &client), &client)
    },
    causes: &[CAUSES],
};

#[rustfmt::skip]
const CAUSES: &[Cause] = &[
    Cause(Diagram, &[Malformed], "the diagram can't be read: the chapter shows the part of Mermaid that is understood here"),
    Cause(Diagram, &[StartState], "a diagram has one start, `[*] --> NAME`, and it is the state in which the program begins"),
    Cause(Diagram, &[States], "the diagram has other states than the program: each of the contract's once, by its name, and no others"),
    Cause(Diagram, &[Unreachable], "a state to which no way leads from the start: the program would never be in it"),
    Cause(Diagram, &[Missing], "a transition is missing: ask of each state what may happen in it, also what may go wrong"),
    Cause(Diagram, &[Invented], "a transition that this program does not make: what leaves the state as it is, as a line that comes, is none"),
    Cause(Diagram, &[Unseen], "the diagram is right, and the program does not do what it shows: look for the place where it should say the state"),
];

pub const HOLDS: Check = Check {
    id: "diagram-holds",
    claim: "whatever the programs did in all these checks is drawn in their diagrams",
    points: 4,
    programs: &["server", "client"],
    needs: &[],
    runs: &[
        Runs::AfterTheOthers,
        Runs::NotByHand("it compares your state diagrams with what all other checks have seen of your programs"),
    ],
    tries: "Runs the pair once, and then follows the states that your programs said in every check of this lab through the diagrams: each step has to be drawn.",
    run: |lab| {
        let (server, client) = (lab.diagram("server.mmd"), lab.diagram("client.mmd"));
        let (server, client) = (readable(server, "server")?, readable(client, "client")?);
        pair(lab)?;
        for (program, drawn) in [("server", server), ("client", client)] {
            let walks = lab.walks(HOLDS.id, program);
            lab.expect_drawn(&drawn, &walks)?;
        }
        Ok(())
    },
    causes: &[HOLDS_CAUSES],
};

#[rustfmt::skip]
const HOLDS_CAUSES: &[Cause] = &[
    Cause(Diagram, &[Undrawn], "the program does something that its diagram does not show: either the diagram lacks a transition, or the program says a state too many, too few or a wrong one"),
];

/// A diagram that can't be read holds for nothing; which is for its own check to say.
fn readable<T>(drawn: Step<T>, name: &str) -> Step<T> {
    drawn.map_err(|stop| match stop {
        Stop::Mismatch(_) => Stop::Skip(format!("needs diagram-{name}, which did not pass")),
        other => other,
    })
}

/// What was not seen to happen says nothing of the states where the way to it was broken off by another mistake,
/// which is for another check to say.
fn judge(tour: Step, seen: Step, program: &Program) -> Step {
    match (tour, seen) {
        (Err(Stop::Mismatch(why)), Err(Stop::Mismatch(_))) if is_another(&why, program) => {
            let observed: Vec<&str> = why.observed.lines().map(str::trim).take(2).collect();
            Err(Stop::Skip(format!(
                "{NEEDS}a {} that comes all the way: expected {}, observed {}",
                program.lane,
                why.expected,
                observed.join(" ")
            )))
        }
        (Ok(()) | Err(Stop::Mismatch(_)), seen) => seen,
        (other, _) => other,
    }
}

/// Whether the mistake has nothing to do with the states: whoever ends before the first one has not said a wrong one.
fn is_another(why: &Mismatch, program: &Program) -> bool {
    why.want != State || why.seen == Ended && program.states().is_empty()
}

fn take_server(lab: &mut Harness, server: &crate::harness::Server) -> Step {
    let client = lab.connect(server)?;
    accepts(&client, &server.program, "a line")?;
    client.finish();
    server.program.expect_state_times("listening", 2)
}

fn take_client(lab: &mut Harness, client: &Program, port: u16) -> Step {
    client.expect_state_times("disconnected", 2)?;
    let door = lab.listen_at(port)?;
    let peer = door.accept(client)?;
    client.expect_state_times("connected", 1)?;
    drop(peer);
    let peer = door.accept(client)?;
    client.expect_state_times("connected", 2)?;
    client.close_stdin();
    closes(&peer, client)
}

/// The learner's own two, so that there is something to be seen even where nothing else could be tried.
fn pair(lab: &mut Harness) -> Step {
    let server = lab.start("server")?;
    let client = lab.run("client", &["127.0.0.1", &server.address.port().to_string()])?;
    client.close_stdin();
    tried(client.expect_state("closed"))
}
