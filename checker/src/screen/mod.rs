//! The terminal of a full-screen program: a pseudo-terminal with an emulator behind it, that is clicked and typed into.
//!
//! What the program draws goes into the [`Emulator`] in the journal, byte by byte; whatever a check wants to know of
//! the screen it asks there. Only [`Window`] touches the system.

mod emulator;
mod mouse;
mod window;

pub use emulator::{Emulator, Encoding, Mouse, Size};
pub use mouse::click;
pub use window::{Settings, Window, control_terminal, open, set_size};
