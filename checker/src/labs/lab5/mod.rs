//! Lab 5, client and server threading: nobody waits for somebody else.

mod arguments;
pub mod client;
pub mod client_end;
pub mod client_pieces;
pub mod server;
mod server_crowd;
pub mod server_isolation;
mod server_waits;
mod together;
mod two_rates;
pub mod words;

use crate::lab::Lab;

pub const LAB: Lab = Lab {
    id: "lab5",
    title: "Client and server threading",
    folder: "lab5-threads",
    programs: &["two-rates", "client", "server"],
    checks: &[
        two_rates::BOTH,
        client::NEVER_WAITS,
        client::ACKS,
        client::LATE_ACKS,
        client_pieces::SPLIT_ACKS,
        client_end::UNACKNOWLEDGED,
        client_end::SERVER_GONE,
        client_end::REFUSED,
        server::GREETING,
        server::RECEIPTS,
        server_waits::TWO_AT_ONCE,
        server_waits::STALLED_FRAME,
        server_waits::SLOW_READER,
        server_waits::SUSPENDED,
        server_isolation::ISOLATION,
        server::BYE,
        server::ACTIVE,
        server_crowd::CROWD,
        server_crowd::THOUSAND,
        server_crowd::NO_LEAKS,
        arguments::ARGUMENTS,
        together::TOGETHER,
    ],
    checkpoints: &[],
};
