//! A relay that a check holds in its hand: its door opens and shuts, what it carries is held up, and connections are lost at it.
//!
//! One thread owns all its connections. It wakes when the record changes, because whatever comes is
//! recorded first, and when it is told to do something.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use super::hub::Way;
use crate::fault::{Move, Reading};
use crate::journal::{Deadline, End, Journal, Processors, State};
use crate::peer::{self, Connect, Listener, Stream};
use crate::process;

/// How long a reset or a connection through to the server may take.
const MOMENT: Duration = Duration::from_secs(2);

/// A relay that does as it is told. Dropping it ends all its connections.
pub struct Switch {
    /// Where clients come to.
    pub port: u16,
    journal: Arc<Journal>,
    told: Arc<AtomicBool>,
    orders: Option<Sender<(Order, Sender<Result<()>>)>>,
    thread: Option<JoinHandle<()>>,
}

/// What a relay can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Listen, and connect whoever comes through to the server.
    Open,
    /// Listen no longer: whoever comes is refused.
    Shut,
    /// RST to both ends.
    Reset,
    /// FIN to both ends. What was held up is lost, as by a reset; what comes next is still held up.
    Close,
    /// What goes this way is held up.
    Hold(Way),
    /// Of what goes to the client next, so many bytes are passed on, and the rest is held up.
    Cut(usize),
    /// Nothing is held up any more.
    Flow,
}

/// Where a relay stands.
pub struct Switched {
    /// Where clients come to.
    pub port: u16,
    /// Where the server is.
    pub to: SocketAddr,
    /// Its name in the trace.
    pub lane: String,
}

/// A relay whose door is shut.
pub fn switch(journal: &Arc<Journal>, place: Switched) -> Result<Switch> {
    let (orders, queue) = channel();
    let told = Arc::new(AtomicBool::new(false));
    let port = place.port;
    let carrier = Carrier {
        journal: journal.clone(),
        place,
        told: told.clone(),
        door: None,
        taken: 0,
        pairs: Vec::new(),
        held: [false; 2],
        cut: None,
    };
    let thread = process::spawn_thread("switch".into(), move || carrier.carry(&queue))?;
    Ok(Switch { port, journal: journal.clone(), told, orders: Some(orders), thread: Some(thread) })
}

impl Switch {
    /// Has something done; returns when it is.
    ///
    /// # Errors
    /// The system's: the port can't be had.
    pub fn order(&self, order: Order) -> Result<()> {
        let (reply, done) = channel();
        let orders = self.orders.as_ref().context("the relay has ended")?;
        orders.send((order, reply)).map_err(|_| anyhow!("the relay has ended"))?;
        self.wake();
        done.recv().context("the relay has ended")?
    }

    fn wake(&self) {
        self.told.store(true, Ordering::SeqCst);
        self.journal.write(|_| ());
    }
}

