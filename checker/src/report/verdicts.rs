//! How each verdict is marked and called, the same in every format.

use super::paint::Tone;
use crate::verdict::{CheckpointReport, Verdict};

/// A verdict as a reader meets it.
pub struct Words {
    /// One character, which tells it without colours: `✓`
    pub mark: &'static str,
    /// As in JSON: `not-started`
    pub name: &'static str,
    /// `not started`
    pub said: &'static str,
    /// What it is to the reader.
    pub tone: Tone,
}

/// The mark, the words and the tone of a verdict.
pub fn words(verdict: Verdict) -> Words {
    let (mark, name, said, tone) = match verdict {
        Verdict::Pass => ("✓", "pass", "passed", Tone::Good),
        Verdict::Fail => ("✗", "fail", "failed", Tone::Bad),
        Verdict::NotStarted => ("·", "not-started", "not started", Tone::Quiet),
        Verdict::Skipped => ("-", "skipped", "skipped", Tone::Quiet),
        Verdict::Inconclusive => ("?", "inconclusive", "inconclusive, not your fault", Tone::Doubt),
    };
    Words { mark, name, said, tone }
}

/// Of a part of a lab: what is done is marked as what has passed.
pub fn of_checkpoint(checkpoint: &CheckpointReport) -> Words {
    words(if checkpoint.done { Verdict::Pass } else { Verdict::NotStarted })
}
