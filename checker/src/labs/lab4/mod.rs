//! Lab 4, framing: lines ended by a newline, and frames that begin with their length.

mod arguments;
mod bad_frames;
mod client;
mod client_life;
mod frames;
mod lines;
mod together;
mod words;

use crate::lab::Lab;

pub const LAB: Lab = Lab {
    id: "lab4",
    title: "Framing",
    folder: "lab4-framing",
    programs: &["lines-server", "server", "client"],
    checks: &[
        lines::SPLIT,
        lines::COALESCED,
        lines::EMPTY,
        lines::UTF8,
        lines::UNFINISHED,
        frames::ONE,
        frames::SPLIT,
        frames::COALESCED,
        frames::EMPTY,
        frames::BINARY,
        frames::LARGEST,
        bad_frames::TOO_LARGE,
        bad_frames::CUT_SHORT,
        bad_frames::RESET,
        client::WIRE,
        client::EMPTY_LINE,
        client::UTF8,
        client::MANY,
        client::LARGEST,
        client_life::SERVER_GONE,
        client_life::SLOW_SERVER,
        client_life::SUSPENDED,
        client_life::REFUSED,
        arguments::ARGUMENTS,
        together::TOGETHER,
    ],
    checkpoints: &[],
};
