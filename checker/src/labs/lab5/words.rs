//! Lab 5's own words: its welcome, and its frames of text.

use crate::harness;

pub const WELCOME: &str = "Welcome, you are connected to the server";

/// A little more than half a second, in ms: a time-out that nobody asked for is often that long.
pub const WAIT: u64 = 550;

/// A text behind its length.
pub fn frame(text: &str) -> Vec<u8> {
    harness::frame(text)
}

pub fn frames(texts: &[impl AsRef<str>]) -> Vec<u8> {
    texts.iter().flat_map(|text| frame(text.as_ref())).collect()
}

/// The frame that answers a message.
pub fn receipt(text: &str) -> Vec<u8> {
    frame(&format!("received: {text}"))
}
