//! What a client can't help: nobody listens, HOST is a name, the arguments make no sense.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::words::CLIENT;
use crate::fault::reset;
use crate::harness::Harness;
use crate::lab::{Cause, Check, Runs};
use crate::labs::rules::NOWHERE;
use crate::labs::shared::*;
use crate::verdict::{Seen::*, Stop, Want::*};

pub const CLIENT_RESET: Check = Check {
    id: "client-reset",
    claim: "a reset in the middle of the reply: an error and exit status 1",
    points: 3,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Sends a part of a reply, waits until the client has read it, and resets the connection. Expects `error: ...` on stderr and exit status 1: half a reply is no reply.",
    run: |lab| {
        let door = lab.listen()?;
        let question = lab.text();
        let client = lab.run("client", &["127.0.0.1", &door.port(), &question])?;
        let server = door.accept(&client)?;
        server.expect(question.as_bytes())?;
        server.expect_end()?;
        server.perform(reset(b"the answer is no", 13));
        client.expect_error()?;
        client.expect_exit(1)
    },
    causes: &[RESET_IS_NO_END, UNREPORTED_RESET, EXIT_AFTER_ERROR],
};

pub const CLIENT_REFUSED: Check = Check {
    id: "client-refused",
    claim: "nobody listens, or HOST can't be a name: an error and exit status 1",
    points: 4,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs the client with a port on which nobody listens, then with the HOST `a..b`, which can't be a name, and expects `error: ...` on stderr and exit status 1.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        for host in NOWHERE {
            let client = lab.run("client", &[host, &port, "hello?"])?;
            client.expect_error()?;
            client.expect_exit(1)?;
        }
        Ok(())
    },
    causes: &[UNREPORTED, &[KEEPS_TRYING], EXIT_AFTER_ERROR],
};

pub const CLIENT_HOSTNAME: Check = Check {
    id: "client-hostname",
    claim: "`localhost` works whether the server is only on 127.0.0.1 or only on ::1",
    points: 4,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Runs `client localhost PORT MESSAGE` with a server on 127.0.0.1 alone, then with one on ::1 alone. Where `localhost` is not ::1 as well, HOST is `::1` itself.",
    run: |lab| {
        let halves: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        if !halves.iter().any(|ip| lab.localhost().contains(ip)) {
            return Err(Stop::Skip("`localhost` resolves to neither 127.0.0.1 nor ::1 here".into()));
        }
        for ip in halves {
            let Some(host) = host_for(lab, ip) else { continue };
            let door = lab.listen_only_at(ip)?;
            let message = lab.text();
            let client = lab.run("client", &[&host, &door.port(), &message])?;
            let server = door.accept(&client)?;
            server.expect(message.as_bytes())?;
            server.expect_end()?;
            server.send(b"here I am");
            server.finish();
            client.expect_exit(0)?;
        }
        Ok(())
    },
    causes: &[CLIENT_HOSTNAME_CAUSES],
};

#[rustfmt::skip]
const CLIENT_HOSTNAME_CAUSES: &[Cause] = &[
    Cause(Connection, &[Ended], "the client takes HOST for an address although it may be a name, takes only one kind of address (IPv4 or IPv6), or tries only the first address of a name: resolve it, and try each in turn"),
    NORMAL_STATUS,
    RUNNING_AFTER_CLOSE,
];

/// `localhost`, where that is this address; the address itself, where it is not; none, where there is no such address.
fn host_for(lab: &mut Harness, ip: IpAddr) -> Option<String> {
    if lab.localhost().contains(&ip) {
        return Some("localhost".to_string());
    }
    if ip.is_ipv6() && !lab.has_ipv6() {
        lab.note("the half with ::1 was skipped: this machine has no IPv6");
        return None;
    }
    lab.note(format!("the half with {ip} was tried by its address: `localhost` does not resolve to it here"));
    Some(ip.to_string())
}

pub const CLIENT_ARGUMENTS: Check = Check {
    id: "client-arguments",
    claim: "arguments that make no sense: usage on stderr, exit status 2",
    points: 3,
    programs: CLIENT,
    needs: &[],
    runs: &[Runs::NotByHand(
        "there is no part to play: it starts your client with arguments that make no sense, and looks at what it says",
    )],
    tries: "Runs the client without arguments, with the ports `abc`, 65536, 70000, -1 and an empty word, and with a word too many, and expects a line with `usage` on stderr and exit status 2.",
    run: |lab| {
        let (free, host) = (lab.free_port()?.to_string(), "127.0.0.1");
        let ports = ["abc", "65536", "70000", "-1", ""].map(|port| vec![host, port, "hello"]);
        for arguments in [vec![]].into_iter().chain(ports).chain([vec![host, &free, "hello", "more"]]) {
            let client = lab.run("client", &arguments)?;
            client.expect_usage()?;
            client.expect_exit(2)?;
        }
        Ok(())
    },
    causes: &[CLIENT_ARGUMENTS_CAUSES],
};

#[rustfmt::skip]
const CLIENT_ARGUMENTS_CAUSES: &[Cause] = &[
    Cause(Usage, &[Ended], "the client does not say how it is used: no arguments, a port that is no number from 0 to 65535, and a word too many all call for the usage line"),
    Cause(Usage, &[OtherStream], "the usage line is printed on stdout: diagnostics belong on stderr"),
    Cause(Usage, &[Silence], "the client does not say how it is used: it goes on without its arguments, or asks for them"),
    Cause(Exit, &[Status], "arguments that make no sense have an exit status of their own: 2"),
    Cause(Exit, &[Running], "the client prints its usage and goes on running"),
];
