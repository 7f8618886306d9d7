//! HOST is a name with several addresses, and the server has one of them.

use std::net::SocketAddr;

use super::words::CLIENT;
use crate::lab::{Cause, Check};
use crate::verdict::{Seen::*, Stop, Want::*};

pub const CLIENT_HOSTNAME: Check = Check {
    id: "client-hostname",
    claim: "`localhost` works, whichever of its addresses the server has",
    points: 2,
    programs: CLIENT,
    needs: &["client-prints"],
    runs: &[],
    tries: "Runs `client localhost PORT` with a server on one of the addresses of `localhost` alone, then with one on the next. A wrong address looks like any lost datagram, so each has three tries, in turn, until one has answered. It is skipped where `localhost` has one address only.",
    run: |lab| {
        let addresses = lab.localhost();
        if addresses.len() < 2 {
            return Err(Stop::Skip("`localhost` has one address only here".into()));
        }
        for ip in addresses {
            let port = lab.free_port()?;
            let server = lab.datagrams_at("peer", SocketAddr::new(ip, port))?;
            let client = lab.run("client", &["localhost", &port.to_string()])?;
            client.type_line("by name");
            let datagram = server.expect_from(&client, b"by name")?;
            server.reply(&datagram, b"here I am");
            client.expect_line("here I am")?;
            client.close_stdin();
            client.expect_exit(0)?;
        }
        Ok(())
    },
    causes: &[CLIENT_HOSTNAME_CAUSES],
};

#[rustfmt::skip]
const CLIENT_HOSTNAME_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Ended], "the client gives up with the first address of the name, or knows only one: a name may have several, and each gets three tries, in turn"),
    Cause(Line, &[Ended], "the client goes on to the next address although this one has answered"),
];
