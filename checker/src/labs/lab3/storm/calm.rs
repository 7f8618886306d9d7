//! What must hold in a storm: whenever it is calm, and at its end.

use super::acts::Storm;
use super::client::{received, wrong};
use crate::harness::Order;
use crate::verdict::{Seen, Step, Want};

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
