//! The real program, end to end, on small classes.

#[path = "../../examples/fixture.rs"]
mod fixture;
mod builds;
mod class;
mod exports;
mod hostile;
mod intake;
mod machines;
mod parts;
mod real;
mod sheets;
mod steps;
mod users;
