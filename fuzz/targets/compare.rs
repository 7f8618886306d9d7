//! Bytes that came, held against bytes that were expected: two texts with a zero byte between them.

#![no_main]

use checker::compare;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (expected, got) = match data.iter().position(|byte| *byte == 0) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[][..]),
    };
    if expected != got {
        compare::difference(expected, got);
    }
    compare::show(expected, got);
});
