//! What is built of a submission, and what is said where that cannot be done.

use std::fs;
use std::path::PathBuf;

use checker::built::{Built, Executable};
use checker::lab::Lab;
use checker::submission::Submission;
use checker::submission::programs::{self, Mistake, Programs};

use crate::fixture::{LAB1, LAB3, LABS, folder, write};

#[test]
fn mistakes_in_programs_toml_are_placed_and_named() {
    let table = [
        ("[lab9]\n", 1, "there is no lab `lab9` (expected one of lab1, lab3)"),
        ("\n\n[lba3]\n", 3, "there is no lab `lba3`; did you mean `lab3`? (expected one of lab1, lab3)"),
        ("server = ['x']", 1, "`server` stands in no lab, expected a table such as [lab1] before it"),
        ("lab1 = 3", 1, "`lab1` is an integer, expected a table that begins with [lab1]"),
        ("[[lab1]]\nserver = ['x']", 1, "`lab1` is an array, expected a table that begins with [lab1]"),
        (
            "[lab1]\nserver = ['x']\nsever = ['x']\n",
            3,
            "lab1 has no program `sever`; did you mean `server`? (expected one of server, client, late-server, build)",
        ),
        (
            "[lab1]\ndiagrams = 'x'",
            2,
            "lab1 has no program `diagrams` (expected one of server, client, late-server, build)",
        ),
        ("[lab3]\ndiagrams = 7", 2, "`diagrams` is an integer, expected a folder such as \"diagrams\""),
        (
            "[lab1]\nclient = './client'",
            2,
            "`client` is a string, expected an array of strings such as [\"./client\"] or [\"python3\", \"client.py\"]",
        ),
        (
            "[lab1]\nclient = [\n  'python3',\n  3,\n]",
            4,
            "an item of `client` is an integer, expected an array of strings such as [\"./client\"] or [\"python3\", \"client.py\"]",
        ),
        (
            "[lab1]\nclient = []",
            2,
            "the command of `client` is empty, expected an array of strings such as [\"./client\"] or [\"python3\", \"client.py\"]",
        ),
        (
            "[lab1]\nclient = ['', 'x']",
            2,
            "the command of `client` is empty, expected an array of strings such as [\"./client\"] or [\"python3\", \"client.py\"]",
        ),
        (
            "[lab1]\nclient = [\"a\\u0000b\"]",
            2,
            "an item of `client` is a string with a NUL in it, expected an array of strings such as [\"./client\"] or [\"python3\", \"client.py\"]",
        ),
        (
            "[lab1]\nbuild = 'make'",
            2,
            "`build` is a string, expected an array of commands such as [\"gcc -o lab1-server server.c\"]",
        ),
        (
            "[lab1]\nbuild = [' ']",
            2,
            "a command of `build` is empty, expected an array of commands such as [\"gcc -o lab1-server server.c\"]",
        ),
        ("[lab1]\nserver = ['x'\n", 2, "unclosed array, expected `]`"),
        ("[lab1]\nserver = ['x']\n[lab1]\n", 3, "duplicate key"),
        // Of several in a lab, the first in the file.
        (
            "[lab3]\nsrver = 1\nclient = 3",
            2,
            "lab3 has no program `srver`; did you mean `server`? (expected one of server, client, build, diagrams)",
        ),
    ];
    for (text, line, message) in table {
        let parsed = programs::parse(text, LABS);
        let of_a_lab = |programs: Programs| ["lab1", "lab3"].into_iter().find_map(|id| programs.lab(id).err());
        let mistake = parsed.map_or_else(Some, of_a_lab).expect(text);
        assert_eq!(mistake, Mistake { line, message: message.to_owned() }, "{text}");
    }
}

#[test]
fn a_folder_that_is_no_submission_is_named() {
    let folder = folder("no-submission");
    write(&folder, &[("file", ""), ("wrong/programs.toml", "[lab1\n"), ("bytes/programs.toml", "")]);
    fs::write(folder.join("bytes/programs.toml"), b"\xff").unwrap();
    let table = [
        ("nowhere", "there is no folder DIR/nowhere"),
        ("file", "DIR/file is not a folder; a submission is a folder with a programs.toml"),
        ("", "there is no programs.toml in DIR/; it says how each program is started, for example\n    [lab1]"),
        ("wrong", "DIR/wrong/programs.toml:1: "),
        ("bytes", "cannot read DIR/bytes/programs.toml: "),
    ];
    for (name, start) in table {
        let error = Submission::folder(&folder.join(name)).err().expect(name);
        let text = format!("{error:#}").replace(folder.to_str().unwrap(), "DIR");
        assert!(text.starts_with(start), "{text}");
    }
}

