//! What a check expects of one end of a TCP connection: bytes, its end, or nothing.

use std::time::Duration;

use super::{Peer, REST};
use crate::compare;
use crate::harness::{Program, Server, announced, states};
use crate::journal::{End, State};
use crate::peer::diag;
use crate::trace::Question;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// How long nothing must come that is not yet to come.
const QUIET: Duration = Duration::from_millis(100);

/// What an expectation of bytes came to.
enum Came {
    All,
    Wrong,
    Ended(End),
}

impl Peer {
    /// Exactly these bytes next. The patience is for each sign of life: who sends slowly may do so.
    ///
    /// Gives: (Bytes, Empty), (Bytes, Fin), (Bytes, Rst), (Bytes, Different), (Bytes, Silence).
    pub fn expect(&self, bytes: &[u8]) -> Step {
        let (id, taken) = (self.stream().id, self.taken.get());
        self.bench.awaits(|| announced::to_receive(&self.lane(), compare::name(bytes)));
        let mut matched = 0;
        let came = loop {
            let before = matched;
            let look = |state: &State| {
                let stream = &state.streams[id];
                let got = &stream.received[taken..];
                let upto = got.len().min(bytes.len());
                if got[matched..upto] != bytes[matched..upto] {
                    return Some(Came::Wrong);
                }
                matched = upto;
                if upto == bytes.len() { Some(Came::All) } else { stream.end.map(Came::Ended) }
            };
            match self.bench.wait(self.bench.deadline(), look)? {
                None if matched > before => {}
                came => break came,
            }
        };
        match came {
            Some(Came::All) => {
                self.taken.set(taken + bytes.len());
                return Ok(());
            }
            Some(Came::Wrong) => self.rest(taken + bytes.len())?,
            _ => {}
        }
        let got = self.with(|stream| stream.received[taken..].to_vec());
        let seen = match came {
            Some(Came::Ended(End::Fin)) if got.is_empty() => Seen::Empty,
            Some(Came::Ended(End::Fin)) => Seen::Fin,
            Some(Came::Ended(End::Rst)) => Seen::Rst,
            Some(_) => compare::difference(bytes, &got),
            None if got.is_empty() => Seen::Silence,
            None => Seen::Short,
        };
        let observed = match (seen, compare::show(bytes, &got)) {
            (Seen::Fin | Seen::Empty, shown) => format!("the end of the stream after {shown}"),
            (Seen::Rst, shown) => format!("a reset after {shown}"),
            (_, shown) => shown,
        };
        Err(unmet(Want::Bytes, seen, compare::name(bytes), observed))
    }

    /// Expects that nothing more comes within a moment, where no marker can show it.
    ///
    /// Gives: (Nothing, Early).
    pub fn expect_quiet(&self) -> Step {
        self.bench.go_on(|| announced::waits_a_moment(&self.lane()))?;
        let (id, taken) = (self.stream().id, self.taken.get());
        let came = |state: &State| (state.streams[id].received.len() > taken).then_some(());
        match self.bench.wait(self.bench.deadline_of(QUIET), came)? {
            None => Ok(()),
            Some(()) => {
                let (before, all) = self.with(|stream| (stream.received[..taken].to_vec(), stream.received.clone()));
                Err(unmet(
                    Want::Nothing,
                    Seen::Early,
                    format!("nothing yet, behind {}", compare::name(&before)),
                    compare::show(&before, &all),
                ))
            }
        }
    }

    /// Expects that for a moment a client waits for an answer that it is still owed: it neither ends, nor resets
    /// the connection, nor says that it is over. It may have finished its sending side.
    ///
    /// Gives: (Nothing, Ended).
    pub fn expect_awaited(&self, client: &Program) -> Step {
        self.bench.go_on(|| announced::lets_wait(&self.lane(), &client.lane))?;
        let id = self.stream().id;
        let gave_up = |state: &State| {
            let program = &state.programs[client.id];
            let said = states::parted(program).map(|name| format!("the line \"state: {name}\""));
            let ended = program.exit.map(|exit| format!("{} ended with {exit}", client.lane));
            let reset = (state.streams[id].end == Some(End::Rst)).then(|| "a reset".to_string());
            said.or(ended).or(reset)
        };
        match self.bench.wait(self.bench.deadline_of(QUIET), gave_up)? {
            None => Ok(()),
            Some(observed) => Err(unmet(
                Want::Nothing,
                Seen::Ended,
                format!("{} waits for the answer, which has not come yet", client.lane),
                observed,
            )),
        }
    }

