//! What a check asks for comes from the seed: a program that has recorded one run, knows no protocol and does the same
//! again fails most checks of another seed.

use std::collections::BTreeSet;

use checker::trace::{Event, What};
use checker::verdict::{CheckReport, Report, Verdict};

use crate::fixture::checker;

/// Two runs, between which nothing but the seed is different.
const SEEDS: [&str; 2] = ["7", "8"];

/// Checks that one who repeats what it did may pass: where a program is not to say anything, or only how it ends, or
/// only what the contract gives word for word. (Of server-binary the record keeps the beginning, and the seed comes
/// behind that; of lab 7's client-service it keeps the last part, in which nobody listens.)
const THE_SAME: &[(&str, &[&str])] = &[
    (
        "lab1",
        &[
            "server-listens",
            "server-binary",
            "server-arguments",
            "client-empty-reply",
            "client-refused",
            "client-arguments",
        ],
    ),
    ("lab2", &["client-server-down", "tcp-client-refused", "arguments"]),
    ("lab3", &["client-backs-off", "diagram-server", "diagram-client", "diagram-holds", "arguments"]),
    ("lab4", &["client-refused", "arguments"]),
    ("lab5", &["two-rates-both", "server-welcome", "server-active", "client-refused", "arguments"]),
    ("lab6", &["pair-refused", "arguments"]),
    ("lab7", &["client-service", "arguments"]),
    ("lab8", &["receiver-cannot-write", "sender-cannot-read", "arguments"]),
];

#[test]
fn who_repeats_a_run_fails_the_checks_of_another_seed() {
    let [one, other] = SEEDS.map(|seed| {
        let output = checker()
            .args(THE_SAME.iter().map(|(lab, _)| lab))
            .args(["--solution", "--trace", "--format", "json", "--seed", seed])
            .output()
            .expect("the checker starts");
        serde_json::from_slice::<Report>(&output.stdout).expect("a report")
    });
    let mut complaints = Vec::new();
    for (((lab, known), one), other) in THE_SAME.iter().zip(&one.labs).zip(&other.labs) {
        let pairs = one.checks.iter().zip(&other.checks);
        let is_tried = |check: &CheckReport| check.verdict == Verdict::Pass;
        let pairs = pairs.filter(|(one, other)| is_tried(one) && is_tried(other));
        let same = pairs.filter(|(one, other)| done(one) == done(other)).map(|(check, _)| check.id.as_str());
        let more: Vec<&str> = same.filter(|id| !known.contains(id)).collect();
        complaints.extend((!more.is_empty()).then(|| format!("{lab}: {}", more.join(" "))));
    }
    assert!(complaints.is_empty(), "a replayer passes\n{}", complaints.join("\n"));
}

/// What the programs of a check sent and printed, without the ports, which are the system's choice. What they say on
/// stderr is left to them.
fn done(check: &CheckReport) -> BTreeSet<String> {
    let events = &check.trace.events;
    let is_start = |event: &&Event| matches!(event.what, What::Started { .. });
    let programs: BTreeSet<&str> = events.iter().filter(is_start).map(|event| event.lane.as_str()).collect();
    let said = events.iter().filter_map(|event| match &event.what {
        What::Printed { bytes } => Some(&bytes.text),
        What::Received { bytes } | What::ReceivedDatagram { bytes } if !programs.contains(event.lane.as_str()) => {
            Some(&bytes.text)
        }
        _ => None,
    });
    said.map(|text| without_ports(text)).collect()
}

/// `connected 127.0.0.1:40000` as `connected 127.0.0.1:`
fn without_ports(text: &str) -> String {
    let mut parts = text.split(':');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + ":" + part.trim_start_matches(|c: char| c.is_ascii_digit()))
}
