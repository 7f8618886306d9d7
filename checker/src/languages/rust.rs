//! Rust.

use crate::language::{Language, Sign};

pub const RUST: Language = Language {
    word: "rust",
    name: "Rust",
    tools: &["cargo"],
    install: "rustup.rs",
    environment: &["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"],
    signs: &[Sign::Holds("' panicked at "), Sign::Holds(") panicked at "), Sign::Starts("fatal runtime error:")],
    // The stubs in Rust are the exercises: they are derived from the solutions.
    stub: None,
    peers: None,
};
