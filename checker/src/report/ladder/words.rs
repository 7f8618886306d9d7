//! An event as what is drawn for it, and as a sentence.

use super::lanes::Lanes;
use crate::report::plain::{beginning, counted, cut, width};
use crate::report::segment;
use crate::trace::{Event, Excerpt, Question, What};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Something goes from one lane to another; they are given by their number.
    Arrow { from: usize, to: usize, line: Stroke, label: Label },
    /// Something happens at a lane.
    Note { lane: usize, mark: Sign, text: String },
    /// Something that belongs to no lane.
    Aside(String),
}

/// How an arrow is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    Stream,
    Datagram,
    Reset,
    /// A datagram that does not get there.
    Lost,
    /// A connection that does not come about.
    Refused,
}

/// What a note says of its lane's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Start,
    Plain,
    End,
}

/// What stands at an arrow, still to be fitted to its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// The same thing said in several ways, the longest first.
    Words(Vec<String>),
    Bytes {
        before: String,
        excerpt: Excerpt,
    },
}

impl Label {
    /// Columns in which it still says what it has to say.
    pub fn columns(&self) -> usize {
        match self {
            Label::Words(ways) => ways.last().map_or(0, |way| width(way)),
            Label::Bytes { before, excerpt } => width(before) + width(&excerpt.text) + 2,
        }
    }

    /// The label within so many columns; the length stands there when the bytes are cut.
    pub fn fit(&self, columns: usize) -> String {
        match self {
            Label::Words(ways) => ways
                .iter()
                .find(|way| width(way) <= columns)
                .cloned()
                .unwrap_or_else(|| cut(ways.last().map_or("", String::as_str), columns)),
            Label::Bytes { before, excerpt } => fit_bytes(before, excerpt, columns),
        }
    }
}

pub fn drawn(event: &Event, lanes: &Lanes) -> (Figure, String) {
    let lane = lanes.index(&event.lane);
    match event.other.as_ref().map(|other| lanes.index(other)) {
        Some(other) if other != lane => arrow(event, lane, other, lanes),
        _ => note(event, lane, lanes),
    }
}

/// What went over a wire, or failed to, in a line of its own: `peer ──> server  5 bytes "Hello"`. None of anything else.
pub fn line(event: &Event) -> Option<String> {
    let (me, it) = (event.lane.as_str(), event.other.as_deref().unwrap_or("?"));
    let out = |words: String| Some(format!("{me} ──> {it}  {words}"));
    let back = |words: String| Some(format!("{me} <── {it}  {words}"));
    match &event.what {
        What::Connected { .. } => out("connect".into()),
        What::Accepted { .. } => back("connect".into()),
        What::ConnectFailed { error, .. } => out(format!("connect: {}", plain_error(error))),
        What::Sent { bytes } => out(said(bytes)),
        What::Received { bytes } => back(said(bytes)),
        What::SentFin => out("FIN".into()),
        What::ReceivedFin => back("FIN".into()),
        What::SentReset => out("RST".into()),
        What::ReceivedReset => back("RST".into()),
        What::SentDatagram { bytes } => out(datagram(&segment::title(event), bytes)),
        What::ReceivedDatagram { bytes } => back(datagram(&segment::title(event), bytes)),
        What::Lost { bytes } => back(format!("{}, which is lost", datagram(&segment::title(event), bytes))),
        What::WriteFailed { error } => Some(format!("{me}: write failed: {}", plain_error(error))),
        _ => None,
    }
}

pub fn noun(what: &What) -> &'static str {
    match what {
        What::Sent { .. } | What::Received { .. } => "piece",
        What::SentDatagram { .. } | What::ReceivedDatagram { .. } | What::Lost { .. } => "datagram",
        What::Typed { .. } | What::Printed { .. } | What::Complained { .. } => "line",
        What::Connected { .. } | What::Accepted { .. } => "connection",
        What::ConnectFailed { .. } => "refusal",
        What::SentReset | What::ReceivedReset => "reset",
        What::SentFin | What::ReceivedFin => "FIN",
        What::Note { .. } => "note",
        What::Screen { .. } => "screen",
        _ => "event",
    }
}

