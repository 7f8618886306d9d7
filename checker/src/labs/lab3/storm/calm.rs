//! What must hold in a storm: whenever it is calm, and at its end.

use super::acts::Storm;
use crate::harness::{Order, Program};
use crate::verdict::{Mismatch, Seen, Step, Stop, Want};

/// A run of a program, and what was typed into it.
pub struct Client {
    pub program: Program,
    pub number: usize,
    pub typed: usize,
}

impl Storm {
    /// Both programs are as they were left.
    pub fn is_alive(&self) -> Step {
        if let Some(server) = self.servers.last().filter(|_| self.server_is_up) {
            server.expect_running(Want::Start)?;
        }
        match self.clients.last().filter(|_| self.client_is_up) {
            Some(client) => client.program.expect_running(Want::Connection),
            None => Ok(()),
        }
    }

    /// Waits until all is calm, and looks whether it is as it should be.
    pub fn calm(&mut self) -> Step {
        self.wire.order(Order::Flow)?;
        self.is_alive()?;
        if self.server_is_up && self.client_is_up {
            // A line that goes all the way shows that what was before it is over.
            self.type_line()?;
        }
        let calm = self.await_calm();
        self.is_calm = self.server_is_up && self.client_is_up;
        // A line that is lost, and a program that has ended, say more than the state that does not come of it.
        self.is_alive()?;
        self.judge()?;
        calm
    }

    fn await_calm(&self) -> Step {
        let server = self.servers.last().filter(|_| self.server_is_up);
        let client = self.clients.last().filter(|_| self.client_is_up);
        match (server, client) {
            (Some(server), Some(client)) => {
                client.program.expect_state("connected")?;
                client.await_received(server)?;
                server.expect_state("connected")?;
                client.program.expect_state("connected")
            }
            (Some(server), None) => server.expect_state("listening"),
            (None, Some(client)) => client.program.expect_no_longer("connected"),
            (None, None) => Ok(()),
        }
    }

    /// Holds what was received against what was typed.
    fn judge(&self) -> Step {
        let received = received(&self.servers);
        for client in &self.clients {
            client.judge(&received)?;
        }
        let is_known = |text: &str| self.clients.iter().any(|client| client.knows(text));
        match received.iter().find(|(_, text)| !text.eq_ignore_ascii_case("close") && !is_known(text)) {
            None => Ok(()),
            Some((_, text)) => Err(wrong(Seen::Different, "only lines that were typed", format!("`received: {text}`"))),
        }
    }

    pub fn ended(&mut self) -> Step {
        self.wire.order(Order::Flow)?;
        let (Some(client), Some(server)) = (self.clients.last(), self.servers.last()) else { return Ok(()) };
        let ended = client.program.expect_exit(0);
        server.expect_running(Want::Start)?;
        let is_whole = client.expect_whole(&self.servers, server);
        self.judge()?;
        ended?;
        is_whole?;
        self.client_is_up = false;
        client.program.expect_state("closed")?;
        server.expect_state("listening")
    }
}

impl Client {
    fn knows(&self, text: &str) -> bool {
        (1..=self.typed).any(|number| line(self.number, number) == text)
    }

    /// Waits until all that was typed is received.
    fn await_received(&self, server: &Program) -> Step {
        server.await_line(&format!("received: {}", line(self.number, self.typed)))
    }

    /// Expects that the last line has come, too, now or to a server before this one.
    fn expect_whole(&self, servers: &[Program], server: &Program) -> Step {
        let last = line(self.number, self.typed);
        let has_come = || received(servers).iter().any(|(_, text)| *text == last);
        if has_come() || self.await_received(server).is_ok() {
            return Ok(());
        }
        let observed = "the client has ended, and the line has not come".to_string();
        Err(wrong(Seen::Short, &format!("`received: {last}`"), observed))
    }

    /// In order, none left out, and again only the one in flight, on another connection.
    fn judge(&self, received: &[((usize, usize), String)]) -> Step {
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
fn received(servers: &[Program]) -> Vec<((usize, usize), String)> {
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

fn wrong(seen: Seen, expected: &str, observed: String) -> Stop {
    Mismatch { want: Want::Line, seen, expected: expected.to_string(), observed }.into()
}
