//! Bytes as a trace keeps them: their beginning, as text that can stand anywhere, and how many there were.

use serde::{Deserialize, Serialize};

/// Bytes of which a trace keeps the beginning; the rest is only counted.
pub const EXCERPT: usize = 64;
/// Bytes of a printed line of which a trace keeps the beginning.
pub const LINE: usize = 240;

/// The beginning of some bytes, escaped so that it can stand in any text, and how many there were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// How many bytes there were.
    pub len: usize,
    /// The first [`EXCERPT`] bytes, of a printed line the first [`LINE`], through [`escape`].
    pub text: String,
    /// Whether there were more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

impl Excerpt {
    /// Of bytes that went over the wire.
    pub fn of(bytes: &[u8]) -> Excerpt {
        Excerpt::cut(bytes, EXCERPT)
    }

    /// Of a line that a program printed, which a reader wants to see whole.
    pub fn of_line(bytes: &[u8]) -> Excerpt {
        Excerpt::cut(bytes, LINE)
    }

    fn cut(bytes: &[u8], most: usize) -> Excerpt {
        Excerpt { len: bytes.len(), text: escape(&bytes[..bytes.len().min(most)]), cut: bytes.len() > most }
    }

    /// Whether bytes are missing from the text.
    pub fn is_cut(&self) -> bool {
        self.cut
    }
}

/// Bytes as text that cannot paint a terminal nor forge a report: printable characters as they
/// are, control characters and what is not UTF-8 as `\n`, `\x1b`, `\xff`, and `\` as `\\`.
pub fn escape(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        // Most of what is shown needs no look at each of its characters.
        let text = chunk.valid();
        let as_it_is = text.bytes().take_while(|byte| matches!(byte, b' '..=b'[' | b']'..=b'~')).count();
        out.push_str(&text[..as_it_is]);
        for c in text[as_it_is..].chars() {
            match c {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\\' => out.push_str("\\\\"),
                c if is_plain(c) => out.push(c),
                c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
                c => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            }
        }
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02x}"));
        }
    }
    out
}

/// The bytes that an excerpt was made of, as many as it keeps. A control character beyond ASCII looks like a byte that is
/// no text: which of the two it was, the length says where nothing was cut off.
pub fn unescape(excerpt: &Excerpt) -> Vec<u8> {
    let bytes = unescaped(&excerpt.text, false);
    let kept = if excerpt.is_cut() { EXCERPT } else { excerpt.len };
    if bytes.len() == kept {
        bytes
    } else {
        Some(unescaped(&excerpt.text, true)).filter(|other| other.len() == kept).unwrap_or(bytes)
    }
}

/// The bytes of an escaped text, in which `\x85` is a byte, or a character of two.
fn unescaped(text: &str, is_character: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut push = |c: char| bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
    let mut rest = text;
    let mut raw: Vec<(usize, u8)> = Vec::new();
    let mut count = 0;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '\\' {
            push(c);
            count += c.len_utf8();
            continue;
        }
        let Some(kind) = rest.chars().next() else { break };
        rest = &rest[kind.len_utf8()..];
        let digits = match kind {
            'x' => rest.get(..2).unwrap_or_default(),
            'u' => rest.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(digits, _)| digits),
            _ => "",
        };
        rest = &rest[if kind == 'u' { digits.len() + 2 } else { digits.len() }.min(rest.len())..];
        let number = u32::from_str_radix(digits, 16).unwrap_or(0);
        let c = match kind {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' | 'u' => char::from_u32(number).unwrap_or('\u{fffd}'),
            other => other,
        };
        if kind == 'x' && number > 0x7f && !is_character {
            raw.push((count, number as u8));
            count += 1;
            push('\0');
        } else {
            push(c);
            count += c.len_utf8();
        }
    }
    for (at, byte) in raw {
        bytes[at] = byte;
    }
    bytes
}

/// Neither a control character, nor one that can't be seen, nor one that changes how its neighbours are drawn, nor one
/// that is no character at all. (Unicode's Default_Ignorable_Code_Point, white space other than a space, and
/// noncharacters, which XML 1.0 forbids in part.)
fn is_plain(c: char) -> bool {
    let is_unseen = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    let is_none = matches!(c as u32 & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}');
    !c.is_control() && !is_unseen && !is_none && (c == ' ' || !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_escaped() {
        let table: &[(&[u8], &str)] = &[
            (b"Hello, world", "Hello, world"),
            (b"a\nb\r\t\\", "a\\nb\\r\\t\\\\"),
            (b"\x1b[31m\x00\x7f", "\\x1b[31m\\x00\\x7f"),
            ("Gr\u{fc}\u{df}e".as_bytes(), "Gr\u{fc}\u{df}e"),
            (b"\xff\xc3", "\\xff\\xc3"),
            ("a\u{202e}b\u{85}".as_bytes(), "a\\u{202e}b\\x85"),
            ("a\u{a0}b\u{ad}c\u{ffff}".as_bytes(), "a\\xa0b\\xadc\\u{ffff}"),
            ("\u{61c}\u{3164}\u{e0041}\u{3000}".as_bytes(), "\\u{61c}\\u{3164}\\u{e0041}\\u{3000}"),
        ];
        for (bytes, text) in table {
            assert_eq!(escape(bytes), *text);
            assert_eq!(unescape(&Excerpt::of(bytes)), *bytes, "{text}");
        }
    }
}
