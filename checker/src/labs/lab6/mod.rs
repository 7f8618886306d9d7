//! Lab 6, the chat project: a pair, many users, and a window to click in.

use crate::lab::{Checkpoint, Lab};

mod arguments;
mod leaving;
mod line_client;
mod line_client_chat;
mod line_client_end;
mod login;
mod login_refused;
mod message;
mod pair;
mod pair_exit;
mod pair_gone;
mod slow_user;
mod together;
mod tui;
mod tui_talk;
mod tui_window;
mod user;

pub const LAB: Lab = Lab {
    id: "lab6",
    title: "The chat project",
    folder: "lab6-chat",
    programs: &["pair-server", "pair-client", "server", "client", "tui"],
    checks: &[
        pair::BOTH_WAYS,
        pair::ANY_ORDER,
        pair_exit::EXIT_CLIENT,
        pair_exit::EXIT_SERVER,
        pair::EXACT_EXIT,
        pair_gone::PEER_GONE,
        pair_gone::ALONE,
        pair_gone::REFUSED,
        login::LOGIN,
        login_refused::LOGIN_REFUSED,
        login_refused::LOGIN_FIRST,
        message::MESSAGE,
        message::MESSAGE_ERRORS,
        login::USERS,
        leaving::LEAVING,
        message::PAIRS,
        slow_user::SLOW_USER,
        slow_user::SUSPENDED,
        leaving::HUNDRED_USERS,
        leaving::BAD_FRAMES,
        line_client::LOGIN,
        line_client_chat::CHAT,
        line_client::USERS,
        line_client_end::ERRORS,
        line_client_end::BYE,
        line_client_end::SERVER_GONE,
        tui::USERS,
        tui::CLICK,
        tui_talk::TALK,
        tui_talk::UNREAD,
        tui_window::RESIZE,
        tui_window::LEAVES,
        arguments::ARGUMENTS,
        together::TOGETHER,
    ],
    checkpoints: &[
        Checkpoint { title: "one server, one client, two keyboards", first: "pair-both-ways" },
        Checkpoint { title: "many users", first: "login" },
        Checkpoint { title: "the users list and a window to click in", first: "tui-users" },
    ],
};
