//! Go.

use crate::language::{Language, Sign};

pub const GO: Language = Language {
    word: "go",
    name: "Go",
    tools: &["go"],
    install: "`apt install golang-go` on Debian and Ubuntu, or go.dev",
    environment: &["GOROOT", "GOPATH", "GOCACHE"],
    signs: &[Sign::Starts("panic: "), Sign::Starts("fatal error: ")],
    stub: None,
    peers: None,
};