/// The programs of a lab in a folder with this `programs.toml`.
fn build_folder(name: &str, lab: &'static Lab, files: &[(&str, &str)]) -> (PathBuf, Built) {
    let folder = folder(name);
    write(&folder, files);
    let parsed = programs::read(&folder, LABS).unwrap();
    let built = Submission::of_programs(&folder, parsed).unwrap().build(lab).unwrap();
    (folder, built)
}

#[test]
fn a_folder_is_built_and_each_program_is_ready_missing_or_not_built() {
    let toml = r#"
        [lab1]
        build = ["cp server.sh lab1-server", "cp nothing lab1-client", "cp server.sh lab1-late"]
        server = ["./lab1-server"]
        client = ["./lab1-client"]
    "#;
    let files = [("programs.toml", toml), ("server.sh", "echo\n"), ("lab1-client", "stale")];
    let (folder, built) = build_folder("folder", &LAB1, &files);
    assert_eq!(
        *built.program("server"),
        Executable::Ready { command: vec!["./lab1-server".to_owned()], folder: folder.clone() }
    );
    assert_eq!(*built.program("client"), Executable::NotBuilt { failure: 0 });
    let begin = format!("a line `late-server = [...]` under [lab1] in {}", folder.join("programs.toml").display());
    assert_eq!(*built.program("late-server"), Executable::Missing { begin });

    assert_eq!(built.failures.len(), 1);
    assert_eq!(built.failures[0].programs, ["client"]);
    assert_eq!(built.failures[0].command, "cp nothing lab1-client");
    assert_eq!(built.failures[0].output, "cp: cannot stat 'nothing': No such file or directory\n[exit status: 1]");
    assert!(folder.join("lab1-late").exists(), "the commands after a failed one are run as well");
}

#[test]
fn a_folder_s_words_from_path_and_its_diagrams_are_kept() {
    let toml = "[lab3]\nserver = ['python3', '-u', './server.py']\ndiagrams = 'drawn'\n";
    let (folder, built) = build_folder("folder-words", &LAB3, &[("programs.toml", toml)]);
    let command = ["python3", "-u", "./server.py"].map(str::to_owned).to_vec();
    assert_eq!(*built.program("server"), Executable::Ready { command, folder: folder.clone() });
    assert_eq!(built.diagrams, folder.join("drawn"));
    let (folder, built) = build_folder("folder-no-words", &LAB3, &[("programs.toml", "")]);
    assert_eq!(built.diagrams.canonicalize().unwrap(), folder);
}

const MANIFEST: &str = r#"
[package]
name = "exercises"
edition = "2024"
autobins = false
[features]
late = []
[[bin]]
name = "lab1-server"
path = "lab1-echo/server.rs"
[[bin]]
name = "lab1-client"
path = "lab1-echo/client.rs"
[workspace]
"#;

/// The programs of lab 1 in a repository that has only a crate `exercises` with these files.
fn build_crate(name: &str, files: &[(&str, &str)]) -> (PathBuf, Built) {
    let root = folder(name);
    let workspace = "[workspace]\nresolver = '3'\nmembers = ['exercises']\n";
    write(&root, &[("Cargo.toml", workspace)]);
    for (path, text) in files {
        write(&root.join("exercises"), &[(path, &text.replace("[workspace]\n", ""))]);
    }
    let built = Submission::exercises(&root).unwrap().build(&LAB1).unwrap();
    (root, built)
}

