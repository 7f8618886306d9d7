//! How the programs are started: arguments that make no sense, and HOST `::1`.

use std::net::{Ipv6Addr, SocketAddr};

use crate::harness::Harness;
use crate::lab::{Cause, Check};
use crate::labs::rules::{self, Form};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const ARGUMENTS: Check = Check {
    points: 4,
    programs: &["server", "client", "tcp-server", "tcp-client"],
    run: |lab| rules::arguments(lab, FORMS),
    causes: &[rules::USAGE, rules::OVER_IPV6, ARGUMENTS_CAUSES],
    ..rules::ARGUMENTS
};

const FORMS: &[Form] = &[
    Form { program: "server", words: &["PORT", "127.0.0.1"], over_ipv6: Some(answers) },
    Form { program: "client", words: &["127.0.0.1", "PORT"], over_ipv6: Some(asks) },
    Form { program: "tcp-server", words: &["PORT", "127.0.0.1"], over_ipv6: Some(tcp_answers) },
    Form { program: "tcp-client", words: &["127.0.0.1", "PORT"], over_ipv6: Some(tcp_asks) },
];

#[rustfmt::skip]
const ARGUMENTS_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Ended], "the client can't reach an IPv6 address: it makes an IPv4 socket whatever HOST is. A socket is of one family: make one of the server's"),
    Cause(Line, &[Address], "over IPv6 the client passes over the server's reply: it takes it for a stranger's. The sender's address has more than IP and port there (in Python two more items): compare these two"),
];

fn answers(lab: &mut Harness, form: &Form) -> Step {
    let server = rules::start_over_ipv6(lab, form)?;
    let client = lab.datagrams_at("peer", SocketAddr::from((Ipv6Addr::LOCALHOST, 0)))?;
    client.send(&server, b"over ipv6");
    client.expect(&server, b"OVER IPV6")
}

fn asks(lab: &mut Harness, form: &Form) -> Step {
    let server = lab.datagrams_at("peer", SocketAddr::from((Ipv6Addr::LOCALHOST, 0)))?;
    let client = lab.run(form.program, &["::1", &server.port()])?;
    client.type_line("over ipv6");
    let datagram = server.expect_from(&client, b"over ipv6")?;
    server.reply(&datagram, b"OVER IPV6");
    match client.expect_line("OVER IPV6") {
        // Who prints something has taken the reply for one.
        Err(Stop::Mismatch(mismatch)) if [Silence, Ended].contains(&mismatch.seen) => {
            Err(Stop::Mismatch(mismatch).seen_as(Address))
        }
        other => other,
    }
}

fn tcp_answers(lab: &mut Harness, form: &Form) -> Step {
    let server = rules::start_over_ipv6(lab, form)?;
    let client = lab.connect(&server)?;
    client.send(b"over ipv6");
    client.finish();
    client.expect(b"OVER IPV6")
}

fn tcp_asks(lab: &mut Harness, form: &Form) -> Step {
    let (door, client) = rules::run_over_ipv6(lab, form)?;
    client.type_line("over ipv6");
    door.accept(&client)?;
    Ok(())
}
