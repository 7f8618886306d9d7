//! Whether this machine can make a box.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Built, Checker, Job, Level, command, is_root, user};

/// Whether this machine can make such a box: it is tried with a program that does nothing.
///
/// # Errors
/// Why not, and what can be done about it.
pub fn probe(level: Level) -> Result<(), String> {
    match level {
        Level::None => Ok(()),
        Level::Uid if !is_root() => Err("a user of its own for each hand-in wants root, as one is in a container".to_owned()),
        Level::Full if !is_root() => {
            Err("only root can make the programs another user than the checker: run it as root, or ask for less, `--box half`".to_owned())
        }
        Level::Uid | Level::Full if user(0).is_none() => {
            Err("whoever made this container gave it no user but root: ask for less, `--box half`".to_owned())
        }
        Level::Uid => Ok(()),
        Level::Half | Level::Full => probe_bubblewrap(level),
    }
}

fn probe_bubblewrap(level: Level) -> Result<(), String> {
    let job = Job {
        slot: 0,
        built: Built::Anew,
        checker: &Checker::Another("/usr/bin/true".into()),
        input: Path::new("/usr/share/doc"),
        output: Path::new("/tmp"),
        tools: &[],
        turns: None,
        cpu: 60,
        jobs: 1,
        arguments: Vec::new(),
    };
    let words: Vec<OsString> = {
        let full = command(level, &job);
        std::iter::once(full.get_program()).chain(full.get_args()).map(OsString::from).collect()
    };
    // All of the box, and in place of the script nothing.
    let end = words.iter().rposition(|word| word == "/bin/sh").unwrap_or(words.len());
    let output = Command::new(&words[0]).args(&words[1..end]).arg("/usr/bin/true").stdin(Stdio::null()).output();
    match output {
        Err(_) => Err(format!("there is no {}: install the packages bubblewrap and util-linux", words[0].display())),
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(advice(String::from_utf8_lossy(&output.stderr).trim())),
    }
}

/// What bubblewrap's complaints come from.
fn advice(said: &str) -> String {
    let advice = if said.contains("uid map") {
        "this system keeps user namespaces from bubblewrap: `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`, \
         or give bwrap a profile of AppArmor's"
    } else if said.contains("namespace") || said.contains("not permitted") {
        "a container keeps namespaces from bubblewrap: start it with `--security-opt seccomp=unconfined`, \
         or be root in it and ask for `--box uid`"
    } else {
        "bubblewrap does not work here"
    };
    format!("{advice} (it said: {said})")
}
