//! The command line: what can be typed, and what it comes to.

#![warn(missing_docs)]

mod arguments;
mod config;
pub mod explain;
pub mod learner;
pub mod list;
mod names;
pub mod overview;
mod resolve;
mod surroundings;

pub use arguments::{Arguments, TERMINAL};
pub use config::{Config, Destinations, Grade, Mdbook, Meeting, Record, Recording, Redraw, Source, Stdout, Stubs};
pub use list::ListFormat;
pub use resolve::resolve;
pub use surroundings::Surroundings;
