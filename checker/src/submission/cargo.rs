//! Builds the programs of a lab out of a crate of the repository, and reads what cargo says of each.
//!
//! The target folder is `target/graded`: the checker neither waits for a cargo of the learner's nor
//! makes one wait. It never asks cargo for a target that the manifest does not have, since that
//! would fail all the others, nor for all of them: a learner's first build is not to compile what
//! only the last lab needs.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Context;
use serde::Deserialize;

use super::command::{self, Going, Outcome};
use super::fresh;
use crate::built::{Built, Executable};
use crate::lab::Lab;
use crate::stubs;

/// How long cargo may take: it compiles what a course needs for the first time, on a slow machine perhaps.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// The crate whose files begin as stubs.
const LEARNERS: &str = "exercises";

pub fn build(
    root: &Path,
    package: &str,
    suffix: &str,
    lab: &Lab,
    tell: &mut dyn FnMut(&Going),
) -> anyhow::Result<Built> {
    let mut built = Built::new(root.join(package).join(lab.folder));
    let mut groups: BTreeMap<Vec<String>, Vec<Bin>> = BTreeMap::new();
    let manifest = Manifest::read(&root.join(package));
    for &program in lab.programs {
        let name = format!("{}-{program}{suffix}", lab.id);
        match manifest.features(&name) {
            // What takes a minute to compile, only to say that nobody has begun with it, can be told without.
            Some(features) if !features.is_empty() && package == LEARNERS => {
                let file = format!("{}/{}.rs", lab.folder, program.replace('-', "_"));
                match stubs::first_gap(root, &file) {
                    Some(begin) => drop(built.programs.insert(program, Executable::Missing { begin })),
                    None => groups.entry(features).or_default().push(Bin { program, name }),
                }
            }
            Some(features) => groups.entry(features).or_default().push(Bin { program, name }),
            None => {
                let begin = begin(package, lab, &Bin { program, name });
                built.programs.insert(program, Executable::Missing { begin });
            }
        }
    }
    let is_any_built = !groups.is_empty();
    if is_any_built {
        fresh::forget_another(root, package)?;
    }
    for (features, bins) in groups {
        let call = Call { root, package, features };
        let outcome = call.run(&bins, tell)?;
        sort_out(&mut built, &bins, &Said::read(&outcome), &call);
        built.left.extend(outcome.left.iter().map(|left| format!("left running by the build: {left}")));
    }
    if is_any_built {
        fresh::remember_elsewhere(root, package)?;
    }
    Ok(built)
}

/// A binary of the crate and the program of the contract that it is.
struct Bin {
    program: &'static str,
    name: String,
}

/// As much of `Cargo.toml` as says which binaries there are.
#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    bin: Vec<BinTarget>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct BinTarget {
    name: Option<String>,
    #[serde(default)]
    required_features: Vec<String>,
}

/// What is known of the binaries.
enum Bins {
    Known(Manifest),
    /// The manifest cannot be read: cargo is asked for all of them, and says why not.
    Unknown,
}

impl Manifest {
    fn read(folder: &Path) -> Bins {
        let text = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        toml::from_str(&text).map_or(Bins::Unknown, Bins::Known)
    }
}

impl Bins {
    /// The features that a binary wants, if there is one of that name.
    fn features(&self, name: &str) -> Option<Vec<String>> {
        match self {
            Bins::Unknown => Some(Vec::new()),
            Bins::Known(manifest) => {
                let bin = manifest.bin.iter().find(|bin| bin.name.as_deref() == Some(name))?;
                Some(bin.required_features.clone())
            }
        }
    }
}

/// Where a program that the crate does not have would begin.
fn begin(package: &str, lab: &Lab, bin: &Bin) -> String {
    let file = bin.program.replace('-', "_");
    format!("{package}/{}/{file}.rs, which {package}/Cargo.toml has to name as the binary `{}`", lab.folder, bin.name)
}

/// What is asked of cargo for binaries that want the same features.
struct Call<'a> {
    root: &'a Path,
    package: &'a str,
    features: Vec<String>,
}

