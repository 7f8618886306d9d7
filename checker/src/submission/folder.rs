//! Builds the programs of a lab in a learner's folder, as its `programs.toml` says.

use std::path::Path;
use std::time::Duration;

use anyhow::bail;

use super::command::{self, Going};
use super::programs::{LabPrograms, Programs};
use crate::built::{Built, Executable};
use crate::lab::Lab;
use crate::process;

/// How long a build command may take, what it waits for a processor not counted.
const LIMIT: Duration = Duration::from_secs(60);

pub fn build(folder: &Path, programs: &Programs, lab: &Lab, tell: &mut dyn FnMut(&Going)) -> anyhow::Result<Built> {
    match programs.lab(lab.id) {
        Ok(programs) => build_lab(folder, programs, lab, tell),
        // The other labs are none the worse for it.
        Err(mistake) => {
            let mut built = Built::new(folder.to_owned());
            let begin = format!("{}:{mistake}", folder.join("programs.toml").display());
            for program in lab.programs {
                built.programs.insert(program, Executable::Missing { begin: begin.clone() });
            }
            Ok(built)
        }
    }
}

fn build_lab(folder: &Path, programs: &LabPrograms, lab: &Lab, tell: &mut dyn FnMut(&Going)) -> anyhow::Result<Built> {
    let mut built = Built::new(folder.join(programs.diagrams.as_deref().unwrap_or(".")));
    for &program in lab.programs {
        built.programs.insert(program, start(folder, programs, lab, program));
    }
    for command in &programs.build {
        let mut still = |last: &str| tell(&Going { command, last });
        let outcome = command::run(command, folder, LIMIT, &mut still)?;
        built.left.extend(outcome.left.iter().map(|left| format!("left running by the build: {left}")));
        if !outcome.is_well() {
            if let Some(scarce) = process::scarce(folder) {
                bail!("`{command}` failed, and it may be that {scarce}; its last words: {}", outcome.words);
            }
            let unbuilt: Vec<&'static str> = unbuilt(command, programs, lab)
                .into_iter()
                .filter(|program| matches!(built.program(program), Executable::Ready { .. }))
                .collect();
            // What fails after that for the same programs is only its consequence.
            if !unbuilt.is_empty() {
                built.fail(&unbuilt, command.clone(), outcome.story());
            }
        }
    }
    Ok(built)
}

fn start(folder: &Path, programs: &LabPrograms, lab: &Lab, program: &str) -> Executable {
    match programs.commands.get(program) {
        // As it stands there: the folder's own name need not be text.
        Some(command) => Executable::Ready { command: command.clone(), folder: folder.to_owned() },
        None => {
            let file = folder.join("programs.toml");
            Executable::Missing {
                begin: format!("a line `{program} = [...]` under [{}] in {}", lab.id, file.display()),
            }
        }
    }
}

/// The programs that a build command which failed leaves unbuilt: those it names, else all of them.
///
/// What an earlier run has left on the disk is never graded for them.
fn unbuilt(command: &str, programs: &LabPrograms, lab: &Lab) -> Vec<&'static str> {
    let of = |keep: &dyn Fn(&[String]) -> bool| -> Vec<&'static str> {
        let kept = |program: &&&'static str| programs.commands.get(**program).is_some_and(|words| keep(words));
        lab.programs.iter().filter(kept).copied().collect()
    };
    let named = of(&|words| built_words(words).any(|word| names(command, word)));
    if named.is_empty() { of(&|_| true) } else { named }
}

/// The words of a program's command that a build can have made: no options, and no interpreter from PATH.
fn built_words(words: &[String]) -> impl Iterator<Item = &str> {
    let interpreter = usize::from(!words[0].contains('/'));
    words[interpreter..]
        .iter()
        .map(|word| word.trim_start_matches("./"))
        .filter(|word| !word.is_empty() && !word.starts_with('-'))
}

/// Whether a name stands in a command, and not as a part of a longer one.
fn names(command: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    command.match_indices(name).any(|(at, _)| {
        let before = command[..at].chars().next_back();
        let after = command[at + name.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_build_command_stands_for_the_programs_it_names() {
        let lab = Lab {
            id: "lab1",
            title: "",
            folder: "",
            programs: &["server", "client", "third"],
            checks: &[],
            checkpoints: &[],
        };
        let compiled: &[(&str, &[&str])] = &[("server", &["./lab1-server"]), ("client", &["bin/lab1-client"])];
        let scripts: &[(&str, &[&str])] = &[("server", &["python3", "-u", "s.py"]), ("client", &["python3", "c.py"])];
        let java: &[(&str, &[&str])] =
            &[("server", &["java", "-cp", "out", "Server"]), ("client", &["java", "-cp", "out", "Client"])];
        let both = ["server", "client"];
        let table = [
            (compiled, "gcc -O2 -o lab1-server server.c", &both[..1]),
            (compiled, "gcc -O2 -o ./lab1-server server.c", &both[..1]),
            (compiled, "gcc -obin/lab1-client client.c", &both),
            (compiled, "gcc -o bin/lab1-client client.c", &both[1..]),
            (compiled, "mcs -out:lab1-server server.cs", &both[..1]),
            (compiled, "gcc -c lab1-server.c", &both),
            (compiled, "make", &both),
            (scripts, "python3 -m py_compile s.py", &both[..1]),
            (scripts, "python3 -m py_compile common.py", &both),
            (java, "javac -d out Server.java Client.java", &both),
        ];
        for (commands, build, expected) in table {
            let commands = commands
                .iter()
                .map(|(program, words)| ((*program).to_owned(), words.iter().map(|word| (*word).to_owned()).collect()));
            let programs = LabPrograms { commands: commands.collect(), ..LabPrograms::default() };
            assert_eq!(unbuilt(build, &programs, &lab), expected, "{build}");
        }
    }
}
