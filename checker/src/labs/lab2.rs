//! Lab 2, UDP and TCP uppercase: the same service over datagrams and over a stream.

use crate::lab::Lab;

pub const LAB: Lab = Lab {
    id: "lab2",
    title: "UDP and TCP uppercase",
    folder: "lab2-uppercase",
    programs: &["server", "client", "tcp-server", "tcp-client"],
    checks: &[],
};
