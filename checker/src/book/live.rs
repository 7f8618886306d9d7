//! A finished page of the book with the learner's grades as they are now: what a checker serves that has the book in it.

use super::fill;
use super::html;
use super::marks::{Mark, replaced};
use crate::lab::Lab;
use crate::own::Own;
use crate::progress::Grades;

/// The page, one of those that [`super::fill_for_later`] has filled in, with these grades.
pub fn graded(page: &str, labs: &[&Lab], grades: &Grades, own: &Own) -> String {
    replaced(page, |mark, out| match mark {
        Mark::Checks(id) => {
            let lab = labs.iter().find(|lab| lab.id == id);
            out.push_str(&lab.map(|lab| html::checks(lab, grades)).unwrap_or_default());
        }
        Mark::Progress => out.push_str(&html::progress(labs, grades, own)),
        Mark::Section(lab, id) => {
            let checked = fill::of(lab, id, grades);
            // The section that it stands at the head of is the last that has begun.
            if let Some(at) = out.rfind(html::SECTION).filter(|_| checked.is_open()) {
                out.replace_range(at..at + html::SECTION.len(), html::OPEN_SECTION);
            }
            out.push_str(checked.came_to().trim_end());
        }
    })
}
