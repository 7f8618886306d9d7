//! Lab 2, UDP and TCP uppercase: the same service over datagrams and over a stream.

mod arguments;
mod client;
mod client_hostname;
mod client_retries;
mod server;
mod server_senders;
mod tcp_client;
mod tcp_server;
mod together;
mod words;

use crate::lab::Lab;
use arguments::ARGUMENTS;
use client::*;
use client_hostname::CLIENT_HOSTNAME;
use client_retries::*;
use server::*;
use server_senders::*;
use tcp_client::*;
use tcp_server::*;
use together::TOGETHER;

pub const LAB: Lab = Lab {
    id: "lab2",
    title: "UDP and TCP uppercase",
    folder: "lab2-uppercase",
    programs: &["server", "client", "tcp-server", "tcp-client"],
    checks: &[
        SERVER_UPPERCASE,
        SERVER_BYTES,
        SERVER_EMPTY,
        SERVER_BOUNDARIES,
        SERVER_LARGE,
        SERVER_MANY_CLIENTS,
        SERVER_SURVIVES,
        CLIENT_SENDS,
        CLIENT_PRINTS,
        CLIENT_RETRIES,
        CLIENT_GIVES_UP,
        CLIENT_SERVER_DOWN,
        CLIENT_STRANGER,
        CLIENT_LONG_LINE,
        CLIENT_HOSTNAME,
        TCP_SERVER_UPPERCASE,
        TCP_SERVER_LARGE,
        TCP_SERVER_SUSPENDED,
        TCP_CLIENT_PRINTS,
        TCP_CLIENT_RESET,
        TCP_CLIENT_REFUSED,
        ARGUMENTS,
        TOGETHER,
    ],
    checkpoints: &[],
};
