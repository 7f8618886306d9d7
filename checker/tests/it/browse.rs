//! `checker book`: which mdBook it takes, and that it installs one where there is none.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fixture::{checker, folder, write};

/// Makes a file that can be started. A child writes it: a descriptor of ours that is open for writing could
/// be inherited by what another test starts at this moment, and the system starts no file that somebody writes.
fn script(file: &Path, lines: &str) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let write = r#"printf '#!/bin/sh\n%s\n' "$1" > "$2" && chmod +x "$2""#;
    let status = Command::new("sh").args(["-c", write, "sh", lines]).arg(file).status().unwrap();
    assert!(status.success());
}

/// A repository, and a folder for the programs that are found in PATH.
fn repository(name: &str) -> (PathBuf, PathBuf) {
    let root = folder(name);
    write(&root, &[("exercises/Cargo.toml", ""), ("checker/Cargo.toml", ""), ("book/src/a.md", "")]);
    let programs = root.join("path");
    std::fs::create_dir_all(&programs).unwrap();
    (root, programs)
}

/// What `checker book` prints, and its exit status, started in a folder below the root.
fn book(root: &Path, programs: &Path, browser: &str) -> (String, Option<i32>) {
    let output = checker()
        .arg("book")
        .current_dir(root.join("book/src"))
        .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
        .env("CARGO", programs.join("cargo"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("BROWSER", browser)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap().replace(root.to_str().unwrap(), "ROOT");
    // The port is another one where somebody has the usual one.
    let words = text.split_inclusive([' ', '\n', ':']).map(|word| match word.trim_end().parse::<u16>() {
        Ok(_) => word.replace(word.trim_end(), "PORT"),
        Err(_) => word.to_owned(),
    });
    (words.collect(), output.status.code())
}

const MDBOOK: &str = r#"case $1 in --version) echo "mdbook v0.5.9";; *) echo "$(pwd)" "$@"; exit 7;; esac"#;

#[test]
fn an_mdbook_in_the_path_serves_the_book() {
    let (root, programs) = repository("browse-path");
    script(&programs.join("mdbook"), MDBOOK);
    assert_eq!(book(&root, &programs, "lynx"), ("ROOT serve book --port PORT --open\n".to_owned(), Some(7)));
    let said =
        "There is no browser to open here: read the course at http://localhost:PORT\nROOT serve book --port PORT\n";
    assert_eq!(book(&root, &programs, ""), (said.to_owned(), Some(7)));
}

#[test]
fn another_version_is_not_taken_and_the_right_one_installed() {
    let (root, programs) = repository("browse-install");
    script(&programs.join("mdbook"), "echo mdbook v0.4.52");
    script(&root.join("fresh"), MDBOOK);
    script(&programs.join("cargo"), r#"echo cargo "$@"; mkdir -p "$7/bin"; cp "$7/../../fresh" "$7/bin/mdbook""#);
    let said = "mdBook 0.5 is not here yet. Cargo now installs it into target/tools, once: a few minutes.\n\
        cargo install mdbook --version ^0.5 --locked --root ROOT/target/tools\n";
    let served = "ROOT serve book --port PORT --open\n";
    assert_eq!(book(&root, &programs, "lynx"), (format!("{said}{served}"), Some(7)));
    assert_eq!(book(&root, &programs, "lynx"), (served.to_owned(), Some(7)), "the second time it is there");
}

#[test]
fn an_install_that_fails_is_the_checker_s_trouble() {
    let (root, programs) = repository("browse-fails");
    script(&programs.join("mdbook"), "exit 1");
    script(&programs.join("cargo"), "exit 101");
    let (said, status) = book(&root, &programs, "lynx");
    assert!(said.ends_with("\nerror: cargo could not install mdBook (exit status: 101)\n"), "{said}");
    assert_eq!(status, Some(3));
}
