//! What `checker explain` shows: what a check tries, and the mistakes that it can name; or what becomes of bytes on their way.

use crate::fault::FAULTS;
use crate::lab::{Check, Lab};
use crate::report::plain::wrap;

/// Columns of a line.
const WIDTH: usize = 80;

/// All that is known of a check, for a terminal.
pub fn explain(lab: &Lab, check: &Check) -> String {
    let points = if check.points == 1 { "point" } else { "points" };
    let mut text = format!("{}/{}, {} {points}\n", lab.id, check.id, check.points);
    text.push_str(&paragraph(check.claim, "  "));
    text.push_str("\nWhat it does\n");
    text.push_str(&paragraph(check.tries, "  "));
    if !check.programs.is_empty() {
        text.push_str(&paragraph(&format!("It starts: {}.", check.programs.join(", ")), "  "));
    }
    if !check.needs.is_empty() {
        text.push_str(&paragraph(&format!("It is skipped unless these pass: {}.", check.needs.join(", ")), "  "));
    }
    let mut causes: Vec<&str> = Vec::new();
    for cause in check.causes() {
        if !causes.contains(&cause.2) {
            causes.push(cause.2);
        }
    }
    if !causes.is_empty() {
        text.push_str("\nMistakes that it can name\n");
        for cause in causes {
            text.push_str(&paragraph(cause, "  - "));
        }
    }
    text.push_str(&format!("\nRead on: {} in the book\n", check.see(lab)));
    text
}

/// What stands in the place of a check to ask for [`faults`].
pub const FAULTS_OF_THE_NETWORK: &str = "faults";

/// What the checker does to streams and datagrams on their way, for a terminal.
pub fn faults() -> String {
    let mut text =
        "What may happen to bytes on their way to your program.\nA dot stands where a segment or a datagram ends.\n"
            .to_owned();
    for fault in FAULTS {
        text.push_str(&format!("\n{}\n", fault.name));
        text.push_str(&paragraph(fault.means, "  "));
        text.push_str(&format!("  {}\n", fault.drawing));
    }
    text
}

/// Words in lines of a terminal, the first after `first` and the others after as many spaces.
pub fn paragraph(words: &str, first: &str) -> String {
    let rest = " ".repeat(first.len());
    let lines = wrap(words, WIDTH - first.len());
    lines.iter().enumerate().map(|(at, line)| format!("{}{line}\n", if at == 0 { first } else { &rest })).collect()
}
