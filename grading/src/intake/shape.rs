//! What an entry's name says, by the learning system that gave it: whose it is, which attempt, and whether it is late.

use std::sync::LazyLock;

use anyhow::{Context, ensure};
use regex::Regex;
use serde::{Deserialize, Serialize};

/// Where the class was downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// `Ada Lovelace_4711_assignsubmission_file_`
    Moodle,
    /// `lovelaceada_LATE_70001_90001_lab1.zip`
    Canvas,
    /// `Lab 1_alovelace_attempt_2026-03-01-10-20-30_lab1.zip`
    Blackboard,
    /// Anything else: the name is the id.
    Plain,
}

/// What a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Whose system it is.
    pub system: System,
    /// The student, by the number or the name that the gradebook has.
    pub id: String,
    /// As a person reads it; empty where it is not said.
    pub name: String,
    /// Of two the one that comes later in this order counts.
    pub attempt: String,
    /// When it arrived; empty where it is not said.
    pub time: String,
    /// Whether the system itself calls it late.
    pub late: bool,
    /// The name of the file without what the system put before it; empty for a folder.
    pub file: String,
}

static MOODLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(.+)_(\d+)_assignsubmission_file_?(.*)$").ok());
static CANVAS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(.+?)(_LATE)?_(\d+)_(\d+)_(.+)$").ok());
static BLACKBOARD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^.*?_([\w.@-]+)_attempt_(\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:\.txt|_(.*))?$").ok());

/// Reads the names of a class.
#[derive(Clone, Debug, Default)]
pub struct Names(Option<Regex>);

impl Names {
    /// By a person's own pattern, with the groups `id`, and where they are there `name`, `attempt` and `time`.
    ///
    /// # Errors
    /// It is no regular expression, or has no group `id`.
    pub fn new(pattern: Option<&str>) -> anyhow::Result<Names> {
        let Some(pattern) = pattern else { return Ok(Names(None)) };
        let regex = Regex::new(pattern).context("--names is no regular expression")?;
        ensure!(regex.capture_names().flatten().any(|name| name == "id"), "--names has no group (?<id>...)");
        Ok(Names(Some(regex)))
    }

    /// What the name of an entry says.
    pub fn read(&self, entry: &str) -> Shape {
        let own = self.0.as_ref().and_then(|regex| by_pattern(regex, entry));
        own.or_else(|| moodle(entry))
            .or_else(|| blackboard(entry))
            .or_else(|| canvas(entry))
            .unwrap_or_else(|| plain(entry))
    }
}

fn by_pattern(regex: &Regex, entry: &str) -> Option<Shape> {
    let found = regex.captures(entry)?;
    let group = |name: &str| found.name(name).map_or(String::new(), |group| group.as_str().to_owned());
    let file = group("file");
    let file = if file.is_empty() { entry.to_owned() } else { file };
    let (name, attempt, time) = (group("name"), group("attempt"), group("time"));
    Some(Shape { system: System::Plain, id: group("id"), name, attempt, time, late: false, file })
}

fn moodle(entry: &str) -> Option<Shape> {
    let found = MOODLE.as_ref()?.captures(entry)?;
    Some(Shape {
        system: System::Moodle,
        id: found[2].to_owned(),
        name: found[1].to_owned(),
        file: found[3].to_owned(),
        ..nobody()
    })
}

fn canvas(entry: &str) -> Option<Shape> {
    let found = CANVAS.as_ref()?.captures(entry)?;
    let late = found.get(2).is_some();
    Some(Shape {
        system: System::Canvas,
        id: found[3].to_owned(),
        name: found[1].to_owned(),
        late,
        file: found[5].to_owned(),
        ..nobody()
    })
}

fn blackboard(entry: &str) -> Option<Shape> {
    let found = BLACKBOARD.as_ref()?.captures(entry)?;
    let (id, time) = (found[1].to_owned(), found[2].to_owned());
    let file = found.get(3).map_or(String::new(), |file| file.as_str().to_owned());
    Some(Shape { system: System::Blackboard, name: id.clone(), id, attempt: time.clone(), time, file, ..nobody() })
}

