//! A transfer of segments as a time-sequence diagram: what was sent when, what arrived, what was sent again, and the window.
//!
//! `flights` reads the segments of lab 8 out of a trace (pure data), and `svg` draws them.

mod flights;
mod svg;

pub use svg::svg;
