//! Lab 6, the chat project: a pair, many users, and a window to click in.

use crate::lab::{Checkpoint, Lab};

mod chat;
mod crowd;
mod line_client;
mod pair;
mod tui;
mod window;

pub const LAB: Lab = Lab {
    id: "lab6",
    title: "The chat project",
    folder: "lab6-chat",
    programs: &["pair-server", "pair-client", "server", "client", "tui"],
    checks: &[
        pair::BOTH_WAYS,
        pair::ANY_ORDER,
        pair::EXIT_CLIENT,
        pair::EXIT_SERVER,
        pair::EXACT_EXIT,
        pair::PEER_GONE,
        pair::ALONE,
        pair::REFUSED,
        chat::LOGIN,
        chat::LOGIN_REFUSED,
        chat::LOGIN_FIRST,
        chat::MESSAGE,
        chat::MESSAGE_ERRORS,
        chat::USERS,
        crowd::LEAVING,
        crowd::PAIRS,
        crowd::SLOW_USER,
        crowd::HUNDRED_USERS,
        crowd::BAD_FRAMES,
        line_client::LOGIN,
        line_client::CHAT,
        line_client::USERS,
        line_client::ERRORS,
        line_client::BYE,
        line_client::SERVER_GONE,
        tui::USERS,
        tui::CLICK,
        tui::TALK,
        tui::UNREAD,
        tui::RESIZE,
        tui::LEAVES,
        tui::TOGETHER,
    ],
    checkpoints: &[
        Checkpoint { title: "one server, one client, two keyboards", first: "pair-both-ways" },
        Checkpoint { title: "many users", first: "login" },
        Checkpoint { title: "the users list and a window to click in", first: "tui-users" },
    ],
};