fn plain(entry: &str) -> Shape {
    Shape { id: stem(entry).to_owned(), file: entry.to_owned(), ..nobody() }
}

fn nobody() -> Shape {
    let none = String::new;
    Shape { system: System::Plain, id: none(), name: none(), attempt: none(), time: none(), late: false, file: none() }
}

/// The ends of the archives that are unpacked.
pub const ARCHIVES: &[&str] = &[".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz"];

/// The ends of others, which are no part of an id either.
const NOT_HERE: &[&str] = &[".rar", ".7z", ".pdf", ".docx"];

/// Whether a file is one of those archives, by its name.
pub fn is_archive(name: &str) -> bool {
    let name = name.to_lowercase();
    ARCHIVES.iter().any(|end| name.ends_with(end))
}

/// A name without the end that makes it an archive.
pub fn stem(name: &str) -> &str {
    let lower = name.to_lowercase();
    let end =
        ARCHIVES.iter().chain(NOT_HERE).filter(|end| lower.ends_with(*end)).map(|end| end.len()).max().unwrap_or(0);
    name.get(..name.len() - end).filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// An id as the name of a folder: what a path can't hold is written `_`.
pub fn as_folder(id: &str) -> String {
    let is_right = |c: char| c.is_alphanumeric() || "-_.@ +".contains(c);
    let name: String = id.trim().chars().map(|c| if is_right(c) { c } else { '_' }).take(100).collect();
    match name.strip_prefix('.') {
        Some(rest) => format!("_{rest}"),
        None if name.is_empty() => "_".to_owned(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_is_known_by_its_names() {
        let table = [
            ("Ada King_4711_assignsubmission_file_", System::Moodle, "4711", "Ada King", "", false),
            ("Ada King_4711_assignsubmission_file_lab1.zip", System::Moodle, "4711", "Ada King", "lab1.zip", false),
            ("Ada_Mary_King_4711_assignsubmission_file", System::Moodle, "4711", "Ada_Mary_King", "", false),
            ("kingada_70001_90001_lab1.zip", System::Canvas, "70001", "kingada", "lab1.zip", false),
            ("kingada_LATE_70001_90001_lab1.zip", System::Canvas, "70001", "kingada", "lab1.zip", true),
            ("Lab 1_aking_attempt_2026-03-01-10-20-30_a_b.zip", System::Blackboard, "aking", "aking", "a_b.zip", false),
            ("Lab 1_aking_attempt_2026-03-01-10-20-30.txt", System::Blackboard, "aking", "aking", "", false),
            ("aking.tar.gz", System::Plain, "aking", "", "aking.tar.gz", false),
            ("lab1-aking", System::Plain, "lab1-aking", "", "lab1-aking", false),
        ];
        for (entry, system, id, name, file, late) in table {
            let shape = Names::default().read(entry);
            let read = (shape.system, &*shape.id, &*shape.name, &*shape.file, shape.late);
            assert_eq!(read, (system, id, name, file, late), "{entry}");
        }
        let names = Names::new(Some(r"^hw-(?<id>\w+)-try(?<attempt>\d)")).unwrap();
        let shape = names.read("hw-ada-try2.zip");
        assert_eq!((&*shape.id, &*shape.attempt), ("ada", "2"));
        assert!(Names::new(Some("(")).is_err() && Names::new(Some("x")).is_err());
    }

    #[test]
    fn an_id_is_the_name_of_a_folder() {
        let table =
            [("ada", "ada"), ("../etc", "_._etc"), (".", "_"), ("", "_"), ("a/b\n", "a_b"), ("Jos\u{e9}", "Jos\u{e9}")];
        for (id, folder) in table {
            assert_eq!(as_folder(id), folder, "{id:?}");
        }
    }
}
