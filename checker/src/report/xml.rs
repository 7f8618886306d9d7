//! Text as it may stand in HTML, SVG and XML.

use super::plain::visible;

/// The text with `&`, `<`, `>` and both quotes as entities, and without a character that XML
/// does not allow: those are shown as escapes.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text with `code` between backticks, as claims and causes are written; an apostrophe outside of it is one of print.
pub fn prose(source: &str) -> String {
    let escaped = text(source);
    let parts: Vec<&str> = escaped.split('`').collect();
    // An odd number of backticks means something else.
    if parts.len().is_multiple_of(2) {
        return escaped;
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => part.replace("&#39;", "\u{2019}"),
        _ => format!("<code>{part}</code>"),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_is_escaped() {
        let table = [
            ("</svg>]]>&\"'", "&lt;/svg&gt;]]&gt;&amp;&quot;&#39;"),
            ("\x1b[2J\x00\u{ffff}", "\\x1b[2J\\x00\\u{ffff}"),
            ("接続", "接続"),
        ];
        for (source, escaped) in table {
            assert_eq!(super::text(source), escaped);
        }
    }

    #[test]
    fn backticks_are_code() {
        assert_eq!(super::prose("prints `a<b` once"), "prints <code>a&lt;b</code> once");
        assert_eq!(super::prose("a ` alone"), "a ` alone");
        assert_eq!(super::prose("it can't be `b'x'`"), "it can\u{2019}t be <code>b&#39;x&#39;</code>");
    }
}
