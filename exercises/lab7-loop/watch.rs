//! Waits for many sockets at once, and says which of them can go on: `epoll` on Linux, `kqueue` on macOS.
//!
//! It stands on the crate `polling` and is given; you need not change it.

// Each program includes this file and uses only its own half of it.
#![allow(dead_code)]

use std::io;
use std::ops::Deref;
use std::os::fd::{AsFd, AsRawFd};
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context;
use polling::{Event, Events, PollMode, Poller};

/// What a socket waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// It is not watched at all.
    Nothing,
    /// Until something has come, the end of the stream and errors included.
    Reading,
    /// Until the system would take something to send.
    Writing,
    /// Until either.
    Both,
}

/// A socket that can go on, by the key that it was added with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    pub key: usize,
    pub can_read: bool,
    pub can_write: bool,
}

/// What is watched.
pub struct Watch {
    poller: Rc<Poller>,
    events: Events,
}

impl Watch {
    pub fn new() -> anyhow::Result<Watch> {
        let poller = Poller::new().context("cannot wait for many sockets")?;
        Ok(Watch { poller: Rc::new(poller), events: Events::new() })
    }

    /// Watches a socket from now on, for as long as what comes back lives. No other has the same key.
    pub fn add<S: AsFd>(&self, source: S, key: usize, interest: Interest) -> io::Result<Watched<S>> {
        let mut watched = Watched { source, key, interest: Interest::Nothing, poller: Rc::clone(&self.poller) };
        watched.wait_for(interest)?;
        Ok(watched)
    }

    /// Waits until something can go on, or the time is over. Without a time it waits for ever.
    ///
    /// Whatever can go on and does not is told again by the next call: that is called level-triggered.
    pub fn wait(&mut self, time: Option<Duration>) -> anyhow::Result<Vec<Ready>> {
        self.events.clear();
        self.poller.wait(&mut self.events, time).context("cannot wait for many sockets")?;
        let ready = |event: Event| Ready { key: event.key, can_read: event.readable, can_write: event.writable };
        Ok(self.events.iter().map(ready).collect())
    }
}

/// A socket that is watched. It can be used as if it were the socket itself.
pub struct Watched<S: AsFd> {
    source: S,
    key: usize,
    interest: Interest,
    poller: Rc<Poller>,
}

impl<S: AsFd> Watched<S> {
    /// From now on it waits for this. It costs nothing to say the same again.
    pub fn wait_for(&mut self, interest: Interest) -> io::Result<()> {
        let event = match interest {
            Interest::Nothing => Event::none(self.key),
            Interest::Reading => Event::readable(self.key),
            Interest::Writing => Event::writable(self.key),
            Interest::Both => Event::all(self.key),
        };
        match (self.interest, interest) {
            (before, now) if before == now => {}
            // A socket with no interest is taken out: the system would go on to tell of its end and its errors.
            (_, Interest::Nothing) => self.poller.delete(&self.source)?,
            (Interest::Nothing, _) => {
                // SAFETY: this value owns the source, and takes it out of the poller before it closes it.
                #[expect(unsafe_code, reason = "the poller can't know for how long a socket lives")]
                unsafe {
                    self.poller.add_with_mode(self.source.as_fd().as_raw_fd(), event, PollMode::Level)?;
                }
            }
            _ => self.poller.modify_with_mode(&self.source, event, PollMode::Level)?,
        }
        self.interest = interest;
        Ok(())
    }
}

impl<S: AsFd> Deref for Watched<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.source
    }
}

impl<S: AsFd> Drop for Watched<S> {
    fn drop(&mut self) {
        // It fails only where there is nothing to take out.
        let _ = self.wait_for(Interest::Nothing);
    }
}
