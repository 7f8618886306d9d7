//! Where the server listens: the ready line, a given port, one that is taken, and HOST.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::words::{OTHER_PEER, SERVER, serves};
use crate::lab::{Cause, Check, NOBODY_LISTENS, Runs};
use crate::labs::rules;
use crate::labs::shared::PORT_IN_USE;
use crate::verdict::{Seen::*, Stop, Want::*};

const SECOND_LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

pub const SERVER_LISTENS: Check = Check {
    id: "server-listens",
    claim: "the server says where it listens, and takes a connection there",
    points: 5,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Starts `server 0`, waits for the line `listening on IP:PORT`, connects to that very address, and watches the server accept the connection.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        lab.expect_accepted(&server, &client)?;
        client.finish();
        Ok(())
    },
    causes: &[SERVER_LISTENS_CAUSES],
};

#[rustfmt::skip]
const SERVER_LISTENS_CAUSES: &[Cause] = &[
    NOBODY_LISTENS,
    Cause(Connection, &[Silence], "the server listens, but does not get to accept: it waits for something else first"),
];

pub const SERVER_ARGUMENTS: Check = Check {
    id: "server-arguments",
    claim: "arguments that make no sense: usage on stderr, exit status 2",
    points: 3,
    programs: SERVER,
    needs: &[],
    runs: &[Runs::NotByHand(
        "there is no part to play: it starts your server with arguments that make no sense, and looks at what it says",
    )],
    tries: "Runs the server without arguments, with the ports `abc`, 70000, -1 and an empty word, and with a word too many, and expects a line with `usage` on stderr and exit status 2. Then with the HOST `a..b`, which is no address: it has to say that with the usage line and status 2, or with `error: ...` and status 1.",
    run: |lab| {
        let senseless: [&[&str]; 6] = [&[], &["abc"], &["70000"], &["-1"], &[""], &["0", "127.0.0.1", "more"]];
        rules::expect_refused(lab, "server", &senseless)?;
        rules::expect_no_address(lab, "server", &["0", rules::NO_ADDRESS])
    },
    causes: &[rules::USAGE],
};

pub const SERVER_PORT_IN_USE: Check = Check {
    id: "server-port-in-use",
    claim: "a second server on a taken port says so and ends, and the first one is unharmed",
    points: 4,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Starts a second server on the port of the first one: it has to print `error: ...` and no ready line, and to end with status 1. Then the first one still serves.",
    run: |lab| {
        let first = lab.start("server")?;
        let port = first.address.port().to_string();
        let second = lab.run("server", &[&port])?;
        second.expect_not_listening()?;
        second.expect_error()?;
        second.expect_exit(1)?;
        serves(lab, &first, b"still here")
    },
    causes: &[PORT_IN_USE],
};

pub const SERVER_GIVEN_PORT: Check = Check {
    id: "server-given-port",
    claim: "with PORT given the server listens on exactly that port, and says so",
    points: 3,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Starts `server PORT` with a free port, expects the ready line to name it, and is served there.",
    run: |lab| {
        let port = lab.free_port()?;
        let server = lab.start_at("server", &[&port.to_string()])?;
        server.expect_port(port)?;
        serves(lab, &server, b"at the given port")
    },
    causes: &[SERVER_GIVEN_PORT_CAUSES],
};

#[rustfmt::skip]
const SERVER_GIVEN_PORT_CAUSES: &[Cause] = &[
    Cause(Ready, &[Address], "the server listens on another port than its first argument: it ignores PORT, or binds it with its two bytes swapped (htons)"),
];

pub const SERVER_BIND_ADDRESS: Check = Check {
    id: "server-bind-address",
    claim: "bound to 127.0.0.1 it can't be reached at 127.0.0.2; bound to 0.0.0.0 it can",
    points: 4,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Starts a server without HOST, which means 127.0.0.1: a connection to 127.0.0.2 must be refused. Then one with HOST 0.0.0.0: there it must be served, and its ready line must name that address.",
    run: |lab| {
        if !lab.has_second_loopback() {
            return Err(Stop::Skip("127.0.0.2 is not an address of this machine".into()));
        }
        let narrow = lab.start("server")?;
        lab.expect_refused(&narrow, SECOND_LOOPBACK)?;
        let wide = lab.start_at("server", &["0", "0.0.0.0"])?;
        let client = lab.connect_at(&wide, SECOND_LOOPBACK)?;
        let message = format!("by the other address: {}", lab.word());
        client.send(message.as_bytes());
        client.finish();
        client.expect(message.as_bytes())?;
        wide.expect_every_ip()
    },
    causes: &[SERVER_BIND_ADDRESS_CAUSES],
};

#[rustfmt::skip]
const SERVER_BIND_ADDRESS_CAUSES: &[Cause] = &[
    Cause(Refusal, &[Connected], "the server is bound to every address of the machine: without HOST it is 127.0.0.1 alone"),
    Cause(Connection, &[Refused], "the server ignores HOST: bound to 0.0.0.0 it can be reached by every address of the machine"),
    Cause(Ready, &[Address], "the line names another address than the one that the server is bound to: print what getsockname (local_addr) gives"),
];

pub const SERVER_IPV6: Check = Check {
    id: "server-ipv6",
    claim: "HOST `::1` works",
    points: 3,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Starts `server 0 ::1`, expects `listening on [::1]:PORT`, is served there, and is announced as `connected [::1]:PORT`.",
    run: |lab| {
        if !lab.has_ipv6() {
            return Err(Stop::Skip("this machine has no IPv6".into()));
        }
        let server = lab.start_at("server", &["0", "::1"])?;
        server.expect_ip(Ipv6Addr::LOCALHOST.into())?;
        let client = lab.connect(&server)?;
        let message = format!("over IPv6: {}", lab.word());
        client.send(message.as_bytes());
        client.expect(message.as_bytes())?;
        server.program.expect_address_line("connected", client.local())
    },
    causes: &[SERVER_IPV6_CAUSES],
};

#[rustfmt::skip]
const SERVER_IPV6_CAUSES: &[Cause] = &[
    Cause(Ready, &[Ended], "the server does not take an IPv6 address: it makes an IPv4 socket whatever HOST is, can read only IPv4 addresses, or reads HOST and PORT out of one text, in which `::1:4000` is no address: parse HOST alone"),
    Cause(Ready, &[Different], "the address is not in the form `[IP]:PORT`: an IPv6 address needs its brackets, or its last group looks like a port"),
    Cause(Ready, &[Address], "the server is bound to another address than HOST"),
    OTHER_PEER,
    Cause(Line, &[Different], "the line does not have the contract's form, `connected [IP]:PORT`: an IPv6 address needs its brackets"),
    Cause(Line, &[Silence], "the server does not print `connected [IP]:PORT` for a client over IPv6"),
];
