//! C++; what its runtime shares with C stands there.

use crate::language::{Language, Sign};

pub const CPP: Language = Language {
    word: "c++",
    name: "C++",
    tools: &["g++"],
    install: "`apt install g++` on Debian and Ubuntu",
    environment: &[],
    signs: &[Sign::Starts("terminate called ")],
    stub: None,
    peers: None,
};
