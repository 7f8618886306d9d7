//! The languages that the checker knows something of: a file each, and a line in the table.
#![warn(missing_docs)]

mod c;
mod cpp;
mod csharp;
mod go;
mod java;
mod node;
mod perl;
mod python;
mod ruby;
mod rust;

use crate::language::Language;

/// All of them, those of the course first.
pub const LANGUAGES: &[&Language] = &[
    &rust::RUST,
    &python::PYTHON,
    &csharp::CSHARP,
    &c::C,
    &cpp::CPP,
    &java::JAVA,
    &node::NODE,
    &perl::PERL,
    &go::GO,
    &ruby::RUBY,
];

/// What every program gets of the checker's own environment (`environ(7)`), whatever it is written in.
const COMMON: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "TMPDIR",
    "TZ",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "XDG_RUNTIME_DIR",
    "WSL_DISTRO_NAME",
];

/// The names of all the environment variables that a program gets of the checker's own, each once.
pub fn environment() -> impl Iterator<Item = &'static str> {
    COMMON.iter().chain(LANGUAGES.iter().flat_map(|language| language.environment)).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_language_and_each_variable_stands_once() {
        let all: Vec<&str> = environment().collect();
        assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "{all:?}");
        for of in [|one: &Language| one.word, |one: &Language| one.name] {
            let words: BTreeSet<&str> = LANGUAGES.iter().map(|one| of(one)).collect();
            assert_eq!(words.len(), LANGUAGES.len(), "{words:?}");
        }
    }

    #[test]
    fn a_language_says_what_it_takes() {
        for one in LANGUAGES {
            assert!(!one.tools.is_empty() && !one.install.is_empty(), "{}", one.word);
            assert!(one.word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'+'), "{}", one.word);
        }
    }
}
