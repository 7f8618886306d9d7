//! The diagram as SVG to stand in a page, in the colours of the page, with the same told in words for who can't see it.

use super::flights::{Fate, Flight, flights};
use crate::report::segment::Segment;
use crate::report::xml;
use crate::trace::Trace;

/// Where the two lines stand, and how wide all of it is.
const SENDER: usize = 150;
const RECEIVER: usize = 390;
const WIDTH: usize = 540;
/// Where the first segment leaves.
const TOP: usize = 44;
/// Pixels between two labels at least; and how many a millisecond takes, up to so many.
const STEP: usize = 15;
const MILLIS: f64 = 0.6;
const MOST: f64 = 45.0;
/// Segments that are drawn at most.
const SHOWN: usize = 60;

/// The transfer that a trace tells of, as one `<svg>` element without an empty line in it; empty where there are not two
/// data segments.
pub fn svg(trace: &Trace, title: &str) -> String {
    let all = flights(trace);
    if all.iter().filter(|one| one.kind == Segment::Data).count() < 2 {
        return String::new();
    }
    let shown = &all[..all.len().min(SHOWN)];
    let places = Places::of(shown);
    let windows = windows(shown);
    let mut out: String = shown.iter().map(|flight| arrow(flight, &places)).collect();
    let mut under_way: Vec<(usize, &str)> = Vec::new();
    for (at, window) in &windows {
        let y = places.y(*at);
        // Of several that would lie over each other the last is true for longest.
        under_way.pop_if(|(before, _)| y < *before + STEP);
        under_way.push((y, window));
    }
    out.extend(under_way.iter().map(|(y, window)| label(SENDER - 62, *y, "end", window, false)));
    let high = places.bottom() + 30;
    if all.len() > shown.len() {
        let more = format!("and {} more", all.len() - shown.len());
        out.push_str(&label((SENDER + RECEIVER) / 2, high - 8, "middle", &more, false));
    }
    format!(
        "<svg class=\"ladder sequence\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {high}\" style=\"--wide:{WIDTH}px;display:block;width:100%;max-width:{WIDTH}px;height:auto\">\n\
         <title>{}</title>\n<desc>{}</desc>\n\
         <g font-family=\"var(--mono-font, ui-monospace, monospace)\" font-size=\"12\" fill=\"currentColor\" stroke-width=\"1.4\">\n{}{}{out}</g>\n</svg>\n",
        xml::text(title),
        xml::text(&told(&all)),
        head(SENDER, "sender", high),
        head(RECEIVER, "receiver", high),
    )
}

fn head(x: usize, name: &str, high: usize) -> String {
    let line = format!("<path d=\"M{x} 26V{}\" stroke=\"currentColor\" stroke-opacity=\".7\"/>\n", high - 20);
    format!("<text x=\"{x}\" y=\"16\" text-anchor=\"middle\" font-weight=\"bold\">{name}</text>\n{line}")
}

/// Where each time stands.
struct Places(Vec<(u64, usize)>);

impl Places {
    fn of(flights: &[Flight]) -> Places {
        // What leaves has a label and wants its room, what arrives has none.
        let mut times: Vec<(u64, bool)> = flights.iter().map(|flight| (flight.left, true)).collect();
        times.extend(flights.iter().filter_map(arrival).map(|at| (at, false)));
        times.sort_unstable();
        let (mut places, mut y, mut before) = (Vec::new(), TOP, times.first().map_or(0, |first| first.0));
        for (at, has_label) in times {
            let passed = ((at - before) as f64 / 1000.0 * MILLIS).min(MOST) as usize;
            y += if places.is_empty() { 0 } else { passed.max(if has_label { STEP } else { 2 }) };
            before = at;
            places.push((at, y));
        }
        Places(places)
    }

    fn y(&self, at: u64) -> usize {
        let place = self.0.iter().rev().find(|(time, _)| *time <= at);
        place.map_or(TOP, |(_, y)| *y)
    }

    fn bottom(&self) -> usize {
        self.0.last().map_or(TOP, |(_, y)| *y)
    }
}

fn arrival(flight: &Flight) -> Option<u64> {
    match flight.fate {
        Fate::Arrived(at) | Fate::Damaged(at) => Some(at),
        Fate::Lost | Fate::UnderWay => None,
    }
}

fn arrow(flight: &Flight, places: &Places) -> String {
    let (from, to, anchor, aside) = match flight.kind {
        Segment::Data => (SENDER, RECEIVER, "end", SENDER - 8),
        Segment::Acknowledgement => (RECEIVER, SENDER, "start", RECEIVER + 8),
    };
    let top = places.y(flight.left);
    // Of several that leave or arrive at one time each has a place of its own.
    let bottom = arrival(flight).map_or(top + STEP / 2, |at| places.y(at).max(top));
    let (x, y) = match flight.fate {
        Fate::Arrived(_) => (to, bottom),
        Fate::Damaged(_) | Fate::Lost | Fate::UnderWay => ((from + to) / 2, (top + bottom) / 2),
    };
    let again = flight.copy > 1 && flight.kind == Segment::Data;
    let dashes = if again { " stroke-dasharray=\"5 3\"" } else { "" };
    let faint = if flight.kind == Segment::Data { "" } else { " stroke-opacity=\".75\"" };
    let mut out = format!("<path d=\"M{from} {top}L{x} {y}\" fill=\"none\" stroke=\"currentColor\"{dashes}{faint}/>\n");
    out.push_str(&match flight.fate {
        Fate::Arrived(_) => tip(from, x, y),
        Fate::Damaged(_) | Fate::Lost | Fate::UnderWay => {
            format!("<path d=\"M{} {}l8 8m0 -8l-8 8\" stroke=\"currentColor\" stroke-width=\"2\"/>\n", x - 4, y - 4)
        }
    });
    out.push_str(&label(aside, top + 4, anchor, &name(flight), again));
    out
}

