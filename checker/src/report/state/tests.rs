//! Drawings of lab 3's diagrams, of wrong ones, and of what nobody should draw.

use super::layout::Layout;
use super::picture::Picture;
use super::route::routes;
use super::*;
use crate::diagram::machine::{LAB3_CLIENT, Taken, problems};
use crate::diagram::{Diagram, Judgement, Marks, read};
use crate::random::Random;
use crate::report::paint::Style;
use crate::report::plain::width;

const SERVER: &str = "stateDiagram-v2
%% place listening 0 0
%% place connected 0 1
[*] --> listening
listening --> connected : a client is accepted
connected --> listening : the client is gone
";

const CLIENT: &str = "stateDiagram-v2
%% place disconnected 1 0
%% place connecting 0 1
%% place connected 2 1
%% place closed 2 2
[*] --> disconnected
disconnected --> connecting : after a pause
connecting --> disconnected : nobody listens
connecting --> connected : accepted
connected --> disconnected : the server is lost
connected --> closed : `closed` is answered
closed --> [*]
";

/// States that are described, two of them after the first.
const DOOR: &str = "stateDiagram-v2
%% place open 0 0
%% place shut 0 1
%% place locked 0 2
open : wide open, and whoever comes may walk straight through it
shut : you can't get through, and nothing but a push is missing
locked : shut, and nobody without the key gets any farther than here
[*] --> shut
shut --> open : push
open --> shut : let go
shut --> locked : turn the key
locked --> shut : turn it back
";

/// The client with a transition too few, one too many and a state that leads nowhere, and its marks.
fn wrong() -> (Diagram, Marks) {
    let text = CLIENT
        .replace(
            "connecting --> disconnected : nobody listens",
            "connecting --> connecting : try again and again, for ever and ever, until somebody listens",
        )
        .replace("connected --> closed : `closed` is answered\n", "")
        .replace("%% place", "%% no place");
    let diagram = read(&text).unwrap();
    let mut marks = Marks::of(&problems(&diagram, &LAB3_CLIENT));
    marks.transitions.push((Some("connected".into()), "disconnected".into(), Judgement::Unseen));
    let step = Taken { at: 3, from: Some("disconnected".into()), to: "connected".into() };
    (diagram, marks.with_step(&step))
}

const PLAIN: Room = Room::PLAIN;

#[test]
fn a_right_diagram_in_a_terminal() {
    let expected = "  [*]          ──▶ disconnected
  disconnected ──▶ connecting     after a pause
  connecting   ──▶ disconnected   nobody listens
  connecting   ──▶ connected      accepted
  connected    ──▶ disconnected   the server is lost
  connected    ──▶ closed         `closed` is answered
  closed       ──▶ [*]
";
    assert_eq!(text(&read(CLIENT).unwrap(), &Marks::default(), PLAIN), expected);
}

#[test]
fn a_wrong_diagram_in_a_terminal() {
    let (diagram, marks) = wrong();
    let expected = "  [*]          ──▶ disconnected
  disconnected ──▶ connecting     after a pause
✗ connecting   ──▶ connecting     not of this program
                                  try again and again, for ever and ever,
                                  until somebody listens
  connecting   ──▶ connected      accepted
? connected    ──▶ disconnected   never seen
                                  the server is lost
  closed       ──▶ [*]
✗ connecting   ┄┄▶ disconnected   missing
✗ connected    ┄┄▶ closed         missing
✗ disconnected ┄┄▶ connected      happened, but is not drawn
✗ closed can't be reached
";
    assert_eq!(text(&diagram, &marks, PLAIN), expected);
    let coloured = text(&diagram, &marks, Room { style: Style::Colour, ..PLAIN });
    let line = "\x1b[31m✗ connecting   ┄┄▶ disconnected\x1b[0m   \x1b[31mmissing\x1b[0m\n";
    assert!(coloured.contains(line), "{coloured}");
    assert!(coloured.contains("\x1b[35m? connected    ──▶ disconnected\x1b[0m   \x1b[35mnever seen\x1b[0m\n"));
}

