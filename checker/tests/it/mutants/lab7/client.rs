//! Wrong programs of lab 7: one loop over the keyboard and the connection.

use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "client-sends-at-the-end",
        program: "client",
        edits: &[(
            "        self.outbox.send(&*self.connection)?;",
            "        if self.keyboard.is_none() {\n            self.outbox.send(&*self.connection)?;\n        }",
        )],
        fails: &[("client-service", "a line is not sent as soon as")],
    },
    Mutant {
        name: "client-loses-the-last-line",
        program: "client",
        edits: &[("            0 => Ok(Some(vec![std::mem::take(&mut self.begun)])),", "            0 => Ok(None),")],
        fails: &[("client-service", "the last line of stdin, which has no")],
    },
    Mutant {
        name: "client-counts-characters",
        program: "client",
        edits: &[(
            "frames::write(&mut self.waiting, payload)",
            "let length = String::from_utf8_lossy(payload).chars().count() as u32;\n        self.waiting.extend(length.to_be_bytes().iter().chain(payload));\n        Ok(())",
        )],
        fails: &[("client-service", "the bytes are not those of the frames")],
    },
    Mutant {
        name: "client-decodes-each-piece",
        program: "client",
        edits: &[(
            "length => Ok(Some(self.split(&piece[..length]))),",
            "length => Ok(Some(self.split(String::from_utf8_lossy(&piece[..length]).as_bytes()))),",
        )],
        fails: &[("client-service", "the bytes are not those of the frames")],
    },
    Mutant {
        name: "client-never-finishes",
        program: "client",
        edits: &[(
            "None if self.outbox.is_empty() => drop(self.connection.shutdown(Shutdown::Write)),",
            "None if self.outbox.is_empty() => {}",
        )],
        fails: &[("client-service", "the sending side is not closed")],
    },
    Mutant {
        name: "client-one-frame-a-read",
        program: "client",
        edits: &[("while let Some(payload) = self.inbox.take()? {", "if let Some(payload) = self.inbox.take()? {")],
        fails: &[("client-service", "the client ends although answers")],
    },
    Mutant {
        name: "client-listens-while-it-types",
        program: "client",
        edits: &[(
            "ready.key == CONNECTION && ready.can_read) && !self.receive()?",
            "ready.key == CONNECTION && ready.can_read)\n            && (self.keyboard.is_none() || ready.iter().any(|ready| ready.key == KEYBOARD))\n            && !self.receive()?",
        )],
        fails: &[("client-service", "what arrives is not printed at once")],
    },
    Mutant {
        name: "client-ends-with-stdin",
        program: "client",
        edits: &[(
            "        self.send()?;\n        Ok(true)",
            "        self.send()?;\n        Ok(self.keyboard.is_some() || !self.outbox.is_empty())",
        )],
        fails: &[("client-service", "the client ends although answers")],
    },
    Mutant {
        name: "client-prints-without-a-space",
        program: "client",
        edits: &[("\"ack: {}\"", "\"ack:{}\"")],
        fails: &[("client-service", "the line is not `ack: `")],
    },
    Mutant {
        name: "client-counts-every-frame",
        program: "client",
        edits: &[(
            "            if payload.starts_with(b\"received: \") || payload == b\"bye\" {\n                self.acknowledged += 1;\n            }",
            "            self.acknowledged += 1;",
        )],
        fails: &[("client-service", "the error is not `error: N messages")],
    },
    Mutant {
        name: "client-does-not-count",
        program: "client",
        edits: &[("    ensure!(missing == 0, \"{missing} messages unacknowledged\");\n", "    let _ = missing;\n")],
        fails: &[("client-service", "the error is not `error: N messages")],
    },
    Mutant {
        name: "client-waits-for-the-keyboard",
        program: "client",
        edits: &[(
            "connection closed mid-frame\");\n                return Ok(false);",
            "connection closed mid-frame\");\n                return Ok(self.keyboard.is_some());",
        )],
        fails: &[("client-service", "the connection is gone and the client waits")],
    },
    Mutant {
        name: "client-always-content",
        program: "client",
        edits: &[("    ensure!(talk.keyboard.is_none(), \"the server has closed the connection\");\n", "")],
        fails: &[("client-service", "the exit status is 0 after")],
    },
    Mutant {
        name: "client-sends-and-waits",
        program: "client",
        edits: &[("    connection.set_nonblocking(true).context(\"cannot make a socket non-blocking\")?;\n", "")],
        fails: &[("client-both-ways", "while the client can't send")],
    },
    Mutant {
        name: "client-drops-the-rest",
        program: "client",
        edits: &[("Ok(length) => drop(self.waiting.drain(..length)),", "Ok(_) => self.waiting.clear(),")],
        fails: &[("client-both-ways", "not all that was typed arrives")],
    },
    Mutant {
        name: "client-counts-in-a-byte",
        program: "client",
        edits: &[("self.acknowledged += 1;", "self.acknowledged = (self.acknowledged + 1) % 256;")],
        fails: &[("client-both-ways", "everything is acknowledged, and")],
    },
    Mutant {
        name: "client-always-writable",
        program: "client",
        edits: &[(
            "let interest = if self.outbox.is_empty() { Interest::Reading } else { Interest::Both };",
            "let interest = Interest::Both;",
        )],
        fails: &[("client-quiet", "the loop turns in vain while nothing")],
    },
    Mutant {
        name: "client-watches-the-end-of-stdin",
        program: "client",
        edits: &[(
            "else {\n            self.keyboard = None;",
            "else {\n            std::mem::forget(self.keyboard.take());",
        )],
        fails: &[("client-quiet", "the loop turns in vain after the end")],
    },
];
