//! Hand-ins that are the course's crate: their files go into a clean copy of it, and rustc builds each program against crates that are compiled once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use super::copying::copy;
use crate::boxes::{self, Level};
use crate::class::Class;

/// The folder of the crate, in the course and in what is graded.
const CRATE: &str = "exercises";
/// The lab with diagrams, and their folder.
const DIAGRAMS: (&str, &str) = ("lab3", "lab3-states");
/// The lab that needs crates which take longer to compile, and the feature that has them.
const FEATURE: (&str, &str) = ("lab6", "exercises/tui");

/// Why a hand-in that is the course's crate can't be run.
pub const NO_COURSE: &str = "the course's crate `exercises`, and nobody has said where the course is";

/// What it takes to build the course's crate; nothing where no hand-in is that.
#[derive(Debug, Default)]
pub struct Tools {
    /// What a box needs of the machine for that.
    pub folders: Vec<PathBuf>,
    course: PathBuf,
    rustc: PathBuf,
    /// The compiled crates by their names.
    crates: BTreeMap<String, PathBuf>,
    bins: Vec<Bin>,
}

#[derive(Deserialize)]
struct Manifest {
    bin: Vec<Bin>,
}

/// A program of the crate.
#[derive(Debug, Deserialize)]
struct Bin {
    name: String,
    path: String,
}

/// A line of cargo's JSON, as far as it matters here.
#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

impl Tools {
    /// Finds rustc and compiles what the course's programs need, for these labs.
    ///
    /// # Errors
    /// It is not said where the course is, or what it needs can't be built.
    pub fn find(class: &Class, labs: &BTreeSet<&str>) -> anyhow::Result<Tools> {
        let course = class.settings.course.clone().context(NO_COURSE)?;
        let course =
            fs::canonicalize(&course).with_context(|| format!("cannot find the course at {}", course.display()))?;
        let manifest =
            fs::read_to_string(course.join(CRATE).join("Cargo.toml")).context("cannot read the course's crate")?;
        let Manifest { bin } = toml::from_str(&manifest).context("cannot read the course's crate")?;
        let root = PathBuf::from(said(Command::new("rustc").args(["--print", "sysroot"]))?.trim());
        let has_feature = labs.contains(FEATURE.0);
        let crates = compiled(&course, has_feature)?;
        let deps = crates.values().next().and_then(|file| file.parent()).context("the course has no dependencies")?;
        let folders = vec![root.clone(), deps.to_owned()];
        if class.settings.level == Level::Half && boxes::is_root() {
            folders.iter().try_for_each(|folder| readable(folder))?;
        }
        Ok(Tools { folders, course, rustc: root.join("bin/rustc"), crates, bins: bin })
    }

    /// Writes what is graded of a hand-in: the course's files, those of the student in their places, and how they are built.
    ///
    /// # Errors
    /// It can't be written.
    pub fn crate_to_grade(&self, hand_in: &Path, input: &Path, lab: &str) -> anyhow::Result<()> {
        let into = input.join(CRATE);
        copy(&self.course.join(CRATE), &into)?;
        overlay(hand_in, &into)?;
        fs::write(input.join("programs.toml"), self.programs(lab)).context("cannot write a programs.toml")
    }

    /// The `programs.toml` of a lab, with the commands that build it.
    pub fn programs(&self, lab: &str) -> String {
        let of_lab: Vec<(&Bin, &str)> = self
            .bins
            .iter()
            .filter_map(|bin| Some((bin, bin.name.strip_prefix(lab)?.strip_prefix('-')?)))
            .filter(|(_, program)| !program.starts_with("naive"))
            .collect();
        let build: Vec<String> = of_lab.iter().map(|(bin, _)| self.rustc(bin)).collect();
        let mut text = format!("[{lab}]\nbuild = {build:?}\n");
        for (bin, program) in of_lab {
            text.push_str(&format!("{program} = [\"./{}\"]\n", bin.name));
        }
        if lab == DIAGRAMS.0 {
            text.push_str(&format!("diagrams = \"{CRATE}/{}\"\n", DIAGRAMS.1));
        }
        text
    }

    /// The command that builds a program, which names what it makes.
    fn rustc(&self, bin: &Bin) -> String {
        let externs = self.crates.iter().map(|(name, file)| format!(" --extern {name}={}", file.display()));
        let deps = self.folders.last().map(|deps| deps.display().to_string()).unwrap_or_default();
        format!(
            "{} --edition=2024 --crate-name {} -C debuginfo=line-tables-only -L dependency={deps}{} {CRATE}/{} -o {}",
            self.rustc.display(),
            bin.name.replace('-', "_"),
            externs.collect::<String>(),
            bin.path,
            bin.name
        )
    }
}

/// The crates that the course's programs use, compiled.
fn compiled(course: &Path, has_feature: bool) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut cargo = Command::new("cargo");
    cargo.args([
        "build",
        "--quiet",
        "-p",
        CRATE,
        "--keep-going",
        "--message-format=json",
        "--target-dir=target/graded",
    ]);
    if has_feature {
        cargo.args(["--features", FEATURE.1]);
    }
    // Whether the stubs compile is no matter; what they are compiled against is.
    let output =
        cargo.current_dir(course).stdin(Stdio::null()).stderr(Stdio::null()).output().context("cannot start cargo")?;
    let manifest: toml::Table = toml::from_str(&fs::read_to_string(course.join(CRATE).join("Cargo.toml"))?)?;
    let names: Vec<String> = manifest
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .map(|table| table.keys().map(|name| name.replace('-', "_")).collect())
        .unwrap_or_default();
    let mut crates = BTreeMap::new();
    for message in
        output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<Message>(line).ok())
    {
        let Some(name) = message.target.map(|target| target.name.replace('-', "_")) else { continue };
        let library = message.filenames.into_iter().find(|file| file.extension().is_some_and(|end| end == "rlib"));
        if let Some(library) = library.filter(|_| names.contains(&name)) {
            crates.insert(name, library);
        }
    }
    ensure!(!crates.is_empty(), "cargo could not build what the course needs, in {}", course.display());
    Ok(crates)
}

/// What a student wrote, in the places of what the course has there.
fn overlay(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let is_work = source.extension().is_some_and(|end| end == "rs" || end == "mmd");
        if entry.file_type()?.is_dir() {
            overlay(&source, &target)?;
        } else if is_work {
            fs::create_dir_all(to)?;
            fs::copy(&source, &target).with_context(|| format!("cannot copy {}", source.display()))?;
        }
    }
    Ok(())
}

/// Whether those whom the programs become can look into a folder.
fn readable(folder: &Path) -> anyhow::Result<()> {
    for above in folder.ancestors() {
        if fs::metadata(above)?.permissions().mode() & 0o001 == 0 {
            bail!(
                "only root can look into {}, where the Rust toolchain is: grade these hand-ins with `--box full`",
                above.display()
            );
        }
    }
    Ok(())
}

fn said(command: &mut Command) -> anyhow::Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot start {name}"))?;
    ensure!(output.status.success(), "{name} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
