//! What is said to somebody who plays a check by hand: what comes next, what is asked, and what went over the wire.

use super::ladder::line;
use super::look::Look;
use super::paint::Tone;
use super::plain::{counted, pad, visible, wrap};
use super::shell::quoted;
use crate::compare::grouped;
use crate::compare::{excerpt, quote};
use crate::hand::{About, Act, Prompt};
use crate::lab::{Check, Lab};
use crate::trace::{Event, What};

/// Columns in front of everything.
const LABEL: usize = 7;
/// Lines that are asked about one by one; of more, the first and the last are shown.
const FEW: usize = 8;
/// Pieces in a row that are shown one by one.
const PIECES: usize = 3;

/// How a program is started: the words in front of its arguments.
pub type Typed<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// What stands above everything.
/// `folder` is where the programs are started, if they are a learner's own folder.
pub fn head(look: Look, lab: &Lab, check: &Check, folder: Option<&str>) -> String {
    let name = look.style.paint(Tone::Strong, &format!("{}/{}", lab.id, check.id));
    let keys = "Enter goes on, g goes on up to what is awaited next, n says that something does not come, q leaves.";
    let told = format!(
        "You start your own {} yourself, in another window or in a debugger, and the checker does its part a step at a \
         time. Nothing is timed. {keys}",
        if check.programs.len() == 1 { "program" } else { "programs" }
    );
    let paragraph =
        |text: &str| wrap(text, look.columns - 2).iter().map(|line| format!("  {line}\n")).collect::<String>();
    let at = folder.map(|folder| paragraph(&format!("Start in {folder}"))).unwrap_or_default();
    format!("{name}, by hand\n{}\n{}{at}\n", paragraph(check.claim), paragraph(&told))
}

/// A prompt as it is shown; none where there is nothing to show. One that wants a reply ends without a newline.
pub fn prompt(look: Look, prompt: &Prompt, typed: Typed) -> Option<String> {
    Some(match prompt {
        Prompt::Meanwhile => return None,
        Prompt::Next(what) => format!("{} ", labelled(look, "next", what, Tone::Strong).trim_end()),
        Prompt::Awaits(what) => labelled(look, "wait", &format!("for {what}"), Tone::Usual),
        Prompt::Start { program, arguments, .. } => {
            let words = typed(program).into_iter().map(|word| quoted(&word));
            let all: Vec<String> = words.chain(arguments.iter().map(|one| argument(one))).collect();
            let start = format!("start your {program}:");
            format!("{}{}\n", labelled(look, "you", &start, Tone::Strong), command(look, &all.join(" ")))
        }
        Prompt::Do { program, act } => labelled_do(look, program, act),
        Prompt::Where { program, usual } => {
            let usual = usual.map(|address| format!(" (Enter: {address})")).unwrap_or_default();
            format!(
                "{} ",
                labelled(look, "ask", &format!("where does your {program} listen?{usual}"), Tone::Strong).trim_end()
            )
        }
        Prompt::Unheard(hint) => labelled(look, "", hint, Tone::Doubt),
        Prompt::Ask { program, about } => asked(look, program, about),
    })
}

/// What went over the wire, a line each; many pieces in a row are counted.
pub fn news(look: Look, events: &[Event]) -> String {
    let is_alike = |one: &Event, other: &Event| {
        let is_piece = matches!(one.what, What::Sent { .. } | What::Received { .. });
        is_piece && one.lane == other.lane && std::mem::discriminant(&one.what) == std::mem::discriminant(&other.what)
    };
    let mut out = String::new();
    for group in events.chunk_by(is_alike) {
        let shown = if group.len() > PIECES { 1 } else { group.len() };
        for text in group[..shown].iter().filter_map(line) {
            out.push_str(&labelled(look, "", &text, Tone::Good));
        }
        if group.len() > shown {
            let bytes: usize = group.iter().filter_map(|event| event.what.bytes()).map(|bytes| bytes.len).sum();
            let more = counted(group.len() - shown, "piece");
            let words = format!("... and {more} more, {} bytes in all", grouped(bytes));
            out.push_str(&labelled(look, "", &words, Tone::Good));
        }
    }
    out
}

