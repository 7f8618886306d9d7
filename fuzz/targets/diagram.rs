//! A learner's state diagram, read, looked over, and drawn.

#![no_main]

use checker::diagram::{self, Marks};
use checker::report::state;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(diagram) = diagram::read(text) {
        let _ = diagram.check_places();
        state::svg(&diagram, &Marks::default(), "a title");
    }
});
