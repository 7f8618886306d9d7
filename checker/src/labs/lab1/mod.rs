//! Lab 1, basic TCP: an echo server, and a client that sends one message.

mod client_reply;
mod client_trouble;
mod server_address;
mod server_echo;
mod server_flow;
mod server_life;
mod together;
mod words;

use crate::lab::Lab;
use client_reply::*;
use client_trouble::*;
use server_address::*;
use server_echo::*;
use server_flow::*;
use server_life::*;
use together::TOGETHER;

pub const LAB: Lab = Lab {
    id: "lab1",
    title: "Basic TCP: an echo",
    folder: "lab1-echo",
    programs: &["server", "client"],
    checks: &[
        SERVER_LISTENS,
        SERVER_ECHO,
        SERVER_BINARY,
        SERVER_STREAM,
        SERVER_LARGE,
        SERVER_HALF_CLOSE,
        SERVER_NEXT_CLIENT,
        SERVER_RESET,
        SERVER_SUSPENDED,
        SERVER_ARGUMENTS,
        SERVER_PORT_IN_USE,
        SERVER_GIVEN_PORT,
        SERVER_BIND_ADDRESS,
        SERVER_IPV6,
        CLIENT_SENDS,
        CLIENT_PRINTS,
        CLIENT_PIECES,
        CLIENT_LARGE,
        CLIENT_EMPTY_REPLY,
        CLIENT_RESET,
        CLIENT_REFUSED,
        CLIENT_HOSTNAME,
        CLIENT_ARGUMENTS,
        TOGETHER,
    ],
    checkpoints: &[],
};
