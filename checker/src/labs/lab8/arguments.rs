//! How the programs are started: arguments that make no sense, and HOST `::1`.

use std::net::{Ipv6Addr, SocketAddr};

use super::words::pieces;
use crate::harness::Harness;
use crate::lab::{Cause, Check};
use crate::labs::rules::{self, Form};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const ARGUMENTS: Check = Check {
    points: 2,
    programs: &["receiver", "sender"],
    needs: &["receiver-in-order", "sender-segments"],
    run: |lab| {
        rules::arguments(lab, FORMS)?;
        windows(lab).map_err(of_a_window)
    },
    causes: &[rules::USAGE, ARGUMENTS_CAUSES],
    ..rules::ARGUMENTS
};

/// For FILE stands one that does no harm, whoever reads or writes it.
const FORMS: &[Form] = &[
    Form { program: "receiver", words: &["PORT", "/dev/null", "127.0.0.1"], over_ipv6: Some(receives) },
    Form { program: "sender", words: &["127.0.0.1", "PORT", "/dev/null", "NUMBER"], over_ipv6: Some(sends) },
];

#[rustfmt::skip]
const ARGUMENTS_CAUSES: &[Cause] = &[
    Cause(Usage, &[Limit], "a WINDOW of 0 makes no sense, since nothing could ever be sent: it calls for the usage line"),
    Cause(Ready, &[Ended], "the receiver does not take an IPv6 address: it makes an IPv4 socket whatever HOST is, or can read only IPv4 addresses"),
    Cause(Ready, &[Address], "the receiver is bound to another address than HOST"),
    Cause(Segment, &[Ended], "the sender can't reach an IPv6 address: it makes an IPv4 socket whatever HOST is. A socket is of one family: make one of the receiver's"),
    Cause(Segment, &[Silence], "over IPv6 the sender does not go on: it takes the acknowledgements for a stranger's. An IPv6 address may come with more than host and port (in Python as a tuple of four): compare those two"),
];

/// A WINDOW in which nothing can go. (What crashes has a cause of its own.)
fn windows(lab: &mut Harness) -> Step {
    lab.begin_anew();
    let port = lab.free_port()?.to_string();
    let with = |window: &'static str| ["127.0.0.1", &port, "/dev/null", window];
    rules::expect_refused(lab, "sender", &[&with("0")])
}

fn of_a_window(stop: Stop) -> Stop {
    match stop {
        Stop::Mismatch(mismatch) if mismatch.want == Usage => Stop::Mismatch(mismatch).seen_as(Limit),
        other => other,
    }
}

fn receives(lab: &mut Harness, form: &Form) -> Step {
    let receiver = rules::start_over_ipv6(lab, form)?;
    let (sender, file) = (lab.sending_to(receiver, "/dev/null".into(), at_home())?, lab.text());
    pieces(file.as_bytes()).try_for_each(|(number, payload)| sender.deliver(number, payload))
}

fn sends(lab: &mut Harness, _: &Form) -> Step {
    let (socket, file) = (lab.datagrams_at("receiver", at_home())?, lab.text());
    let mut receiver = lab.receiving_at(socket, "::1", file.as_bytes(), None)?;
    for number in 0..receiver.count() {
        receiver.expect(number)?;
        receiver.acknowledge(number + 1);
    }
    receiver.expect_sent()
}

fn at_home() -> SocketAddr {
    SocketAddr::from((Ipv6Addr::LOCALHOST, 0))
}
