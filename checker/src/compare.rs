//! Holds bytes that came against bytes that were expected: what kind of difference it is, and how to show it; pure.

#![warn(missing_docs)]

use crate::trace::escape;
use crate::verdict::Seen;

/// Bytes shown before and after the first wrong one.
const BEFORE: usize = 20;
const AFTER: usize = 24;
/// Bytes that are short enough to be shown whole.
const WHOLE: usize = 60;
/// Of more bytes than both of what is quoted, so many of the first are, and so many of the last.
const FIRST: usize = 300;
const LAST: usize = 100;

/// How bytes and texts begin and end where they are written as in the source of a program.
const QUOTES: [(&[u8], &[u8]); 4] = [(b"b'", b"'"), (b"b\"", b"\""), (b"'", b"'"), (b"\"", b"\"")];

/// What kind of difference it is. Call it only for bytes that differ.
pub fn difference(expected: &[u8], got: &[u8]) -> Seen {
    let common = expected.len().min(got.len());
    if is_quoted(expected, got) {
        return Seen::Quoted;
    }
    if expected.starts_with(got) {
        return Seen::Short;
    }
    if got.starts_with(expected) {
        return beyond(expected, &got[expected.len()..]);
    }
    let table: &[(Seen, bool)] = &[
        (Seen::Case, expected[..common].eq_ignore_ascii_case(&got[..common])),
        (Seen::Reencoded, is_reencoded(expected, got)),
        (
            Seen::Trimmed,
            !expected.trim_ascii().is_empty()
                && (expected.trim_ascii() == got.trim_ascii()
                    || starts_either(expected.trim_ascii_start(), got.trim_ascii_start())),
        ),
        (Seen::Reordered, expected.len() > 1 && expected.len() == got.len() && counts(expected) == counts(got)),
    ];
    table.iter().find(|(_, holds)| *holds).map_or(Seen::Different, |(seen, _)| *seen)
}

/// From where the two part, one is a text as a language writes it in its source.
fn is_quoted(expected: &[u8], got: &[u8]) -> bool {
    let parted = first_difference(expected, got);
    let (expected, got) = (&expected[parted..], &got[parted..]);
    QUOTES.iter().any(|(open, close)| {
        let inner = got.strip_prefix(*open).and_then(|rest| rest.trim_ascii_end().strip_suffix(*close));
        inner.is_some() && !expected.starts_with(open)
    })
}

/// What stands behind the expected bytes.
fn beyond(expected: &[u8], rest: &[u8]) -> Seen {
    if rest == b"\n" || rest == b"\r\n" {
        Seen::Newline
    } else if !expected.is_empty() && starts_either(expected, rest) && rest.len() >= expected.len().min(4) {
        Seen::Repeated
    } else {
        Seen::Extra
    }
}

fn starts_either(one: &[u8], other: &[u8]) -> bool {
    !one.is_empty() && !other.is_empty() && (one.starts_with(other) || other.starts_with(one))
}

