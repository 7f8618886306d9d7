//! Receivers that are wrong about segments in order.

use super::lines::{ACKNOWLEDGE, ANSWER, COUNT, CREATE, RECEIVED, SEAL, STAY, WRITE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "receiver-says-nothing",
        program: "receiver",
        edits: &[(ACKNOWLEDGE, "")],
        fails: &[("receiver-in-order", "no acknowledgement comes")],
    },
    Mutant {
        name: "receiver-acknowledges-what-came",
        program: "receiver",
        edits: &[(ACKNOWLEDGE, "acknowledge(&socket, peer, number)?;")],
        fails: &[("receiver-in-order", "the acknowledgement carries another number")],
    },
    Mutant {
        name: "receiver-numbers-little-endian",
        program: "receiver",
        edits: &[("bytes.extend(number.to_be_bytes());", "bytes.extend(number.to_le_bytes());")],
        fails: &[("receiver-in-order", "the acknowledgement carries another number")],
    },
    Mutant {
        name: "receiver-does-not-flip",
        program: "receiver",
        edits: &[(SEAL, "bytes[2..4].copy_from_slice(&(!sum).to_be_bytes());")],
        fails: &[("receiver-in-order", "the acknowledgement's checksum is wrong")],
    },
    Mutant {
        name: "receiver-acknowledges-with-payload",
        program: "receiver",
        edits: &[("(ACKNOWLEDGEMENT, number, &[][..])", "(ACKNOWLEDGEMENT, number, &[0; 4][..])")],
        fails: &[("receiver-in-order", "the acknowledgement is longer than 8 bytes")],
    },
    Mutant {
        name: "receiver-answers-with-data",
        program: "receiver",
        edits: &[("(ACKNOWLEDGEMENT, number, &[][..])", "(DATA, number, &[][..])")],
        fails: &[("receiver-in-order", "that is no acknowledgement")],
    },
    Mutant {
        name: "receiver-answers-from-elsewhere",
        program: "receiver",
        edits: &[(ANSWER, "UdpSocket::bind(\"127.0.0.1:0\")?.send_to(&bytes, peer)?;")],
        fails: &[("receiver-in-order", "the acknowledgement comes from another port")],
    },
    Mutant {
        name: "receiver-ends-behind-two",
        program: "receiver",
        edits: &[(
            "        if incoming.is_whole {\n",
            "        if incoming.expected == 2 {\n            break;\n        }\n        if incoming.is_whole {\n",
        )],
        fails: &[("receiver-in-order", "the receiver ends too early")],
    },
    Mutant {
        name: "receiver-ends-with-status-3",
        program: "receiver",
        edits: &[(
            "=> args::exit_status(run(address, &file)),",
            "=> {\n            args::exit_status(run(address, &file));\n            ExitCode::from(3)\n        }",
        )],
        fails: &[("receiver-in-order", "a normal end has exit status 0")],
    },
    Mutant {
        name: "receiver-acknowledges-the-end-twice",
        program: "receiver",
        edits: &[(
            "        if incoming.is_whole {\n",
            "        if incoming.is_whole {\n            acknowledge(&socket, peer, incoming.expected)?;\n",
        )],
        fails: &[("receiver-in-order", "an acknowledgement comes that nobody waits for")],
    },
    Mutant {
        name: "receiver-reports-its-success",
        program: "receiver",
        edits: &[(
            "    say(format_args!(\"received {} bytes\", incoming.bytes));\n",
            "    say(format_args!(\"received {} bytes\", incoming.bytes));\n    args::report(\"Success\");\n",
        )],
        fails: &[("receiver-in-order", "everything has come, and an error")],
    },
    Mutant {
        name: "receiver-stays-for-ever",
        program: "receiver",
        edits: &[(STAY, "")],
        fails: &[("receiver-in-order", "the receiver does not end by itself")],
    },
    Mutant {
        name: "receiver-says-not-how-much",
        program: "receiver",
        edits: &[(RECEIVED, "")],
        fails: &[("receiver-in-order", "the receiver ends without the line")],
    },
    Mutant {
        name: "receiver-counts-headers",
        program: "receiver",
        edits: &[(COUNT, "self.bytes += payload.len() + 8;")],
        fails: &[("receiver-in-order", "N is the number of bytes")],
    },
    Mutant {
        name: "receiver-writes-over-what-was",
        program: "receiver",
        edits: &[(CREATE, "let file = File::options().write(true).create(true).open(path)?;")],
        fails: &[("receiver-binary", "the file still holds what was in it before")],
    },
    Mutant {
        name: "receiver-appends",
        program: "receiver",
        edits: &[(CREATE, "let file = File::options().append(true).create(true).open(path)?;")],
        fails: &[("receiver-binary", "the file is changed on its way to the disk")],
    },
    Mutant {
        name: "receiver-writes-elsewhere",
        program: "receiver",
        edits: &[(CREATE, "let file = File::create(path.with_extension(\"tmp\"))?;")],
        fails: &[("receiver-in-order", "FILE is not written")],
    },
    Mutant {
        name: "receiver-keeps-the-last-in-a-buffer",
        program: "receiver",
        edits: &[(WRITE, "if payload.len() == 1000 {\n                self.file.write_all(&payload)?;\n            }")],
        fails: &[("receiver-in-order", "the file ends too early")],
    },
    Mutant {
        name: "receiver-writes-numbers-too",
        program: "receiver",
        edits: &[(WRITE, "self.file.write_all(&[&number.to_be_bytes()[..], &payload].concat())?;")],
        fails: &[("receiver-in-order", "other bytes are in the file")],
    },
];