/// What goes over a wire. A thing that a lane received was sent by the other.
fn arrow(event: &Event, lane: usize, other: usize, lanes: &Lanes) -> (Figure, String) {
    let title = segment::title(event);
    let bytes = |excerpt: &Excerpt| Label::Bytes { before: title.clone(), excerpt: excerpt.clone() };
    let words = |ways: &[&str]| Label::Words(ways.iter().map(|way| way.to_string()).collect());
    let (me, it) = (event.lane.as_str(), event.other.as_deref().unwrap_or_default());
    let out =
        |line, label, said: String| (Figure::Arrow { from: lane, to: other, line, label }, format!("{me} {said}."));
    let back =
        |line, label, said: String| (Figure::Arrow { from: other, to: lane, line, label }, format!("{it} {said}."));
    match &event.what {
        What::Sent { bytes: b } => out(Stroke::Stream, bytes(b), format!("sends {} to {it}", said(b))),
        What::Received { bytes: b } => back(Stroke::Stream, bytes(b), format!("sends {} to {me}", said(b))),
        What::SentFin => out(Stroke::Stream, words(&["FIN"]), format!("sends {it} FIN, the end of its stream")),
        What::ReceivedFin => back(Stroke::Stream, words(&["FIN"]), format!("sends {me} FIN, the end of its stream")),
        What::SentReset => out(Stroke::Reset, words(&["RST"]), format!("resets the connection to {it}")),
        What::ReceivedReset => back(Stroke::Reset, words(&["RST"]), format!("resets the connection to {me}")),
        What::SentDatagram { bytes: b } => {
            out(Stroke::Datagram, bytes(b), format!("sends {it} {}", datagram(&title, b)))
        }
        What::ReceivedDatagram { bytes: b } => {
            back(Stroke::Datagram, bytes(b), format!("sends {me} {}", datagram(&title, b)))
        }
        What::Lost { bytes: b } => {
            let label = Label::Bytes { before: format!("lost: {title}"), excerpt: b.clone() };
            back(Stroke::Lost, label, format!("sends {me} {}, which is lost", datagram(&title, b)))
        }
        What::Connected { .. } => out(Stroke::Stream, words(&["connect"]), format!("connects to {it}")),
        What::Accepted { .. } => back(Stroke::Stream, words(&["connect"]), format!("connects to {me}")),
        What::ConnectFailed { error, .. } => {
            let error = plain_error(error);
            let short = if error.contains("refused") { "refused" } else { "failed" };
            let ways = [&format!("connect: {error}"), &format!("connect: {short}"), short];
            out(Stroke::Refused, words(&ways), format!("can't connect to {it}: {error}"))
        }
        _ => note(event, lane, lanes),
    }
}

/// What happens in one lane, or with an end that has no lane.
fn note(event: &Event, lane: usize, lanes: &Lanes) -> (Figure, String) {
    let text = match &event.what {
        What::Started { command } => format!("$ {}", short(command)),
        What::Typed { bytes } => format!("stdin: {}", shown(bytes)),
        What::StdinClosed => "stdin: end".to_string(),
        What::Printed { bytes } => format!("stdout: {}", shown(bytes)),
        What::Complained { bytes } => format!("stderr: {}", shown(bytes)),
        What::Exited { status } => status.clone(),
        What::Signalled { signal } => format!("{signal} from the checker"),
        What::Stopped => "stopped (SIGSTOP)".to_string(),
        What::Continued => "continued (SIGCONT)".to_string(),
        What::Connected { to, .. } => format!("connected to {to}"),
        What::ConnectFailed { to, error } => format!("connect to {to}: {}", plain_error(error)),
        What::Accepted { from } => format!("accepted {from}"),
        What::Sent { bytes } => format!("sent {}", said(bytes)),
        What::Received { bytes } => format!("received {}", said(bytes)),
        What::SentFin => "sent FIN".to_string(),
        What::ReceivedFin => "received FIN".to_string(),
        What::SentReset => "sent RST".to_string(),
        What::ReceivedReset => "received RST".to_string(),
        What::WriteFailed { error } => format!("write failed: {}", plain_error(error)),
        What::SentDatagram { bytes } => format!("sent {}", datagram("", bytes)),
        What::ReceivedDatagram { bytes } => format!("received {}", datagram("", bytes)),
        What::Lost { bytes } => format!("lost {}", datagram("", bytes)),
        What::Asked { question, answer } => asked(*question, *answer),
        What::Note { text } => text.clone(),
        What::Screen { screen } => format!("its screen, {} by {}, is looked at", screen.columns, screen.rows),
    };
    let mark = match &event.what {
        What::Started { .. } => Sign::Start,
        What::Exited { .. } => Sign::End,
        _ => Sign::Plain,
    };
    let sentence = match &event.what {
        What::Started { command } => format!("{} is started: {}.", event.lane, short(command)),
        What::Exited { status } => format!("{} ends: {status}.", event.lane),
        _ => format!("{}: {text}.", event.lane),
    };
    match lanes.is_drawn(&event.lane) {
        true => (Figure::Note { lane, mark, text }, sentence),
        false => (Figure::Aside(text), sentence),
    }
}

