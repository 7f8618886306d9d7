//! A TCP server that is wrong about a client which is gone before it is answered.

use super::lines::WRITE;
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[Mutant {
    name: "tcp-server-ends-at-a-broken-pipe",
    program: "tcp-server",
    edits: &[(
        WRITE,
        "if let Err(error) = connection.write_all(piece) {
            if error.kind() == io::ErrorKind::BrokenPipe {
                std::process::exit(0);
            }
            return Err(error);
        }",
    )],
    fails: &[("tcp-server-suspended", "the server ends with a client that is gone before it is answered")],
}];