fn labelled_do(look: Look, program: &str, act: &Act) -> String {
    match act {
        Act::EndInput => labelled(look, "you", &format!("end the input of your {program}: Ctrl-D"), Tone::Strong),
        Act::Kill => {
            let words =
                format!("end your {program} at once, as when the power fails: kill -9, or Ctrl-\\ in its window");
            labelled(look, "you", &words, Tone::Strong)
        }
        Act::Note(what) => labelled(look, "you", &format!("your {program}: {what}"), Tone::Strong),
        Act::Type(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            let (whole, rest) = text.rsplit_once('\n').map_or((None, &*text), |(whole, rest)| (Some(whole), rest));
            let lines: Vec<&str> = whole.iter().flat_map(|whole| whole.split('\n')).collect();
            let mut out = match lines.len() {
                0 => String::new(),
                1 => labelled(look, "you", &format!("type a line into your {program}, and Enter:"), Tone::Strong),
                many => labelled(
                    look,
                    "you",
                    &format!("type {many} lines into your {program}, at once if you can:"),
                    Tone::Strong,
                ),
            };
            out.extend(lines.iter().map(|line| shown(look, line)));
            if !rest.is_empty() {
                out.push_str(&labelled(
                    look,
                    "you",
                    &format!("type into your {program}, without Enter:"),
                    Tone::Strong,
                ));
                out.push_str(&shown(look, rest));
                let hint = "the end of input behind it is Ctrl-D twice: the first one sends what was typed";
                out.push_str(&labelled(look, "", hint, Tone::Quiet));
            }
            out
        }
    }
}

fn asked(look: Look, program: &str, about: &About) -> String {
    let (question, keys) = match about {
        About::Lines(lines) => return asked_lines(look, program, lines),
        About::Stderr(what) => (
            format!("has {what} come from your {program} on stderr?"),
            "Enter for yes, n for no, or type the line that came instead:",
        ),
        About::Exit(status) => (
            format!("has your {program} ended, with exit status {status}? (echo $? shows it)"),
            "Enter for yes, n if it still runs, or type its status:",
        ),
        About::Nothing(what) => {
            (format!("your {program} must not have printed {what}"), "Enter if it has not, or type the line:")
        }
        About::That(question) => ((*question).to_owned(), "Enter for yes, n for no:"),
    };
    labelled(look, "ask", &question, Tone::Strong) + &hint(look, keys)
}

fn asked_lines(look: Look, program: &str, lines: &[String]) -> String {
    let (what, keys) = match lines.len() {
        1 => ("this line".to_owned(), "Enter for yes, n for no, or type the line that came instead:"),
        ..FEW => ("these lines, in this order".to_owned(), MANY),
        count => (format!("{} lines in their order: the first two, and the last", grouped(count)), MANY),
    };
    let shown: Vec<&String> = match lines {
        [first, second, .., last] if lines.len() >= FEW => vec![first, second, last],
        few => few.iter().collect(),
    };
    let mut out = labelled(look, "ask", &format!("has your {program} printed {what}?"), Tone::Strong);
    out.extend(shown.iter().map(|line| format!("{}  {}\n", " ".repeat(LABEL), excerpt(line.as_bytes()))));
    out + &hint(look, keys)
}

/// What may be answered where there are many lines.
const MANY: &str = "Enter for yes, n for no, or type the first line that is another:";

/// What may be answered, in front of the place where it is typed.
fn hint(look: Look, keys: &str) -> String {
    format!("{} ", labelled(look, "", keys, Tone::Quiet).trim_end())
}

/// A text that is to be typed, as it stands.
fn shown(look: Look, line: &str) -> String {
    let is_plain = visible(line) == line && line.trim() == line && !line.is_empty();
    let line = if is_plain { line.to_owned() } else { quote(line.as_bytes()) };
    let hint = if is_plain { "" } else { "   (without the quotes)" };
    format!("{}  {}{}\n", " ".repeat(LABEL), look.style.paint(Tone::Place, &line), look.style.paint(Tone::Quiet, hint))
}

/// A command on one line however long it is, so that it can be copied.
fn command(look: Look, command: &str) -> String {
    format!("{}  {}", " ".repeat(LABEL), look.style.paint(Tone::Place, &visible(command)))
}

