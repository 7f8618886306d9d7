//! Perl.

use crate::language::Language;

pub const PERL: Language = Language {
    word: "perl",
    name: "Perl",
    tools: &["perl"],
    install: "`apt install perl` on Debian and Ubuntu, or perl.org",
    environment: &["PERL5LIB"],
    signs: &[],
    stub: None,
    peers: None,
};