/// How many times each byte value stands in them.
fn counts(bytes: &[u8]) -> [usize; 256] {
    let mut counts = [0; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    counts
}

/// U+FFFD or `?` for what is not ASCII, bytes taken for Latin-1 and encoded as UTF-8, or the other way round;
/// or anything in the place of a U+FFFD.
fn is_reencoded(expected: &[u8], got: &[u8]) -> bool {
    if expected.is_ascii() {
        return false;
    }
    let unknown = "\u{fffd}".as_bytes();
    let parted = first_difference(expected, got);
    if (parted.saturating_sub(unknown.len() - 1)..=parted).any(|from| expected[from..].starts_with(unknown)) {
        return true;
    }
    let lossy = String::from_utf8_lossy(expected).into_owned().into_bytes();
    let as_latin1: String = expected.iter().map(|byte| char::from(*byte)).collect();
    let to_latin1: Vec<u8> =
        String::from_utf8_lossy(expected).chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
    let question: Vec<u8> = expected.iter().map(|byte| if byte.is_ascii() { *byte } else { b'?' }).collect();
    let questions: Vec<u8> =
        String::from_utf8_lossy(expected).chars().map(|c| if c.is_ascii() { c as u8 } else { b'?' }).collect();
    let dropped: Vec<u8> = expected.iter().copied().filter(u8::is_ascii).collect();
    let start = got.len().min(expected.len()).max(1);
    [lossy, as_latin1.into_bytes(), to_latin1, question, questions, dropped].iter().any(|other| {
        // At least up to and beyond the place where the two part.
        let parted = first_difference(expected, got) + 1;
        starts_either(other, got) && other.len() >= parted && start >= parted.min(start)
    }) || is_replaced(expected, got)
}

/// One of the two has U+FFFD in the place of what is not ASCII in the other, and they agree beyond that.
fn is_replaced(expected: &[u8], got: &[u8]) -> bool {
    const REPLACED: &[u8] = "\u{fffd}".as_bytes();
    let has = |bytes: &[u8]| bytes.windows(REPLACED.len()).any(|window| window == REPLACED);
    // A run of bytes that are not ASCII as one of them.
    let skeleton = |bytes: &[u8]| -> Vec<u8> {
        let mut out: Vec<u8> = bytes.iter().map(|byte| if byte.is_ascii() { *byte } else { 0xff }).collect();
        out.dedup_by(|one, before| *one == 0xff && *before == 0xff);
        out
    };
    has(expected) != has(got) && starts_either(&skeleton(expected), &skeleton(got))
}

/// How many bytes at the beginning are the same.
pub fn first_difference(expected: &[u8], got: &[u8]) -> usize {
    // Whole blocks at once: of megabytes the first difference is looked for more than once.
    const BLOCK: usize = 4096;
    let blocks = expected.chunks_exact(BLOCK).zip(got.chunks_exact(BLOCK));
    let same = BLOCK * blocks.take_while(|(one, other)| one == other).count();
    same + expected[same..].iter().zip(&got[same..]).take_while(|(one, other)| one == other).count()
}

/// `the 12 bytes "Hello, world"`, cut in the middle where they are many.
pub fn name(bytes: &[u8]) -> String {
    match bytes.len() {
        0 => "no bytes".into(),
        1 => format!("the byte {}", quote(bytes)),
        count if count <= WHOLE => format!("the {count} bytes {}", quote(bytes)),
        count => format!("the {} bytes {}\u{2026}", grouped(count), quote(&bytes[..AFTER])),
    }
}

/// The same without `the`: `12 bytes "Hello, world"`.
pub fn unnamed(bytes: &[u8]) -> String {
    match bytes.len() {
        1 => format!("1 byte {}", quote(bytes)),
        _ => name(bytes).trim_start_matches("the ").to_owned(),
    }
}

/// The bytes in quotes, or where they are many their beginning and how many they are.
pub fn excerpt(bytes: &[u8]) -> String {
    match bytes.len() {
        count if count <= WHOLE => quote(bytes),
        count => format!("{}\u{2026} ({} bytes)", quote(&bytes[..AFTER]), grouped(count)),
    }
}

/// The bytes escaped, in quotes; of very many the first and the last.
pub fn quote(bytes: &[u8]) -> String {
    if bytes.len() <= FIRST + LAST {
        return format!("\"{}\"", escape(bytes));
    }
    // Between two characters.
    let is_between = |at: &usize| bytes[*at] & 0b1100_0000 != 0b1000_0000;
    let first = (0..=FIRST).rev().find(is_between).unwrap_or(FIRST);
    let last = (bytes.len() - LAST..bytes.len()).find(is_between).unwrap_or(bytes.len() - LAST);
    let between = grouped(last - first);
    format!("\"{}\"\u{2026} {between} bytes \u{2026}\"{}\"", escape(&bytes[..first]), escape(&bytes[last..]))
}

/// 4194304 as `4,194,304`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What came, with a caret under the first byte that is wrong, missing or too much, and what should stand there.
pub fn show(expected: &[u8], got: &[u8]) -> String {
    let at = first_difference(expected, got);
    if got.is_empty() {
        return "nothing".into();
    }
    let from = if got.len() <= WHOLE { 0 } else { at.saturating_sub(BEFORE) };
    let to = if got.len() <= WHOLE { got.len() } else { got.len().min(at + AFTER) };
    let lead = if from > 0 { "\u{2026}" } else { "" };
    let tail = if to < got.len() { "\u{2026}" } else { "" };
    let before = escape(&got[from..at.min(to)]);
    let shown = format!("{lead}\"{before}{}\"{tail}", escape(&got[at.min(to)..to]));
    let indent = " ".repeat(width(lead) + 1 + width(&before));
    let (how, verdict) = match (expected.get(at), got.get(at)) {
        (Some(_), None) => ("missing", format!("ends here, {} short", bytes(expected.len() - at))),
        (None, _) => ("too many", "should have ended here".to_string()),
        (Some(wanted), Some(_)) => ("different", format!("should be {}", quote(&[*wanted]))),
    };
    format!("{}, {how} from byte {} on:\n{shown}\n{indent}^ {verdict}", bytes(got.len()), grouped(at))
}

/// `1 byte`, `1,024 bytes`
fn bytes(count: usize) -> String {
    format!("{} {}", grouped(count), if count == 1 { "byte" } else { "bytes" })
}

/// Columns, as far as one can tell without a table of widths: wide scripts count twice.
fn width(text: &str) -> usize {
    text.chars().map(|c| if matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x1f300..=0x1faff) { 2 } else { 1 }).sum()
}

