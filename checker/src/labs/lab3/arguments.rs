//! How the programs of lab 3 are started: arguments that make no sense, and HOST `::1`.

use super::words::{accept, accepts};
use crate::harness::Harness;
use crate::lab::Check;
use crate::labs::rules::{self, Form};
use crate::verdict::Step;

pub const ARGUMENTS: Check =
    Check { points: 2, programs: &["server", "client"], run: |lab| rules::arguments(lab, FORMS), ..rules::ARGUMENTS };

const FORMS: &[Form] = &[
    Form { program: "server", words: &["PORT", "127.0.0.1"], over_ipv6: Some(answers) },
    Form { program: "client", words: &["127.0.0.1", "PORT"], over_ipv6: Some(asks) },
];

fn answers(lab: &mut Harness, form: &Form) -> Step {
    let server = rules::start_over_ipv6(lab, form)?;
    let client = lab.connect(&server)?;
    accepts(&client, &server.program, "over ipv6")
}

fn asks(lab: &mut Harness, form: &Form) -> Step {
    let (door, client) = rules::run_over_ipv6(lab, form)?;
    let peer = door.accept(&client)?;
    client.type_line("over ipv6");
    accept(&peer, "over ipv6")
}
