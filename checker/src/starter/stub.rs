//! The text of a program that is still to be written, from its outline and the words of a language; pure.

use std::fmt::Write;

use super::outline::{Outline, Task};
use crate::language::{Language, Stub, class};

/// The file of a program of a lab, whose id is given: each step as a comment, and a call that says it is not written.
pub fn text(language: &Language, stub: &Stub, lab: &str, outline: &Outline) -> String {
    let about = format!("Lab {}, {}", lab.trim_start_matches("lab"), outline.about);
    let mut text = (stub.head)(&about, &class(lab, outline.program), &(stub.file)(lab, outline.program));
    for (place, one) in outline.tasks.iter().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        step(&mut text, language, stub, place + 1, one);
    }
    text.push_str(stub.foot);
    text
}

fn step(text: &mut String, language: &Language, stub: &Stub, number: usize, step: &Task) {
    let Stub { comment, indent, todo, end, .. } = stub;
    let what = format!("TODO({number}): {}", step.what);
    let calls: Vec<&str> = step.calls.iter().map(|topic| (stub.calls)(*topic)).collect();
    let calls = (!calls.is_empty()).then(|| format!("In {}: {}", language.name, calls.join("; ")));
    for line in std::iter::once(what.as_str()).chain(step.more.iter().copied()).chain(calls.as_deref()) {
        writeln!(text, "{indent}{comment} {line}").expect("a String takes all");
    }
    writeln!(text, "{indent}{todo}(\"{what}\"){end}").expect("a String takes all");
}
