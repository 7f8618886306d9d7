//! Starts programs, reads what they print, and leaves nothing of them behind.
//!
//! stdout is a raw pseudo-terminal, because that makes most languages print line by line; stdin and
//! stderr are pipes. Every program has a session of its own, no controlling terminal, a plain
//! environment and limits, and dies with the checker. Only a full-screen program has a [`crate::screen`] for its
//! stdin and stdout, which controls it.

mod cleanup;
mod flow;
mod guard;
mod limits;
mod output;
mod spawn;
mod suspend;
mod table;

pub use cleanup::{Leader, adopt_orphans, clean_up_everything, end_all};
pub use flow::{hold, release};
pub use guard::Guard;
pub use limits::{open_files, raise_limits};
pub use nix::sys::signal::Signal;
pub use spawn::{Launch, Process, launch, launch_on_screen, while_nothing_starts};
pub use suspend::{go_on, stop};
pub use table::{Held, Listening, Load, Sampler, are_asleep, held, listening, load, peak};