#[test]
fn a_program_that_does_not_compile_leaves_the_others_built() {
    let late = format!(
        "{MANIFEST}[[bin]]\nname = \"lab1-late-server\"\npath = \"lab1-echo/late.rs\"\nrequired-features = [\"late\"]\n"
    );
    let (root, built) = build_crate(
        "crate",
        &[
            ("Cargo.toml", &late),
            ("lab1-echo/server.rs", "fn main() { let unused = 1; }"),
            ("lab1-echo/client.rs", "fn main() { let x: u32 = \"text\"; }"),
            ("lab1-echo/late.rs", "#[cfg(feature = \"late\")] fn main() {}"),
        ],
    );
    for program in ["server", "late-server"] {
        let command = vec![root.join(format!("target/graded/debug/lab1-{program}")).display().to_string()];
        assert_eq!(*built.program(program), Executable::Ready { command, folder: root.join("exercises") });
    }
    assert_eq!(*built.program("client"), Executable::NotBuilt { failure: 0 });
    assert_eq!(built.failures.len(), 1);
    let failure = &built.failures[0];
    assert_eq!(failure.programs, ["client"]);
    assert_eq!(failure.command, "cargo build -p exercises --bin lab1-client");
    assert!(
        failure.output.starts_with("error[E0308]: mismatched types\n --> exercises/lab1-echo/client.rs:1:26\n"),
        "{}",
        failure.output
    );
    assert!(!failure.output.contains("unused") && !failure.output.contains("aborting"), "{}", failure.output);
    assert_eq!(built.diagrams, root.join("exercises/lab1-echo"));
}

#[test]
fn an_error_in_a_shared_file_is_told_once() {
    let shared = "#[path = \"shared.rs\"] mod shared; fn main() {}";
    let (_, built) = build_crate(
        "crate-shared",
        &[
            ("Cargo.toml", MANIFEST),
            ("lab1-echo/server.rs", shared),
            ("lab1-echo/client.rs", shared),
            ("lab1-echo/shared.rs", "fn shared() -> u32 {}"),
        ],
    );
    assert_eq!(built.failures.len(), 1);
    assert_eq!(built.failures[0].programs, ["server", "client"]);
    let begin =
        "exercises/lab1-echo/late_server.rs, which exercises/Cargo.toml has to name as the binary `lab1-late-server`";
    assert_eq!(*built.program("late-server"), Executable::Missing { begin: begin.to_owned() });
}

#[test]
fn an_error_in_the_library_is_told_for_all() {
    let (_, built) = build_crate(
        "crate-library",
        &[
            (
                "Cargo.toml",
                &MANIFEST.replace(
                    "[[bin]]\nname = \"lab1-server\"",
                    "[lib]\npath = \"lib.rs\"\n[[bin]]\nname = \"lab1-server\"",
                ),
            ),
            ("lib.rs", "pub fn shared() -> u32 {}"),
            ("lab1-echo/server.rs", "fn main() {}"),
            ("lab1-echo/client.rs", "fn main() {}"),
        ],
    );
    assert_eq!(built.failures.len(), 1);
    assert_eq!(built.failures[0].programs, ["server", "client"]);
    assert!(built.failures[0].output.starts_with("error[E0308]"), "{}", built.failures[0].output);
}

#[test]
fn a_manifest_that_does_not_parse_fails_all_in_cargo_s_words() {
    let (_, built) =
        build_crate("crate-manifest", &[("Cargo.toml", "[package\n"), ("lab1-echo/server.rs", "fn main() {}")]);
    assert_eq!(built.failures.len(), 1);
    assert_eq!(built.failures[0].programs, LAB1.programs);
    assert_eq!(
        built.failures[0].command,
        "cargo build -p exercises --bin lab1-server --bin lab1-client --bin lab1-late-server"
    );
    assert!(built.failures[0].output.contains("Cargo.toml"), "{}", built.failures[0].output);
}

#[test]
fn a_binary_that_was_built_before_is_not_graded_when_it_no_longer_compiles() {
    let files =
        |server| [("Cargo.toml", MANIFEST), ("lab1-echo/server.rs", server), ("lab1-echo/client.rs", "fn main() {}")];
    let (root, built) = build_crate("crate-stale", &files("fn main() {}"));
    assert!(matches!(built.program("server"), Executable::Ready { .. }));
    write(&root.join("exercises"), &files("fn main() {")[1..]);
    let built = Submission::exercises(&root).unwrap().build(&LAB1).unwrap();
    assert_eq!(*built.program("server"), Executable::NotBuilt { failure: 0 });
    assert!(matches!(built.program("client"), Executable::Ready { .. }));
}

