//! The terminal of a full-screen program: a pseudo-terminal with an emulator behind it, that is clicked and typed into.
//!
//! What the program draws goes into the [`Emulator`] byte by byte, and from there into the journal as plain data;
//! whatever a check wants to know of the screen it asks there. Only [`Window`] touches the system.

mod emulator;
mod mouse;
mod window;

pub use crate::shot::{Encoding, Mouse, Size};
pub use emulator::Emulator;
pub use mouse::click;
pub use window::{Settings, Window, control_terminal, open, set_size};
