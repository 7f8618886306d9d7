//! What was seen on the wire and in the programs, by whom and when: plain data, judged and drawn later.
#![warn(missing_docs)]

mod excerpt;

pub use excerpt::{EXCERPT, Excerpt, LINE, escape, unescape};

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::shot::Shot;

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
    /// Threads that wait in this system call.
    Waiting(Call),
}

/// A system call in which a thread can wait for long, by its name in section 2 of the manual. Several that do the same
/// have one name: accept4(2) is accept, recvfrom(2) is recv, and epoll_wait(2) and select(2) are poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// Until somebody connects.
    Accept,
    /// Until the far end answers.
    Connect,
    /// Until something can be read; of what, the number of the descriptor would tell.
    Read,
    /// The same, of the standard input.
    ReadStdin,
    /// Until something comes over a socket.
    Recv,
    /// Until there is room for what is written.
    Write,
    /// Until there is room for what is sent.
    Send,
    /// Until one of many descriptors is ready.
    Poll,
    /// For another thread: a lock, or its end.
    Futex,
    /// For a time.
    Sleep,
}

impl Call {
    /// As it is told: `recv`.
    pub fn name(self) -> &'static str {
        match self {
            Call::Accept => "accept",
            Call::Connect => "connect",
            Call::Read => "read",
            Call::ReadStdin => "read, of its stdin",
            Call::Recv => "recv",
            Call::Write => "write",
            Call::Send => "send",
            Call::Poll => "poll",
            Call::Futex => "futex, for another thread",
            Call::Sleep => "sleep",
        }
    }
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
