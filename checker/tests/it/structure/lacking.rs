//! Which causes a check lacks: what its words can give, and neither it nor a check of the same programs tells.
//!
//! Read from the source as it stands: the words in a check's `run`, those of the functions that it calls, and at the
//! words of the harness what each gives. (A failure that only another check tells has that cause, when both fail alike.)

use std::collections::{BTreeMap, BTreeSet};

use checker::lab::{Check, EVERYWHERE, Lab};
use checker::labs::LABS;

use super::source;
use super::words::{Word, given, names, words};

type Pair = (String, String);

/// What a report needs no cause for.
const SAYS_IT_ALL: &[(&str, &str, &str)] = &[
    ("Line", "Ended", "how the program ended is what came, with the exception where there is one"),
    ("Message", "Ended", "the same"),
    ("Text", "Ended", "the same"),
    ("Mouse", "Ended", "the same"),
    ("Gone", "Ended", "the same"),
    ("Size", "Ended", "the same"),
    ("Error", "Ended", "the same"),
    ("Nothing", "Ended", "the same"),
    ("Line", "Silence", "that a line is missing is what was expected and did not come"),
    (
        "Nothing",
        "Limit",
        "what is left of the clients is named as threads, descriptors or connections, but when it changes meanwhile",
    ),
];

/// What a word gives and can't give in this check.
const NEVER_HERE: &[(&str, &str, &str, &str)] = &[
    ("lab1/server-next-client", "Nothing", "Extra", "the program runs on: only one that is over is read to its end"),
    ("lab6/leaving", "Nothing", "Extra", "the same"),
    ("lab1/client-arguments", "Usage", "Listening", "a client does not listen"),
    ("lab8/sender-segments", "Nothing", "Early", "any window is taken here"),
];

/// Functions and checks, each by its file and its name, with their text.
type Bodies = BTreeMap<(String, String), String>;

/// Those of a lab, and of what all labs share.
fn bodies(lab: &str) -> Bodies {
    let mut bodies = Bodies::new();
    let files = source::below("labs").into_iter();
    for (file, text) in files.filter(|(file, _)| file.contains(&format!("/{lab}/")) || file.matches('/').count() == 1) {
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let indent = line.len() - line.trim_start().len();
            let end = format!("{}}}", " ".repeat(indent));
            let body = |lines: &mut std::str::Lines| -> String {
                lines.take_while(|line| line.trim_end_matches([';', ',']) != end).collect::<Vec<_>>().join("\n")
            };
            if let Some(name) = function(line) {
                let is_whole = !line.ends_with(['{', '(']);
                let body = if is_whole { line.to_owned() } else { body(&mut lines) };
                bodies.insert((file.clone(), name), body);
            } else if line.starts_with("pub const ") && line.ends_with(": Check = Check {") {
                let body = body(&mut lines);
                let id = body.split("id: \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("arguments");
                let run = body.split("run: ").nth(1).and_then(|rest| rest.split("causes:").next()).expect("its run");
                bodies.insert((file.clone(), id.to_owned()), run.to_owned());
            }
        }
    }
    bodies
}

fn function(line: &str) -> Option<String> {
    let rest = line.trim_start();
    let rest =
        ["pub fn ", "pub(super) fn ", "pub(crate) fn ", "fn "].iter().find_map(|head| rest.strip_prefix(head))?;
    Some(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
}

/// The names that are called in a text, or given on to be called.
fn said(text: &str) -> BTreeSet<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = |end: usize| text[..end].rsplit(|c| !is_word(c)).next().unwrap_or_default().to_owned();
    let called = text.match_indices('(').map(|(at, _)| before(at));
    let given_on = ["try_for_each(", "map(", "and_then(", "map_err("].into_iter().flat_map(|head| {
        text.split(head).skip(1).map(|rest| rest.chars().take_while(|c| is_word(*c)).collect::<String>())
    });
    called.chain(given_on).filter(|name| !name.is_empty()).collect()
}

