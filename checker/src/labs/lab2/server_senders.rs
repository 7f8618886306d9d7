//! Who is answered: many at once, and the next one after somebody who is gone.

use super::words::SERVER;
use crate::lab::{Cause, Check};
use crate::labs::shared::SPINS;
use crate::verdict::{Seen::*, Want::*};

pub const SERVER_MANY_CLIENTS: Check = Check {
    id: "server-many-clients",
    claim: "twenty clients at once: everyone gets their own replies and nobody else's",
    points: 5,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Sends from twenty sockets in turn, three rounds of it, and expects at each socket the replies to its own datagrams. Before anything comes the server must not keep a processor busy.",
    run: |lab| {
        let server = lab.start("server")?;
        server.program.expect_no_spin("while nothing comes")?;
        let mut clients = Vec::new();
        for _ in 0..20 {
            clients.push(lab.datagrams()?);
        }
        for round in lab.words(3) {
            let words = |n: usize| format!("{round} client {n:02}").into_bytes();
            clients.iter().enumerate().for_each(|(n, client)| client.send(&server, &words(n)));
            for (n, client) in clients.iter().enumerate() {
                client.expect(&server, &words(n).to_ascii_uppercase())?;
            }
        }
        Ok(())
    },
    causes: &[SERVER_MANY_CLIENTS_CAUSES],
};

#[rustfmt::skip]
const SERVER_MANY_CLIENTS_CAUSES: &[Cause] = &[
    SPINS,
    Cause(Datagram, &[Silence], "a client gets no reply: the server keeps one address, the first or the last, connects its socket to one, or knows only so many; the address to answer is the one that came with the datagram"),
    Cause(Datagram, &[Different], "a client gets another client's reply: the address to answer is the one that came with the datagram, and none that was kept from before"),
    Cause(Datagram, &[Ended], "the server ends after so many datagrams: it has to answer for ever"),
];

pub const SERVER_SURVIVES: Check = Check {
    id: "server-survives",
    claim: "a sender that is gone before its reply arrives does no harm",
    points: 5,
    programs: SERVER,
    needs: &["server-uppercase"],
    runs: &[],
    tries: "Four times sends from somebody who is gone before the reply comes, so that it meets nobody and the kernel reports an ICMP error. After each the server has to serve the next sender as usual.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.datagrams()?;
        for n in 1..=4 {
            lab.send_and_leave(&server, format!("gone before you answer {n}").as_bytes())?;
            let here = format!("but i am here {n} {}", lab.word());
            client.send(&server, here.as_bytes());
            client.expect(&server, here.to_ascii_uppercase().as_bytes())?;
        }
        Ok(())
    },
    causes: &[SERVER_SURVIVES_CAUSES],
};

#[rustfmt::skip]
const SERVER_SURVIVES_CAUSES: &[Cause] = &[
    Cause(Datagram, &[Silence], "after a reply that met nobody the next sender gets none: an error of sendto or recvfrom concerns one datagram alone, and a connected socket hears one sender alone"),
    Cause(Datagram, &[Ended], "the server ends after a reply that met nobody: an error of sendto or recvfrom is to be reported, and the next datagram to be answered"),
    Cause(Datagram, &[Different], "the reply to a sender that is gone comes to the next one: the address to answer is the one that came with the datagram"),
];