#[test]
fn a_right_diagram_in_svg_tells_the_same_in_words() {
    let svg = svg(&read(CLIENT).unwrap(), &Marks::default(), "The client <of lab 3>");
    let start = "<svg class=\"states\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"";
    assert!(svg.starts_with(start) && svg.ends_with("</g>\n</svg>\n"), "{svg}");
    let told = "<title>The client &lt;of lab 3&gt;</title>\n<desc>It starts in disconnected. \
                From disconnected to connecting: after a pause. \
                From connecting to disconnected: nobody listens. From connecting to connected: accepted. \
                From connected to disconnected: the server is lost. \
                From connected to closed: `closed` is answered. It may end in closed.</desc>\n";
    assert!(svg.contains(told), "{svg}");
    for (part, count) in [
        ("class=\"state-box\"", 4),
        ("class=\"state-name\"", 4),
        ("class=\"state-arrow\"", 7),
        ("class=\"state-head\"", 7),
        ("class=\"state-start\"", 1),
        ("class=\"state-end\"", 2),
        ("stroke-dasharray", 0),
        ("state-cross", 0),
        (" id=", 0),
        ("\n\n", 0),
    ] {
        assert_eq!(svg.matches(part).count(), count, "{part}\n{svg}");
    }
}

#[test]
fn what_is_wrong_is_marked_in_svg() {
    let (diagram, marks) = wrong();
    let svg = svg(&diagram, &marks, "");
    for (part, count) in [
        ("class=\"state-arrow state-missing\"", 2),
        ("class=\"state-arrow state-undrawn\"", 1),
        ("class=\"state-arrow state-invented\"", 1),
        ("class=\"state-arrow state-unseen\"", 1),
        ("class=\"state-box state-unreachable\"", 1),
        ("class=\"state-cross\"", 1),
        ("stroke-dasharray=\"6 4\"", 3),
        (" font-weight=\"bold\">✗ missing</text>", 2),
        (" font-weight=\"bold\">? never seen</text>", 1),
        ("From connecting to disconnected (missing).", 1),
        ("From connected to disconnected: the server is lost (never seen).", 1),
        ("The state closed can&#39;t be reached.", 1),
    ] {
        assert_eq!(svg.matches(part).count(), count, "{part}\n{svg}");
    }
}

#[test]
fn a_missing_state_is_added_below_the_one_that_leads_to_it() {
    let text = CLIENT
        .replace("connected --> closed : `closed` is answered\nclosed --> [*]\n", "")
        .replace("%% place closed 2 2\n", "");
    let diagram = read(&text).unwrap();
    let picture = Picture::of(&diagram, &Marks::of(&problems(&diagram, &LAB3_CLIENT)));
    let node = &picture.nodes[3];
    assert_eq!((node.name.as_str(), node.mark, node.place), ("closed", Some(Judgement::Missing), Some((2, 2))));
    assert_eq!(picture.arrows.len(), 6);
}

