//! Text measured in the columns of a terminal: wrapped, cut, counted, and freed of what could paint a screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::compare::grouped;
use crate::trace::escape;

/// Columns that a text takes on a terminal; a CJK character takes two.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with every control character and every character that reorders its neighbours
/// escaped. Newlines stay, and so does `\`: what was escaped before is not escaped again.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\\' => out.push(c),
            '\t' => out.push_str("    "),
            c => out.push_str(&escape(c.encode_utf8(&mut [0; 4]).as_bytes())),
        }
    }
    out
}

/// The lines of a text, none wider than `columns`, broken at spaces where there are any.
/// What stood on a line of its own stays there. Never empty.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let lines: Vec<String> = text.lines().flat_map(|line| wrap_line(line, columns)).collect();
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// The text, or its beginning and an ellipsis where it is wider than `columns`. Escapes such as
/// `\x1b` stay whole.
pub fn cut(text: &str, columns: usize) -> String {
    if beginning(text, columns).len() == text.len() {
        return text.to_string();
    }
    let mut out = beginning(text, columns.saturating_sub(1)).to_string();
    if columns > 0 {
        out.push('…');
    }
    out
}

/// As much of the beginning of a text as fits; escapes such as `\x1b` stay whole.
pub fn beginning(text: &str, columns: usize) -> &str {
    let (mut used, mut end) = (0, 0);
    while let Some(unit) = unit(&text[end..]) {
        used += width(unit);
        if used > columns {
            break;
        }
        end += unit.len();
    }
    &text[..end]
}

/// The text, filled up with spaces on its right.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// So many columns of a line, from `start` on, with an ellipsis where something is missing: what
/// stood one below the other in two lines does so in their windows.
pub fn window(line: &str, start: usize, columns: usize) -> String {
    let is_cut = width(line) > start + columns;
    let first = start + usize::from(start > 0);
    let end = start + columns - usize::from(is_cut);
    let (mut at, mut out) = (0, String::new());
    for c in line.chars() {
        let wide = c.width().unwrap_or(0);
        match at >= first && at + wide <= end {
            true => out.push(c),
            // Half of a wide character.
            false if at < first && at + wide > first => out.push(' '),
            false => {}
        }
        at += wide;
    }
    let before = if start > 0 && !out.is_empty() { "…" } else { "" };
    format!("{before}{out}{}", if is_cut { "…" } else { "" })
}

/// `1 byte`, `2 bytes`: the number, grouped, and the noun with an `s` where it needs one.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// Bytes of the longest escape: `\u{10ffff}`
const LONGEST: usize = 10;

/// One character, or one escape of [`escape`].
fn unit(text: &str) -> Option<&str> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let len = match (first, chars.next()) {
        ('\\', Some((_, 'x'))) => 4,
        ('\\', Some((_, 'u'))) => text.bytes().take(LONGEST).position(|byte| byte == b'}').map_or(2, |at| at + 1),
        ('\\', Some((_, c))) if c.is_ascii() => 2,
        _ => first.len_utf8(),
    };
    Some(text.get(..len).unwrap_or(&text[..first.len_utf8()]))
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = line.trim_end();
    loop {
        let fits = beginning(rest, columns);
        if fits.len() == rest.len() {
            break;
        }
        let indent = rest.len() - rest.trim_start().len();
        let at_space = match rest[fits.len()..].starts_with(' ') {
            true => Some(fits.len()),
            false => fits.rfind(' ').filter(|at| *at > indent),
        };
        let end = at_space.unwrap_or(fits.len()).max(first_char(rest));
        lines.push(rest[..end].trim_end().to_string());
        rest = rest[end..].trim_start();
    }
    lines.push(rest.to_string());
    lines
}

/// Something has to go on each line, however narrow it is.
fn first_char(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_no_s() {
        assert_eq!(counted(1, "byte"), "1 byte");
        assert_eq!(counted(1000, "byte"), "1,000 bytes");
    }

    #[test]
    fn text_is_wrapped_at_spaces() {
        let table: &[(&str, usize, &[&str])] = &[
            ("", 10, &[""]),
            ("a short one", 20, &["a short one"]),
            ("expected the 12 bytes", 12, &["expected the", "12 bytes"]),
            ("unbreakable", 4, &["unbr", "eaka", "ble"]),
            ("接続が切れました", 6, &["接続が", "切れま", "した"]),
            ("one\n\ntwo", 9, &["one", "", "two"]),
            ("    indented text", 12, &["    indented", "text"]),
            (r"abc\x1b", 5, &["abc", r"\x1b"]),
        ];
        for (text, columns, lines) in table {
            assert_eq!(wrap(text, *columns), *lines, "{text}");
        }
    }

    #[test]
    fn text_is_cut_between_characters() {
        let table: &[(&str, usize, &str)] = &[
            ("Hello", 5, "Hello"),
            ("Hello, world", 6, "Hello…"),
            (r"a\x1b\n", 5, "a…"),
            (r"a\x1b\n", 7, r"a\x1b\n"),
            ("日本語", 4, "日…"),
            ("x", 0, ""),
        ];
        for (text, columns, cut_text) in table {
            assert_eq!(cut(text, *columns), *cut_text, "{text}");
        }
    }

    #[test]
    fn a_window_keeps_its_columns() {
        let table = [
            ("0123456789", 0, 10, "0123456789"),
            ("0123456789", 0, 5, "0123…"),
            ("0123456789", 4, 5, "…567…"),
            ("0123456789", 5, 5, "…6789"),
            ("日本語です", 2, 5, "… 語…"),
        ];
        for (line, start, columns, shown) in table {
            assert_eq!(window(line, start, columns), shown, "{line} from {start}");
        }
    }

    #[test]
    fn nothing_paints_the_terminal() {
        assert_eq!(visible("a\x1b[31m\u{202e}b\\n\nc\r"), "a\\x1b[31m\\u{202e}b\\n\nc\\r");
    }
}
