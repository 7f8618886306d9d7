//! How the programs are started: arguments that make no sense, and HOST `::1`.

use crate::harness::Harness;
use crate::lab::{Cause, Check};
use crate::labs::lab5::server::{exchange, guest};
use crate::labs::rules::{self, Form};
use crate::verdict::{Seen::*, Step, Want::*};

pub const ARGUMENTS: Check = Check {
    points: 2,
    programs: &["server", "client"],
    run: |lab| rules::arguments(lab, FORMS),
    causes: &[rules::USAGE, rules::OVER_IPV6, ARGUMENTS_CAUSES],
    ..rules::ARGUMENTS
};

#[rustfmt::skip]
const ARGUMENTS_CAUSES: &[Cause] = &[
    Cause(Usage, &[Malformed], "the server listens although its IDLE_MS is no number: what `strtol` makes of `abc` and of an empty word is 0, so look at where it stopped"),
];

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
