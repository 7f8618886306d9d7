//! The words of an author who records a run for the book: command lines as a learner types them, what is
//! typed into them, and a recorder between client and server that nobody sees.
//!
//! Scenes speak of the ports 4000 and 4001, and so do recordings. Really it is the first two ports from
//! there on that no socket has, not even one in TIME_WAIT: a scene neither fails nor shows something
//! else because of the one before. Where a recorder stands between, it has the port that the client is
//! given, and the server has another one, which is shown as that port, too.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};

use super::finish::{Finish, finish, replace_port};
use crate::compare::text;
use crate::fault::Reading;
use crate::harness::{Bench, Datagrams, Door, FullScreen, Peer, Program};
use crate::journal::{Journal, State};
use crate::peer::{self, Connect};
use crate::process::{self, Launch, Process, Refused};
use crate::relay::{self, Between, Faults, Relay, View};
use crate::screen::Size;
use crate::trace::{Event, Trace, What};
use crate::verdict::{Seen, Step, Want, unmet};

/// How long a scene waits for something. It is the author's time, and the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(4);

/// The ports of which scenes speak.
pub const PORTS: [u16; 2] = [4000, 4001];

/// Those that stand in for them: as many digits, so that columns stay columns.
const STAND_INS: std::ops::Range<u16> = 4000..4095;

/// How a learner starts a program of the solutions; its kind and its name follow.
const CARGO: &str = "cargo run -q -p solutions --";

/// What stands between where the program needs more than the others.
const FEATURES: &str = "features tui --";

/// Where a scene is played and recorded.
pub struct Stage<'a> {
    bench: Arc<Bench>,
    /// Binaries and examples of the solutions, by their names.
    programs: &'a HashMap<String, PathBuf>,
    folder: &'a Path,
    ports: Vec<Port>,
    /// In the order of the ports before which they stand.
    relays: Vec<Relay>,
    finish: Finish,
}

/// A port as it is shown, and what it really is for clients and for servers.
struct Port {
    shown: u16,
    clients: u16,
    servers: u16,
}

