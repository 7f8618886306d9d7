//! The tests of the checker from outside, one crate so that it is linked once.

mod submission;
