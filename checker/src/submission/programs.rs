//! `programs.toml`, which says how the programs of a submission are built and started: its text in, data or the place of a mistake out.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::lab::Lab;
use crate::nearest::hint;

/// The only lab in which something is drawn.
const DIAGRAMS_LAB: &str = "lab3";

/// Bytes that a `programs.toml` may have.
const LARGEST: u64 = 1024 * 1024;

const EXAMPLE: &str = r#"
    [lab1]
    build = ["gcc -O2 -o lab1-server server.c"]
    server = ["./lab1-server"]
    client = ["python3", "client.py"]"#;

/// What a `programs.toml` says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Programs {
    labs: BTreeMap<String, Result<LabPrograms, Mistake>>,
    none: LabPrograms,
}

/// What it says of one lab.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LabPrograms {
    /// Commands for the shell, to be run in this order.
    pub build: Vec<String>,
    /// How each program is started, by its name in the contract. No command is empty.
    pub commands: BTreeMap<String, Vec<String>>,
    /// The folder with the learner's state diagrams.
    pub diagrams: Option<String>,
}

/// A mistake in the file, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub message: String,
}

impl Programs {
    /// What is said of a lab; of one that is left out, nothing.
    ///
    /// # Errors
    /// The first mistake in what is said of it.
    pub fn lab(&self, id: &str) -> Result<&LabPrograms, Mistake> {
        match self.labs.get(id) {
            Some(said) => said.as_ref().map_err(Mistake::clone),
            None => Ok(&self.none),
        }
    }

    /// The same where all of it has been built already.
    pub fn without_builds(mut self) -> Programs {
        self.labs.values_mut().flatten().for_each(|lab| lab.build.clear());
        self
    }

    /// Whether anything is said of a lab.
    pub fn has(&self, id: &str) -> bool {
        self.labs.contains_key(id)
    }
}

impl Display for Mistake {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// Reads the `programs.toml` of a folder.
///
/// # Errors
/// There is no such folder or file, or there is a mistake in it: `FOLDER/programs.toml:LINE: ...`.
pub fn read(folder: &Path, labs: &[&Lab]) -> anyhow::Result<Programs> {
    let file = folder.join("programs.toml");
    if !folder.exists() {
        bail!("there is no folder {}", folder.display());
    }
    if !folder.is_dir() {
        bail!("{} is not a folder; a submission is a folder with a programs.toml", folder.display());
    }
    if !file.exists() {
        bail!(
            "there is no programs.toml in {}; it says how each program is started, for example{EXAMPLE}",
            folder.display()
        );
    }
    let text = text_of(&file)?;
    parse(&text, labs).map_err(|mistake| anyhow!("{}:{mistake}", file.display()))
}

/// The text of a file that a learner wrote: of a regular file, and not of one that has no end.
fn text_of(file: &Path) -> anyhow::Result<String> {
    let about = std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?;
    if !about.is_file() {
        bail!("{} is not a regular file", file.display());
    }
    if about.len() > LARGEST {
        bail!("{} has {} bytes, and {LARGEST} are allowed", file.display(), about.len());
    }
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Parses the text of a `programs.toml`.
///
/// # Errors
/// The mistake that comes first in the file, where it does not stand under one of the labs: such a one is that lab's.
pub fn parse(text: &str, labs: &[&Lab]) -> Result<Programs, Mistake> {
    let place = |at: usize, message: String| Mistake { line: 1 + text[..at].matches('\n').count(), message };
    let document = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        place(at.min(text.len()), error.message().to_owned())
    })?;
    let mut wrong = Vec::new();
    let mut programs = Programs::default();
    for (key, value) in document.get_ref() {
        let mut of_the_lab = Vec::new();
        if let Some((id, said)) = read_lab(key, value, labs, &mut wrong, &mut of_the_lab) {
            let first = of_the_lab.into_iter().min_by_key(|(span, _): &(Range<usize>, String)| span.start);
            programs.labs.insert(id, first.map_or(Ok(said), |(span, message)| Err(place(span.start, message))));
        }
    }
    match wrong.into_iter().min_by_key(|(span, _)| span.start) {
        Some((span, message)) => Err(place(span.start, message)),
        None => Ok(programs),
    }
}

type Wrong = Vec<(Range<usize>, String)>;
type Key<'a> = Spanned<DeString<'a>>;
type Value<'a> = Spanned<DeValue<'a>>;

