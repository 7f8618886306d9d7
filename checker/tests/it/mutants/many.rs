//! Many wrong versions of a program as one: modules of one binary, which is linked once.
//!
//! It knows by the name that it is started by (a link with the name of the mutant) which of them it is. Nothing else
//! is different: a mutant has the arguments, the streams and the main thread that it would have alone. The authors'
//! commands in `proof` use this file as well.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What the full-screen client needs beside. The versions are those of the lock file.
const FULL_SCREEN: &str = "[dependencies]\ncrossterm = { version = \"0.29\", features = [\"use-dev-tty\"] }\nratatui = { version = \"0.30\", default-features = false, features = [\"crossterm\"] }\n";

/// The modules that the solutions share.
pub const SHARED: &[&str] = &["args", "frames"];

/// The manifest of a crate with these binaries, out of the head of one.
pub fn manifest(head: &str, name: &str, needs_full_screen: bool, binaries: &[String]) -> String {
    let mut text = head.replace("NAME", name);
    if needs_full_screen {
        text = text.replace("[dependencies]\n", FULL_SCREEN);
    }
    for binary in binaries {
        write!(text, "\n[[bin]]\nname = \"{binary}\"\npath = \"{binary}.rs\"\n").expect("a string");
    }
    text
}

/// The main file of a binary: it is whichever of its mutants it is started as.
pub fn binary(mutants: &[&str]) -> String {
    let mut text = "//! Wrong programs, each by its name.\n#![allow(warnings)]\n\nmod args;\nmod frames;\n".to_owned();
    for name in mutants {
        writeln!(text, "#[path = \"{name}/main.rs\"]\nmod {};", module(name)).expect("a string");
    }
    text += "\nfn main() -> std::process::ExitCode {\n    let path = std::env::args_os().next().unwrap();\n    match std::path::Path::new(&path).file_name().and_then(|name| name.to_str()) {\n";
    for name in mutants {
        writeln!(text, "        Some({name:?}) => {}::enter(),", module(name)).expect("a string");
    }
    text + "        _ => panic!(\"no mutant is called {path:?}\"),\n    }\n}\n"
}

/// A source of a mutant as it stands inside a crate with others: its root is a module, and what is shared is there once.
pub fn as_module(file: &str, source: &str, mutant: &str) -> String {
    let mut source = source.replace("crate::", &format!("crate::{}::", module(mutant)));
    if file != "main.rs" {
        return source;
    }
    for shared in SHARED {
        let own = format!("#[path = \"../{shared}.rs\"]\nmod {shared};");
        source = source.replace(&own, &format!("use crate::{shared};"));
    }
    source + "\npub fn enter() -> std::process::ExitCode {\n    std::process::Termination::report(main())\n}\n"
}

fn module(mutant: &str) -> String {
    format!("m_{}", mutant.replace('-', "_"))
}

/// Leaves the time of a file alone where nothing changes, so that cargo builds only what does.
pub fn write_if_changed(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::write(path, text).expect("a file below target");
}
