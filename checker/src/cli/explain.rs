//! What `checker explain` shows: what a check tries, and the mistakes that it can name.

use crate::lab::{Check, Lab};

/// Letters of a line.
const WIDTH: usize = 80;

pub fn explain(lab: &Lab, check: &Check) -> String {
    let points = if check.points == 1 { "point" } else { "points" };
    let mut text = format!("{}/{}, {} {points}\n", lab.id, check.id, check.points);
    text.push_str(&wrap(check.claim, "  ", "  "));
    text.push_str("\nWhat it does\n");
    text.push_str(&wrap(check.tries, "  ", "  "));
    if !check.programs.is_empty() {
        text.push_str(&wrap(&format!("It starts: {}.", check.programs.join(", ")), "  ", "  "));
    }
    if !check.needs.is_empty() {
        text.push_str(&wrap(&format!("It is skipped unless these pass: {}.", check.needs.join(", ")), "  ", "  "));
    }
    let mut causes: Vec<&str> = Vec::new();
    for cause in check.causes {
        if !causes.contains(&cause.2) {
            causes.push(cause.2);
        }
    }
    if !causes.is_empty() {
        text.push_str("\nMistakes that it can name\n");
        for cause in causes {
            text.push_str(&wrap(cause, "  - ", "    "));
        }
    }
    text.push_str(&format!("\nRead on: {} in the book\n", check.see(lab)));
    text
}

/// Words in lines, the first after `first` and the others after `rest`.
fn wrap(words: &str, first: &str, rest: &str) -> String {
    let mut text = String::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in words.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            text.push_str(&line);
            text.push('\n');
            line = rest.to_owned();
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    text.push_str(&line);
    text.push('\n');
    text
}
