//! A chapter line by line: which lines are code, which are headings, and where directives stand.

/// How a directive begins.
const OPEN: &str = "{{#";

/// A line of Markdown.
pub struct Line<'a> {
    /// Counted from 1.
    pub number: usize,
    /// Without its newline.
    pub text: &'a str,
    /// What Markdown makes of it.
    pub kind: Kind<'a>,
}

/// What a line of Markdown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// Text, or an empty line.
    Text,
    /// A heading with its text and, where one is given as `{#id}`, its id.
    Heading {
        /// Without its marks.
        text: &'a str,
        /// The heading's own, where it has one.
        id: Option<&'a str>,
    },
    /// The line that opens a listing, and its language: `rust`.
    Open {
        /// The word behind the fence, empty where there is none.
        language: &'a str,
    },
    /// A line of a listing.
    Code,
    /// The line that closes a listing.
    Close,
}

/// A directive, `{{#name argument}}`. One with a backslash before it is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directive<'a> {
    /// `include`
    pub name: &'a str,
    /// What stands behind the name, without the space around it.
    pub argument: &'a str,
    /// Without the space around it, there is nothing else in its line.
    pub is_alone: bool,
}

/// The lines of a text, with what each of them is.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut fence: Option<&str> = None;
    let kind = |text| {
        let kind = kind(text, fence);
        match kind {
            Kind::Open { .. } => fence = Some(marks(text.trim_start())),
            Kind::Close => fence = None,
            _ => {}
        }
        kind
    };
    let kinds: Vec<Kind> = text.lines().map(kind).collect();
    let numbered = text.lines().zip(kinds).enumerate();
    numbered.map(|(at, (text, kind))| Line { number: at + 1, text, kind }).collect()
}

/// The directives of a line, mdBook's own among them. Each ends before the next one begins, so that a line costs no more
/// than its length, however many are never closed.
pub fn directives(line: &str) -> Vec<Directive<'_>> {
    let starts: Vec<usize> = line.match_indices(OPEN).map(|(at, _)| at).collect();
    let mut found = Vec::new();
    for (nth, &at) in starts.iter().enumerate() {
        if line[..at].ends_with('\\') {
            continue;
        }
        let inside = &line[at + OPEN.len()..starts.get(nth + 1).map_or(line.len(), |next| *next)];
        let end = inside.find("}}");
        let words = inside[..end.unwrap_or(inside.len())].trim();
        let (name, argument) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let is_first = || nth == 0 && line[..at].trim().is_empty();
        let is_last = |end: usize| starts.len() == 1 && inside[end + 2..].trim().is_empty();
        found.push(Directive { name, argument: argument.trim(), is_alone: end.is_some_and(is_last) && is_first() });
    }
    found
}

/// `fence` is the mark of the listing in which the line stands.
fn kind<'a>(line: &'a str, fence: Option<&str>) -> Kind<'a> {
    let text = line.trim_start();
    let marks = marks(text);
    match fence {
        Some(open) if marks.starts_with(open) && text.trim_end() == marks => Kind::Close,
        Some(_) => Kind::Code,
        None if marks.len() >= 3 => {
            let language = text[marks.len()..].trim();
            Kind::Open { language: language.split([',', ' ', '{']).next().unwrap_or_default() }
        }
        None => heading(text).unwrap_or(Kind::Text),
    }
}

/// The backquotes or tildes with which a line begins.
fn marks(text: &str) -> &str {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'));
    let end = text.find(|c| Some(c) != mark).unwrap_or(text.len());
    if mark.is_some() { &text[..end] } else { "" }
}

fn heading(text: &str) -> Option<Kind<'_>> {
    let words = text.trim_start_matches('#');
    let level = text.len() - words.len();
    if !(1..=6).contains(&level) || !words.starts_with(' ') {
        return None;
    }
    let (text, attributes) = match words.trim().strip_suffix('}').and_then(|words| words.rsplit_once('{')) {
        Some((text, attributes)) => (text.trim(), attributes),
        None => (words.trim(), ""),
    };
    let id = attributes.split_whitespace().find_map(|word| word.strip_prefix('#'));
    Some(Kind::Heading { text, id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        let table = [
            ("text", Kind::Text),
            ("#hashtag", Kind::Text),
            ("## A plain one", Kind::Heading { text: "A plain one", id: None }),
            ("## Half-close {#half-close .x}", Kind::Heading { text: "Half-close", id: Some("half-close") }),
            ("````rust,ignore", Kind::Open { language: "rust" }),
            ("# no heading", Kind::Code),
            ("```", Kind::Code),
            ("~~~~", Kind::Code),
            ("  `````", Kind::Close),
            ("``code``", Kind::Text),
            ("  ~~~", Kind::Open { language: "" }),
            ("~~~", Kind::Close),
        ];
        let text: Vec<&str> = table.iter().map(|(text, _)| *text).collect();
        for (line, (text, kind)) in lines(&text.join("\n")).iter().zip(table) {
            assert_eq!(line.kind, kind, "{text}");
        }
    }

    #[test]
    fn directives_are_found() {
        let found = |line: &'static str| -> Vec<(&str, &str, bool)> {
            directives(line).iter().map(|found| (found.name, found.argument, found.is_alone)).collect()
        };
        assert_eq!(found("  {{#checks lab1}} "), [("checks", "lab1", true)]);
        assert_eq!(found("{{#ladder}} and {{#x y z}}"), [("ladder", "", false), ("x", "y z", false)]);
        assert_eq!(found("{{#ladder a"), [("ladder", "a", false)]);
        assert_eq!(found("{{#ladder a {{#x}} {{#y"), [("ladder", "a", false), ("x", "", false), ("y", "", false)]);
        assert_eq!(found(r"\{{#include a}} {{ #b }}"), []);
    }

    /// A few MB of them took hours, when each was looked for to the end of its line.
    #[test]
    fn directives_without_an_end_cost_no_more_than_their_length() {
        for (one, times) in [("{{#", 1_000_000), ("{{#a ", 500_000), ("{{#a}}", 500_000)] {
            assert_eq!(directives(&one.repeat(times)).len(), times, "{one}");
        }
    }
}
