//! Lab 3, robustness: lines that are answered, programs that say what state they are in, and diagrams that say the same.

mod arguments;
mod client_lines;
mod client_pauses;
mod client_returns;
mod diagrams;
mod server_life;
mod server_lines;
mod storm;
mod words;

use crate::lab::Lab;

pub const LAB: Lab = Lab {
    id: "lab3",
    title: "Robustness and state diagrams",
    folder: "lab3-states",
    programs: &["server", "client"],
    checks: &[
        server_lines::ACCEPTS,
        server_lines::SPLIT_LINE,
        server_lines::CLOSE,
        server_life::CLIENT_GONE,
        server_life::RESTART,
        server_life::PORT_IN_USE,
        server_life::STATES,
        client_lines::ACCEPTED,
        client_returns::WAITS_FOR_SERVER,
        client_returns::SERVER_RESTARTS,
        client_returns::SERVER_CLOSES,
        client_lines::SPLIT_ANSWER,
        client_pauses::BACKS_OFF,
        client_lines::CLOSE,
        client_returns::STATES,
        diagrams::SERVER,
        diagrams::CLIENT,
        diagrams::HOLDS,
        arguments::ARGUMENTS,
        storm::STORM,
    ],
    checkpoints: &[],
};
