//! Ruby.

use crate::language::Language;

pub const RUBY: Language = Language {
    word: "ruby",
    name: "Ruby",
    tools: &["ruby"],
    install: "`apt install ruby` on Debian and Ubuntu, or ruby-lang.org",
    environment: &["GEM_HOME", "GEM_PATH"],
    signs: &[],
    stub: None,
    peers: None,
};
