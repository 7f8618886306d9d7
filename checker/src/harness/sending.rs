//! A sender of the checker's: what a check says to and of a receiver of the learner's, and of the file that it writes.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::addresses::canonical;
use super::datagram::Datagrams;
use super::segment::{self, acknowledgement, data};
use super::{Bench, Harness, Server, announced};
use crate::compare;
use crate::journal::{Deadline, Processors, State};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// How long a receiver stays after the last data segment.
const LINGER: Duration = Duration::from_secs(1);
/// How much longer it may take.
const LATENESS: Duration = Duration::from_millis(700);

/// The checker's end of a transfer to a receiver of the learner's.
pub struct Sending {
    /// The learner's end.
    pub receiver: Server,
    bench: Arc<Bench>,
    socket: Datagrams,
    /// The file that the receiver is to write.
    path: PathBuf,
}

impl Harness<'_> {
    /// Starts a receiver with a file to write, and waits for its ready line.
    pub fn start_receiver(&mut self) -> Step<(Server, PathBuf)> {
        let number = self.random.draw();
        let path = self.bench().file(&format!("received-{number:x}"))?;
        let receiver = self.start_at("receiver", &["0", &path.to_string_lossy()])?;
        Ok((receiver, path))
    }

    /// The checker's end of a transfer to a receiver of the learner's, which is started.
    pub fn sending(&mut self) -> Step<Sending> {
        let (receiver, path) = self.start_receiver()?;
        self.sending_to(receiver, path, SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    /// The same, with a file that is there already, and holds these bytes.
    pub fn sending_over(&mut self, old: &[u8]) -> Step<Sending> {
        let path = self.file("received-before", old)?;
        let receiver = self.start_at("receiver", &["0", &path])?;
        self.sending_to(receiver, PathBuf::from(path), SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    /// Somebody else who sends to the same receiver.
    pub fn stranger(&mut self, sender: &Sending, from: SocketAddr) -> Step<Sending> {
        let socket = self.datagrams_at("stranger", from)?;
        Ok(Sending { receiver: sender.receiver.clone(), bench: self.bench().clone(), socket, path: PathBuf::new() })
    }

    /// The same, to a receiver that has been started, from an address of one's own.
    pub fn sending_to(&mut self, receiver: Server, path: PathBuf, from: SocketAddr) -> Step<Sending> {
        let socket = self.datagrams_at("sender", from)?;
        Ok(Sending { receiver, bench: self.bench().clone(), socket, path })
    }
}

impl Sending {
    /// The checker's own address.
    pub fn local(&self) -> SocketAddr {
        self.socket.local()
    }

    /// Sends a data segment.
    pub fn send(&self, number: u32, payload: &[u8]) {
        self.send_bytes(&data(number, payload));
    }

    /// Sends a datagram, whatever it holds.
    pub fn send_bytes(&self, bytes: &[u8]) {
        self.socket.send(&self.receiver, bytes);
    }

    /// Sends a data segment, and expects that the next one is asked for.
    ///
    /// Gives: (Acknowledgement, Different), (Acknowledgement, Silence), (Acknowledgement, Ended).
    pub fn deliver(&self, number: u32, payload: &[u8]) -> Step {
        self.send(number, payload);
        self.expect(number + 1)
    }

    /// An acknowledgement with this number next, and nothing before it.
    ///
    /// Gives: (Acknowledgement, Different), (Acknowledgement, Silence), (Acknowledgement, Ended).
    pub fn expect(&self, number: u32) -> Step {
        self.expect_up_to(number, number).map(drop)
    }

    /// An acknowledgement with a number from the one to the other next; gives the number.
    ///
    /// Gives: (Acknowledgement, Different), (Acknowledgement, Silence), (Acknowledgement, Ended).
    pub fn expect_up_to(&self, number: u32, most: u32) -> Step<u32> {
        let wanted = acknowledgement(number);
        let expected = segment::name(&wanted);
        self.bench.awaits(|| announced::to_receive(&self.socket.lane(), &expected));
        let program = &self.receiver.program;
        let Some(got) = self.socket.take(program, &mut self.bench.deadline())? else {
            let exit = program.look(|state| state.exit);
            let (seen, observed) = match exit {
                Some(exit) => (Seen::Ended, format!("nothing, and {} ended with {exit}", program.lane)),
                None => (Seen::Silence, "nothing".into()),
            };
            return Err(unmet(Want::Acknowledgement, seen, expected, observed));
        };
        if canonical(got.from) != canonical(self.receiver.address) {
            let expected = format!("{expected}, from {}, where the segment was sent", self.receiver.address);
            return Err(unmet(Want::Acknowledgement, Seen::Address, expected, format!("it came from {}", got.from)));
        }
        if let Some(number) = (number..=most).find(|number| got.bytes == acknowledgement(*number)) {
            return Ok(number);
        }
        let (seen, observed) = segment::difference(&wanted, &got.bytes);
        Err(unmet(Want::Acknowledgement, seen, expected, observed))
    }

    /// Lets so many ms pass. A machine that lets much more of them pass is too busy to tell how long a receiver stays.
    pub fn pause(&self, millis: u64) -> Step {
        self.bench.not_by_hand("it measures how long the receiver stays")?;
        let began = Instant::now();
        let mut moment = Deadline::new(Duration::from_millis(millis), Processors::unknown);
        let is_over = |state: &State| self.receiver.program.is_over(state).then_some(());
        let _ = self.bench.journal.wait(&mut moment, is_over);
        let took = began.elapsed();
        if took > Duration::from_millis(millis) + LINGER / 3 {
            return Err(Stop::Trouble(anyhow::anyhow!(
                "the machine was too busy to tell: {millis} ms took the checker {} ms",
                took.as_millis()
            )));
        }
        Ok(())
    }

    /// Expects that nothing has come but what was expected.
    ///
    /// Gives: (Nothing, Repeated).
    pub fn expect_nothing_more(&self) -> Step {
        match self.socket.left()?.first() {
            None => Ok(()),
            Some(more) => Err(unmet(
                Want::Nothing,
                Seen::Repeated,
                "no acknowledgement more: there is one for each data segment that comes",
                segment::name(&more.bytes),
            )),
        }
    }

    /// Expects that the receiver stays for a second, says what it has received, and has written exactly that.
    ///
    /// Gives: (File, Missing), (File, Different), what `expect_exit` gives, what `expect_line` gives,
    /// what `expect_no_error` gives, what `Sending::expect_nothing_more` gives.
    pub fn expect_received(&self, bytes: &[u8]) -> Step {
        let program = &self.receiver.program;
        program.expect_exit(0)?;
        expect_file(&self.path, bytes)?;
        program.expect_line(&format!("received {} bytes", bytes.len()))?;
        program.expect_no_error()?;
        self.expect_nothing_more()
    }

    /// Expects that the receiver ends by itself about a second after what was sent last.
    ///
    /// Gives: what `expect_exit` gives.
    pub fn expect_end_after_a_second(&self) -> Step {
        self.receiver.program.expect_exit_within(0, LINGER + LATENESS)
    }
}

pub(super) fn expect_file(path: &Path, bytes: &[u8]) -> Step {
    let expected = format!("a file with {}", compare::name(bytes));
    let got = match std::fs::read(path) {
        Ok(got) => got,
        Err(error) => return Err(unmet(Want::File, Seen::Missing, expected, format!("it can't be read: {error}"))),
    };
    if got == bytes {
        return Ok(());
    }
    Err(unmet(Want::File, compare::difference(bytes, &got), expected, compare::show(bytes, &got)))
}
