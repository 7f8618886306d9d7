//! Lab 3's storm: the learner's own pair through forty random accidents, and what must hold whatever happens.
//!
//! What must hold:
//!
//! - Neither program ends by itself, and the client ends with 0 once it has said `close` and is answered.
//! - Each line that was typed into a client is received, in the order of typing, unless that client was killed.
//! - Only the line in flight arrives twice, and never twice on one connection.
//! - No line is received that nobody typed.
//! - Once it is calm, both say the state that is true: `connected` where both are up, `listening` where
//!   there is no client, anything but `connected` where there is no server.

use super::schedule::{Act, schedule};
use crate::harness::{Harness, Order, Program, Way, Wire};
use crate::lab::{Cause, Check};
use crate::verdict::{Mismatch, Seen, Seen::*, Step, Stop, Want, Want::*};

pub const STORM: Check = Check {
    id: "storm",
    claim: "40 random starts, kills, restarts and resets: no crash, no line lost, and both end in the state that is true",
    points: 10,
    programs: &["server", "client"],
    needs: &[
        "server-accepts",
        "server-close",
        "server-client-gone",
        "server-restart",
        "server-states",
        "client-accepted",
        "client-waits-for-server",
        "client-server-restarts",
        "client-server-closes",
        "client-close",
        "client-states",
    ],
    runs: &[],
    tries: "Starts your server and your client with a relay between them, and does forty things to them in an order that the seed gives: types a line, kills one of them (SIGKILL, SIGTERM), starts it again, resets or closes the connection, holds up what goes one way, cuts an answer in the middle. Whenever it is calm both have to say the state that is true, and every line has to have arrived, in order, only the one in flight perhaps twice. A schedule that fails is shrunk to the shortest that still does.",
    run: |lab| {
        let schedule = schedule(&mut lab.random);
        lab.play(&schedule, Act::name, |lab, schedule| {
            let mut storm = Storm::begin(lab)?;
            for (at, act) in schedule.iter().enumerate() {
                lab.reached = at;
                storm.act(lab, *act)?;
                storm.is_calm &= *act == Act::Calm;
            }
            lab.reached = schedule.len();
            storm.end(lab)
        })
    },
    causes: &[&[
        Cause(
            Start,
            &[Ended],
            "the server ends by itself: nothing that happens to a client or a connection may end it, however often",
        ),
        Cause(
            Connection,
            &[Ended],
            "the client ends by itself: it tries again for ever, however often its server is lost, and only `closed` ends it",
        ),
        Cause(
            Line,
            &[Short],
            "a line is lost: it stays in flight until it is answered, however many connections that takes",
        ),
        Cause(
            Line,
            &[Silence],
            "a line does not arrive, although both programs run and are connected: it was lost on the way here, or one of them waits for something that can't come",
        ),
        Cause(
            Line,
            &[Reordered],
            "a line that was answered is sent again, or lines arrive out of order: only the one in flight is sent again",
        ),
        Cause(Line, &[Repeated], "a line is sent twice on one connection: it is sent again on a new one, if at all"),
        Cause(
            Line,
            &[Different],
            "a line is received that nobody typed: half a line of a lost connection is taken for a line, or put before the next",
        ),
        Cause(
            State,
            &[Silence],
            "a program does not say the state that is true: it has not noticed what happened, or does not say so",
        ),
        Cause(
            State,
            &[Ended],
            "the client ends without having been answered `closed`: also `close` is sent again until it has its answer",
        ),
        Cause(Exit, &[Status], "the client ends with another status than 0 after `closed`"),
        Cause(
            Exit,
            &[Running],
            "the client does not end: `close` has to be said again on a new connection, as any line that has no answer",
        ),
    ]],
};

/// A run of a program, and what was typed into it.
struct Client {
    program: Program,
    number: usize,
    typed: usize,
}

struct Storm {
    wire: Wire,
    /// All that were started; the last one may be running.
    servers: Vec<Program>,
    server_is_up: bool,
    clients: Vec<Client>,
    client_is_up: bool,
    cuts: usize,
    /// Nothing was done since both were calm.
    is_calm: bool,
}

impl Storm {
    fn begin(lab: &mut Harness) -> Step<Storm> {
        let wire = lab.wire()?;
        let (servers, clients) = (Vec::new(), Vec::new());
        let mut storm =
            Storm { wire, servers, server_is_up: false, clients, client_is_up: false, cuts: 0, is_calm: false };
        storm.start_server(lab)?;
        storm.start_client(lab)?;
        Ok(storm)
    }

    fn act(&mut self, lab: &mut Harness, act: Act) -> Step {
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

    fn type_line(&mut self) -> Step {
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

    /// Both programs are as they were left.
    fn is_alive(&self) -> Step {
        if let Some(server) = self.servers.last().filter(|_| self.server_is_up) {
            server.expect_running(Want::Start)?;
        }
        match self.clients.last().filter(|_| self.client_is_up) {
            Some(client) => client.program.expect_running(Want::Connection),
            None => Ok(()),
        }
    }

    /// Waits until all is calm, and looks whether it is as it should be.
    fn calm(&mut self) -> Step {
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

    fn end(&mut self, lab: &mut Harness) -> Step {
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

    fn ended(&mut self) -> Step {
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

fn line(client: usize, number: usize) -> String {
    format!("line {number} of client {client}")
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

fn wrong(seen: Seen, expected: &str, observed: String) -> Stop {
    Mismatch { want: Want::Line, seen, expected: expected.to_string(), observed }.into()
}
