//! Why something could not be done, each kind with the exit status that says so.

/// Why it could not be done.
pub enum Failure {
    /// What was asked for makes no sense: exit status 2.
    Usage(anyhow::Error),
    /// What was looked at is wrong: exit status 1.
    Mistake(anyhow::Error),
    /// The checker's own trouble: exit status 3.
    Trouble(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Trouble(error)
    }
}
