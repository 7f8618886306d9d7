//! Stands between a client and its server: passes on what comes, records it, and applies a fault.
//!
//! It hides a refused connection and takes a few megabytes more than the two would between them, so
//! refusal and back-pressure are checked without it.
#![warn(missing_docs)]

mod datagrams;
mod hub;
mod later;
mod streams;
mod switch;

pub use datagrams::{Faults, datagrams, each_once, faultless};
pub use hub::{Between, Relay, View, Way};
pub use streams::{Carry, streams};
pub use switch::{Order, Switch, Switched, switch};
