//! What is done in a storm: each act to the pair of programs, and to the relay between them.

use super::client::{Client, line};
use super::schedule::Act;
use crate::harness::{Harness, Order, Program, Way, Wire};
use crate::verdict::Step;

/// The pair, and the relay between the two.
pub struct Storm {
    pub wire: Wire,
    /// All that were started; the last one may be running.
    pub servers: Vec<Program>,
    pub server_is_up: bool,
    pub clients: Vec<Client>,
    pub client_is_up: bool,
    cuts: usize,
    /// Nothing was done since both were calm.
    pub is_calm: bool,
}

impl Storm {
    pub fn begin(lab: &mut Harness) -> Step<Storm> {
        let wire = lab.wire()?;
        let (servers, clients) = (Vec::new(), Vec::new());
        let mut storm =
            Storm { wire, servers, server_is_up: false, clients, client_is_up: false, cuts: 0, is_calm: false };
        storm.start_server(lab)?;
        storm.start_client(lab)?;
        Ok(storm)
    }

    pub fn act(&mut self, lab: &mut Harness, act: Act) -> Step {
        match act {
            Act::Type if self.client_is_up => self.type_line(),
            Act::KillServer if self.server_is_up => self.stop_server(lab, Program::kill_and_end),
            Act::TerminateServer if self.server_is_up => self.stop_server(lab, Program::terminate),
            Act::StartServer if !self.server_is_up => self.start_server(lab),
            Act::RestartServer if self.server_is_up => {
                self.stop_server(lab, Program::kill_and_end)?;
                self.start_server(lab)
            }
            Act::KillClient if self.client_is_up => self.kill_client(lab),
            Act::StartClient if !self.client_is_up => self.start_client(lab),
            Act::Reset => self.wire.order(Order::Reset),
            Act::Close => self.close(),
            Act::HoldLines => {
                lab.remark("relay", "what the client sends is held up");
                self.wire.order(Order::Hold(Way::ToServer))
            }
            Act::HoldAnswers => {
                lab.remark("relay", "what the server sends is held up");
                self.wire.order(Order::Hold(Way::ToClient))
            }
            Act::CutAnswer if self.client_is_up && self.server_is_up => self.cut_answer(lab),
            Act::LoseAgain if self.client_is_up && self.server_is_up => self.lose_again(lab),
            Act::Calm => self.calm(),
            Act::Goodbye | Act::GoodbyeAlone | Act::GoodbyeCut if self.client_is_up => {
                self.goodbye(lab, act)?;
                self.start_client(lab)
            }
            // What a shrunk schedule says of a program that is not there.
            _ => Ok(()),
        }
    }

    /// Where both were calm, nothing is in flight: the client has to notice by itself, and to come back.
    fn close(&mut self) -> Step {
        let client = self.clients.last().filter(|_| self.is_calm);
        let connections = client.map_or(0, |client| client.program.count("connected"));
        client.map_or(Ok(()), |client| client.program.rest())?;
        self.wire.order(Order::Close)?;
        match client {
            Some(client) => {
                self.wire.order(Order::Flow)?;
                let back = client.program.expect_state_times("connected", connections + 1);
                self.is_alive()?;
                back
            }
            None => Ok(()),
        }
    }

    fn start_server(&mut self, lab: &mut Harness) -> Step {
        let server = lab.start_again("server", &[&self.wire.server.to_string()])?;
        self.servers.push(server.program);
        self.server_is_up = true;
        self.wire.order(Order::Open)
    }

    /// Whoever knocks from now on is refused, as by a machine on which nothing listens.
    fn stop_server(&mut self, _lab: &mut Harness, stop: fn(&Program) -> Step) -> Step {
        self.is_alive()?;
        self.wire.order(Order::Shut)?;
        self.wire.order(Order::Flow)?;
        self.server_is_up = false;
        match self.servers.last() {
            Some(server) => stop(server),
            None => Ok(()),
        }
    }

    fn start_client(&mut self, lab: &mut Harness) -> Step {
        let program = lab.run_again("client", &["127.0.0.1", &self.wire.port()])?;
        let number = self.clients.len() + 1;
        self.clients.push(Client { program, number, typed: 0 });
        self.client_is_up = true;
        self.type_line()
    }

    fn kill_client(&mut self, _lab: &mut Harness) -> Step {
        self.is_alive()?;
        self.client_is_up = false;
        // The server has to hear of it: what is held up would keep it waiting for somebody who is dead.
        self.wire.order(Order::Flow)?;
        match self.clients.last() {
            Some(client) => client.program.kill_and_end(),
            None => Ok(()),
        }
    }

    pub fn type_line(&mut self) -> Step {
        if let Some(client) = self.clients.last_mut() {
            client.typed += 1;
            client.program.type_line(line(client.number, client.typed));
        }
        Ok(())
    }

    fn cut_answer(&mut self, lab: &mut Harness) -> Step {
        self.calm()?;
        // The answer to the line that made it calm is not the one that is meant.
        lab.await_answered()?;
        self.wire.order(Order::Cut(3))?;
        self.type_line()?;
        self.cuts += 1;
        lab.await_cuts(self.cuts)?;
        self.wire.order(Order::Close)?;
        self.wire.order(Order::Flow)
    }

    fn lose_again(&mut self, lab: &mut Harness) -> Step {
        self.calm()?;
        self.wire.order(Order::Hold(Way::ToServer))?;
        self.type_line()?;
        let Some(client) = self.clients.last() else { return Ok(()) };
        for times in 1..=3 {
            lab.await_carried(&line(client.number, client.typed), times)?;
            self.wire.order(Order::Reset)?;
        }
        self.wire.order(Order::Flow)
    }

    pub fn end(&mut self, lab: &mut Harness) -> Step {
        if !self.client_is_up {
            self.start_client(lab)?;
        }
        self.goodbye(lab, Act::Goodbye)
    }

    /// The client says goodbye, and ends; the server goes on.
    fn goodbye(&mut self, lab: &mut Harness, how: Act) -> Step {
        match how {
            Act::GoodbyeAlone => self.end_alone(lab)?,
            Act::GoodbyeCut => self.cut_goodbye(lab)?,
            _ => {
                self.calm_with_server(lab)?;
                self.close_stdin();
            }
        }
        self.ended()
    }

    fn calm_with_server(&mut self, lab: &mut Harness) -> Step {
        if !self.server_is_up {
            self.start_server(lab)?;
        }
        self.calm()
    }

    /// The last line is in flight, or not even that, when stdin ends and there is no server.
    fn end_alone(&mut self, lab: &mut Harness) -> Step {
        if self.server_is_up {
            self.stop_server(lab, Program::kill_and_end)?;
        }
        self.type_line()?;
        self.close_stdin();
        self.start_server(lab)
    }

    fn cut_goodbye(&mut self, lab: &mut Harness) -> Step {
        self.calm_with_server(lab)?;
        let connections = self.clients.last().map_or(0, |client| client.program.count("connected"));
        lab.await_answered()?;
        self.wire.order(Order::Cut(3))?;
        self.close_stdin();
        self.cuts += 1;
        lab.await_cuts(self.cuts)?;
        self.wire.order(Order::Close)?;
        self.wire.order(Order::Flow)?;
        match self.clients.last() {
            Some(client) => client.program.expect_state_times("connected", connections + 1),
            None => Ok(()),
        }
    }

    fn close_stdin(&self) {
        if let Some(client) = self.clients.last() {
            client.program.close_stdin();
        }
    }
}
