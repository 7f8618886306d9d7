//! Diagrams of learners' held against lab 3's machines.

use super::machine::{LAB3_CLIENT, LAB3_SERVER, Taken, problems, unseen, walk};
use super::*;

const SERVER: &str = "stateDiagram-v2\n[*] --> listening\nlistening --> connected\nconnected --> listening\n";
const CLIENT: &str = "stateDiagram-v2
[*] --> disconnected
disconnected --> connecting
connecting --> connected : accepted
connecting --> disconnected : refused
connected --> disconnected : the server is lost
connected --> closed
closed --> [*]
";

fn told(text: &str, machine: &Machine) -> Vec<String> {
    problems(&read(text).unwrap(), machine).iter().map(Problem::to_string).collect()
}

#[test]
fn right_diagrams_have_no_problems() {
    let servers = [
        SERVER.to_owned(),
        format!("{SERVER}connected --> listening : reset\nlistening --> [*]\nconnected : has a client\n"),
        format!("{SERVER}[*] --> listening : again\n"),
        SERVER.replace("listening", "s1") + "s1 : listening",
        SERVER.replace("listening", "s1").replace("connected", "s2") + "state \"listening\" as s1\ns2: connected",
        // An id counts before a text.
        format!("{SERVER}connected : listening\n"),
    ];
    for text in servers {
        assert_eq!(told(&text, &LAB3_SERVER), [""; 0], "{text}");
    }
    assert_eq!(told(CLIENT, &LAB3_CLIENT), [""; 0]);
    assert_eq!(told(&CLIENT.replace("closed --> [*]\n", ""), &LAB3_CLIENT), [""; 0]);
}

#[test]
fn problems_are_named_with_their_lines() {
    let table: &[(&str, &str, &[&str])] = &[
        ("[*] --> disconnected\n", "", &["the diagram has no start: `[*] --> disconnected` is missing"]),
        (
            "[*] --> disconnected",
            "[*] --> connecting",
            &["line 2: the diagram starts in `connecting`, and the program in `disconnected`"],
        ),
        (
            "closed --> [*]",
            "[*] --> connecting",
            &[
                "line 8: the diagram starts in `disconnected` (line 2) and `connecting` (line 8), and the program only in `disconnected`",
            ],
        ),
        (
            "connected --> closed\n",
            "",
            &["line 7: `closed` can't be reached from the start", "the transition `connected --> closed` is missing"],
        ),
        (
            "connected --> closed\nclosed --> [*]\n",
            "",
            &["the state `closed` is missing, and with it `connected --> closed`"],
        ),
        ("connecting --> disconnected : refused\n", "", &["the transition `connecting --> disconnected` is missing"]),
        (
            "closed --> [*]",
            "closed --> disconnected\nconnecting --> closed\nconnecting --> closed : twice",
            &[
                "line 8: `closed --> disconnected` is no transition of this program",
                "line 9: `connecting --> closed` is no transition of this program",
            ],
        ),
        (
            "closed --> [*]",
            "connected --> connected : a line",
            &["line 8: `connected --> connected` is no transition of this program"],
        ),
        (
            "connected --> closed\nclosed --> [*]",
            "connected --> close",
            &["line 7: `close` is no state of this program; did you mean `closed`?"],
        ),
        (
            "closed --> [*]",
            "connected --> waiting\nwaiting --> connected",
            &["line 8: `waiting` is no state of this program"],
        ),
        (
            "[*] --> disconnected",
            "[*] --> Disconnected",
            // It is named once, though it is also the start.
            &["line 2: `Disconnected` is no state of this program; did you mean `disconnected`?"],
        ),
        (
            "closed --> [*]",
            "s5 : connecting\nstate \"closed\" as s6\nconnected --> s6\ns6 --> s5",
            &[
                "line 8: `s5` is no state of this program; did you mean `connecting`?",
                "line 9: `s6` is no state of this program; did you mean `closed`?",
            ],
        ),
    ];
    for (old, new, expected) in table {
        assert_eq!(CLIENT.matches(old).count(), 1, "{old}");
        assert_eq!(told(&CLIENT.replace(old, new), &LAB3_CLIENT), *expected, "{old} -> {new}");
    }
}

#[test]
fn one_name_for_two_states_is_named() {
    let text = SERVER.replace("listening", "s1") + "connected --> s2\ns2 --> connected\ns1: listening\ns2: listening";
    assert_eq!(
        told(&text, &LAB3_SERVER),
        ["line 5: `listening` is drawn more than once, as `s1` (line 2) and `s2` (line 5)"]
    );
}

#[test]
fn an_empty_diagram_misses_everything() {
    let said = told("stateDiagram-v2", &LAB3_SERVER);
    assert_eq!(
        said,
        [
            "the diagram has no start: `[*] --> listening` is missing",
            "the state `listening` is missing, and with it `listening --> connected` and `connected --> listening`",
            "the state `connected` is missing, and with it `listening --> connected` and `connected --> listening`",
        ]
    );
}

#[test]
fn what_a_program_did_is_followed() {
    let diagram = read(CLIENT).unwrap();
    let step = |at, from: Option<&str>, to: &str| Some(Taken { at, from: from.map(str::to_owned), to: to.to_owned() });
    let table: &[(&[&str], Option<Taken>)] = &[
        (&[], None),
        (&["disconnected"], None),
        (&["disconnected", "connecting", "disconnected", "connecting", "connected", "closed"], None),
        (&["connecting"], step(0, None, "connecting")),
        (&["disconnected", "connected", "x"], step(1, Some("disconnected"), "connected")),
        (&["disconnected", "disconnected"], step(1, Some("disconnected"), "disconnected")),
        (&["disconnected", "connecting", "retrying"], step(2, Some("connecting"), "retrying")),
    ];
    for (observed, expected) in table {
        assert_eq!(walk(&diagram, observed), *expected, "{observed:?}");
    }
    let renamed = read(&format!("{}s1: connecting", CLIENT.replace("connecting", "s1"))).unwrap();
    assert_eq!(walk(&renamed, &["disconnected", "connecting", "connected"]), None);
}

#[test]
fn what_never_happened_is_named() {
    let diagram = read(CLIENT).unwrap();
    let walks = [vec!["disconnected", "connecting", "connected"], vec!["disconnected", "connecting", "disconnected"]];
    let said: Vec<String> = unseen(&diagram, &LAB3_CLIENT, &walks).iter().map(Problem::to_string).collect();
    let expected = [
        "line 6: `connected --> disconnected` is drawn, and was never seen to happen",
        "line 7: `connected --> closed` is drawn, and was never seen to happen",
    ];
    assert_eq!(said, expected);
}
