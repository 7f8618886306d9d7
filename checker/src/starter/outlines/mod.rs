//! What is to be written, step by step: a file for each lab, and a line in the table.

mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;
mod lab7;
mod lab8;

use super::outline::Outline;

/// The programs of each lab, by the lab's id.
pub const OUTLINES: &[(&str, &[Outline])] = &[
    ("lab1", lab1::PROGRAMS),
    ("lab2", lab2::PROGRAMS),
    ("lab3", lab3::PROGRAMS),
    ("lab4", lab4::PROGRAMS),
    ("lab5", lab5::PROGRAMS),
    ("lab6", lab6::PROGRAMS),
    ("lab7", lab7::PROGRAMS),
    ("lab8", lab8::PROGRAMS),
];

/// The programs of a lab; none of a lab that is not in the table.
pub fn of(lab: &str) -> &'static [Outline] {
    OUTLINES.iter().find(|(id, _)| *id == lab).map_or(&[], |(_, programs)| programs)
}