impl Drop for Switch {
    fn drop(&mut self) {
        self.orders = None;
        self.wake();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The thread that carries.
struct Carrier {
    journal: Arc<Journal>,
    place: Switched,
    told: Arc<AtomicBool>,
    door: Option<Listener>,
    /// Connections taken from the door.
    taken: usize,
    pairs: Vec<Pair>,
    /// By the way.
    held: [bool; 2],
    /// Bytes of the next answer that are passed on.
    cut: Option<usize>,
}

/// A client's connection, and the one through to the server.
struct Pair {
    client: Stream,
    server: Stream,
    /// Bytes passed on, and whether the end was: by the way.
    passed: [usize; 2],
    ended: [bool; 2],
}

/// What waits to be passed on.
enum Waiting {
    Bytes(Vec<u8>),
    End(End),
}

const WAYS: [Way; 2] = [Way::ToServer, Way::ToClient];

impl Carrier {
    fn carry(mut self, orders: &Receiver<(Order, Sender<Result<()>>)>) {
        loop {
            self.told.store(false, Ordering::SeqCst);
            loop {
                match orders.try_recv() {
                    Ok((order, reply)) => {
                        let done = self.obey(order);
                        let _ = reply.send(done);
                    }
                    Err(std::sync::mpsc::TryRecvError::Empty) => break,
                    Err(std::sync::mpsc::TryRecvError::Disconnected) => return,
                }
            }
            self.pass();
            let mut forever = Deadline::new(Duration::from_secs(3600), Processors::unknown);
            let is_told = || self.told.load(Ordering::SeqCst);
            let _ = self.journal.wait(&mut forever, |state| (is_told() || self.has_news(state)).then_some(()));
        }
    }

    fn obey(&mut self, order: Order) -> Result<()> {
        // Whoever has come before the order is meant, too, also who is just being let in.
        let lane = &self.place.lane;
        let is_in = |state: &State| {
            let came = state.streams.iter().filter(|one| one.lane == *lane && one.other == "client").count();
            came == state.listeners.iter().map(|door| door.accepted.len()).sum::<usize>()
        };
        let mut moment = Deadline::new(MOMENT, Processors::unknown);
        let _ = self.journal.wait(&mut moment, |state| is_in(state).then_some(()));
        self.take_in();
        match order {
            Order::Open if self.door.is_none() => {
                let at = SocketAddr::from((Ipv4Addr::LOCALHOST, self.place.port));
                let socket = TcpListener::bind(at).with_context(|| format!("cannot listen on {at}"))?;
                self.door = Some(Listener::new(&self.journal, &self.place.lane, "client", socket, Reading::EAGER)?);
                self.taken = 0;
            }
            Order::Open => {}
            Order::Shut => self.door = None,
            Order::Reset => self.reset_all(),
            Order::Close => {
                for pair in self.pairs.drain(..) {
                    pair.client.perform(vec![Move::Finish]);
                    pair.server.perform(vec![Move::Finish]);
                    settle(&self.journal, &[&pair.client, &pair.server]);
                }
            }
            Order::Hold(way) => self.held[way as usize] = true,
            Order::Cut(bytes) => {
                // What is here already is not what comes next.
                self.pass();
                self.cut = Some(bytes);
            }
            Order::Flow => self.flow(),
        }
        Ok(())
    }

    fn flow(&mut self) {
        self.held = [false; 2];
        self.cut = None;
    }

    fn reset_all(&mut self) {
        for pair in self.pairs.drain(..) {
            reset(&self.journal, &pair);
        }
    }

    fn has_news(&self, state: &State) -> bool {
        let knocks = self.door.as_ref().is_some_and(|door| state.listeners[door.id].accepted.len() > self.taken);
        knocks || self.pairs.iter().any(|pair| WAYS.iter().any(|way| self.waiting(state, pair, *way).is_some()))
    }

    /// Passes on all that waits and is not held up.
    fn pass(&mut self) {
        self.take_in();
        let mut at = 0;
        while at < self.pairs.len() {
            match self.pass_pair(at) {
                Passed::Lives => at += 1,
                Passed::Over => drop(self.pairs.remove(at)),
            }
        }
    }

    fn pass_pair(&mut self, at: usize) -> Passed {
        for way in WAYS {
            loop {
                // Not held while it is passed on: that is recorded, too.
                let waiting = self.waiting(&self.journal.state(), &self.pairs[at], way);
                let Some(waiting) = waiting else { break };
                let pair = &mut self.pairs[at];
                match waiting {
                    Waiting::Bytes(mut bytes) => {
                        let cut = self.cut.filter(|_| way == Way::ToClient);
                        bytes.truncate(cut.unwrap_or(bytes.len()));
                        pair.passed[way as usize] += bytes.len();
                        pair.target(way).perform(vec![Move::Send(bytes), Move::Pause]);
                        if cut.is_some() {
                            (self.cut, self.held[Way::ToClient as usize]) = (None, true);
                            settle(&self.journal, &[&pair.client]);
                            self.journal.write(|state| state.held += 1);
                        }
                    }
                    Waiting::End(End::Fin) => {
                        pair.ended[way as usize] = true;
                        pair.target(way).perform(vec![Move::Finish]);
                    }
                    Waiting::End(End::Rst) => {
                        reset(&self.journal, pair);
                        return Passed::Over;
                    }
                }
            }
        }
        if self.pairs[at].ended == [true; 2] { Passed::Over } else { Passed::Lives }
    }

    fn waiting(&self, state: &State, pair: &Pair, way: Way) -> Option<Waiting> {
        let stream = &state.streams[pair.source(way).id];
        let passed = pair.passed[way as usize];
        if self.held[way as usize] || pair.ended[way as usize] {
            None
        } else if stream.received.len() > passed {
            Some(Waiting::Bytes(stream.received[passed..].to_vec()))
        } else {
            stream.end.map(Waiting::End)
        }
    }

    /// Connects whoever has come through to the server, or resets them where there is none.
    fn take_in(&mut self) {
        while let Some(client) = self.door.as_ref().and_then(|door| door.take(self.taken)) {
            self.taken += 1;
            let lane = &self.place.lane;
            match peer::connect(&self.journal, lane, "server", self.place.to, Reading::EAGER, MOMENT) {
                Ok(Connect::Made(server)) => {
                    self.pairs.push(Pair { client, server, passed: [0; 2], ended: [false; 2] });
                }
                Ok(Connect::Refused(_)) | Err(_) => {
                    client.perform(vec![Move::Reset]);
                    settle(&self.journal, &[&client]);
                }
            }
        }
    }
}

enum Passed {
    Lives,
    Over,
}

impl Pair {
    fn source(&self, way: Way) -> &Stream {
        if way == Way::ToServer { &self.client } else { &self.server }
    }

    fn target(&self, way: Way) -> &Stream {
        if way == Way::ToServer { &self.server } else { &self.client }
    }
}

fn reset(journal: &Journal, pair: &Pair) {
    for stream in [&pair.client, &pair.server] {
        stream.perform(vec![Move::Reset]);
    }
    settle(journal, &[&pair.client, &pair.server]);
}

/// Waits until the writers have done all that they were given.
fn settle(journal: &Journal, streams: &[&Stream]) {
    let mut moment = Deadline::new(MOMENT, Processors::unknown);
    let is_done = |state: &State| streams.iter().all(|one| state.streams[one.id].done == state.streams[one.id].given);
    let _ = journal.wait(&mut moment, |state| is_done(state).then_some(()));
}