/// What the kernel says of a program.
fn asked(question: Question, answer: Option<u64>) -> String {
    let Some(number) = answer else { return "the kernel does not tell".to_string() };
    let many = |noun: &str| counted(usize::try_from(number).unwrap_or(usize::MAX), noun);
    let said = match question {
        Question::Backlog => format!("{} in its backlog", many("connection")),
        Question::Unread => format!("{} unread in its buffer", many("byte")),
        Question::Listening => format!("a socket open at port {number}"),
        Question::Memory => format!("{} MiB of memory asked for", number >> 20),
        Question::Resident => format!("{} MiB of memory resident", number >> 20),
        Question::Threads => many("thread"),
        Question::Descriptors => many("open descriptor"),
        Question::CloseWait => format!("{} in CLOSE-WAIT", many("socket")),
        Question::Ran => format!("{number} ms of a processor used"),
        Question::Waiting(call) if number == 1 => format!("waits in {}", call.name()),
        Question::Waiting(call) => format!("{} wait in {}", many("thread"), call.name()),
    };
    format!("kernel: {said}")
}

fn fit_bytes(before: &str, excerpt: &Excerpt, columns: usize) -> String {
    if excerpt.len == 0 {
        return cut(&format!("{before}0 bytes"), columns);
    }
    let whole = format!("{before}\"{}\"", excerpt.text);
    if !excerpt.is_cut() && width(&whole) <= columns {
        return whole;
    }
    let len = counted(excerpt.len, "byte");
    let room = columns.saturating_sub(width(before) + width(&len) + 4);
    match room {
        0..4 => cut(&format!("{before}{len}"), columns),
        // A whole screen of the same letter says no more than a few of them.
        room => format!("{before}\"{}…\" {len}", beginning(&excerpt.text, room.min(24))),
    }
}

fn shown(bytes: &Excerpt) -> String {
    match bytes.is_cut() {
        true => format!("{}… {}", bytes.text, counted(bytes.len, "byte")),
        false => bytes.text.clone(),
    }
}

fn said(bytes: &Excerpt) -> String {
    match (bytes.len, bytes.is_cut()) {
        (0, _) => "0 bytes".to_string(),
        (len, true) => format!("{} that start with \"{}\"", counted(len, "byte"), beginning(&bytes.text, 24)),
        (len, false) => format!("{} \"{}\"", counted(len, "byte"), bytes.text),
    }
}

/// A datagram in words; of a segment with its title.
fn datagram(title: &str, bytes: &Excerpt) -> String {
    match title {
        "" => format!("a datagram of {}", said(bytes)),
        title => format!("a datagram, {title}{}", said(bytes)),
    }
}

/// A command without the folder of its program.
pub fn short(command: &str) -> &str {
    let program = command.split(' ').next().unwrap_or_default();
    &command[program.rfind('/').map_or(0, |slash| slash + 1)..]
}

/// An error of the system's without its number.
fn plain_error(error: &str) -> &str {
    error.split(" (os error").next().unwrap_or(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_says_is_told_with_its_unit() {
        let table = [
            (Question::Backlog, Some(1), "kernel: 1 connection in its backlog"),
            (Question::Unread, Some(4096), "kernel: 4,096 bytes unread in its buffer"),
            (Question::Listening, Some(4000), "kernel: a socket open at port 4000"),
            (Question::Memory, Some(3 << 20), "kernel: 3 MiB of memory asked for"),
            (Question::CloseWait, Some(2), "kernel: 2 sockets in CLOSE-WAIT"),
            (Question::Ran, Some(700), "kernel: 700 ms of a processor used"),
            (Question::Threads, None, "the kernel does not tell"),
        ];
        for (question, answer, said) in table {
            assert_eq!(asked(question, answer), said);
        }
    }
}
