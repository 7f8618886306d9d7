//! Lab 8, reliable transport over UDP: a file goes over a network that loses, repeats, reorders, delays and damages.

mod arguments;
mod clock;
mod receiver;
mod receiver_trouble;
mod sender;
mod sender_trouble;
mod together;
mod window;
mod words;

use crate::lab::{Checkpoint, Lab};

pub const LAB: Lab = Lab {
    id: "lab8",
    title: "Reliable transport over UDP",
    folder: "lab8-reliable",
    programs: &["receiver", "sender"],
    checks: &[
        receiver::IN_ORDER,
        receiver::BINARY,
        receiver::REPEATS,
        receiver::GAP,
        receiver_trouble::DAMAGED,
        receiver_trouble::STRANGER,
        receiver_trouble::LINGERS,
        receiver_trouble::CANNOT_WRITE,
        sender::SEGMENTS,
        sender::WAITS,
        sender::LOSS,
        sender::LOST_ANSWERS,
        sender_trouble::DAMAGED_ANSWERS,
        sender_trouble::GIVES_UP,
        sender_trouble::CANNOT_READ,
        window::WINDOW,
        window::SLIDES,
        window::USES_THE_WINDOW,
        clock::ONE_LOST,
        clock::LEARNS,
        clock::KARN,
        arguments::ARGUMENTS,
        together::STORM,
        together::PACE,
    ],
    checkpoints: &[
        Checkpoint { title: "stop and wait", first: "receiver-in-order" },
        Checkpoint { title: "the window", first: "sender-window" },
        Checkpoint { title: "the clock", first: "sender-one-lost" },
    ],
};
