//! What was seen on the wire and in the programs, by whom and when: plain data, judged and drawn later.
#![warn(missing_docs)]

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::shot::Shot;

/// Bytes of which a trace keeps the beginning; the rest is only counted.
pub const EXCERPT: usize = 64;
/// Bytes of a printed line of which a trace keeps the beginning.
pub const LINE: usize = 240;

/// Everything that one check saw, in the order in which the checker learned of it.
///
/// In JSON it is the array of its events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Trace {
    /// In the order in which the checker learned of them.
    pub events: Vec<Event>,
}

/// One thing that happened in a lane: a program of the learner's, a peer or the relay.
///
/// Between stdout, stderr and a socket there is no order that anybody could see: two events of
/// different origin may stand the other way round than they happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Microseconds since the check began.
    pub micros: u64,
    /// Who saw it.
    pub lane: String,
    /// The lane at the other end of the wire, for what went over one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// The addresses at both ends of what goes over a wire, from then on: of a connection, or of datagrams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    /// Since the check began.
    pub micros: u64,
    /// The lane whose own address is known.
    pub lane: String,
    /// The lane at the far end.
    pub other: String,
    /// The address of the first.
    pub local: SocketAddr,
    /// The address of the far end.
    pub remote: SocketAddr,
}

/// What can happen in a lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    // In a program.
    /// It was started.
    Started {
        /// Its words, as one would type them.
        command: String,
    },
    /// The checker wrote this to its standard input.
    Typed {
        /// The bytes.
        bytes: Excerpt,
    },
    /// Its standard input has ended.
    StdinClosed,
    /// A line on stdout, without its newline.
    Printed {
        /// The bytes.
        bytes: Excerpt,
    },
    /// A line on stderr, without its newline.
    Complained {
        /// The bytes.
        bytes: Excerpt,
    },
    /// The program has ended: `exit status 1`, `signal 11 (SIGSEGV)`.
    Exited {
        /// In words.
        status: String,
    },
    /// The checker sent it this signal.
    Signalled {
        /// Its name: `SIGTERM`.
        signal: String,
    },
    /// The kernel says that the program and all its threads are stopped, as by Ctrl-Z: SIGSTOP, see signal(7).
    Stopped,
    /// And that it runs again: SIGCONT.
    Continued,

    // On a stream. `lane` did it or saw it, `other` is the far end.
    /// A connection is established: connect(2) has returned.
    Connected {
        /// The address of the end that connected.
        from: String,
        /// The address of the end that listens.
        to: String,
    },
    /// There is no connection: connect(2) has failed.
    ConnectFailed {
        /// The address of the end that listens.
        to: String,
        /// The system's words.
        error: String,
    },
    /// accept(2) gave a connection.
    Accepted {
        /// The address of the end that connected.
        from: String,
    },
    /// These bytes went out.
    Sent {
        /// The bytes.
        bytes: Excerpt,
    },
    /// These bytes came.
    Received {
        /// The bytes.
        bytes: Excerpt,
    },
    /// The sending side was closed: shutdown(2), FIN.
    SentFin,
    /// The far end has closed its sending side: a read of 0 bytes.
    ReceivedFin,
    /// The connection was reset: RST (RFC 9293, section 3.5.2).
    SentReset,
    /// The far end has reset the connection: ECONNRESET.
    ReceivedReset,
    /// A send has failed: an observation, and no failure of the check.
    WriteFailed {
        /// The system's words.
        error: String,
    },

    // Datagrams.
    /// A datagram went out: sendto(2).
    SentDatagram {
        /// The bytes.
        bytes: Excerpt,
    },
    /// A datagram came: recvfrom(2).
    ReceivedDatagram {
        /// The bytes.
        bytes: Excerpt,
    },
    /// Lost on purpose: received, and neither answered nor passed on.
    Lost {
        /// The bytes.
        bytes: Excerpt,
    },

    /// What the kernel was asked of a program, and what it said. Where it does not tell, nothing is judged by it.
    Asked {
        /// What was asked.
        question: Question,
        /// The number that came back; none where the system does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<u64>,
    },

    /// What the checker did beside: a pause, a wait, a click.
    Note {
        /// In words.
        text: String,
    },

    /// What a full-screen program showed when it was looked at.
    Screen {
        /// What stood there.
        screen: Shot,
    },
}