fn read_lab(
    key: &Key,
    value: &Value,
    labs: &[&Lab],
    wrong: &mut Wrong,
    of_the_lab: &mut Wrong,
) -> Option<(String, LabPrograms)> {
    let id = key.get_ref().as_ref();
    let Some(lab) = labs.iter().find(|lab| lab.id == id) else {
        wrong.push((key.span(), unknown_lab(id, value, labs)));
        return None;
    };
    let Some(table) = value.get_ref().as_table() else {
        wrong.push((value.span(), format!("`{id}` is {}, expected a table that begins with [{id}]", kind(value))));
        return None;
    };
    let mut said = LabPrograms::default();
    for (key, value) in table {
        if let Err(mistake) = read_key(&mut said, lab, key, value) {
            of_the_lab.push(mistake);
        }
    }
    Some((id.to_owned(), said))
}

fn unknown_lab(id: &str, value: &Value, labs: &[&Lab]) -> String {
    let ids = || labs.iter().map(|lab| lab.id);
    if value.get_ref().is_table() {
        format!("there is no lab `{id}`{}{}", hint(id, ids()), one_of(ids()))
    } else {
        format!("`{id}` stands in no lab, expected a table such as [lab1] before it")
    }
}

fn read_key(said: &mut LabPrograms, lab: &Lab, key: &Key, value: &Value) -> Result<(), (Range<usize>, String)> {
    match key.get_ref().as_ref() {
        "build" => said.build = commands(value)?,
        "diagrams" if lab.id == DIAGRAMS_LAB => {
            let folder = text(value).ok_or_else(|| expected(value, "diagrams", "a folder such as \"diagrams\""))?;
            said.diagrams = Some(folder);
        }
        program if lab.programs.contains(&program) => {
            said.commands.insert(program.to_owned(), command(program, value)?);
        }
        unknown => {
            let known =
                || lab.programs.iter().copied().chain(["build"]).chain((lab.id == DIAGRAMS_LAB).then_some("diagrams"));
            let message = format!("{} has no program `{unknown}`{}{}", lab.id, hint(unknown, known()), one_of(known()));
            return Err((key.span(), message));
        }
    }
    Ok(())
}

/// The command that starts a program.
fn command(program: &str, value: &Value) -> Result<Vec<String>, (Range<usize>, String)> {
    let example = format!("an array of strings such as [\"./{program}\"] or [\"python3\", \"{program}.py\"]");
    let words = strings(program, value, &example)?;
    match words.first() {
        Some(word) if !word.is_empty() => Ok(words),
        _ => Err((value.span(), format!("the command of `{program}` is empty, expected {example}"))),
    }
}

/// The commands that build the programs.
fn commands(value: &Value) -> Result<Vec<String>, (Range<usize>, String)> {
    let example = "an array of commands such as [\"gcc -o lab1-server server.c\"]";
    let commands = strings("build", value, example)?;
    if commands.iter().any(|command| command.trim().is_empty()) {
        return Err((value.span(), format!("a command of `build` is empty, expected {example}")));
    }
    Ok(commands)
}

fn strings(name: &str, value: &Value, example: &str) -> Result<Vec<String>, (Range<usize>, String)> {
    let array = value.get_ref().as_array().ok_or_else(|| expected(value, name, example))?;
    array
        .iter()
        .map(|item| text(item).ok_or_else(|| expected(item, &format!("an item of `{name}`"), example)))
        .collect()
}

/// A string that can be handed to the system.
fn text(value: &Value) -> Option<String> {
    value.get_ref().as_str().filter(|text| !text.contains('\0')).map(str::to_owned)
}

fn expected(value: &Value, name: &str, example: &str) -> (Range<usize>, String) {
    let name = if name.contains('`') { name.to_owned() } else { format!("`{name}`") };
    (value.span(), format!("{name} is {}, expected {example}", kind(value)))
}

fn kind(value: &Value) -> String {
    match value.get_ref() {
        DeValue::String(text) if text.contains('\0') => "a string with a NUL in it".to_owned(),
        DeValue::Array(_) => "an array".to_owned(),
        DeValue::Integer(_) => "an integer".to_owned(),
        other => format!("a {}", other.type_str()),
    }
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!(" (expected one of {})", names.collect::<Vec<_>>().join(", "))
}
