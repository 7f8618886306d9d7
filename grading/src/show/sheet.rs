//! Gradebooks by filling in what the learning system itself has exported: its importer gets back what it wrote, with grades.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, bail, ensure};
use regex::Regex;

use super::cells::Cells;
use super::table::scaled;
use crate::class::known;
use crate::class::roster::trailing_number;
use crate::intake::shape::as_folder;
use crate::standing::{Grade, Mark, Standing, Student};

/// A system's gradebook: how it is known, and where its grades go.
struct Gradebook {
    name: &'static str,
    /// The column with the student.
    id: &'static str,
    /// Another column that it must have.
    other: &'static str,
}

const GRADEBOOKS: &[Gradebook] = &[
    Gradebook { name: "moodle", id: "Identifier", other: "Grade" },
    Gradebook { name: "canvas", id: "ID", other: "Student" },
    Gradebook { name: "blackboard", id: "Username", other: "Last Name" },
    Gradebook { name: "classroom", id: "github_username", other: "identifier" },
];

/// What Moodle's importer refuses a file without.
const MOODLE: [&str; 3] = ["Identifier", "Grade", "Last modified (grade)"];

static LAB: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[Ll][Aa][Bb][ _-]?(\d+)").ok());
static TOTAL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"Total Pts: ([\d.]+)").ok());

/// Fills a gradebook in, writes it beside the others, and says who did not match. Its lab may stand before it: `lab1=FILE`.
///
/// # Errors
/// It can't be read or written, or is no gradebook that is known here.
pub fn fill_file(named: &str, sheets: &Path, standing: &Standing) -> anyhow::Result<String> {
    let (lab, file) = match named.split_once('=').filter(|(lab, _)| known(&[(*lab).to_owned()]).is_ok()) {
        Some((lab, file)) => (Some(lab.to_owned()), file),
        None => (None, named),
    };
    let path = Path::new(file);
    let bytes = fs::read(path).with_context(|| format!("cannot read {file}"))?;
    let name = path.file_name().with_context(|| format!("{file} has no name"))?;
    let lab = lab.or_else(|| lab_in(&name.to_string_lossy()));
    let filled = fill(&bytes, lab.as_deref(), standing).with_context(|| format!("{file} can't be filled in"))?;
    let target = sheets.join(name);
    fs::write(&target, &filled.bytes).with_context(|| format!("cannot write {}", target.display()))?;
    Ok(filled.words(&target))
}

/// A gradebook with its grades.
pub struct Filled {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many cells were filled in.
    pub cells: usize,
    /// Who stands in it and has not handed in.
    pub without: Vec<String>,
    /// Who stands in it, has handed in, and has no grade yet.
    pub waiting: Vec<String>,
    /// Who has a grade and does not stand in it.
    pub unknown: Vec<String>,
}

impl Filled {
    fn words(&self, file: &Path) -> String {
        let mut text = format!("{}: {} grades filled in\n", file.display(), self.cells);
        let lists = [
            ("in the gradebook, no hand-in", &self.without),
            ("in the gradebook, handed in, no grade yet", &self.waiting),
            ("graded, not in the gradebook", &self.unknown),
        ];
        for (what, ids) in lists.iter().filter(|(_, ids)| !ids.is_empty()) {
            text.push_str(&format!("  {what}: {}\n", ids.join(", ")));
        }
        text
    }
}

/// The lab that a name speaks of: `Grades-Lab 1.csv`
pub fn lab_in(name: &str) -> Option<String> {
    let found = LAB.as_ref()?.captures(name)?;
    let lab = format!("lab{}", &found[1]);
    known(std::slice::from_ref(&lab)).ok().map(|()| lab)
}

/// The lab that the columns speak of, where that is one alone: `Assignment: Lab 1`
fn lab_of_columns(heads: &[String]) -> Option<String> {
    let labs: BTreeSet<String> = heads.iter().filter_map(|head| lab_in(head)).collect();
    labs.first().filter(|_| labs.len() == 1).cloned()
}

/// A column that gets grades.
struct Column {
    at: usize,
    lab: String,
    /// The end of its scale; none where each line has its own.
    most: Option<f64>,
}