#[test]
fn nothing_lies_on_anything_in_the_pictures_of_the_course() {
    let bare = |text: &str| text.replace("%% place", "%%");
    let across = |text: &str| text.replace("stateDiagram-v2", "stateDiagram-v2\ndirection LR");
    let texts = [
        SERVER.to_owned(),
        CLIENT.to_owned(),
        bare(SERVER),
        bare(CLIENT),
        across(&bare(SERVER)),
        across(&bare(CLIENT)),
        DOOR.to_owned(),
        bare(DOOR),
        across(&bare(DOOR)),
    ];
    for text in texts {
        let picture = Picture::of(&read(&text).unwrap(), &Marks::default());
        let layout = Layout::of(&picture);
        for (at, area) in layout.nodes.iter().enumerate() {
            let others = layout.nodes[at + 1..].iter().copied().chain(layout.dots.iter().map(|dot| dot.area));
            assert!(!others.into_iter().any(|other| other.overlaps(*area)), "{text}: state {at}");
        }
        let routes = routes(&picture, &layout);
        let labels: Vec<_> = routes.iter().map(|route| route.label.as_ref().map(|label| label.area)).collect();
        for (at, label) in labels.iter().enumerate().filter_map(|(at, label)| Some((at, (*label)?))) {
            let boxes = layout.nodes.iter().copied().chain(layout.dots.iter().map(|dot| dot.area));
            let mut others =
                boxes.chain(labels.iter().enumerate().filter_map(|(other, label)| label.filter(|_| other != at)));
            assert!(!others.any(|other| other.overlaps(label)), "{text}: label {at}");
            for (other, route) in routes.iter().enumerate() {
                let runs_through = (0..=50).any(|step| label.holds(route.curve.at(f64::from(step) / 50.0)));
                assert!(!runs_through, "{text}: arrow {other} runs through label {at}");
            }
        }
        for (at, route) in routes.iter().enumerate() {
            let through = |step: i32| {
                layout.nodes.iter().any(|area| area.grown(-1.0).holds(route.curve.at(f64::from(step) / 50.0)))
            };
            assert!(!(0..=50).any(through), "{text}: arrow {at} runs through a state");
        }
    }
}

#[test]
fn the_pictures_of_lab_3_can_be_read_on_a_phone() {
    for text in [SERVER, CLIENT] {
        let svg = svg(&read(text).unwrap(), &Marks::default(), "");
        let view: Vec<f64> = svg.split('"').nth(7).unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
        // At 360 pixels, of which the page's edges take 30, text of 12.5 is no smaller than 11.
        assert!(view[2] <= 375.0, "{view:?}");
    }
}

#[test]
fn what_nobody_should_draw_is_drawn_all_the_same() {
    let names = ["</svg><script>", "a\x1b[2Jb", "\u{202e}abc", "接続接続接続接続接続接続接続接続", "x\u{301}&<'{{"];
    let mut random = Random::new(5);
    for round in 0..20 {
        let mut source = "stateDiagram-v2\n".to_owned();
        for at in 0..random.below(12) {
            source += &format!("state \"{}\" as s{at}\n", names[random.below(names.len())].replace('"', ""));
        }
        let name = |random: &mut Random| match random.below(14) {
            12.. => "[*]".to_owned(),
            at => format!("s{at}"),
        };
        for _ in 0..random.below(20) {
            let (from, to) = (name(&mut random), name(&mut random));
            if (from.as_str(), to.as_str()) != ("[*]", "[*]") {
                source += &format!(
                    "{from} --> {to} : {} {}\n",
                    names[random.below(names.len())],
                    "word ".repeat(random.below(30))
                );
            }
        }
        let diagram = read(&source).unwrap_or_else(|mistake| panic!("{mistake}\n{source}"));
        let marks = Marks::of(&problems(&diagram, &LAB3_CLIENT));
        let lines = text(&diagram, &marks, PLAIN);
        for most in [36, PLAIN.width, 196] {
            let lines = text(&diagram, &marks, Room { width: most, ..PLAIN });
            assert!(lines.lines().all(|line| width(line) <= most), "round {round}\n{lines}");
        }
        let drawn = svg(&diagram, &marks, names[0]);
        for bad in ["NaN", "inf", "<script", "\x1b", "\u{202e}", "\n\n", "-->"] {
            assert!(!drawn.contains(bad), "round {round}: {bad}\n{drawn}");
        }
        assert!(!lines.contains('\x1b') && !lines.contains('\u{202e}'), "round {round}\n{lines}");
    }
    assert_eq!(svg(&Diagram::default(), &Marks::default(), ""), "");
}

#[test]
fn the_largest_diagram_is_drawn() {
    let mut random = Random::new(7);
    let arrows: Vec<String> =
        (0..99).map(|_| format!("s{} --> s{} : some words", random.below(49), random.below(49))).collect();
    let diagram = read(&format!("stateDiagram-v2\n[*] --> s0\n{}", arrows.join("\n"))).unwrap();
    assert!(svg(&diagram, &Marks::default(), "").ends_with("</svg>\n"));
}
