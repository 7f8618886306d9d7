//! A word as it is typed into a shell.

/// The word, in quotes where a shell would read it otherwise than it stands there. One with a control character, or
/// with one that can't be seen, is written in the way of bash and zsh, `$'a\x07b'`, so that it can be read.
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c) || c.is_alphabetic();
    if !word.is_empty() && word.chars().all(is_plain) && super::plain::visible(word) == word {
        return word.to_owned();
    }
    if super::plain::visible(word) == word && !word.contains('\n') {
        return format!("'{}'", word.replace('\'', "'\\''"));
    }
    let escaped = |byte: u8| match byte {
        b'\'' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        byte => format!("\\x{byte:02x}"),
    };
    format!("$'{}'", word.bytes().map(escaped).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_word_is_quoted_as_a_shell_wants_it() {
        let table = [
            ("my-labs/lab_1.d", "my-labs/lab_1.d"),
            ("M\u{fc}ller", "M\u{fc}ller"),
            ("my labs", "'my labs'"),
            ("$(reboot)", "'$(reboot)'"),
            ("it's", "'it'\\''s'"),
            ("", "''"),
            ("a\x1b[2J'", "$'a\\x1b[2J\\''"),
            ("a\nb\u{202e}", "$'a\\x0ab\\xe2\\x80\\xae'"),
        ];
        for (word, wanted) in table {
            assert_eq!(quoted(word), wanted);
        }
    }
}
