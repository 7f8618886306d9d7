//! Frames that a program has sent: those that are taken from the bytes, put together again, are the bytes.

#![no_main]

use checker::harness::{LARGEST, first_frame, frame};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut rest = data;
    while let Some(Ok(payload)) = first_frame(rest) {
        let again = frame(payload);
        assert!(payload.len() <= LARGEST && rest.starts_with(&again));
        rest = &rest[again.len()..];
    }
});