    /// Exactly these bytes next, from a server that has others to serve. Where nothing comes, what the kernel
    /// knows tells how far the server got: not even to the connection, not to what was sent, or not to the answer.
    ///
    /// Gives: what `Peer::expect` gives, (Bytes, Backlog), (Bytes, Unread).
    pub fn expect_reply(&self, server: &Server, bytes: &[u8]) -> Step {
        let mut mismatch = match self.expect(bytes) {
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Silence => mismatch,
            other => return other,
        };
        let waits = |question, queues: Option<diag::Queues>| {
            let waiting = queues.map(|queues| queues.receive.into());
            self.bench.asked(&server.program.lane, question, waiting);
            waiting.is_some_and(|waiting| waiting > 0)
        };
        if waits(Question::Backlog, diag::listening(server.address)) {
            mismatch.seen = Seen::Backlog;
            mismatch.observed.push_str(": the connection waits in the backlog, and is not accepted");
        } else if waits(Question::Unread, diag::connection(self.stream().remote, self.stream().local)) {
            mismatch.seen = Seen::Unread;
            mismatch.observed.push_str(": what was sent lies unread in the server's buffer");
        }
        Err(Stop::Mismatch(mismatch))
    }

    /// The end of the stream next, and nothing before it.
    ///
    /// Gives: (End, Rst), (End, Silence), (Bytes, Different).
    pub fn expect_end(&self) -> Step {
        self.bench.awaits(|| announced::to_receive(&self.lane(), "the end of the stream (FIN)"));
        self.ends()
    }

    fn ends(&self) -> Step {
        let (id, taken) = (self.stream().id, self.taken.get());
        let look = |state: &State| {
            let stream = &state.streams[id];
            if stream.received.len() > taken { Some(None) } else { stream.end.map(Some) }
        };
        let found = self.bench.wait(self.bench.deadline(), look)?;
        let expected = "the end of the stream (FIN)".to_string();
        match found {
            Some(Some(End::Fin)) => Ok(()),
            Some(Some(End::Rst)) => Err(unmet(Want::End, Seen::Rst, expected, "a reset (RST)")),
            None => Err(unmet(Want::End, Seen::Silence, expected, "the connection stays open, and nothing comes")),
            Some(None) => {
                self.rest(2 * taken)?;
                let (all, rest) = self.with(|stream| (stream.received[..taken].to_vec(), stream.received.clone()));
                let seen = compare::difference(&all, &rest);
                Err(unmet(
                    Want::Bytes,
                    seen,
                    format!("{}, and then {expected}", compare::name(&all)),
                    compare::show(&all, &rest),
                ))
            }
        }
    }

    /// The end of the connection next, by FIN or by RST: where bytes are left unread the kernel makes it a reset.
    ///
    /// Gives: (End, Silence), (Bytes, Different).
    pub fn expect_closed(&self) -> Step {
        self.bench.awaits(|| announced::to_see_the_end(&self.lane()));
        match self.ends() {
            Err(Stop::Mismatch(mismatch)) if mismatch.want == Want::End && mismatch.seen == Seen::Rst => Ok(()),
            other => other,
        }
    }

    /// Expects no bytes beyond those that were expected. An end of stream proves it; where none comes,
    /// which is for other checks to say, the patience has to do.
    ///
    /// Gives: (Bytes, Different).
    pub fn expect_nothing_more(&self) -> Step {
        self.bench.awaits(|| announced::to_see_nothing(&self.lane()));
        match self.ends() {
            Err(Stop::Mismatch(mismatch)) if mismatch.want == Want::End => Ok(()),
            other => other,
        }
    }

    /// Waits a little for more of what is wrong already, to this many bytes: with them the difference has a truer
    /// name than with its first byte.
    fn rest(&self, length: usize) -> Step {
        let there = |state: &State| {
            let stream = &state.streams[self.stream().id];
            (stream.end.is_some() || stream.received.len() > length).then_some(())
        };
        self.bench.wait(self.bench.deadline_of(REST), there)?;
        Ok(())
    }
}
