//! What the tables of bugs are made of.

/// A wrong program of the course's, and what is told of it once it is found. What is wrong in it stands in the table of
/// wrong programs under the same name.
pub struct Bug {
    /// The wrong program's name; learners do not see it.
    pub name: &'static str,
    /// What the mistake was.
    pub was: &'static str,
    /// Where one meets it.
    pub life: &'static str,
}