/// Of words that several kinds of peers have, those that a check means.
fn is_meant(word: &Word, lab: &str, check: &str) -> bool {
    let file = word.place.split(": ").next().unwrap_or_default();
    let is_among = |files: &[&str]| files.iter().any(|one| file.ends_with(one));
    match word.name.as_str() {
        "expect" | "expect_nothing_more" | "expect_within" | "expect_giving_up" => match lab {
            "lab8" if check.starts_with("receiver") => is_among(&["sending.rs"]),
            "lab8" if check.starts_with("sender") => is_among(&["receiving.rs", "time_outs.rs"]),
            "lab8" => is_among(&["transfer.rs"]),
            "lab2" if !check.starts_with("tcp-") => is_among(&["datagram/mod.rs", "datagram/tries.rs"]),
            _ => is_among(&["stream/expected.rs"]),
        },
        "start" | "click" | "leave" | "expect_said" => file.contains("chat/") == check.starts_with("tui-"),
        // The labs have a function of this name, which is another.
        "expect_refused" => check == "server-bind-address",
        _ => true,
    }
}

/// All that a check can see instead of what it wants.
fn possible(check: &Check, bodies: &Bodies, words: &[Word]) -> BTreeSet<Pair> {
    let (mut pairs, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut ahead = vec![(String::new(), check.id.to_owned())];
    while let Some((from, name)) = ahead.pop() {
        if !seen.insert((from.clone(), name.clone())) {
            continue;
        }
        // A file's own functions go before those of the others.
        let own = bodies.get_key_value(&(from.clone(), name.clone()));
        let others = bodies.iter().filter(|((file, one), _)| own.is_none() && *one == name && *file != from);
        for ((file, _), body) in own.into_iter().chain(others) {
            ahead.extend(said(body).into_iter().map(|name| (file.clone(), name)));
        }
        for word in words.iter().filter(|word| word.name == name) {
            if let Some(Ok(given)) = word.gives.as_deref().map(given) {
                pairs.extend(given.pairs);
                ahead.extend(given.words.into_iter().map(|name| (String::new(), name)));
            }
        }
    }
    pairs
}

fn told(check: &Check) -> impl Iterator<Item = Pair> {
    let pairs = |cause: &checker::lab::Cause| -> Vec<Pair> {
        cause.1.iter().map(|seen| (format!("{:?}", cause.0), format!("{seen:?}"))).collect()
    };
    check.causes().chain(EVERYWHERE).flat_map(pairs)
}

/// Whether the one is not even tried where the other fails.
fn is_behind(lab: &Lab, one: &Check, other: &Check) -> bool {
    let needed = |id: &&str| lab.checks.iter().find(|check| check.id == *id);
    one.needs.contains(&other.id) || one.needs.iter().filter_map(needed).any(|need| is_behind(lab, need, other))
}

#[test]
fn nothing_that_a_check_can_see_lacks_a_cause() {
    let (words, names) = (words(), names());
    let (mut lacking, mut needless) = (Vec::new(), BTreeSet::new());
    needless.extend(NEVER_HERE.iter().map(|(check, want, seen, _)| format!("{check}: ({want}, {seen})")));
    let mut count = 0;
    for lab in LABS {
        let bodies = bodies(lab.id);
        for check in lab.checks {
            let is_alike = |one: &&Check| {
                one.programs.iter().any(|program| check.programs.contains(program)) && !is_behind(lab, one, check)
            };
            let told: BTreeSet<Pair> = lab.checks.iter().filter(is_alike).flat_map(told).collect();
            let meant: Vec<Word> = words.iter().filter(|word| is_meant(word, lab.id, check.id)).cloned().collect();
            let possible = possible(check, &bodies, &meant);
            count += possible.len();
            for (want, seen) in possible.into_iter().filter(|(want, seen)| want != "want" && seen != "seen") {
                let wider = names.wider.get(&seen).unwrap_or(&seen).clone();
                let is_told = [&seen, &wider].iter().any(|seen| told.contains(&(want.clone(), (*seen).clone())));
                let says_it_all = SAYS_IT_ALL.iter().any(|(one, other, _)| (*one, *other) == (&want, &seen));
                let line = format!("{}/{}: ({want}, {seen})", lab.id, check.id);
                if !is_told && !says_it_all && !needless.remove(&line) {
                    lacking.push(line);
                }
            }
        }
    }
    assert!(count > 1000, "what the checks say is not found any more: {count}");
    assert!(lacking.is_empty(), "{} without a cause:\n{}", lacking.len(), lacking.join("\n"));
    assert!(needless.is_empty(), "needless: {needless:?}");
}
