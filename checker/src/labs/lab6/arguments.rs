//! How the programs are started: arguments that make no sense, and HOST `::1`.

use std::net::{IpAddr, Ipv6Addr};

use super::pair::hears_from_guest;
use super::user::log_in;
use crate::harness::{Harness, ORDINARY};
use crate::lab::Check;
use crate::labs::rules::{self, Form};
use crate::verdict::Step;

pub const ARGUMENTS: Check = Check {
    points: 2,
    programs: &["pair-server", "pair-client", "server", "client", "tui"],
    run: |lab| rules::arguments(lab, FORMS),
    ..rules::ARGUMENTS
};

const FORMS: &[Form] = &[
    Form { program: "pair-server", words: &["PORT", "127.0.0.1"], over_ipv6: Some(talks) },
    Form { program: "pair-client", words: &["127.0.0.1", "PORT"], over_ipv6: Some(connects) },
    Form { program: "server", words: &["PORT", "127.0.0.1"], over_ipv6: Some(lets_in) },
    Form { program: "client", words: &["127.0.0.1", "PORT", "ann"], over_ipv6: Some(connects) },
    Form { program: "tui", words: &["127.0.0.1", "PORT", "ann"], over_ipv6: Some(opens) },
];

fn talks(lab: &mut Harness, form: &Form) -> Step {
    let server = rules::start_over_ipv6(lab, form)?;
    let line = lab.text();
    hears_from_guest(lab, &server, &line)
}

fn lets_in(lab: &mut Harness, form: &Form) -> Step {
    let server = rules::start_over_ipv6(lab, form)?;
    let [name] = lab.names();
    log_in(lab, &server, &name).map(drop)
}

fn connects(lab: &mut Harness, form: &Form) -> Step {
    let (door, client) = rules::run_over_ipv6(lab, form)?;
    door.accept(&client).map(drop)
}

/// It needs a terminal.
fn opens(lab: &mut Harness, form: &Form) -> Step {
    let door = lab.listen_only_at(IpAddr::V6(Ipv6Addr::LOCALHOST))?;
    let words = form.arguments("::1", &door.port());
    let tui = lab.open(form.program, &words.iter().map(String::as_str).collect::<Vec<_>>(), ORDINARY)?;
    door.accept(&tui.program)?;
    tui.dismiss();
    Ok(())
}
