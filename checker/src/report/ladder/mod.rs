//! A trace as a ladder diagram: lanes side by side, time downwards, arrows for what went over the wire.
//!
//! `lanes` says which lanes stand where, `rows` what is drawn in which order (both pure data), and
//! `text` and `svg` draw the same rows; `queues` says of each what may be unread then. Everything that comes from a program is escaped where it is
//! drawn.

mod lanes;
mod queues;
mod rows;
mod shapes;
mod svg;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use queues::queues;
pub use svg::{Caption, Heads, svg};
pub use text::{Room, text};
pub use words::{line, short};
