//! The report as one JSON object, for other programs and for the book.

use crate::verdict::Report;

/// The report with the names of [`Report`]'s fields, indented, a newline at its end.
pub fn render(report: &Report) -> String {
    // A report is strings, numbers and lists of them: nothing that JSON could refuse.
    let mut json = serde_json::to_string_pretty(report).unwrap_or_default();
    json.push('\n');
    json
}
