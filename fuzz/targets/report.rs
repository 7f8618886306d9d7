//! A report that somebody has written, as `checker report` and the progress take it: drawn in every format.

#![no_main]

use checker::report::FORMATS;
use checker::verdict::Report;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(report) = serde_json::from_slice::<Report>(data) {
        report.status();
        FORMATS.iter().for_each(|format| drop((format.render)(&report)));
    }
});
