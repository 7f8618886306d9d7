//! The labs of the course, in their order.

use crate::lab::Lab;

pub const LABS: &[&Lab] = &[];