/// A word as it is typed; one that stands in a file is taken from there by the shell.
fn argument(word: &str) -> String {
    if word.starts_with("$(cat ") { format!("\"{word}\"") } else { quoted(word) }
}

/// Words behind a label, in several lines where they are too long for one.
fn labelled(look: Look, label: &str, words: &str, tone: Tone) -> String {
    let room = look.columns.saturating_sub(LABEL + 1).max(1);
    let with = |(at, line): (usize, &String)| {
        let label = look.style.paint(Tone::Quiet, &pad(if at == 0 { label } else { "" }, LABEL));
        format!("{label}{}\n", look.style.paint(tone, line))
    };
    wrap(&visible(words), room).iter().enumerate().map(with).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Excerpt;

    fn told(asked: &Prompt) -> String {
        let typed = |program: &str| vec!["./run it".to_owned(), program.to_owned()];
        prompt(Look { columns: 60, ..Look::default() }, asked, &typed).unwrap_or_default()
    }

    #[test]
    fn a_folder_of_one_s_own_is_where_one_starts() {
        let lab = &crate::labs::LABS[0];
        let told = |folder| head(Look::default(), lab, &lab.checks[0], folder);
        assert!(told(Some("/home/ann/my labs")).ends_with("\n  Start in /home/ann/my labs\n\n"));
        assert!(!told(None).contains("Start in"));
    }

    #[test]
    fn prompts_are_told() {
        let arguments = ["127.0.0.1".to_owned(), "it's".to_owned(), "$(cat /tmp/x)".to_owned()];
        let lines: Vec<String> = (0..9).map(|number| format!("line {number}")).collect();
        let table: &[(Prompt, &str)] = &[
            (Prompt::Next("peer resets the connection (RST)"), "next   peer resets the connection (RST) "),
            (Prompt::Awaits("a FIN"), "wait   for a FIN\n"),
            (
                Prompt::Start { program: "client", lane: "client 2", arguments: &arguments },
                "you    start your client:\n         './run it' client 127.0.0.1 'it'\\''s' \"$(cat /tmp/x)\"\n",
            ),
            (
                Prompt::Do { program: "client", act: Act::Type(b" two\n\nhalf") },
                "you    type 2 lines into your client, at once if you can:\n         \" two\"   (without the quotes)\n         \
                 \"\"   (without the quotes)\nyou    type into your client, without Enter:\n         half\n       the end \
                 of input behind it is Ctrl-D twice: the\n       first one sends what was typed\n",
            ),
            (
                Prompt::Where { program: "server", usual: Some(([127, 0, 0, 1], 4000).into()) },
                "ask    where does your server listen? (Enter:\n       127.0.0.1:4000) ",
            ),
            (
                Prompt::Ask { program: "client", about: About::Lines(&lines[..1]) },
                "ask    has your client printed this line?\n         \"line 0\"\n       Enter for yes, n for no, or type the line that came\n       instead: ",
            ),
            (
                Prompt::Ask { program: "client", about: About::Lines(&lines) },
                "ask    has your client printed 9 lines in their order: the\n       first two, and the last?\n         \"line 0\"\n         \"line 1\"\n         \"line 8\"\n       Enter for yes, n for no, or type the first line that\n       is another: ",
            ),
        ];
        for (asked, text) in table {
            assert_eq!(told(asked), *text);
        }
        assert_eq!(told(&Prompt::Meanwhile), "");
    }

    #[test]
    fn many_pieces_are_counted() {
        let piece = |what: fn(Excerpt) -> What| Event {
            micros: 0,
            lane: "peer".into(),
            other: Some("server".into()),
            what: what(Excerpt::of(b"abc")),
        };
        let (sent, received) = (piece(|bytes| What::Sent { bytes }), piece(|bytes| What::Received { bytes }));
        let few = news(Look::default(), &[sent.clone(), received.clone()]);
        assert_eq!(few, "       peer ──> server  3 bytes \"abc\"\n       peer <── server  3 bytes \"abc\"\n");
        let many = news(Look::default(), &[sent.clone(), sent.clone(), sent.clone(), sent, received]);
        assert_eq!(
            many,
            "       peer ──> server  3 bytes \"abc\"\n       ... and 3 pieces more, 12 bytes in all\n       peer <── \
             server  3 bytes \"abc\"\n"
        );
    }
}