/// The head of an arrow that goes from one side to here.
fn tip(from: usize, x: usize, y: usize) -> String {
    let back = if from < x { "-8" } else { "8" };
    format!("<path d=\"M{x} {y}l{back} -4v8z\"/>\n")
}

fn label(x: usize, y: usize, anchor: &str, text: &str, is_strong: bool) -> String {
    let weight = if is_strong { " font-weight=\"bold\"" } else { "" };
    format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{weight}>{}</text>\n", xml::text(text))
}

fn name(flight: &Flight) -> String {
    match flight.kind {
        Segment::Acknowledgement => format!("ack {}", flight.number),
        Segment::Data if flight.is_empty => format!("end {}", flight.number),
        Segment::Data => flight.number.to_string(),
    }
}

/// What is sent and unacknowledged, whenever an acknowledgement has moved it on: `3 to 10`
fn windows(flights: &[Flight]) -> Vec<(u64, String)> {
    let mut acknowledged = 0;
    let mut windows = Vec::new();
    let arrived = flights.iter().filter(|one| one.kind == Segment::Acknowledgement);
    let mut arrived: Vec<(u64, u32)> = arrived.filter_map(|one| Some((arrival(one)?, one.number))).collect();
    arrived.sort_unstable();
    for (at, number) in arrived.into_iter().filter(|(_, number)| *number > 0) {
        let is_sent = |one: &&Flight| one.kind == Segment::Data && one.left <= at && one.number >= number;
        let last = flights.iter().filter(is_sent).map(|one| one.number).max();
        if number > acknowledged {
            acknowledged = number;
            windows.extend(last.map(|last| (at, format!("[{number}-{last}]"))));
        }
    }
    windows
}

/// The picture in words, a sentence a segment.
fn told(flights: &[Flight]) -> String {
    let began = flights.first().map_or(0, |first| first.left);
    let millis = |at: u64| (at - began) / 1000;
    let mut sentences = vec!["A sender on the left, a receiver on the right, time downwards.".to_string()];
    let moves = windows(flights);
    let mut moves = moves.iter().peekable();
    for flight in flights {
        while let Some((at, window)) = moves.next_if(|(at, _)| *at <= flight.left) {
            sentences.push(format!("{} ms: under way are now {window}.", millis(*at)));
        }
        let what = match flight.kind {
            Segment::Data if flight.is_empty => format!("the end, data segment {}, is sent", flight.number),
            Segment::Data => format!("data segment {} is sent", flight.number),
            Segment::Acknowledgement => format!("the receiver asks for {}", flight.number),
        };
        let again = if flight.copy > 1 { " again" } else { "" };
        let fate = match flight.fate {
            Fate::Arrived(at) if at == flight.left => String::new(),
            Fate::Arrived(at) => format!(", which arrives at {} ms", millis(at)),
            Fate::Damaged(_) => ", which arrives damaged".into(),
            Fate::Lost => ", which is lost".into(),
            Fate::UnderWay => ", and nobody has seen it arrive".into(),
        };
        sentences.push(format!("{} ms: {what}{again}{fate}.", millis(flight.left)));
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Event, Excerpt, What};

    fn transfer() -> Trace {
        let segment = |kind: u8, number: u8| Excerpt::of(&[kind, 0, 1, 2, 0, 0, 0, number, b'x']);
        let event = |micros, what| Event { micros, lane: "receiver".into(), other: Some("sender".into()), what };
        let came = |micros, number| event(micros, What::ReceivedDatagram { bytes: segment(1, number) });
        let answered = |micros, number| event(micros, What::SentDatagram { bytes: segment(2, number) });
        Trace { events: vec![came(0, 0), came(100_000, 0), answered(110_000, 1), came(111_000, 1)] }
    }

    #[test]
    fn what_is_sent_again_is_seen_and_told() {
        let drawn = svg(&transfer(), "A <transfer>");
        assert!(drawn.contains("<title>A &lt;transfer&gt;</title>"), "{drawn}");
        assert_eq!(drawn.matches("stroke-dasharray=\"5 3\"").count(), 1, "{drawn}");
        assert!(drawn.contains("100 ms: data segment 0 is sent again."), "{drawn}");
        assert!(drawn.contains("110 ms: the receiver asks for 1."), "{drawn}");
        assert!(!drawn.contains("\n\n") && drawn.ends_with("</svg>\n"), "{drawn}");
    }

    #[test]
    fn where_no_file_goes_nothing_is_drawn() {
        assert_eq!(svg(&Trace::default(), "nothing"), "");
    }
}