impl Call<'_> {
    /// What a person would type, without what is only for the checker to read.
    fn arguments<'b>(&self, bins: impl IntoIterator<Item = &'b Bin>) -> Vec<String> {
        let mut arguments = vec!["build".to_owned(), "-p".to_owned(), self.package.to_owned()];
        if !self.features.is_empty() {
            arguments.extend(["--features".to_owned(), self.features.join(",")]);
        }
        for bin in bins {
            arguments.extend(["--bin".to_owned(), bin.name.clone()]);
        }
        arguments
    }

    fn run(&self, bins: &[Bin], tell: &mut dyn FnMut(&Going)) -> anyhow::Result<Outcome> {
        // Under `cargo run` this is cargo itself, which spares rustup a look at which one to start.
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(&cargo);
        command
            .args(self.arguments(bins))
            .args(["--keep-going", "--message-format=json", "--color=never"])
            .arg("--target-dir=target/graded")
            .current_dir(self.root);
        let shown = format!("cargo {}", self.arguments(bins).join(" "));
        command::ask(command, LIMIT, &mut |last| tell(&Going { command: &shown, last }))
            .with_context(|| format!("cannot start {}, which builds the programs", cargo.display()))
    }
}

/// A line of cargo's JSON, as far as it matters here.
#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact { target: Target, executable: Option<String> },
    #[serde(rename = "compiler-message")]
    Compiler { target: Target, message: Diagnostic },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    message: String,
    rendered: Option<String>,
}

/// What cargo said, by binary.
#[derive(Default)]
struct Said {
    executables: HashMap<String, String>,
    errors: HashMap<String, String>,
    /// Errors in what is no binary: a library that the binaries share, a dependency.
    shared: String,
    /// Cargo's own words.
    words: String,
}

impl Said {
    fn read(outcome: &Outcome) -> Said {
        let words = if outcome.ended.is_some() { outcome.story() } else { outcome.words.clone() };
        let words = words.lines().filter(|line| !is_of_progress(line)).collect::<Vec<&str>>().join("\n");
        let mut said = Said { words, ..Said::default() };
        for line in outcome.read.split(|byte| *byte == b'\n') {
            // What is no message is what a build script or a macro printed.
            match serde_json::from_slice(line) {
                Ok(Message::Artifact { target, executable: Some(path) }) if target.is_bin() => {
                    said.executables.insert(target.name, path);
                }
                Ok(Message::Compiler { target, message }) if message.is_error() => {
                    let text =
                        if target.is_bin() { said.errors.entry(target.name).or_default() } else { &mut said.shared };
                    text.push_str(message.rendered.as_deref().unwrap_or(&message.message));
                }
                _ => {}
            }
        }
        said
    }
}

/// Whether a line of cargo's only says how far it is: such a line begins with a verb that ends in column 12.
fn is_of_progress(line: &str) -> bool {
    let verb = line.trim_start().split(' ').next().unwrap_or_default();
    line.starts_with(' ') && line.len() - line.trim_start().len() + verb.len() == 12
}

impl Said {
    /// The reason why a binary was not built.
    fn about(&self, bin: &Bin) -> &str {
        match self.errors.get(&bin.name) {
            Some(errors) => errors,
            None if !self.shared.is_empty() => &self.shared,
            None => &self.words,
        }
    }
}

impl Target {
    fn is_bin(&self) -> bool {
        self.kind.iter().any(|kind| kind == "bin")
    }
}

impl Diagnostic {
    /// Warnings are no matter of the checker's, and that rustc gives up after an error goes without saying.
    fn is_error(&self) -> bool {
        self.level.starts_with("error") && !self.message.starts_with("aborting due to")
    }
}

/// A binary that cargo did not name in this call has not been built in it, whatever lies in the target folder.
fn sort_out(built: &mut Built, bins: &[Bin], said: &Said, call: &Call) {
    let mut unbuilt: Vec<(&str, Vec<&Bin>)> = Vec::new();
    for bin in bins {
        if let Some(path) = said.executables.get(&bin.name) {
            let command = vec![path.clone()];
            let folder = call.root.join(call.package);
            let ready = Executable::Ready { command, folder };
            built.programs.insert(bin.program, ready);
            continue;
        }
        // An error in a file that several share is told once.
        let output = said.about(bin).trim_end();
        match unbuilt.iter_mut().find(|(same, _)| *same == output) {
            Some((_, bins)) => bins.push(bin),
            None => unbuilt.push((output, vec![bin])),
        }
    }
    for (output, bins) in unbuilt {
        let programs: Vec<&'static str> = bins.iter().map(|bin| bin.program).collect();
        let command = format!("cargo {}", call.arguments(bins).join(" "));
        built.fail(&programs, command, output.to_owned());
    }
}