#[test]
fn a_mistake_in_what_is_said_of_a_lab_is_no_matter_of_the_others() {
    let toml = "[lab3]\nsever = ['x']\n[lab1]\nserver = ['./s']\n";
    let (folder, built) = build_folder("folder-one-mistake", &LAB1, &[("programs.toml", toml)]);
    let command = vec!["./s".to_owned()];
    assert_eq!(*built.program("server"), Executable::Ready { command, folder: folder.clone() });
    let (folder, built) = build_folder("folder-one-mistake", &LAB3, &[("programs.toml", toml)]);
    let said = format!("{}/programs.toml:2: lab3 has no program `sever`; did you mean `server`?", folder.display());
    let Executable::Missing { begin } = built.program("client") else { panic!("{:?}", built.program("client")) };
    assert!(begin.starts_with(&said), "{begin}");
    let submission = Submission::folder(&folder).unwrap();
    let of = |labs: &[&'static Lab]| submission.look_at(labs.iter().copied()).map_err(|error| error.to_string());
    assert!(of(&[&LAB3]).unwrap_err().starts_with(&said));
    assert_eq!(of(&[&LAB3, &LAB1]), Ok(()));
}

#[test]
fn a_programs_toml_that_has_no_end_is_refused() {
    let folder = folder("no-end");
    let file = folder.join("programs.toml");
    let said = || Submission::folder(&folder).err().expect("no submission").to_string();
    nix::unistd::mkfifo(&file, nix::sys::stat::Mode::S_IRWXU).unwrap();
    assert_eq!(said(), format!("{} is not a regular file", file.display()));
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &file).unwrap();
    assert_eq!(said(), format!("{} is not a regular file", file.display()));
    fs::remove_file(&file).unwrap();
    fs::File::create(&file).unwrap().set_len(1 << 30).unwrap();
    assert_eq!(said(), format!("{} has 1073741824 bytes, and 1048576 are allowed", file.display()));
}

/// `unzip` and `cp -a` keep old dates, and cargo takes what is older than its last build for built.
#[test]
fn a_submission_that_is_older_than_the_last_build_is_built_all_the_same() {
    let says = |word: &str| format!("fn main() {{ print!(\"{word}\") }}");
    let files = |server: &str| {
        vec![
            ("Cargo.toml", MANIFEST.to_owned()),
            ("lab1-echo/server.rs", server.to_owned()),
            ("lab1-echo/client.rs", "fn main() {}".to_owned()),
        ]
    };
    let own = |files: &[(&'static str, String)]| -> Vec<(&'static str, &'static str)> {
        files.iter().map(|(path, text)| (*path, &*text.clone().leak())).collect()
    };
    let said = |built: &Built| {
        let Executable::Ready { command, .. } = built.program("server") else { panic!("{built:?}") };
        String::from_utf8(std::process::Command::new(&command[0]).output().unwrap().stdout).unwrap()
    };
    let (root, built) = build_crate("crate-older", &own(&files(&says("the first"))));
    assert_eq!(said(&built), "the first");
    let server = root.join("exercises/lab1-echo/server.rs");
    fs::write(&server, says("the second")).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&server).unwrap().set_modified(long_ago).unwrap();
    let built = Submission::exercises(&root).unwrap().build(&LAB1).unwrap();
    assert_eq!(said(&built), "the second");
}

/// Also what it includes from elsewhere, and what it uses by its path.
#[test]
fn what_a_submission_takes_from_elsewhere_is_known_by_its_content() {
    let server = "fn main() { print!(\"{}\", include_str!(\"../../word.txt\")) }";
    let manifest = MANIFEST.replace("[workspace]\n", "");
    let files = [("Cargo.toml", &*manifest), ("lab1-echo/server.rs", server), ("lab1-echo/client.rs", "fn main() {}")];
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let root = folder("crate-elsewhere");
    let word = |text: &str| {
        write(&root, &[("word.txt", text)]);
        let file = fs::File::options().write(true).open(root.join("word.txt")).unwrap();
        file.set_modified(long_ago).unwrap();
    };
    let said = || {
        let built = Submission::exercises(&root).unwrap().build(&LAB1).unwrap();
        let Executable::Ready { command, .. } = built.program("server") else { panic!("{built:?}") };
        String::from_utf8(std::process::Command::new(&command[0]).output().unwrap().stdout).unwrap()
    };
    write(&root, &[("Cargo.toml", "[workspace]\nresolver = '3'\nmembers = ['exercises']\n")]);
    write(&root.join("exercises"), &files);
    for text in ["one", "two"] {
        word(text);
        assert_eq!(said(), text);
    }
}
