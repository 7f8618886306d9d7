//! What mdBook asks: a chapter with this text, and the whole message as it is.

#![no_main]

use checker::book;
use checker::labs::LABS;
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|text: &str| {
    let chapter = json!({"Chapter": {"name": "", "content": text, "source_path": "lab1.md", "sub_items": []}});
    let context = json!({"mdbook_version": "0.5.0", "root": "/nowhere/book", "config": {"book": {}}});
    for message in [text.to_owned(), json!([context, {"items": [chapter]}]).to_string()] {
        let _ = book::fill(&message, LABS);
        let _ = book::verify(&message);
    }
});
