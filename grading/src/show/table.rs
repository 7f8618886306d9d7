//! `grades.csv`: a line for each lab of each student. What waits has no points, never 0.

use crate::standing::{Mark, Standing, Student};

const HEAD: [&str; 9] = ["id", "lab", "earned", "points", "percent", "state", "late minutes", "runs", "seed"];

/// The list.
///
/// # Errors
/// None that happens: it is written into memory.
pub fn render(standing: &Standing) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEAD)?;
    for student in &standing.students {
        for lab in &standing.labs {
            if let Some(mark) = student.labs.get(lab.id) {
                writer.write_record(line(standing, student, lab.id, mark))?;
            }
        }
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn line(standing: &Standing, student: &Student, lab: &str, mark: &Mark) -> [String; 9] {
    let number = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
    let grade = mark.grade().map(|grade| &grade.lab);
    let seeds: Vec<String> = standing.settings.seeds.iter().take(standing.settings.runs).map(u64::to_string).collect();
    [
        student.record.id.clone(),
        lab.to_owned(),
        number(grade.map(|lab| lab.earned)),
        number(grade.map(|lab| lab.points)),
        grade.map_or(String::new(), |lab| percent(lab.earned, lab.points)),
        mark.word().to_owned(),
        // A number or nothing: where no time is known, the overview says who is late by the system's word.
        student.late.map_or(String::new(), |late| late.to_string()),
        standing.settings.runs.to_string(),
        seeds.join(" "),
    ]
}

/// A share in percent, to a tenth.
pub fn percent(earned: u32, points: u32) -> String {
    scaled(earned, points, 100.0)
}

/// A grade on a scale that ends with `most`, with two places at most.
pub fn scaled(earned: u32, points: u32, most: f64) -> String {
    let value = f64::from(earned) * most / f64::from(points.max(1));
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_grade_is_scaled() {
        let table = [
            ((50, 100, 10.0), "5"),
            ((1, 3, 100.0), "33.33"),
            ((0, 0, 5.0), "0"),
            ((95, 100, 12.5), "11.88"),
            ((100, 100, 100.0), "100"),
        ];
        for ((earned, points, most), text) in table {
            assert_eq!(super::scaled(earned, points, most), text);
        }
    }
}
