//! What somebody says of a program that they run by hand: they are asked, and it is taken down as if it had been read.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::{Program, addresses};
use crate::hand::{About, Act, Prompt, Reply};
use crate::journal::{Deadline, Exit, Processors};
use crate::trace::{Excerpt, What};
use crate::verdict::Step;
use crate::{compare, peer};

impl Program {
    /// The time for something that it owes; none once the person was asked who runs it.
    pub(super) fn deadline(&self) -> Deadline<'static> {
        if self.bench.is_played() { over() } else { self.bench.deadline() }
    }

    /// The same for its first sign of life.
    pub(super) fn start_deadline(&self) -> Deadline<'static> {
        if self.bench.is_played() { over() } else { self.bench.start_deadline() }
    }

    /// Has somebody who runs it do something to it. False where nobody does: then it is for the checker.
    pub(super) fn is_told(&self, act: Act) -> bool {
        let Some(hand) = &self.bench.hand else { return false };
        self.bench.close_what_was_let_go();
        hand.talk(&self.bench.journal, &Prompt::Do { program: &self.lane, act });
        true
    }

    /// Asks who runs it; none where nobody does.
    pub(super) fn ask(&self, about: About) -> Step<Option<Reply>> {
        let Some(hand) = &self.bench.hand else { return Ok(None) };
        self.bench.close_what_was_let_go();
        let reply = hand.talk(&self.bench.journal, &Prompt::Ask { program: &self.lane, about });
        self.bench.unless_left()?;
        Ok(Some(reply))
    }

    /// Asks whether something holds. True where nobody can be asked, who then finds out for themselves.
    pub(super) fn is_said(&self, about: About) -> Step<Option<bool>> {
        Ok(self.ask(about)?.map(|reply| matches!(reply, Reply::Yes | Reply::Hurry)))
    }

    /// Asks whether these lines have been printed, and takes down what they say, as if it had been read.
    pub(super) fn hear_lines(&self, wanted: &[String]) -> Step {
        loop {
            let reached = self.reached(wanted);
            if reached == wanted.len() {
                return Ok(());
            }
            match self.ask(About::Lines(&wanted[reached..]))? {
                Some(Reply::Yes | Reply::Hurry) => wanted[reached..].iter().for_each(|line| self.print(line)),
                Some(Reply::Text(line)) => {
                    self.print(&line);
                    if self.reached(wanted) == reached {
                        return Ok(());
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    /// How many of these lines it has printed, in their order.
    fn reached(&self, wanted: &[String]) -> usize {
        let next = |reached: usize, line: &[u8]| {
            reached + usize::from(wanted.get(reached).is_some_and(|next| compare::text(line) == *next))
        };
        self.look(|program| Some(program.stdout.lines().fold(0, next))).unwrap_or(0)
    }

    /// Asks whether something stands on its stderr. True where it does; a line that stands there instead is taken down.
    pub(super) fn hear_stderr(&self, what: &str) -> Step<bool> {
        match self.ask(About::Stderr(what))? {
            Some(Reply::Yes | Reply::Hurry) => Ok(true),
            Some(Reply::Text(line)) => {
                self.complain(&line);
                Ok(false)
            }
            _ => Ok(false),
        }
    }

    /// Asks whether something has not come; a line that has is taken down, from where `take` puts it.
    pub(super) fn hear_of(&self, what: &str, take: fn(&Program, &str)) -> Step {
        if let Some(Reply::Text(line)) = self.ask(About::Nothing(what))? {
            take(self, &line);
        }
        Ok(())
    }

    /// Asks with which status it has ended, and takes that down.
    pub(super) fn hear_exit(&self, status: i32) -> Step {
        let known = self.look(|program| program.exit).is_some();
        while let (Some(hand), false) = (&self.bench.hand, known) {
            let status = match self.ask(About::Exit(status))? {
                Some(Reply::Yes | Reply::Hurry) => status,
                Some(Reply::Text(text)) => match text.trim().parse() {
                    Ok(status) => status,
                    Err(_) => {
                        let hint = "an exit status is a number, as `echo $?` shows it";
                        hand.talk(&self.bench.journal, &Prompt::Unheard(hint));
                        continue;
                    }
                },
                _ => return Ok(()),
            };
            self.take_end(Exit::Status(status));
            break;
        }
        Ok(())
    }

    /// Asks where it listens. None where they say that it does not.
    pub(super) fn hear_address(&self) -> Step<Option<SocketAddr>> {
        let Some(hand) = &self.bench.hand else { return Ok(None) };
        let started = self.started.join(" ");
        let usual = self.given_address().or_else(|| hand.place(&started));
        let mut doubted = None;
        loop {
            let reply = hand.talk(&self.bench.journal, &Prompt::Where { program: &self.lane, usual });
            self.bench.unless_left()?;
            let address = match reply {
                Reply::No => return Ok(None),
                Reply::Text(text) => address_in(&text),
                _ => usual,
            };
            let Some(address) = address else {
                let hint = "an address looks like 127.0.0.1:4000, and its port alone will do";
                hand.talk(&self.bench.journal, &Prompt::Unheard(hint));
                continue;
            };
            if peer::is_free(addresses::reachable(address)) && doubted != Some(address) {
                let hint = format!("nobody has a socket at {address}: is it running? The same again is believed");
                hand.talk(&self.bench.journal, &Prompt::Unheard(&hint));
                doubted = Some(address);
                continue;
            }
            hand.remember(&started, address);
            self.print(&format!("listening on {address}"));
            return Ok(Some(address));
        }
    }

    /// The address in its arguments, where they give it a port.
    fn given_address(&self) -> Option<SocketAddr> {
        let port = self.started.get(1)?.parse().ok().filter(|port| *port != 0)?;
        let ip = self.started.get(2).map_or(Some(Ipv4Addr::LOCALHOST.into()), |host| host.parse().ok())?;
        Some(SocketAddr::new(ip, port))
    }

    /// Takes down that it has ended.
    pub(super) fn take_end(&self, exit: Exit) {
        self.bench.journal.write(|state| {
            let program = &mut state.programs[self.id];
            program.exit = Some(exit);
            // Whoever was told to kill it has: its death says nothing.
            program.signalled |= matches!(exit, Exit::Signal(_));
            (program.stdout.closed, program.stderr.closed) = (true, true);
        });
        self.bench.journal.event(&self.lane, None, What::Exited { status: exit.to_string() });
    }

    /// Takes down a line that was printed on stdout.
    pub(super) fn print(&self, line: &str) {
        let bytes = [line.as_bytes(), b"\n"].concat();
        self.bench.journal.write(|state| drop(state.programs[self.id].stdout.take(&bytes, usize::MAX)));
        self.bench.journal.event(&self.lane, None, What::Printed { bytes: Excerpt::of_line(line.as_bytes()) });
    }

    /// Takes down a line that was printed on stderr.
    pub(super) fn complain(&self, line: &str) {
        let bytes = [line.as_bytes(), b"\n"].concat();
        self.bench.journal.write(|state| drop(state.programs[self.id].stderr.take(&bytes, usize::MAX)));
        self.bench.journal.event(&self.lane, None, What::Complained { bytes: Excerpt::of_line(line.as_bytes()) });
    }
}

/// A time that has passed.
fn over() -> Deadline<'static> {
    Deadline::new(Duration::ZERO, Processors::unknown)
}

/// The address that somebody means: a ready line, an address, a name with a port, a port.
fn address_in(text: &str) -> Option<SocketAddr> {
    let text = text.trim();
    let text = text.strip_prefix("listening on ").unwrap_or(text).trim();
    let (host, port) = text.rsplit_once(':').unwrap_or(("", text));
    let ip = match host.trim_matches(['[', ']']) {
        "" => Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        host => host.parse().ok().or_else(|| peer::resolve(host).into_iter().min_by_key(IpAddr::is_ipv6)),
    };
    text.parse().ok().or(Some(SocketAddr::new(ip?, port.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_be_given_in_several_ways() {
        let table = [
            ("listening on 127.0.0.1:4000", Some("127.0.0.1:4000")),
            (" 4000 ", Some("127.0.0.1:4000")),
            (":4000", Some("127.0.0.1:4000")),
            ("[::1]:4000", Some("[::1]:4000")),
            ("0.0.0.0:4000", Some("0.0.0.0:4000")),
            ("localhost:4000", Some("127.0.0.1:4000")),
            ("here", None),
            ("70000", None),
            ("", None),
        ];
        for (text, address) in table {
            assert_eq!(address_in(text), address.map(|address| address.parse().expect("an address")), "{text}");
        }
    }
}
