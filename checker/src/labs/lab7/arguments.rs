//! How the programs are started: arguments that make no sense, and HOST `::1`.

use crate::harness::Harness;
use crate::lab::Check;
use crate::labs::lab5::server::{exchange, guest};
use crate::labs::rules::{self, Form};
use crate::verdict::Step;

pub const ARGUMENTS: Check =
    Check { points: 2, programs: &["server", "client"], run: |lab| rules::arguments(lab, FORMS), ..rules::ARGUMENTS };

const FORMS: &[Form] = &[
    Form { program: "server", words: &["PORT", "127.0.0.1", "NUMBER"], over_ipv6: Some(answers) },
    Form { program: "client", words: &["127.0.0.1", "PORT"], over_ipv6: Some(asks) },
];

/// Without IDLE_MS: nobody is to be sent away while a slow machine is at it.
const PATIENT: Form = Form { program: "server", words: &["PORT", "127.0.0.1"], over_ipv6: None };

fn answers(lab: &mut Harness, _form: &Form) -> Step {
    let server = rules::start_over_ipv6(lab, &PATIENT)?;
    let client = guest(lab, &server)?;
    exchange(&server, &client, &lab.text())
}

fn asks(lab: &mut Harness, form: &Form) -> Step {
    let (door, client) = rules::run_over_ipv6(lab, form)?;
    door.accept(&client).map(drop)
}