/// A line of stdout as text: what is not UTF-8 as U+FFFD, a run of those as one, no carriage return at its end.
pub fn text(line: &[u8]) -> String {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    // Nearly always it is text already, without U+FFFD (which begins with this byte), and it may be megabytes.
    if let Ok(text) = str::from_utf8(line)
        && !line.contains(&0xef)
    {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in String::from_utf8_lossy(line).chars() {
        if !(c == '\u{fffd}' && out.ends_with('\u{fffd}')) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let table = [(0, "0"), (999, "999"), (1000, "1,000"), (65507, "65,507"), (4190208, "4,190,208")];
        for (number, text) in table {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn differences_have_names() {
        let table: &[(&[u8], &[u8], Seen)] = &[
            (b"Hello, world", b"Hello", Seen::Short),
            (b"Hello", b"Hello\n", Seen::Newline),
            (b"Hello", b"HelloHello", Seen::Repeated),
            (b"Hello", b"Hello you", Seen::Extra),
            (b"HELLO", b"hello", Seen::Case),
            (b"HELLO", b"HEl", Seen::Case),
            (b" Hello ", b"Hello", Seen::Trimmed),
            (b"Hello", b"olleH", Seen::Reordered),
            (b"Hello", b"b'Hello'", Seen::Quoted),
            (b"received: bold", b"received: b'bold'", Seen::Quoted),
            (b"received: ", b"received: b''", Seen::Quoted),
            (b"line: Hello", b"line: \"He\\0\"", Seen::Quoted),
            (b"\"Hello\"", b"\"hallo\"", Seen::Different),
            ("Gr\u{fc}n".as_bytes(), "Gr\u{fffd}n".as_bytes(), Seen::Reencoded),
            ("Gr\u{fc}n".as_bytes(), b"Gr\xfcn", Seen::Reencoded),
            ("Gr\u{fc}n".as_bytes(), b"Gr??n", Seen::Reencoded),
            ("Gr\u{fc}n".as_bytes(), b"Gr?n", Seen::Reencoded),
            (b"a\x80b", "a\u{80}b".as_bytes(), Seen::Reencoded),
            (b"a\x80b", "a\u{fffd}b".as_bytes(), Seen::Reencoded),
            ("Gr\u{fc}\u{df}e".as_bytes(), "Gr\u{fffd}\u{df}e".as_bytes(), Seen::Reencoded),
            ("Gr\u{fc}n, end".as_bytes(), "Gr\u{fffd}eces, end".as_bytes(), Seen::Different),
            ("caf\u{fffd} au lait".as_bytes(), "caf\u{e9} au lait".as_bytes(), Seen::Reencoded),
            ("caf\u{fffd}".as_bytes(), "caf\u{e9}".as_bytes(), Seen::Reencoded),
            ("caf\u{fffd}".as_bytes(), b"caf\\xe9", Seen::Reencoded),
            ("caf\u{fffd}".as_bytes(), b"cat?", Seen::Different),
        ];
        for (expected, got, seen) in table {
            assert_eq!(difference(expected, got), *seen, "{}", escape(got));
        }
    }

    #[test]
    fn the_caret_stands_under_the_wrong_byte() {
        assert_eq!(
            show(b"Hello, world", b"Hello, wOrld"),
            "12 bytes, different from byte 8 on:\n\"Hello, wOrld\"\n         ^ should be \"o\""
        );
        assert_eq!(
            show(b"Hello", b"Hell"),
            "4 bytes, missing from byte 4 on:\n\"Hell\"\n     ^ ends here, 1 byte short"
        );
        assert_eq!(show(b"Hello", b"He"), "2 bytes, missing from byte 2 on:\n\"He\"\n   ^ ends here, 3 bytes short");
        assert_eq!(show(b"He", b"He\n"), "3 bytes, too many from byte 2 on:\n\"He\\n\"\n   ^ should have ended here");
        let long: Vec<u8> = (0..200).map(|n| b'a' + n % 26).collect();
        let mut wrong = long.clone();
        wrong[100] = b'!';
        assert_eq!(show(&long, &wrong).lines().nth(1).map(|line| line.chars().count()), Some(20 + 24 + 4));
    }

    #[test]
    fn lines_become_text() {
        assert_eq!(text(b"received: a\xff\xfeb\r"), "received: a\u{fffd}b");
    }

    #[test]
    fn of_very_many_bytes_the_ends_are_quoted() {
        let quoted = quote(format!("x{}", "\u{e9}".repeat(5_000)).as_bytes());
        let wanted = format!("\"x{}\"\u{2026} 9,602 bytes \u{2026}\"{}\"", "\u{e9}".repeat(149), "\u{e9}".repeat(50));
        assert_eq!(quoted, wanted, "between two characters");
        assert_eq!(quote(&[b'x'; 400]), format!("\"{}\"", "x".repeat(400)));
    }
}
