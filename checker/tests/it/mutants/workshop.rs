//! Writes wrong programs below `target/mutants` and builds them: all wrong versions of a program as one binary.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;

use checker::lab::Lab;

use super::many::{self, SHARED, write_if_changed};
use super::{DIAGRAM, Mutant};
use crate::fixture::{root, solution};

/// Where the wrong programs of a lab are.
pub struct Workshop {
    lab: &'static Lab,
    /// The crate: a file for each binary, and a folder for each mutant.
    folder: PathBuf,
    /// Names the crate, so that the binaries of two have two names.
    name: String,
}

impl Workshop {
    /// Writes these mutants of a lab, in a crate of their own with this name, and builds those that are programs.
    pub fn build(lab: &'static Lab, name: &str, mutants: &[&Mutant]) -> Workshop {
        let folder = root().join("target/mutants").join(name);
        let workshop = Workshop { lab, folder, name: name.to_owned() };
        fs::create_dir_all(&workshop.folder).expect("the folder");
        let complaints: Vec<String> = mutants.iter().flat_map(|mutant| workshop.write_mutant(mutant)).collect();
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
        workshop.write_crate(mutants);
        workshop.compile();
        workshop
    }

    /// The folder of a mutant, with its `programs.toml`: its own program is wrong, the others are the solutions'.
    pub fn submission(&self, mutant: &Mutant) -> PathBuf {
        let folder = self.folder.join(mutant.name);
        let has_diagrams = self.lab.programs.iter().any(|program| folder.join(format!("{program}{DIAGRAM}")).exists());
        let diagrams = if has_diagrams { "diagrams = \".\"\n" } else { "" };
        let mut text = format!("[{}]\n{diagrams}", self.lab.id);
        for program in self.lab.programs {
            let is_wrong = *program == mutant.program;
            let path = if is_wrong { folder.join(mutant.name) } else { solution(self.lab, program) };
            writeln!(text, "{program} = [{:?}]", path.display().to_string()).expect("a string");
        }
        write_if_changed(&folder.join("programs.toml"), &text);
        folder
    }

    /// Writes a mutant's sources, its diagrams, and the link that it is started by.
    fn write_mutant(&self, mutant: &Mutant) -> Vec<String> {
        let own = self.folder.join(mutant.name);
        fs::create_dir_all(&own).expect("the mutant's folder");
        for diagram in self.diagrams() {
            fs::copy(&diagram, own.join(diagram.file_name().expect("a file"))).expect("a diagram");
        }
        let mut sources = self.sources(mutant);
        let mut complaints = Vec::new();
        for (old, new) in mutant.edits {
            match sources.values().map(|source| source.matches(old).count()).sum() {
                1 => sources.values_mut().for_each(|source| *source = source.replacen(old, new, 1)),
                count => complaints.push(format!("{}: {old:?} stands {count} times in the solution", mutant.name)),
            }
        }
        if mutant.program.ends_with(DIAGRAM) {
            fs::write(own.join(mutant.program), &sources["main.rs"]).expect("a diagram");
            return complaints;
        }
        for (name, source) in &sources {
            write_if_changed(&own.join(name), &many::as_module(name, source, mutant.name));
        }
        let link = own.join(mutant.name);
        let _ = fs::remove_file(&link);
        symlink(self.target().join("debug").join(self.binary(mutant.program)), link).expect("a link");
        complaints
    }

    /// The solution, with the modules of its own that it has beside it: a mistake may as well be in one of those.
    fn sources(&self, mutant: &Mutant) -> BTreeMap<String, String> {
        let folder = root().join("solutions").join(self.lab.folder);
        let main = match mutant.program.strip_suffix(DIAGRAM) {
            Some(_) => folder.join(mutant.program),
            None => folder.join(format!("{}.rs", mutant.program.replace('-', "_"))),
        };
        let main = fs::read_to_string(main).expect("the solution");
        let modules = main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        let beside = modules.filter_map(|name| {
            let source = fs::read_to_string(folder.join(format!("{name}.rs"))).ok()?;
            Some((format!("{name}.rs"), source))
        });
        let mut sources: BTreeMap<String, String> = beside.collect();
        sources.insert("main.rs".to_owned(), main);
        sources
    }

    /// The diagrams of the lab's solutions.
    fn diagrams(&self) -> Vec<PathBuf> {
        let folder = fs::read_dir(root().join("solutions").join(self.lab.folder)).expect("the solutions");
        let files = folder.map(|entry| entry.expect("a file").path());
        files.filter(|path| path.to_string_lossy().ends_with(DIAGRAM)).collect()
    }

    /// A binary for each program that there are wrong versions of.
    fn write_crate(&self, mutants: &[&Mutant]) {
        for shared in SHARED {
            let file = format!("{shared}.rs");
            let source = fs::read_to_string(root().join("solutions").join(&file)).expect("a shared module");
            write_if_changed(&self.folder.join(file), &source);
        }
        fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock")).expect("Cargo.lock");
        let mut binaries = Vec::new();
        for program in self.lab.programs {
            let wrong: Vec<&str> =
                mutants.iter().filter(|mutant| mutant.program == *program).map(|mutant| mutant.name).collect();
            if !wrong.is_empty() {
                let name = self.binary(program);
                write_if_changed(&self.folder.join(format!("{name}.rs")), &many::binary(&wrong));
                binaries.push(name);
            }
        }
        let head = fs::read_to_string(root().join("checker/tests/it/mutants/Cargo.toml.in")).expect("the head");
        let manifest = many::manifest(&head, &self.name, self.lab.programs.contains(&"tui"), &binaries);
        write_if_changed(&self.folder.join("Cargo.toml"), &manifest);
    }

    fn compile(&self) {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--bins", "--target-dir"])
            .arg(self.target())
            .current_dir(&self.folder)
            .output()
            .expect("cargo can be started");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "a mutant does not compile:\n{words}");
    }

    fn binary(&self, program: &str) -> String {
        format!("{}-{program}", self.name)
    }

    /// One for all labs: what they all depend on is compiled once.
    fn target(&self) -> PathBuf {
        root().join("target/mutants/target")
    }
}
