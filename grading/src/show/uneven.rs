//! Students who were graded out of different points stand in no sheet together: a machine could not try everything.

use std::collections::BTreeMap;
use std::path::Path;

use crate::standing::{Mark, Standing};

/// Those whose lab was graded out of fewer points than that of others.
pub struct Uneven {
    lab: &'static str,
    most: u32,
    students: BTreeMap<String, u32>,
}

impl Uneven {
    /// What is to be done about it.
    pub fn words(&self, class: &Path) -> String {
        let ids: Vec<&str> = self.students.keys().map(String::as_str).collect();
        let fewest = self.students.values().min().copied().unwrap_or_default();
        format!(
            "{}: {} graded out of {fewest} points, others out of {}: these cells stay empty. On a machine that can try \
             everything: checker grade run {} {} --again all --only {}",
            self.lab,
            ids.len(),
            self.most,
            class.display(),
            self.lab,
            ids.join(" --only ")
        )
    }
}

/// The labs where that is so.
pub fn find(standing: &Standing) -> Vec<Uneven> {
    let of_lab = |lab: &&'static checker::lab::Lab| {
        let graded = standing
            .students
            .iter()
            .filter_map(|student| Some((student.record.id.clone(), student.labs.get(lab.id)?.grade()?.lab.points)));
        let points: BTreeMap<String, u32> = graded.collect();
        let most = points.values().max().copied()?;
        let students: BTreeMap<String, u32> = points.into_iter().filter(|(_, points)| *points < most).collect();
        (!students.is_empty()).then_some(Uneven { lab: lab.id, most, students })
    };
    standing.labs.iter().filter_map(of_lab).collect()
}

/// Takes their grades out, so that no sheet has them.
pub fn take_out(standing: &mut Standing, uneven: &[Uneven]) {
    for student in &mut standing.students {
        for Uneven { lab, most, students } in uneven {
            if let Some(points) = students.get(&student.record.id) {
                let why = format!(
                    "graded out of {points} points, others out of {most}: it will be run again on another machine"
                );
                student.labs.insert(lab, Mark::Inconclusive(why));
            }
        }
    }
}
