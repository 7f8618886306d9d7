//! The formats of a report: each a pure function from the record of a run to text.
//!
//! Nothing here sees a program, a socket or a clock, and nothing prints. Whatever comes from a
//! program is escaped by the format that shows it.

#![warn(missing_docs)]

pub mod capture;
mod glad;
pub mod html;
pub mod json;
#[cfg(feature = "junit")]
pub mod junit;
pub mod ladder;
pub mod layout;
pub mod lean;
pub mod look;
pub mod markdown;
pub mod paint;
pub mod picture;
pub mod pieces;
pub mod plain;
pub mod played;
pub mod screen;
mod segment;
pub mod sequence;
pub mod shell;
pub mod state;
pub mod teller;
pub mod terminal;
mod terminals;
pub mod told;
pub mod verdicts;
pub mod xml;

#[cfg(test)]
mod pages;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use terminals::terminals;

use crate::verdict::Report;

/// A format that a report can be written in.
pub struct Format {
    /// As given to `--format`.
    pub name: &'static str,
    /// The whole report in this format, ended by a newline.
    pub render: fn(&Report) -> String,
}

/// All formats. On a terminal, [`terminal`] is told check by check and in colour instead.
pub const FORMATS: &[Format] = &[
    Format { name: "terminal", render: terminal::render },
    Format { name: "json", render: json::render },
    Format { name: "markdown", render: markdown::render },
    Format { name: "html", render: html::render },
    Format { name: "svg", render: picture::render },
    #[cfg(feature = "junit")]
    Format { name: "junit", render: junit::render },
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