impl<'a> Stage<'a> {
    /// # Errors
    /// There are no free ports.
    pub fn new(programs: &'a HashMap<String, PathBuf>, folder: &'a Path) -> anyhow::Result<Stage<'a>> {
        let mut free = peer::untouched(STAND_INS);
        let mut port = || free.next().context("no free port from 4000 on");
        let ports: Vec<Port> = PORTS
            .into_iter()
            .map(|shown| port().map(|real| Port { shown, clients: real, servers: real }))
            .collect::<anyhow::Result<_>>()?;
        let bench = Arc::new(Bench::new(PATIENCE));
        Ok(Stage { bench, programs, folder, ports, relays: Vec::new(), finish: Finish::default() })
    }

    /// Starts a server and waits for its ready line.
    pub fn start(&mut self, lane: &str, command: &str) -> Step<Program> {
        let program = self.launch(lane, command, |port| port.servers)?;
        program.expect_stdout("listening on ")?;
        Ok(program)
    }

    /// Starts a client, or whatever else waits for nothing.
    pub fn run(&mut self, lane: &str, command: &str) -> Step<Program> {
        let has = |shown: u16| replace_port(command, shown, "") != command;
        for (relay, _) in self.relays.iter().zip(&self.ports).filter(|(_, port)| has(port.shown)) {
            relay.expect_client(lane);
        }
        self.launch(lane, command, |port| port.clients)
    }

    /// Starts a full-screen client in a terminal of this size.
    pub fn open(&mut self, lane: &str, command: &str, size: Size) -> Step<FullScreen> {
        let start = |journal: &Arc<Journal>, launch: &Launch| process::launch_on_screen(journal, launch, size);
        Ok(FullScreen::new(self.launch_as(lane, command, |port| port.clients, start)?))
    }

    /// Runs a command that looks at the server from outside, to its end. Gives its lines.
    pub fn look(&mut self, lane: &str, command: &str) -> Step<Vec<String>> {
        let program = self.launch(lane, command, |port| port.servers)?;
        program.expect_exit(0)?;
        Ok(self.lines(&program))
    }

    /// Records what goes over TCP to the server at port 4000; to be said before anything is started.
    pub fn record_streams(&mut self, server: &str) -> Step {
        let place = self.place(server)?;
        self.relays.push(relay::streams(&self.bench.journal, place, relay::Carry::AsTheyCame)?);
        Ok(())
    }

    /// Records what goes over UDP to the server at port 4000, and does to it what a fault says.
    pub fn record_datagrams(&mut self, server: &str, faults: Faults) -> Step {
        let place = self.place(server)?;
        self.relays.push(relay::datagrams(&self.bench.journal, place, faults)?);
        Ok(())
    }

    /// The same, with a network between the two that is seen: when it has taken a datagram, and when passed it on. Said
    /// again, for a server at the next port.
    pub fn record_network(&mut self, server: &str, faults: Faults) -> Step {
        let lane = match self.relays.len() {
            0 => "relay".to_owned(),
            before => format!("relay {}", before + 1),
        };
        let place = Between { view: View::Relay(lane), ..self.place(server)? };
        self.relays.push(relay::datagrams(&self.bench.journal, place, faults)?);
        Ok(())
    }

    fn place(&mut self, server: &str) -> Step<Between> {
        let taken: Vec<u16> = self.ports.iter().map(|port| port.clients).collect();
        let mut free = peer::untouched(STAND_INS).filter(|port| !taken.contains(port));
        let own = self.ports.get_mut(self.relays.len()).context("there are no more ports to stand before")?;
        own.servers = free.next().context("no free port from 4000 on")?;
        Ok(Between {
            at: (Ipv4Addr::LOCALHOST, own.clients).into(),
            to: (Ipv4Addr::LOCALHOST, own.servers).into(),
            client: "client".into(),
            server: server.into(),
            view: View::Ends,
        })
    }

    /// Waits until the recorder holds so many datagrams back, counted from the beginning.
    pub fn expect_held(&self, count: usize) -> Step {
        let held = |state: &State| (state.held >= count).then_some(());
        let found = self.bench.wait(self.bench.start_deadline(), held)?;
        found.ok_or_else(|| unmet(Want::Datagram, Seen::Silence, format!("{count} datagrams are held back"), "fewer"))
    }

    /// Waits until so many bytes wait in a connection at the server's port.
    pub fn expect_unread(&self, bytes: u32) -> Step {
        let port = self.ports[0].servers;
        match self.bench.poll(|| peer::diag::unread(port).contains(&bytes))? {
            true => Ok(()),
            false => Err(unmet(Want::Bytes, Seen::Silence, format!("{bytes} bytes wait to be read"), "other numbers")),
        }
    }

    /// Passes on the datagram that has been held back for longest.
    pub fn release(&self) {
        self.relays.iter().for_each(Relay::release);
    }

    /// Waits until something has happened in a lane.
    pub fn expect_event(&self, lane: &str, name: &str, is: impl Fn(&What) -> bool) -> Step {
        let there = |state: &State| {
            let mut events = state.trace.events.iter();
            events.any(|event| event.lane == lane && is(&event.what)).then_some(())
        };
        let found = self.bench.wait(self.bench.start_deadline(), there)?;
        found.ok_or_else(|| unmet(Want::Bytes, Seen::Silence, format!("{lane}: {name}"), "nothing of the kind"))
    }

    /// A scripted TCP client of a server at port 4000.
    pub fn connect(&mut self, lane: &str, server: &Program) -> Step<Peer> {
        self.connect_reading(lane, server, Reading::EAGER)
    }

    /// The same, with a reader that reads as it is told.
    pub fn connect_reading(&mut self, lane: &str, server: &Program, reading: Reading) -> Step<Peer> {
        let to = SocketAddr::from((Ipv4Addr::LOCALHOST, self.ports[0].servers));
        match peer::connect(&self.bench.journal, lane, &server.lane, to, reading, PATIENCE)? {
            Connect::Made(stream) => Ok(Peer::new(&self.bench, server, stream)),
            Connect::Refused(error) => Err(unmet(Want::Connection, Seen::Refused, "a connection", error.to_string())),
        }
    }

    /// A scripted TCP server at port 4000, for the client in that lane.
    pub fn listen(&mut self, lane: &str, client: &str) -> Step<Door> {
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, self.ports[0].clients));
        let listener = peer::Listener::at(&self.bench.journal, lane, client, at, Reading::EAGER)?;
        Ok(Door::new(&self.bench, listener))
    }

    /// A scripted UDP server at port 4000, for the client in that lane.
    pub fn serve_datagrams(&mut self, lane: &str, client: &str) -> Step<Datagrams> {
        self.socket(lane, client, self.ports[0].clients)
    }

    /// A UDP socket at any port, that has nothing to do with the client in that lane.
    pub fn stranger(&mut self, lane: &str, client: &str) -> Step<Datagrams> {
        self.socket(lane, client, 0)
    }

    fn socket(&mut self, lane: &str, other: &str, port: u16) -> Step<Datagrams> {
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        Ok(Datagrams::new(&self.bench, peer::Socket::at(&self.bench.journal, lane, other, at)?))
    }

    /// Records that a client was refused, which only its own words say: a recorder can't refuse anybody.
    pub fn note_refused(&self, client: &Program, server: &str) {
        let to = SocketAddr::from((Ipv4Addr::LOCALHOST, self.ports[0].clients)).to_string();
        let what = What::ConnectFailed { to, error: "Connection refused".into() };
        self.bench.journal.write(|state| {
            let says = |event: &Event| event.lane == client.lane && matches!(event.what, What::Complained { .. });
            if let Some(at) = state.trace.events.iter().position(says) {
                let micros = state.trace.events[at].micros;
                let other = Some(server.to_string());
                state.trace.events.insert(at, Event { micros, lane: client.lane.clone(), other, what });
            }
        });
    }

    /// Waits until somebody who does not say so listens at port 4000.
    pub fn expect_listening(&self) -> Step {
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, self.ports[0].clients));
        match self.bench.poll(|| peer::diag::listening(at).is_some())? {
            true => Ok(()),
            false => Err(unmet(Want::Ready, Seen::Silence, format!("somebody listens at {at}"), "nobody does")),
        }
    }

    pub fn note(&self, lane: &str, text: &str) {
        self.bench.journal.event(lane, None, What::Note { text: text.into() });
    }

    /// Puts a program behind all the others in the recording.
    pub fn show_last(&mut self, program: &Program) {
        self.finish.last.push(program.lane.clone());
    }

    /// Says beside a program's exit status how long it ran.
    pub fn show_time(&mut self, program: &Program) {
        self.finish.timed.push(program.lane.clone());
    }

    /// What a program has printed so far, with the ports as they are shown.
    pub fn lines(&self, program: &Program) -> Vec<String> {
        let lines = program.look(|state| Some(state.stdout.lines().map(text).collect::<Vec<String>>()));
        lines.iter().flatten().map(|line| self.shown(line)).collect()
    }

    /// The recording.
    ///
    /// # Errors
    /// A program that still runs: a scene sees to the end of what it starts.
    pub fn finish(mut self) -> Step<Trace> {
        let running =
            self.bench.journal.state().programs.iter().find(|program| program.exit.is_none()).map(|program| {
                unmet(Want::Exit, Seen::Running, format!("{} has ended when the bench ends", program.lane), "it runs")
            });
        self.bench.clean_up();
        self.relays.clear();
        if let Some(running) = running {
            return Err(running);
        }
        Ok(finish(self.trace(), &self.finish))
    }

    /// What is recorded so far, with the ports as they are shown.
    pub fn trace(&self) -> Trace {
        let trace = self.bench.journal.state().trace.clone();
        super::finish::map_texts(trace, |text| self.shown(text))
    }

    /// Ends everything that a scene has left which did not reach its end.
    pub fn clear(&mut self) {
        self.bench.clean_up();
        self.relays.clear();
    }

    fn launch(&mut self, lane: &str, command: &str, port: fn(&Port) -> u16) -> Step<Program> {
        self.launch_as(lane, command, port, process::launch)
    }

    fn launch_as(
        &mut self,
        lane: &str,
        command: &str,
        port: fn(&Port) -> u16,
        start: impl FnOnce(&Arc<Journal>, &Launch) -> Result<Process, Refused>,
    ) -> Step<Program> {
        let mut script = self.script(command)?;
        // Behind the real ports, since one of them may look like one that is still to be replaced.
        for (at, known) in self.ports.iter().enumerate() {
            script = replace_port(&script, known.shown, &format!("<{at}>"));
        }
        for (at, known) in self.ports.iter().enumerate() {
            script = script.replace(&format!("<{at}>"), &port(known).to_string());
        }
        let command_line = vec!["sh".to_string(), "-c".to_string(), script];
        let mark = &self.bench.mark;
        let launch = Launch { lane, command: &command_line, shown: Some(command), folder: self.folder, mark };
        let started = start(&self.bench.journal, &launch).map_err(anyhow::Error::from)?;
        Ok(Program::new(&self.bench, lane.into(), started))
    }

    /// The command with the program itself in the place of cargo; without a shell around it where none is needed.
    fn script(&self, command: &str) -> Step<String> {
        let mut script = command.to_string();
        while let Some(at) = script.find(CARGO) {
            let rest = script[at + CARGO.len()..].to_string();
            let rest = rest.strip_prefix(FEATURES).unwrap_or(&rest);
            let mut words = rest.splitn(3, ' ');
            let (_kind, name, after) = (words.next(), words.next().unwrap_or_default(), words.next().unwrap_or(""));
            let path = self.programs.get(name).ok_or_else(|| anyhow!("the solutions have no program `{name}`"))?;
            let arguments = after.strip_prefix("--").unwrap_or(after);
            script = format!("{}'{}'{}", &script[..at], path.display(), arguments);
        }
        Ok(if command.contains('|') { script } else { format!("exec {script}") })
    }

    fn shown(&self, text: &str) -> String {
        let mut shown = text.to_string();
        for (at, port) in self.ports.iter().enumerate() {
            for real in [port.clients, port.servers] {
                shown = replace_port(&shown, real, &format!("<{at}>"));
            }
        }
        for (at, port) in self.ports.iter().enumerate() {
            shown = shown.replace(&format!("<{at}>"), &port.shown.to_string());
        }
        shown
    }
}