/// What only the kernel can say of a program: from sock_diag(7) and proc(5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Connections that wait to be accepted.
    Backlog,
    /// Bytes of a connection that have arrived and are not read yet.
    Unread,
    /// The port at which it has a socket open that waits.
    Listening,
    /// Bytes of memory that it and its children have asked for, at their most.
    Memory,
    /// Bytes of memory that it and its children have resident.
    Resident,
    /// Threads and processes.
    Threads,
    /// Open descriptors.
    Descriptors,
    /// Sockets in CLOSE_WAIT: the far end has closed, and the program has not (RFC 9293, section 3.3.2).
    CloseWait,
    /// Milliseconds of a processor that it has used while it was watched.
    Ran,
}

impl What {
    /// The bytes that went over the wire or a standard stream, if any did.
    pub fn bytes(&self) -> Option<&Excerpt> {
        use What::*;
        match self {
            Typed { bytes }
            | Printed { bytes }
            | Complained { bytes }
            | Sent { bytes }
            | Received { bytes }
            | SentDatagram { bytes }
            | ReceivedDatagram { bytes }
            | Lost { bytes } => Some(bytes),
            _ => None,
        }
    }
}

/// The beginning of some bytes, escaped so that it can stand in any text, and how many there were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// How many bytes there were.
    pub len: usize,
    /// The first [`EXCERPT`] bytes, of a printed line the first [`LINE`], through [`escape`].
    pub text: String,
    /// Whether there were more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

impl Excerpt {
    /// Of bytes that went over the wire.
    pub fn of(bytes: &[u8]) -> Excerpt {
        Excerpt::cut(bytes, EXCERPT)
    }

    /// Of a line that a program printed, which a reader wants to see whole.
    pub fn of_line(bytes: &[u8]) -> Excerpt {
        Excerpt::cut(bytes, LINE)
    }

    fn cut(bytes: &[u8], most: usize) -> Excerpt {
        Excerpt { len: bytes.len(), text: escape(&bytes[..bytes.len().min(most)]), cut: bytes.len() > most }
    }

    /// Whether bytes are missing from the text.
    pub fn is_cut(&self) -> bool {
        self.cut
    }
}

impl Trace {
    /// The last screen that was looked at, and the program whose it is.
    pub fn screen(&self) -> Option<(&str, &Shot)> {
        self.events.iter().rev().find_map(|event| match &event.what {
            What::Screen { screen } => Some((event.lane.as_str(), screen)),
            _ => None,
        })
    }

    /// Puts the events into the order of their times. Each thread of the checker takes the time before it writes, so
    /// that on a busy machine what happened first may be written last.
    pub fn put_in_order(&mut self) {
        self.events.sort_by_key(|event| event.micros);
    }

    /// The lanes in the order in which they first appear.
    pub fn lanes(&self) -> Vec<&str> {
        let mut lanes: Vec<&str> = Vec::new();
        for event in &self.events {
            for lane in [Some(&event.lane), event.other.as_ref()].into_iter().flatten() {
                if !lanes.contains(&lane.as_str()) {
                    lanes.push(lane);
                }
            }
        }
        lanes
    }
}

impl Trace {
    /// Puts the end of each program behind what it printed: that it has ended may be known before all
    /// its output is read.
    pub fn put_ends_last(&mut self) {
        let events = &mut self.events;
        let mut at = 0;
        while at < events.len() {
            let end = &events[at];
            if matches!(end.what, What::Exited { .. }) {
                let later = events[at + 1..].iter().enumerate().filter(|(_, event)| event.lane == end.lane);
                let run = later.take_while(|(_, event)| !matches!(event.what, What::Started { .. }));
                let printed = |event: &Event| matches!(event.what, What::Printed { .. } | What::Complained { .. });
                if let Some(place) = run.filter(|(_, event)| printed(event)).map(|(place, _)| at + 1 + place).last() {
                    let mut end = events.remove(at);
                    end.micros = events[place - 1].micros.max(end.micros);
                    events.insert(place, end);
                    continue;
                }
            }
            at += 1;
        }
    }
}

/// Bytes as text that cannot paint a terminal nor forge a report: printable characters as they
/// are, control characters and what is not UTF-8 as `\n`, `\x1b`, `\xff`, and `\` as `\\`.
pub fn escape(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\\' => out.push_str("\\\\"),
                c if is_plain(c) => out.push(c),
                c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
                c => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            }
        }
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02x}"));
        }
    }
    out
}

