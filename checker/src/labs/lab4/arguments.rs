//! How the programs of lab 4 are started: arguments that make no sense, and HOST `::1`.

use super::words::message;
use crate::harness::{Harness, frame};
use crate::lab::Check;
use crate::labs::rules::{self, Form};
use crate::verdict::Step;

pub const ARGUMENTS: Check = Check {
    points: 2,
    programs: &["lines-server", "server", "client"],
    run: |lab| rules::arguments(lab, FORMS),
    ..rules::ARGUMENTS
};

const FORMS: &[Form] = &[
    Form { program: "lines-server", words: &["PORT", "127.0.0.1"], over_ipv6: Some(takes_lines) },
    Form { program: "server", words: &["PORT", "127.0.0.1"], over_ipv6: Some(takes_frames) },
    Form { program: "client", words: &["127.0.0.1", "PORT"], over_ipv6: Some(sends) },
];

fn takes_lines(lab: &mut Harness, form: &Form) -> Step {
    let server = rules::start_over_ipv6(lab, form)?;
    let client = lab.connect(&server)?;
    client.send(b"over ipv6\n");
    server.program.expect_line("line: over ipv6")
}

fn takes_frames(lab: &mut Harness, form: &Form) -> Step {
    let server = rules::start_over_ipv6(lab, form)?;
    let client = lab.connect(&server)?;
    client.send(&frame("over ipv6"));
    server.program.expect_line(&message("over ipv6"))
}

fn sends(lab: &mut Harness, form: &Form) -> Step {
    let (door, client) = rules::run_over_ipv6(lab, form)?;
    let peer = door.accept(&client)?;
    client.type_line("over ipv6");
    peer.expect(&frame("over ipv6"))
}
