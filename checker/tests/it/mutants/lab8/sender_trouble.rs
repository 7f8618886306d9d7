//! Senders that are wrong about damage, silence, and a file that cannot be read.

use super::lines::{BACK_OFF, CAN_BE, IS_ONE, LAST, OUTCOME, READ, STRANGER, SUM, UNKNOWN};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "sender-believes-all",
        program: "sender",
        edits: &[(SUM, "if false {")],
        fails: &[("sender-damaged-answers", "a damaged acknowledgement is taken for one")],
    },
    Mutant {
        name: "sender-takes-any-kind",
        program: "sender",
        edits: &[(UNKNOWN, "            _ => Some(Segment::Acknowledgement { number }),")],
        fails: &[("sender-damaged-answers", "a damaged acknowledgement is taken for one")],
    },
    Mutant {
        name: "sender-takes-data-for-an-answer",
        program: "sender",
        edits: &[(
            IS_ONE,
            "if let Some(Segment::Acknowledgement { number } | Segment::Data { number, .. }) =\n                Segment::from_bytes(&buffer[..length])\n            {",
        )],
        fails: &[("sender-damaged-answers", "a damaged acknowledgement is taken for one")],
    },
    Mutant {
        name: "sender-believes-everybody",
        program: "sender",
        edits: &[(STRANGER, "if false {")],
        fails: &[("sender-damaged-answers", "a stranger's acknowledgement is taken")],
    },
    Mutant {
        name: "sender-knows-the-host-alone",
        program: "sender",
        edits: &[(STRANGER, "if peer.ip() != self.receiver.ip() {")],
        fails: &[("sender-damaged-answers", "a stranger's acknowledgement is taken")],
    },
    Mutant {
        name: "sender-ends-at-damage",
        program: "sender",
        edits: &[(
            IS_ONE,
            "anyhow::ensure!(Segment::from_bytes(&buffer[..length]).is_some(), \"a damaged segment\");\n            if let Some(Segment::Acknowledgement { number }) = Segment::from_bytes(&buffer[..length]) {",
        )],
        fails: &[("sender-damaged-answers", "the sender ends at a damaged acknowledgement")],
    },
    Mutant {
        name: "sender-reports-damage",
        program: "sender",
        edits: &[(
            IS_ONE,
            "if Segment::from_bytes(&buffer[..length]).is_none() {\n                args::report(\"a damaged segment\");\n            }\n            if let Some(Segment::Acknowledgement { number }) = Segment::from_bytes(&buffer[..length]) {",
        )],
        fails: &[("sender-damaged-answers", "a damaged acknowledgement is reported")],
    },
    Mutant {
        name: "sender-begins-with-50-ms",
        program: "sender",
        edits: &[("Duration::from_millis(100)", "Duration::from_millis(50)")],
        fails: &[
            ("sender-gives-up", "the sender sends again too soon"),
            ("sender-karn", "the first time-out is not 100 ms"),
        ],
    },
    Mutant {
        name: "sender-does-not-back-off",
        program: "sender",
        edits: &[(BACK_OFF, "")],
        fails: &[("sender-gives-up", "the sender sends again too soon")],
    },
    Mutant {
        name: "sender-begins-with-200-ms",
        program: "sender",
        edits: &[("Duration::from_millis(100)", "Duration::from_millis(200)")],
        fails: &[("sender-gives-up", "the sender waits too long"), ("sender-karn", "the first time-out is not 100 ms")],
    },
    Mutant {
        name: "sender-takes-old-answers-for-progress",
        program: "sender",
        edits: &[(
            CAN_BE,
            "if number <= self.first {\n                    self.time_outs = 0;\n                }\n                if (self.first..=self.segments.len()).contains(&number) {",
        )],
        fails: &[("sender-gives-up", "an acknowledgement that says nothing new")],
    },
    Mutant {
        name: "sender-begins-with-a-second",
        program: "sender",
        edits: &[("Duration::from_millis(100)", "Duration::from_millis(400)")],
        fails: &[("sender-gives-up", "the sender waits too long")],
    },
    Mutant {
        name: "sender-backs-off-without-end",
        program: "sender",
        edits: &[("(self.time_out * 2).min(LONGEST)", "self.time_out * 2")],
        fails: &[("sender-gives-up", "the sender waits too long")],
    },
    Mutant {
        name: "sender-gives-up-after-three",
        program: "sender",
        edits: &[("TIME_OUTS: usize = 8", "TIME_OUTS: usize = 3")],
        fails: &[("sender-gives-up", "the sender gives up too early")],
    },
    Mutant {
        name: "sender-gives-up-after-nine",
        program: "sender",
        edits: &[("TIME_OUTS: usize = 8", "TIME_OUTS: usize = 9")],
        fails: &[("sender-gives-up", "the sender gives up too late")],
    },
    Mutant {
        name: "sender-falls-asleep",
        program: "sender",
        edits: &[(
            LAST,
            "while self.time_outs == 4 {\n            std::thread::park();\n        }\n        if self.time_outs == TIME_OUTS {",
        )],
        fails: &[("sender-gives-up", "the sender does not send again, and does not give up")],
    },
    Mutant {
        name: "sender-takes-a-refusal-for-the-end",
        program: "sender",
        edits: &[
            (
                "let socket = socket.context(\"cannot bind\")?;",
                "let socket = socket.context(\"cannot bind\")?;\n        socket.connect(receiver)?;",
            ),
            (
                "matches!(kind, WouldBlock | TimedOut | Interrupted | ConnectionRefused | ConnectionReset)",
                "matches!(kind, WouldBlock | TimedOut | Interrupted)",
            ),
        ],
        fails: &[("sender-gives-up", "the sender gives up before its time")],
    },
    Mutant {
        name: "sender-does-not-wait-for-the-last",
        program: "sender",
        edits: &[(LAST, "if self.time_outs == TIME_OUTS - 1 {\n            self.send(self.first)?;")],
        fails: &[("sender-gives-up", "the sender gives up before its time")],
    },
    Mutant {
        name: "sender-never-gives-up",
        program: "sender",
        edits: &[("TIME_OUTS: usize = 8", "TIME_OUTS: usize = usize::MAX")],
        fails: &[("sender-gives-up", "the sender does not give up")],
    },
    Mutant {
        name: "sender-gives-up-in-silence",
        program: "sender",
        edits: &[(OUTCOME, "    if outcome.is_err() {\n        std::process::exit(1);\n    }\n")],
        fails: &[("sender-gives-up", "the client ends without saying")],
    },
    Mutant {
        name: "sender-gives-up-with-0",
        program: "sender",
        edits: &[(
            OUTCOME,
            "    if let Err(error) = outcome {\n        args::report(error);\n        return Ok(());\n    }\n",
        )],
        fails: &[("sender-gives-up", "after an error the exit status is 1")],
    },
    Mutant {
        name: "sender-sends-an-empty-file-instead",
        program: "sender",
        edits: &[(READ, "let file = fs::read(path).unwrap_or_default();")],
        fails: &[("sender-cannot-read", "something is sent although FILE")],
    },
    Mutant {
        name: "sender-cannot-read-in-silence",
        program: "sender",
        edits: &[(READ, "let Ok(file) = fs::read(path) else { std::process::exit(1) };")],
        fails: &[("sender-cannot-read", "the client ends without saying")],
    },
    Mutant {
        name: "sender-cannot-read-with-0",
        program: "sender",
        edits: &[(
            READ,
            "let Ok(file) = fs::read(path) else {\n        args::report(\"cannot read FILE\");\n        return Ok(());\n    };",
        )],
        fails: &[("sender-cannot-read", "after an error the exit status is 1")],
    },
];