/// The bytes that an excerpt was made of, as many as it keeps. A control character beyond ASCII looks like a byte that is
/// no text: which of the two it was, the length says where nothing was cut off.
pub fn unescape(excerpt: &Excerpt) -> Vec<u8> {
    let bytes = unescaped(&excerpt.text, false);
    let kept = if excerpt.is_cut() { EXCERPT } else { excerpt.len };
    if bytes.len() == kept {
        bytes
    } else {
        Some(unescaped(&excerpt.text, true)).filter(|other| other.len() == kept).unwrap_or(bytes)
    }
}

/// The bytes of an escaped text, in which `\x85` is a byte, or a character of two.
fn unescaped(text: &str, is_character: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut push = |c: char| bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
    let mut rest = text;
    let mut raw: Vec<(usize, u8)> = Vec::new();
    let mut count = 0;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '\\' {
            push(c);
            count += c.len_utf8();
            continue;
        }
        let Some(kind) = rest.chars().next() else { break };
        rest = &rest[kind.len_utf8()..];
        let digits = match kind {
            'x' => rest.get(..2).unwrap_or_default(),
            'u' => rest.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(digits, _)| digits),
            _ => "",
        };
        rest = &rest[if kind == 'u' { digits.len() + 2 } else { digits.len() }.min(rest.len())..];
        let number = u32::from_str_radix(digits, 16).unwrap_or(0);
        let c = match kind {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' | 'u' => char::from_u32(number).unwrap_or('\u{fffd}'),
            other => other,
        };
        if kind == 'x' && number > 0x7f && !is_character {
            raw.push((count, number as u8));
            count += 1;
            push('\0');
        } else {
            push(c);
            count += c.len_utf8();
        }
    }
    for (at, byte) in raw {
        bytes[at] = byte;
    }
    bytes
}

/// Neither a control character, nor one that can't be seen, nor one that changes how its neighbours are drawn, nor one
/// that is no character at all. (Unicode's Default_Ignorable_Code_Point, white space other than a space, and
/// noncharacters, which XML 1.0 forbids in part.)
fn is_plain(c: char) -> bool {
    let is_unseen = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    let is_none = matches!(c as u32 & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}');
    !c.is_control() && !is_unseen && !is_none && (c == ' ' || !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_late_stands_in_the_order_of_its_time() {
        let event = |micros, text: &str| Event {
            micros,
            lane: "a".into(),
            other: None,
            what: What::Note { text: text.into() },
        };
        let mut trace = Trace { events: vec![event(5, "b"), event(9, "d"), event(5, "c"), event(1, "a")] };
        trace.put_in_order();
        assert_eq!(trace.events, [event(1, "a"), event(5, "b"), event(5, "c"), event(9, "d")]);
    }

    #[test]
    fn bytes_are_escaped() {
        let table: &[(&[u8], &str)] = &[
            (b"Hello, world", "Hello, world"),
            (b"a\nb\r\t\\", "a\\nb\\r\\t\\\\"),
            (b"\x1b[31m\x00\x7f", "\\x1b[31m\\x00\\x7f"),
            ("Gr\u{fc}\u{df}e".as_bytes(), "Gr\u{fc}\u{df}e"),
            (b"\xff\xc3", "\\xff\\xc3"),
            ("a\u{202e}b\u{85}".as_bytes(), "a\\u{202e}b\\x85"),
            ("a\u{a0}b\u{ad}c\u{ffff}".as_bytes(), "a\\xa0b\\xadc\\u{ffff}"),
            ("\u{61c}\u{3164}\u{e0041}\u{3000}".as_bytes(), "\\u{61c}\\u{3164}\\u{e0041}\\u{3000}"),
        ];
        for (bytes, text) in table {
            assert_eq!(escape(bytes), *text);
            assert_eq!(unescape(&Excerpt::of(bytes)), *bytes, "{text}");
        }
    }

    #[test]
    fn a_trace_is_an_array_in_json() {
        let trace = Trace {
            events: vec![Event {
                micros: 3,
                lane: "peer".into(),
                other: Some("server".into()),
                what: What::Sent { bytes: Excerpt::of(b"hi\n") },
            }],
        };
        let json = serde_json::to_string(&trace).unwrap();
        assert_eq!(
            json,
            r#"[{"micros":3,"lane":"peer","other":"server","what":"sent","bytes":{"len":3,"text":"hi\\n"}}]"#
        );
        assert_eq!(serde_json::from_str::<Trace>(&json).unwrap(), trace);
    }
}
