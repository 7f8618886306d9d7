//! A learner's `programs.toml`.

#![no_main]

use checker::labs::LABS;
use checker::submission::programs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match programs::parse(text, LABS) {
        Ok(programs) => LABS.iter().for_each(|lab| drop(programs.lab(lab.id))),
        Err(mistake) => assert!((1..=text.lines().count() + 1).contains(&mistake.line), "{mistake}"),
    }
});
