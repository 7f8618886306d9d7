//! Wrong versions of the Rust solutions, as modules of one binary a program; those that do not compile are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use checker::built::Executable;
use checker::lab::Lab;
use checker::submission::Submission;

use crate::many::{self, SHARED, write_if_changed};
use crate::rust;
use crate::wrong::Wrong;

/// A lab's crate of wrong programs, below `target/proof`.
pub struct Crate<'r> {
    root: &'r Path,
    lab: &'static Lab,
    folder: PathBuf,
}

impl Crate<'_> {
    pub fn new<'r>(root: &'r Path, lab: &'static Lab) -> Crate<'r> {
        Crate { root, lab, folder: root.join("target/proof").join(lab.id) }
    }

    /// All wrong versions of the lab's programs and of the modules that those have beside them. None is built.
    ///
    /// # Errors
    /// Where a solution is no Rust, or a folder can't be written.
    pub fn wrong_versions(&self) -> anyhow::Result<Vec<Wrong>> {
        let mut all = Vec::new();
        for program in self.lab.programs {
            let sources = self.sources(program)?;
            let mut count = 0;
            for (file, source) in &sources {
                for edit in rust::wrong_versions(source).with_context(|| format!("{} {file}", self.lab.folder))? {
                    let name = format!("rs-{}-{program}-{count:03}", self.lab.id);
                    count += 1;
                    let folder = self.folder.join(&name);
                    self.write(&name, &folder, &sources, (file, &edit.apply(source)))?;
                    let shown = if file == "main.rs" { file_of(program) } else { file.clone() };
                    let file = format!("{}/{shown}", self.lab.folder);
                    let change = edit.told(source);
                    all.push(Wrong { name, lab: self.lab, program: (*program).to_owned(), file, change, folder });
                }
            }
        }
        Ok(all)
    }

    /// Builds these. Gives those that compile, ready to be graded.
    ///
    /// # Errors
    /// Where the solutions can't be built, or nothing that is left compiles.
    pub fn build(&self, mut wrong: Vec<Wrong>) -> anyhow::Result<Vec<Wrong>> {
        for shared in SHARED {
            let file = format!("{shared}.rs");
            fs::copy(self.root.join("solutions").join(&file), self.folder.join(&file))?;
        }
        fs::copy(self.root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        loop {
            let Some(refused) = self.compile(&wrong)? else { break };
            let before = wrong.len();
            wrong.retain(|one| !refused.contains(&one.name));
            if wrong.len() == before {
                bail!("{}: what does not compile is none of the wrong programs", self.lab.id);
            }
        }
        self.point(&wrong)?;
        Ok(wrong)
    }

    /// Compiles once. Gives the names of those that the compiler refuses; none where all is well.
    fn compile(&self, wrong: &[Wrong]) -> anyhow::Result<Option<BTreeSet<String>>> {
        let mut binaries = Vec::new();
        for program in self.lab.programs {
            let names: Vec<&str> =
                wrong.iter().filter(|one| one.program == *program).map(|one| one.name.as_str()).collect();
            if !names.is_empty() {
                let binary = self.binary(program);
                write_if_changed(&self.folder.join(format!("{binary}.rs")), &many::binary(&names));
                binaries.push(binary);
            }
        }
        let head = fs::read_to_string(self.root.join("checker/tests/it/mutants/Cargo.toml.in"))?;
        let manifest = many::manifest(&head, self.lab.id, binaries.iter().any(|name| name.ends_with("tui")), &binaries);
        write_if_changed(&self.folder.join("Cargo.toml"), &manifest);
        let output = Command::new("cargo")
            .args(["build", "--quiet", "--bins", "--keep-going", "--message-format", "short", "--target-dir"])
            .arg(self.target())
            .current_dir(&self.folder)
            .output()
            .context("cannot start cargo")?;
        if output.status.success() {
            return Ok(None);
        }
        // `rs-lab1-server-003/main.rs:12:5: error: ...`
        let words = String::from_utf8_lossy(&output.stderr);
        let errors = words.lines().filter(|line| line.contains(": error"));
        let refused: BTreeSet<String> = errors
            .filter_map(|line| Some(line.split_once('/')?.0.to_owned()))
            .filter(|name| name.starts_with("rs-"))
            .collect();
        if refused.is_empty() {
            bail!("cargo build: {words}");
        }
        Ok(Some(refused))
    }

    /// Writes the `programs.toml` of each: its own program is wrong, the others are the solutions'.
    fn point(&self, wrong: &[Wrong]) -> anyhow::Result<()> {
        let right = Submission::solutions(self.root)?.build(self.lab)?;
        for one in wrong {
            let mut text = format!("[{}]\n", self.lab.id);
            if fs::read_dir(&one.folder)?
                .flatten()
                .any(|entry| entry.path().extension().is_some_and(|end| end == "mmd"))
            {
                text += "diagrams = \".\"\n";
            }
            for program in self.lab.programs {
                let path = match right.program(program) {
                    _ if *program == one.program => one.folder.join(&one.name).display().to_string(),
                    Executable::Ready { command, .. } => command[0].clone(),
                    other => bail!("the solution of {} {program} is {other:?}", self.lab.id),
                };
                writeln!(text, "{program} = [{path:?}]")?;
            }
            write_if_changed(&one.folder.join("programs.toml"), &text);
        }
        Ok(())
    }

    /// A program's source, and those of the modules that it has beside it. Not what all labs share: that is given.
    fn sources(&self, program: &str) -> anyhow::Result<BTreeMap<String, String>> {
        let folder = self.root.join("solutions").join(self.lab.folder);
        let main = folder.join(file_of(program));
        let main = fs::read_to_string(&main).with_context(|| format!("cannot read {}", main.display()))?;
        let modules = main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        let beside = modules.filter_map(|name| {
            let source = fs::read_to_string(folder.join(format!("{name}.rs"))).ok()?;
            Some((format!("{name}.rs"), source))
        });
        let mut sources: BTreeMap<String, String> = beside.collect();
        sources.insert("main.rs".to_owned(), main);
        Ok(sources)
    }

    fn write(
        &self,
        name: &str,
        folder: &Path,
        sources: &BTreeMap<String, String>,
        (wrong, changed): (&str, &str),
    ) -> anyhow::Result<()> {
        fs::create_dir_all(folder)?;
        for (file, source) in sources {
            let source = if file == wrong { changed } else { source };
            write_if_changed(&folder.join(file), &many::as_module(file, source, name));
        }
        for entry in fs::read_dir(self.root.join("solutions").join(self.lab.folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "mmd") {
                fs::copy(&path, folder.join(path.file_name().context("a file has a name")?))?;
            }
        }
        let program = self.lab.programs.iter().find(|one| name.starts_with(&format!("rs-{}-{one}-", self.lab.id)));
        let program = program.context("a mutant's name holds its program's")?;
        let link = folder.join(name);
        let _ = fs::remove_file(&link);
        symlink(self.target().join("debug").join(self.binary(program)), link)?;
        Ok(())
    }

    fn binary(&self, program: &str) -> String {
        format!("proof-{}-{program}", self.lab.id)
    }

    fn target(&self) -> PathBuf {
        self.root.join("target/proof/target")
    }
}

fn file_of(program: &str) -> String {
    format!("{}.rs", program.replace('-', "_"))
}
