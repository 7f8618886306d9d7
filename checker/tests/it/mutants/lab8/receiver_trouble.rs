//! Receivers that are wrong about damage, strangers, the end, and a file that cannot be written.

use super::lines::{ACKNOWLEDGE, CREATE, NO_SEGMENT, NOT_THE_SENDER, RECEIVED, STAY, SUM, UNKNOWN};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "receiver-believes-all",
        program: "receiver",
        edits: &[(SUM, "if false {")],
        fails: &[("receiver-damaged", "a damaged segment, or one of an unknown kind, is taken")],
    },
    Mutant {
        name: "receiver-takes-zero-for-no-checksum",
        program: "receiver",
        edits: &[(SUM, "if (high, low) != (0, 0) && checksum(&zeroed) != u16::from_be_bytes([high, low]) {")],
        fails: &[("receiver-damaged", "a damaged segment, or one of an unknown kind, is taken")],
    },
    Mutant {
        name: "receiver-knows-one-kind",
        program: "receiver",
        edits: &[(UNKNOWN, "            _ => Some(Segment::Data { number, payload: payload.to_vec() }),")],
        fails: &[("receiver-damaged", "a damaged segment, or one of an unknown kind, is taken")],
    },
    Mutant {
        name: "receiver-answers-damage",
        program: "receiver",
        edits: &[(
            NO_SEGMENT,
            "let Some(Segment::Data { number, payload }) = Segment::from_bytes(&datagram) else {\n            acknowledge(&socket, peer, incoming.expected)?;\n            continue;\n        };",
        )],
        fails: &[("receiver-damaged", "a damaged segment, or one of an unknown kind, is taken or answered")],
    },
    Mutant {
        name: "receiver-forgets-its-sender-at-damage",
        program: "receiver",
        edits: &[(
            NO_SEGMENT,
            "let Some(Segment::Data { number, payload }) = Segment::from_bytes(&datagram) else {\n            sender = None;\n            continue;\n        };",
        )],
        fails: &[("receiver-damaged", "after a damaged segment the right one is not acknowledged")],
    },
    Mutant {
        name: "receiver-ends-at-damage",
        program: "receiver",
        edits: &[(
            NO_SEGMENT,
            "let Some(Segment::Data { number, payload }) = Segment::from_bytes(&datagram) else { anyhow::bail!(\"a damaged segment\") };",
        )],
        fails: &[("receiver-damaged", "a damaged segment ends the receiver")],
    },
    Mutant {
        name: "receiver-reports-damage",
        program: "receiver",
        edits: &[(
            NO_SEGMENT,
            "let Some(Segment::Data { number, payload }) = Segment::from_bytes(&datagram) else {\n            args::report(\"a damaged segment\");\n            continue;\n        };",
        )],
        fails: &[("receiver-damaged", "a damaged segment is reported")],
    },
    Mutant {
        name: "receiver-believes-everybody",
        program: "receiver",
        edits: &[(NOT_THE_SENDER, "if false {")],
        fails: &[("receiver-stranger", "a stranger's bytes are in the file")],
    },
    Mutant {
        name: "receiver-takes-damage-for-its-sender",
        program: "receiver",
        edits: &[(
            "        let Some(Segment::Data",
            "        sender.get_or_insert(peer);\n        let Some(Segment::Data",
        )],
        fails: &[("receiver-stranger", "after a stranger's segment the sender gets no answer")],
    },
    Mutant {
        name: "receiver-knows-the-host-alone",
        program: "receiver",
        edits: &[(NOT_THE_SENDER, "if sender.map(|sender| sender.ip()) != Some(peer.ip()) {")],
        fails: &[("receiver-stranger", "a stranger's bytes are in the file")],
    },
    Mutant {
        name: "receiver-takes-the-last-sender",
        program: "receiver",
        edits: &[("sender.get_or_insert(peer);", "sender = Some(peer);")],
        fails: &[("receiver-stranger", "after a stranger's segment the sender gets no answer")],
    },
    Mutant {
        name: "receiver-ends-at-a-stranger",
        program: "receiver",
        edits: &[(
            NOT_THE_SENDER,
            "if sender.is_some_and(|sender| sender != peer) {\n            anyhow::bail!(\"a stranger at {peer}\");\n        }\n        if sender != Some(peer) {",
        )],
        fails: &[("receiver-stranger", "a stranger's segment ends the receiver")],
    },
    Mutant {
        name: "receiver-answers-a-stranger",
        program: "receiver",
        edits: &[(
            NOT_THE_SENDER,
            "if sender != Some(peer) {\n            acknowledge(&socket, peer, incoming.expected)?;",
        )],
        fails: &[("receiver-stranger", "a stranger is answered")],
    },
    Mutant {
        name: "receiver-reports-a-stranger",
        program: "receiver",
        edits: &[(NOT_THE_SENDER, "if sender != Some(peer) {\n            args::report(\"a stranger\");")],
        fails: &[("receiver-stranger", "a stranger's segment is reported")],
    },
    Mutant {
        name: "receiver-leaves-at-once",
        program: "receiver",
        edits: &[("Duration::from_secs(1)", "Duration::ZERO")],
        fails: &[("receiver-lingers", "the receiver has left, or keeps silent")],
    },
    Mutant {
        name: "receiver-leaves-a-second-after-the-end",
        program: "receiver",
        edits: &[(STAY, "stay_until.get_or_insert(Instant::now() + LINGER);")],
        fails: &[("receiver-lingers", "the receiver has left, or keeps silent")],
    },
    Mutant {
        name: "receiver-is-silent-at-the-end",
        program: "receiver",
        edits: &[(
            ACKNOWLEDGE,
            "if stay_until.is_none() {\n            acknowledge(&socket, peer, incoming.expected)?;\n        }",
        )],
        fails: &[("receiver-lingers", "the receiver has left, or keeps silent")],
    },
    Mutant {
        name: "receiver-moves-on-behind-the-end",
        program: "receiver",
        edits: &[(ACKNOWLEDGE, "acknowledge(&socket, peer, incoming.expected + u32::from(stay_until.is_some()))?;")],
        fails: &[("receiver-lingers", "the second acknowledgement of the end carries another number")],
    },
    Mutant {
        name: "receiver-stays-two-seconds",
        program: "receiver",
        edits: &[("Duration::from_secs(1)", "Duration::from_secs(2)")],
        fails: &[("receiver-lingers", "the receiver stays much longer than a second")],
    },
    Mutant {
        name: "receiver-writes-nowhere",
        program: "receiver",
        edits: &[(CREATE, "let file = File::create(path).or_else(|_| File::create(\"/dev/null\"))?;")],
        fails: &[("receiver-cannot-write", "the client ends without saying")],
    },
    Mutant {
        name: "receiver-tries-to-write-for-ever",
        program: "receiver",
        edits: &[
            (
                CREATE,
                "let is_nowhere = File::create(path).is_err();\n    let file = File::create(path).or_else(|_| File::create(\"/dev/null\"))?;",
            ),
            (
                RECEIVED,
                "while is_nowhere {\n        std::thread::park();\n    }\n    say(format_args!(\"received {} bytes\", incoming.bytes));",
            ),
        ],
        fails: &[("receiver-cannot-write", "the receiver does not say that FILE")],
    },
    Mutant {
        name: "receiver-ends-with-0",
        program: "receiver",
        edits: &[(
            CREATE,
            "let Ok(file) = File::create(path) else {\n        args::report(\"cannot write FILE\");\n        return Ok(());\n    };",
        )],
        fails: &[("receiver-cannot-write", "after an error the exit status is 1")],
    },
];
