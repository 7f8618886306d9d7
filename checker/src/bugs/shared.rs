//! What the tables of bugs are made of.

/// The bugs of each lab.
pub type Tables<T> = &'static [(&'static str, &'static [T])];

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

/// A wrong version of one of the programs in `solutions/peers`, with what is told of it once it is found.
pub struct PeerBug {
    /// The file that is wrong.
    pub file: &'static str,
    /// Text that stands there exactly once, and what stands in its place.
    pub edit: (&'static str, &'static str),
    /// The check that is named.
    pub check: &'static str,
    /// What the mistake was, and where one meets it.
    pub was: &'static str,
    pub life: &'static str,
}
