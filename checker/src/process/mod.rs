//! Starts programs, reads what they print, and leaves nothing of them behind.
//!
//! stdout is a raw pseudo-terminal, because that makes most languages print line by line; stdin and
//! stderr are pipes. Every program has a session of its own, no controlling terminal, a plain
//! environment and limits, and dies with the checker. Only a full-screen program has a [`crate::screen`] for its
//! stdin and stdout, which controls it.
#![warn(missing_docs)]

mod account;
mod build;
mod child;
mod cleanup;
mod flow;
mod family;
mod folder;
mod guard;
mod guardian;
mod instead;
mod limits;
mod ours;
mod output;
mod refused;
mod roll;
mod running;
mod scarce;
mod script;
mod sockets;
mod spawn;
mod suspend;
mod table;
mod typing;
mod usage;
mod waiting;

pub use account::run_as;
pub use build::Build;
pub use child::{lock_each, while_nothing_starts};
pub use cleanup::{Leader, adopt_orphans, clean_up_everything, end_all};
pub use flow::{hold, release};
pub use folder::Folder;
pub use guard::Guard;
pub use guardian::{end_checker, guarded};
pub use instead::run_instead;
pub use limits::{open_files, raise_limits};
pub use nix::sys::signal::Signal;
pub use ours::Ours;
pub use refused::{is_refusal, note_refusal, refusals, refused_since, spawn_thread};
pub use running::Process;
pub use scarce::scarce;
pub use sockets::{Listening, listening};
pub use spawn::{Launch, Refused, launch, launch_on_screen};
pub use suspend::{go_on, stop};
pub use usage::{Held, Load, Sampler, are_asleep, confine, held, load, peak, resident};
pub use waiting::waiting;
