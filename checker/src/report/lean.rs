//! A report as it is kept: the record of the checks that failed, and of no others, each no longer than somebody reads.

use crate::trace::{Event, Trace, What};
use crate::verdict::{CheckReport, LabReport, Report, Verdict};

/// Bytes that the record of one check takes in JSON at most, about.
const MOST: usize = 256 * 1024;

/// The report without the records that nobody looks at unless `--trace` asks for them.
pub fn lean(report: &Report) -> Report {
    Report { labs: report.labs.iter().map(lab).collect(), ..report.clone() }
}

/// The same of one lab.
pub fn lab(lab: &LabReport) -> LabReport {
    LabReport { checks: lab.checks.iter().map(check).collect(), ..lab.clone() }
}

fn check(check: &CheckReport) -> CheckReport {
    let trace = if check.verdict == Verdict::Fail { within(&check.trace, MOST) } else { Trace::default() };
    CheckReport { trace, ..check.clone() }
}

/// How a trace began and how it came to its end, in so many bytes; a note stands where events are left out.
fn within(trace: &Trace, most: usize) -> Trace {
    let size = |event: &Event| serde_json::to_string(event).map_or(0, |json| json.len() + 1);
    let sizes: Vec<usize> = trace.events.iter().map(size).collect();
    if sizes.iter().sum::<usize>() <= most {
        return trace.clone();
    }
    // The end is what somebody wants to see.
    let first = fitting(sizes.iter(), most / 3);
    let last = fitting(sizes[first..].iter().rev(), most - most / 3);
    let (left_out, until) = (&trace.events[first..], trace.events.len() - last);
    let count = until - first;
    let note = left_out.first().filter(|_| count > 0).map(|event| Event {
        micros: event.micros,
        lane: "checker".into(),
        other: None,
        what: What::Note { text: format!("{count} events are left out here") },
    });
    Trace {
        events: trace.events[..first]
            .iter()
            .cloned()
            .chain(note)
            .chain(trace.events[until..].iter().cloned())
            .collect(),
    }
}

/// How many of these fit.
fn fitting<'a>(sizes: impl Iterator<Item = &'a usize>, most: usize) -> usize {
    let mut sum = 0;
    sizes
        .take_while(|size| {
            sum += **size;
            sum <= most
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn only_what_failed_keeps_its_record() {
        let passed = CheckReport { trace: samples::short_echo(), ..samples::check("a", "b", Verdict::Pass) };
        let of = |checks| LabReport { checks, ..samples::unbuilt() };
        let kept = lab(&of(vec![passed.clone(), samples::half_close()]));
        assert_eq!(kept, of(vec![CheckReport { trace: Trace::default(), ..passed }, samples::half_close()]));
    }

    #[test]
    fn a_long_record_keeps_its_beginning_and_its_end() {
        let line = |at: u64| samples::local(at, "server", samples::printed(&format!("line {at} {}", "x".repeat(50))));
        let trace = Trace { events: (0..20_000).map(line).collect() };
        let short = within(&trace, MOST);
        let json = serde_json::to_string(&short).unwrap();
        assert!((MOST * 9 / 10..=MOST + 200).contains(&json.len()), "{}", json.len());
        assert_eq!((short.events.first(), short.events.last()), (trace.events.first(), trace.events.last()));
        let left_out = trace.events.len() - (short.events.len() - 1);
        let note = What::Note { text: format!("{left_out} events are left out here") };
        assert!(short.events.iter().any(|event| event.what == note));
        assert_eq!(within(&short, 2 * MOST), short);
    }
}
