//! Lab 7, an event loop: one thread, many clients, and nobody waits for somebody else.

use crate::lab::Lab;

mod arguments;
mod client;
mod server;
mod server_ends;
mod server_limits;
mod server_pending;
mod server_quiet;
mod together;

pub const LAB: Lab = Lab {
    id: "lab7",
    title: "An event loop",
    folder: "lab7-loop",
    programs: &["server", "client"],
    checks: &[
        server::SERVICE,
        server::ONE_LOOP,
        server::HALF_FRAMES,
        server_quiet::QUIET,
        server_pending::PENDING,
        server_quiet::QUIET_WHILE_PENDING,
        server_pending::PUSHES_BACK,
        server_pending::FAIR,
        server_ends::HALF_CLOSE,
        server_ends::RESETS,
        server_ends::IDLE,
        server_limits::NO_DESCRIPTORS,
        server_limits::TEN_THOUSAND,
        client::SERVICE,
        client::BOTH_WAYS,
        client::QUIET,
        arguments::ARGUMENTS,
        together::TOGETHER,
    ],
    checkpoints: &[],
};
