//! The text of a stub from the text of its solution; pure.

use super::marks::{Flaw, Lines, Mark, Syntax, flaw, is_plain_comment};

const ALLOW: &str = "#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.\n";

/// The widest line that rustfmt leaves alone.
const WIDTH: usize = 100;

/// Derives the text of a stub from the text of its solution.
///
/// # Errors
/// The first line whose marks make no sense.
pub fn derive(syntax: Syntax, solution: &str) -> Result<String, Flaw> {
    let mut lines = Lines::of(solution);
    let mut stub = match syntax {
        Syntax::Rust => beginning(&mut lines),
        Syntax::Mermaid => String::new(),
    };
    let mut gaps = 0;
    while let Some((line, text)) = lines.next() {
        match Mark::of(syntax, text).map_err(|what| Flaw { line, what })? {
            Mark::None => push(&mut stub, text),
            Mark::Anchor => {}
            Mark::End(n) => return flaw(line, format!("END TODO({n}) ends no gap")),
            Mark::Todo(n, _) if n != gaps + 1 => {
                return flaw(line, format!("TODO({n}) stands where TODO({}) is due", gaps + 1));
            }
            Mark::Todo(n, instruction) => {
                gaps = n;
                push(&mut stub, text);
                while let Some((_, text)) = lines.next_if(|text| is_plain_comment(syntax, text)) {
                    push(&mut stub, text);
                }
                if syntax == Syntax::Rust {
                    let indent = &text[..text.len() - text.trim_start().len()];
                    push(&mut stub, &todo(line, indent, n, instruction)?);
                }
                skip_code(syntax, &mut lines, line, n)?;
            }
        }
    }
    if gaps == 0 {
        return flaw(1, "there is no gap: name the file in GIVEN if that is meant".to_owned());
    }
    Ok(stub)
}

/// The sentence that says what the file is for, and behind it what lets a stub compile without a warning: the compiler
/// wants it in this order.
fn beginning(lines: &mut Lines<'_>) -> String {
    let mut stub = String::new();
    while let Some((_, text)) = lines.next_if(|text| text.starts_with("//!")) {
        push(&mut stub, text);
    }
    stub + &format!("\n{ALLOW}")
}

/// The line that stands in a gap.
fn todo(line: usize, indent: &str, n: usize, instruction: &str) -> Result<String, Flaw> {
    let escaped = instruction.replace('\\', r"\\").replace('"', "\\\"").replace('{', "{{").replace('}', "}}");
    let todo = format!("{indent}todo!(\"TODO({n}): {escaped}\");");
    let excess = todo.chars().count().saturating_sub(WIDTH);
    if excess > 0 {
        return flaw(line, format!("the first line is {excess} characters too long for `todo!`"));
    }
    Ok(todo)
}

/// Skips the code of the gap that was opened at `opened`, and its end mark.
fn skip_code(syntax: Syntax, lines: &mut Lines<'_>, opened: usize, n: usize) -> Result<(), Flaw> {
    let mut is_empty = true;
    while let Some((line, text)) = lines.next() {
        match Mark::of(syntax, text).map_err(|what| Flaw { line, what })? {
            Mark::End(end) if end != n => {
                return flaw(line, format!("END TODO({end}) stands where END TODO({n}) is due"));
            }
            Mark::End(_) if is_empty => return flaw(opened, format!("TODO({n}) holds no code")),
            Mark::End(_) => return Ok(()),
            Mark::Todo(inner, _) => {
                return flaw(line, format!("TODO({inner}) begins inside TODO({n})"));
            }
            Mark::Anchor => {}
            Mark::None => {
                let text = text.trim_start();
                is_empty &= text.is_empty() || text.starts_with(syntax.comment());
            }
        }
    }
    flaw(opened, format!("TODO({n}) has no END TODO({n})"))
}

/// A text without the marks of the book's.
pub fn without_anchors(syntax: Syntax, text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines().filter(|line| Mark::of(syntax, line) != Ok(Mark::Anchor)) {
        push(&mut kept, line);
    }
    kept
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
