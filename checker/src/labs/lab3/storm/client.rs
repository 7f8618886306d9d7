//! A client of a storm: what was typed into it, and whether it was received as the contract has it.

use crate::harness::Program;
use crate::verdict::{Mismatch, Seen, Step, Stop, Want};

/// A run of a program, and what was typed into it.
pub struct Client {
    pub program: Program,
    pub number: usize,
    pub typed: usize,
}

impl Client {
    pub fn knows(&self, text: &str) -> bool {
        (1..=self.typed).any(|number| line(self.number, number) == text)
    }

    /// Waits until all that was typed is received.
    pub fn await_received(&self, server: &Program) -> Step {
        server.await_line(&format!("received: {}", line(self.number, self.typed)))
    }

    /// Expects that the last line has come, too, now or to a server before this one.
    pub fn expect_whole(&self, servers: &[Program], server: &Program) -> Step {
        let last = line(self.number, self.typed);
        let has_come = || received(servers).iter().any(|(_, text)| *text == last);
        if has_come() || self.await_received(server).is_ok() {
            return Ok(());
        }
        let observed = "the client has ended, and the line has not come".to_string();
        Err(wrong(Seen::Short, &format!("`received: {last}`"), observed))
    }

    /// In order, none left out, and again only the one in flight, on another connection.
    pub fn judge(&self, received: &[((usize, usize), String)]) -> Step {
        let mut before = 0;
        let mut on = None;
        for (connection, text) in received {
            let Some(number) = (1..=self.typed).find(|number| line(self.number, *number) == *text) else { continue };
            let expected = |number| format!("`received: {}`", line(self.number, number));
            if number > before + 1 {
                return Err(wrong(Seen::Short, &expected(before + 1), format!("`received: {text}` in its place")));
            } else if number < before {
                let observed = format!("`received: {text}` again, behind {}", expected(before));
                return Err(wrong(Seen::Reordered, &expected(before + 1), observed));
            } else if number == before && on == Some(*connection) {
                let observed = format!("`received: {text}` twice on one connection");
                return Err(wrong(Seen::Repeated, &expected(before + 1), observed));
            }
            (before, on) = (number, Some(*connection));
        }
        Ok(())
    }
}

/// The lines that the servers received, each with the connection that it came on: by the run of the server, and
/// by the states it had said until then.
pub fn received(servers: &[Program]) -> Vec<((usize, usize), String)> {
    let of = |(run, server): (usize, &Program)| {
        let lines = server.lines_in_states("received: ");
        lines.into_iter().map(move |(states, text)| ((run, states), text)).collect::<Vec<_>>()
    };
    servers.iter().enumerate().flat_map(of).collect()
}

/// The text of a line: no other has it.
pub fn line(client: usize, number: usize) -> String {
    format!("line {number} of client {client}")
}

pub fn wrong(seen: Seen, expected: &str, observed: String) -> Stop {
    Mismatch { want: Want::Line, seen, expected: expected.to_string(), observed }.into()
}
