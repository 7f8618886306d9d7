//! Senders that are wrong about segments, or about sending one after the other.

use super::lines::{ANSWER_NEXT, CAN_BE, CARRY, COUNTED, CUT, GO_BACK, NEW, SENT, WAIT, WINDOW};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "sender-ends-with-status-3",
        program: "sender",
        edits: &[(
            "=> args::exit_status(run(&host, port, &file, window)),",
            "=> {\n            args::exit_status(run(&host, port, &file, window));\n            ExitCode::from(3)\n        }",
        )],
        fails: &[("sender-segments", "a normal end has exit status 0")],
    },
    Mutant {
        name: "sender-reports-its-success",
        program: "sender",
        edits: &[(
            "    say(format_args!(\"sent {} bytes\", file.len()));\n",
            "    say(format_args!(\"sent {} bytes\", file.len()));\n    args::report(\"Success\");\n",
        )],
        fails: &[("sender-segments", "everything is acknowledged, and an error")],
    },
    Mutant {
        name: "sender-carries-once",
        program: "sender",
        edits: &[(CARRY, "if sum > 0xffff {")],
        fails: &[("sender-segments", "the checksum is wrong")],
    },
    Mutant {
        name: "sender-waits-for-the-number-it-sent",
        program: "sender",
        edits: &[(NEW, "if number > self.first + 1 {")],
        fails: &[("sender-segments", "the sender does not go on although")],
    },
    Mutant {
        name: "sender-forgets-the-odd-byte",
        program: "sender",
        edits: &[("for pair in bytes.chunks(2) {", "for pair in bytes.chunks_exact(2) {")],
        fails: &[("sender-segments", "the checksum is wrong")],
    },
    Mutant {
        name: "sender-sums-the-payload-alone",
        program: "sender",
        edits: &[("let sum = checksum(&bytes);", "let sum = checksum(&bytes[HEADER..]);")],
        fails: &[("sender-segments", "the checksum is wrong")],
    },
    Mutant {
        name: "sender-cuts-at-512",
        program: "sender",
        edits: &[(CUT, "let pieces = file.chunks(512).chain([&[][..]]);")],
        fails: &[("sender-segments", "a segment is too short")],
    },
    Mutant {
        name: "sender-cuts-at-1400",
        program: "sender",
        edits: &[(CUT, "let pieces = file.chunks(1400).chain([&[][..]]);")],
        fails: &[("sender-segments", "the segment is longer than it should be")],
    },
    Mutant {
        name: "sender-ends-twice",
        program: "sender",
        edits: &[(CUT, "let pieces = file.chunks(PAYLOAD).chain([&[][..], &[][..]]);")],
        fails: &[("sender-segments", "the segment is longer than it should be, or one more")],
    },
    Mutant {
        name: "sender-counts-from-1",
        program: "sender",
        edits: &[("(0..).zip(pieces)", "(1..).zip(pieces)")],
        fails: &[("sender-segments", "the segment has another number")],
    },
    Mutant {
        name: "sender-swaps-kind-and-zero",
        program: "sender",
        edits: &[("let mut bytes = vec![kind, 0, 0, 0];", "let mut bytes = vec![0, kind, 0, 0];")],
        fails: &[("sender-segments", "the header is not that of the contract")],
    },
    Mutant {
        name: "sender-leaves-out-the-end",
        program: "sender",
        edits: &[(CUT, "let pieces = file.chunks(PAYLOAD);")],
        fails: &[("sender-segments", "the sender ends before it has sent everything")],
    },
    Mutant {
        name: "sender-says-nothing",
        program: "sender",
        edits: &[(SENT, "")],
        fails: &[("sender-segments", "the sender ends without the line")],
    },
    Mutant {
        name: "sender-counts-headers",
        program: "sender",
        edits: &[(SENT, "say(format_args!(\"sent {} bytes\", file.len() + 8));")],
        fails: &[("sender-segments", "N is the number of bytes in the file")],
    },
    Mutant {
        name: "sender-does-not-end",
        program: "sender",
        edits: &[(
            SENT,
            "say(format_args!(\"sent {} bytes\", file.len()));\n    loop {\n        std::thread::park();\n    }",
        )],
        fails: &[("sender-segments", "the sender does not end although everything")],
    },
    Mutant {
        name: "sender-has-two-under-way",
        program: "sender",
        edits: &[(WINDOW, "Outgoing::new(receiver, cut(&file), window.max(2))")],
        fails: &[("sender-waits", "a segment is sent before the one before it")],
    },
    Mutant {
        name: "sender-takes-a-time-out-for-an-answer",
        program: "sender",
        edits: &[(
            GO_BACK,
            "if self.window == 1 && self.time_outs == 1 {\n            self.send(self.first)?;\n            self.first += 1;\n        }\n        self.next = self.first;",
        )],
        fails: &[("sender-waits", "a segment is sent before the one before it")],
    },
    Mutant {
        name: "sender-waits-for-ever",
        program: "sender",
        edits: &[(WAIT, "self.socket.set_read_timeout(None).context(\"SO_RCVTIMEO\")?;")],
        fails: &[("sender-waits", "the segment is not sent again"), ("sender-loss", "the segment is not sent again")],
    },
    Mutant {
        name: "sender-counts-all-time-outs",
        program: "sender",
        edits: &[(COUNTED, "self.repetitions = 0;")],
        fails: &[("sender-loss", "the sender ends although a segment is not acknowledged")],
    },
    Mutant {
        name: "sender-has-no-patience",
        program: "sender",
        edits: &[("TIME_OUTS: usize = 8", "TIME_OUTS: usize = 2")],
        fails: &[("sender-loss", "the sender ends although a segment is not acknowledged")],
    },
    Mutant {
        name: "sender-ends-at-a-time-out",
        program: "sender",
        edits: &[("TIME_OUTS: usize = 8", "TIME_OUTS: usize = 1")],
        fails: &[("sender-waits", "the sender ends at a time-out")],
    },
    Mutant {
        name: "sender-takes-a-repetition-for-an-error",
        program: "sender",
        edits: &[(
            "                Some(number) => self.take(number)?,\n",
            "                Some(number) => {\n                    let is_again = self.sent[self.first].1 > 1;\n                    self.take(number)?;\n                    anyhow::ensure!(!is_again, \"it was lost\");\n                }\n",
        )],
        fails: &[("sender-waits", "the sender ends although a segment is not acknowledged yet")],
    },
    Mutant {
        name: "sender-does-not-wait-for-the-last-answer",
        program: "sender",
        edits: &[(
            ANSWER_NEXT,
            "if self.next == self.segments.len() && self.first + 1 == self.segments.len() {\n                break;\n            }\n            match self.wait_for_acknowledgement()? {",
        )],
        fails: &[("sender-loss", "the sender ends although a segment is not acknowledged")],
    },
    Mutant {
        name: "sender-marks-what-it-repeats",
        program: "sender",
        edits: &[(
            GO_BACK,
            "if self.time_outs == 2 {\n            self.segments[self.first][1] = 1;\n        }\n        self.next = self.first;",
        )],
        fails: &[("sender-loss", "what is sent again is not what was sent before")],
    },
    Mutant {
        name: "sender-counts-answers",
        program: "sender",
        edits: &[(NEW, "let number = self.first + 1;\n        if number > self.first {")],
        fails: &[("sender-lost-answers", "the sender goes on at an acknowledgement that says nothing new")],
    },
    Mutant {
        name: "sender-goes-on-at-old-answers",
        program: "sender",
        edits: &[
            (CAN_BE, "if number <= self.segments.len() {"),
            (
                NEW,
                "let number = if number < self.first { self.first + 1 } else { number };\n        if number > self.first {",
            ),
        ],
        fails: &[("sender-lost-answers", "the sender goes on at an acknowledgement that says nothing new")],
    },
    Mutant {
        name: "sender-ends-at-old-answers",
        program: "sender",
        edits: &[(
            CAN_BE,
            "anyhow::ensure!(number >= self.first, \"an old acknowledgement\");\n                if (self.first..=self.segments.len()).contains(&number) {",
        )],
        fails: &[("sender-lost-answers", "the sender ends at an old acknowledgement")],
    },
    Mutant {
        name: "sender-reports-old-answers",
        program: "sender",
        edits: &[(
            CAN_BE,
            "if number < self.first {\n                    args::report(\"an old acknowledgement\");\n                }\n                if (self.first..=self.segments.len()).contains(&number) {",
        )],
        fails: &[("sender-lost-answers", "an old acknowledgement is reported")],
    },
];
