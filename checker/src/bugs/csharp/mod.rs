//! Bugs to find in the course's C# programs, lab by lab.

mod lab1;
mod lab2;
mod lab3;
mod lab4;
mod lab5;
mod lab6;
mod lab7;
mod lab8;

use super::shared::{PeerBug, Tables};

pub const BUGS: Tables<PeerBug> = &[
    ("lab1", lab1::BUGS),
    ("lab2", lab2::BUGS),
    ("lab3", lab3::BUGS),
    ("lab4", lab4::BUGS),
    ("lab5", lab5::BUGS),
    ("lab6", lab6::BUGS),
    ("lab7", lab7::BUGS),
    ("lab8", lab8::BUGS),
];
