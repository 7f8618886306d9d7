//! Annotations and a summary for GitHub's Actions. No word of a program stands in them as it is: a line could be a command.

use checker::report::plain::visible;
use checker::verdict::{CheckReport, Verdict};

use crate::standing::{Mark, Student};

/// Annotations that are shown of one step.
const MOST: usize = 9;

/// A line for each of what costs most, and one on the rest.
pub fn annotations(student: &Student) -> String {
    let mut lines: Vec<(u32, String)> = Vec::new();
    for (lab, mark) in &student.labs {
        match mark {
            Mark::Problem(problem) => lines.push((u32::MAX, problem_line(&problem.message))),
            Mark::Inconclusive(why) => lines.push((0, command("warning", "", &format!("{lab}: inconclusive: {why}")))),
            Mark::Graded(grade) => lines.extend(grade.lab.checks.iter().filter(|check| is_lost(check)).map(|check| {
                let why = check.cause.as_ref().unwrap_or(&check.claim);
                (check.points, command("error", "", &format!("{lab}/{}: {why}", check.id)))
            })),
            Mark::Nothing | Mark::NotRun(_) => {}
        }
    }
    lines.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    let more = lines.len().saturating_sub(MOST);
    let mut text: String = lines.iter().take(MOST).map(|(_, line)| line.as_str()).collect();
    if more > 0 {
        text.push_str(&command("error", "", &format!("and {more} more, see the summary")));
    }
    text
}

fn is_lost(check: &CheckReport) -> bool {
    matches!(check.verdict, Verdict::Fail | Verdict::NotStarted)
}

/// A mistake in `programs.toml` is shown at its line.
fn problem_line(message: &str) -> String {
    let mut parts = message.splitn(3, ':');
    let (file, line) = (parts.next().unwrap_or_default(), parts.next().and_then(|line| line.parse::<u32>().ok()));
    match line {
        Some(line) => command("error", &format!(" file={},line={line}", property(file)), message),
        None => command("error", "", message),
    }
}

/// A command of the workflow's, in which nothing of the message can begin another.
fn command(kind: &str, properties: &str, message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    format!("::{kind}{properties}::{}\n", visible(first).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

fn property(value: &str) -> String {
    visible(value).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_of_a_message_is_a_command() {
        assert_eq!(
            super::problem_line("a,b.toml:6: no\n::stop-commands::x"),
            "::error file=a%2Cb.toml,line=6::a,b.toml:6: no\n"
        );
        assert_eq!(super::problem_line("100% \u{1b}[31m"), "::error::100%25 \\x1b[31m\n");
    }
}
