//! The wrong programs of lab 6, a file for each group of checks.

mod arguments;
mod leaving;
mod line_client;
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

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[
    super::spins::LAB6,
    super::refused::LAB6,
    super::straddles::LAB6,
    pair::MUTANTS,
    pair_exit::MUTANTS,
    pair_gone::MUTANTS,
    login::MUTANTS,
    login_refused::MUTANTS,
    message::MUTANTS,
    leaving::MUTANTS,
    slow_user::MUTANTS,
    line_client::MUTANTS,
    line_client_end::MUTANTS,
    tui::MUTANTS,
    tui_talk::MUTANTS,
    tui_window::MUTANTS,
    arguments::MUTANTS,
    together::MUTANTS,
];
