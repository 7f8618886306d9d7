//! A reader that begins late and reads slowly, so that the writer's buffers fill.

use super::moves::Fault;

pub const FAULT: Fault = Fault {
    name: "late-and-slow-reader",
    means: "who receives begins late, and reads slowly",
    drawing: "####....  ->  (nothing is read)  #  #  #  ####",
};

/// How a reader reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Not before it is told to.
    pub held: bool,
    /// How many reads are small and come with a pause before them.
    pub slow: usize,
    /// Bytes of such a read.
    pub piece: usize,
    /// The size of the receive buffer to ask for, in bytes; none for the system's own.
    pub buffer: Option<usize>,
    /// The largest segment to take, in bytes; none for the system's own. On a loopback interface that is
    /// 64 KiB, and the far end's buffers grow with it until they hold megabytes.
    pub segment: Option<u32>,
}

impl Reading {
    /// As fast as it comes.
    pub const EAGER: Reading = Reading { held: false, slow: 0, piece: 0, buffer: None, segment: None };
}

/// Nothing at first, then as fast as it comes.
pub const LATE: Reading = Reading { held: true, slow: 0, piece: 0, buffer: Some(64 * 1024), segment: Some(1460) };

/// Nothing at first, then a little at a time, then the rest.
pub const LATE_AND_SLOW: Reading = Reading { slow: 40, piece: 3000, ..LATE };
