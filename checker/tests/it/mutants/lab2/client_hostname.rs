//! Clients that are wrong about a name with several addresses.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-knows-one-address",
        program: "client",
        edits: &[(
            "while let Some(&server) = servers.first() {",
            "servers.truncate(1);
    while let Some(&server) = servers.first() {",
        )],
        fails: &[("client-hostname", "the client gives up with the first address")],
    },
    Mutant {
        name: "client-asks-everywhere",
        program: "client",
        edits: &[(
            "Ok(reply) => {",
            "Ok(_) if servers.len() > 1 => {}
            Ok(reply) => {",
        )],
        fails: &[("client-hostname", "the client goes on to the next address")],
    },
];