/// Fills a gradebook in.
///
/// # Errors
/// It is none that is known here, or lacks what its importer wants.
pub fn fill(bytes: &[u8], lab: Option<&str>, standing: &Standing) -> anyhow::Result<Filled> {
    let mut cells = Cells::read(bytes).context("it is no text")?;
    let heads = cells.heads();
    let at = |name: &str| heads.iter().position(|head| head == name);
    let gradebook = GRADEBOOKS.iter().find(|one| at(one.id).is_some() && at(one.other).is_some());
    let gradebook = gradebook
        .with_context(|| format!("it is no gradebook that is known here (its columns are {})", heads.join(", ")))?;
    let ids = at(gradebook.id).context("it has no ids")?;
    let lab = lab
        .map(str::to_owned)
        .or_else(|| lab_of_columns(&heads))
        .or_else(|| standing.labs.first().filter(|_| standing.labs.len() == 1).map(|lab| lab.id.to_owned()));
    let mut columns = columns(gradebook, &mut cells, &heads, lab, standing)?;
    let graded: Vec<&str> = standing.labs.iter().map(|lab| lab.id).collect();
    columns.retain(|column| graded.contains(&&*column.lab));
    ensure!(!columns.is_empty(), "it has no place for {}, which the class is graded for", graded.join(", "));
    let (mut filled, mut seen, mut without, mut waiting) = (0, BTreeSet::new(), Vec::new(), Vec::new());
    for row in 1..cells.len() {
        let id = cells.get(row, ids);
        let Some(student) = student(standing, gradebook, &id) else {
            let is_line = !id.trim().is_empty() && !cells.get(row, 0).contains("Points Possible");
            without.extend(is_line.then_some(id));
            continue;
        };
        seen.insert(student.record.id.clone());
        let marks = || columns.iter().filter_map(|column| student.labs.get(column.lab.as_str()));
        if !student.record.has_come() || marks().all(|mark| matches!(mark, Mark::Nothing)) {
            without.push(id);
        } else if marks().any(|mark| mark.grade().is_none() && !matches!(mark, Mark::Nothing)) {
            waiting.push(id);
        }
        for column in &columns {
            filled += usize::from(fill_cell(&mut cells, row, column, &heads, gradebook, student));
        }
    }
    let has_grade =
        |student: &&Student| student.grades().any(|grade| columns.iter().any(|column| column.lab == grade.lab.id));
    let unknown = standing.students.iter().filter(has_grade).map(|student| student.record.id.clone());
    let unknown = unknown.filter(|id| !seen.contains(id)).collect();
    Ok(Filled { bytes: cells.written(), cells: filled, without, waiting, unknown })
}

fn student<'a>(standing: &'a Standing, gradebook: &Gradebook, id: &str) -> Option<&'a Student> {
    let id = as_folder(&if gradebook.name == "moodle" { trailing_number(id.trim()) } else { id.trim().to_owned() });
    let is_it = |student: &&Student| {
        let own = &student.record.id;
        *own == id || gradebook.name == "classroom" && own.ends_with(&format!("-{id}"))
    };
    standing.students.iter().find(is_it)
}

fn columns(
    gradebook: &Gradebook,
    cells: &mut Cells,
    heads: &[String],
    lab: Option<String>,
    standing: &Standing,
) -> anyhow::Result<Vec<Column>> {
    match gradebook.name {
        "moodle" => {
            if let Some(missing) = MOODLE.iter().find(|wanted| !heads.iter().any(|head| head == **wanted)) {
                bail!(
                    "Moodle's importer refuses a file without the column `{missing}`: export it with Moodle set to English"
                );
            }
            let at = heads.iter().position(|head| head == "Grade").context("it has no grades")?;
            let lab = lab.context("which lab is it? Say `--sheet lab1=FILE`")?;
            Ok(vec![Column { at, lab, most: None }])
        }
        "classroom" => {
            let first = heads.len();
            standing.labs.iter().for_each(|lab| cells.append(0, lab.id));
            let column = |(at, lab): (usize, &&checker::lab::Lab)| Column {
                at: first + at,
                lab: lab.id.to_owned(),
                most: Some(100.0),
            };
            Ok(standing.labs.iter().enumerate().map(column).collect())
        }
        _ => {
            let possible = (1..cells.len()).find(|row| cells.get(*row, 0).contains("Points Possible"));
            let found = heads.iter().enumerate().filter_map(|(at, head)| {
                let total =
                    TOTAL.as_ref().and_then(|total| total.captures(head)).and_then(|found| found[1].parse().ok());
                let most = total.or_else(|| cells.get(possible?, at).trim().parse().ok());
                Some(Column { at, lab: lab_in(head)?, most })
            });
            let columns: Vec<Column> = found.collect();
            ensure!(!columns.is_empty(), "none of its columns names a lab, as `Lab 1 (70001)` does");
            Ok(columns)
        }
    }
}

fn fill_cell(
    cells: &mut Cells,
    row: usize,
    column: &Column,
    heads: &[String],
    gradebook: &Gradebook,
    student: &Student,
) -> bool {
    let grade: Option<&Grade> = student.labs.get(column.lab.as_str()).and_then(|mark| mark.grade());
    if gradebook.name == "classroom" {
        cells.append(row, &grade.map_or(String::new(), |grade| scaled(grade.lab.earned, grade.lab.points, 100.0)));
        return grade.is_some();
    }
    let Some(grade) = grade else { return false };
    let place = |name: &str| heads.iter().position(|head| head == name);
    let of_line = place("Maximum Grade").and_then(|at| cells.get(row, at).trim().replace(',', ".").parse().ok());
    let most: f64 = column.most.or(of_line).unwrap_or(100.0);
    cells.fill(row, column.at, &scaled(grade.lab.earned, grade.lab.points, most));
    if let Some(at) = place("Feedback comments") {
        let (earned, points) = (grade.lab.earned, grade.lab.points);
        cells.fill(row, at, &format!("{earned} of {points} points; the report is in the feedback file"));
    }
    true
}
