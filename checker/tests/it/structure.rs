//! The plan of the house, held against its source: no circles, the order of the modules in `lib.rs`, who may use what,
//! and how long a file may be.

mod lacking;
mod source;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use source::{Arrow, House};

/// What only some may name, and who that is: a folder of `checker/src` or a file.
struct Rule {
    names: &'static [&'static str],
    may: &'static [&'static str],
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        names: &["TcpListener", "TcpStream", "UdpSocket"],
        may: &["process/", "peer/", "relay/", "screen/", "app/browse.rs"],
        why: "only process, peer, relay and screen touch the system; `checker book` takes a port",
    },
    Rule {
        names: &["nix::", "socket2::", "std::os::"],
        may: &[
            "process/",
            "peer/",
            "relay/",
            "screen/",
            "submission/",
            "interop/parties.rs",
            "diagram/file.rs",
            "app/class.rs",
            "app/play.rs",
            "app/watch/keys.rs",
        ],
        why: "only process, peer, relay and screen touch the system; builds are ended by their group, and whether a \
              file can be executed, or is one at all, is for Unix to say, and what a key or Ctrl-C is for the terminal",
    },
    Rule {
        names: &["std::process::Command", "std::process::{", "process::exit", "process::abort"],
        may: &["process/", "submission/", "scenes/build.rs", "app/class.rs", "app/watch/runs.rs", "app/with_mdbook.rs"],
        why: "programs are started by process; builds by submission and scenes; mdbook by `checker book`, checkers by \
              `checker watch`, and checker-grade by `checker grade`",
    },
    Rule {
        names: &["println!", "eprintln!", "print!", "eprint!", "dbg!"],
        may: &["main.rs", "app/"],
        why: "library code never prints",
    },
];

/// Whose files may not name these at all.
const NEVER: &[(&str, &[&str], &str)] = &[
    (
        "labs/",
        &["std::net::Tcp", "std::net::Udp", "Instant", "SystemTime", "std::thread", "crate::peer", "crate::process"],
        "lab files name no socket, clock or thread",
    ),
    (
        "report/",
        &["crate::harness", "crate::labs", "crate::run", "crate::process"],
        "a report is a function of the record",
    ),
    ("fault/", &["std::net", "Instant", "SystemTime", "std::thread"], "faults know neither sockets nor clocks"),
    ("trace/", &["crate::screen", "crate::journal"], "the record is plain data"),
    ("journal/", &["crate::screen", "crate::process", "crate::peer"], "the record is plain data"),
    ("shot.rs", &["crate::screen"], "the record is plain data"),
];

#[test]
fn the_modules_are_no_circle() {
    let house = House::standing();
    let arrows: Vec<Arrow> = house.arrows.iter().map(|arrow| arrow.at(0)).filter(|arrow| !arrow.is_a_loop()).collect();
    assert_eq!(circle(&arrows), None);
}

#[test]
fn the_files_of_a_folder_are_no_circle() {
    let house = House::standing();
    let circles: Vec<Vec<String>> = house
        .folders()
        .iter()
        .filter_map(|folder| {
            let arrows: Vec<Arrow> = house
                .arrows
                .iter()
                .filter_map(|arrow| arrow.inside(folder))
                .filter(|arrow| !arrow.is_a_loop())
                .collect();
            circle(&arrows)
        })
        .collect();
    assert_eq!(circles, Vec::<Vec<String>>::new());
}

#[test]
fn lib_rs_lists_every_module_behind_those_that_it_uses() {
    let house = House::standing();
    let order = house.listed();
    let place = |name: &str| order.iter().position(|module| module == name);
    let wrong: BTreeSet<String> = house
        .arrows
        .iter()
        .map(|arrow| arrow.at(0))
        .filter(|arrow| !arrow.is_a_loop())
        .filter_map(|arrow| {
            let (from, to) = (arrow.from.join("::"), arrow.to.join("::"));
            (place(&from)? < place(&to)?).then(|| format!("{from} stands before {to}, which it uses"))
        })
        .collect();
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn only_those_who_may_touch_the_system() {
    let mut wrong = Vec::new();
    for (file, text) in &House::standing().texts {
        for rule in RULES.iter().filter(|rule| !rule.may.iter().any(|may| file.starts_with(may))) {
            wrong.extend(names(text, rule.names).map(|name| format!("{file} names {name}: {}", rule.why)));
        }
        for (whose, never, why) in NEVER.iter().filter(|(whose, ..)| file.starts_with(whose)) {
            let _ = whose;
            wrong.extend(names(text, never).map(|name| format!("{file} names {name}: {why}")));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Lines of the longest file of the checker.
const LONGEST: usize = 400;

#[test]
fn no_file_is_longer_than_what_belongs_together() {
    let too_long: Vec<String> = source::lengths()
        .into_iter()
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(file, lines)| {
            format!("{file} has {lines} lines: find what in it belongs together, and give that a file")
        })
        .collect();
    assert_eq!(too_long, Vec::<String>::new());
}

#[test]
fn a_circle_is_found() {
    let arrow = |from: &str, to: &str| Arrow { from: vec![from.into()], to: vec![to.into()] };
    let straight = [arrow("a", "b"), arrow("b", "c"), arrow("a", "c")];
    assert_eq!(circle(&straight), None);
    let round = [arrow("a", "b"), arrow("b", "c"), arrow("c", "b")];
    assert_eq!(circle(&round), Some(vec!["b".into(), "c".into(), "b".into()]));
}

/// Those of the names that stand in a text as a word or the beginning of a path.
fn names<'a>(text: &str, wanted: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    wanted.iter().copied().filter(move |name| text.match_indices(name).any(|(at, _)| !text[..at].ends_with(is_word)))
}

/// Some of the arrows that lead round, by the names of what they pass.
fn circle(arrows: &[Arrow]) -> Option<Vec<String>> {
    let mut next: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for arrow in arrows {
        next.entry(arrow.from.join("::")).or_default().insert(arrow.to.join("::"));
    }
    let mut done = BTreeSet::new();
    next.keys().find_map(|start| walk(start, &next, &mut Vec::new(), &mut done))
}

fn walk(
    at: &str,
    next: &BTreeMap<String, BTreeSet<String>>,
    way: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(begin) = way.iter().position(|passed| passed == at) {
        return Some(way[begin..].iter().cloned().chain([at.to_owned()]).collect());
    }
    if !done.insert(at.to_owned()) {
        return None;
    }
    way.push(at.to_owned());
    let found = next.get(at).into_iter().flatten().find_map(|to| walk(to, next, way, done));
    way.pop();
    found
}
