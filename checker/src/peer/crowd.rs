//! Many connections at once, driven by one thread that waits for all of them.
//!
//! Its members connect one or two at a time, each as soon as another has been greeted: the server's own
//! pace, not a clock, decides how fast they come, and no backlog is too short for them.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use polling::{Event, Events, PollMode, Poller};
use socket2::{Domain, SockRef, Socket, Type};

use crate::journal::{CrowdState, End, Journal, MemberState, Stuck};
use crate::process::{spawn_thread, while_nothing_starts};

/// Members that have connected and have not been greeted yet: a server whose backlog is as short as can be has room
/// for them.
const AT_ONCE: usize = 2;

/// What a member does.
#[derive(Clone, Debug)]
pub struct Script {
    /// What it receives as soon as it is connected.
    pub greeting: Vec<u8>,
    /// What it sends when it is told to, and what it receives then.
    pub request: Vec<u8>,
    /// What has to come back.
    pub answer: Vec<u8>,
    /// How it goes.
    pub leave: Leave,
}

/// How a member leaves.
#[derive(Clone, Debug)]
pub enum Leave {
    /// FIN.
    Close,
    /// RST.
    Reset,
    /// Sends this, which is the beginning of something, then FIN.
    Break(Vec<u8>),
    /// Sends the first, waits for the second, then FIN.
    Part(Vec<u8>, Vec<u8>),
}

/// A crowd of clients. Dropping it closes what is left of its connections.
pub struct Crowd {
    /// Its index in the journal.
    pub id: usize,
    poller: Arc<Poller>,
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

enum Order {
    Speak,
    Leave,
}

impl Crowd {
    /// Begins to connect to a server, a member for each script.
    pub fn new(journal: &Arc<Journal>, lane: &str, to: SocketAddr, scripts: Vec<Script>) -> Result<Crowd> {
        let members = scripts.iter().map(|_| MemberState::default()).collect();
        let id = journal.write(|state| {
            state.crowds.push(CrowdState { members, ..CrowdState::default() });
            state.crowds.len() - 1
        });
        let poller = Arc::new(Poller::new().context("cannot wait for many sockets")?);
        let (orders, queue) = channel();
        let mut driver = Driver {
            journal: journal.clone(),
            id,
            to,
            poller: poller.clone(),
            members: scripts.into_iter().map(Member::new).collect(),
            next: 0,
        };
        let thread = spawn_thread(format!("{lane} driver"), move || driver.work(&queue))?;
        Ok(Crowd { id, poller, orders: Some(orders), thread: Some(thread) })
    }

    /// All members send what they have to say. Only once all are greeted.
    pub fn speak(&self) {
        self.order(Order::Speak);
    }

    /// All members leave, each in its way. Only once all are answered.
    pub fn leave(&self) {
        self.order(Order::Leave);
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The driver lives as long as its orders may come.
            let _ = orders.send(order);
        }
        let _ = self.poller.notify();
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.poller.notify();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// How far a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Connecting,
    Greeting,
    Ready,
    Answering,
    Done,
    Leaving,
    Gone,
}

struct Member {
    script: Script,
    stage: Phase,
    socket: Option<TcpStream>,
    /// What the system has not taken yet.
    unsent: Vec<u8>,
}

impl Member {
    fn new(script: Script) -> Member {
        Member { script, stage: Phase::Connecting, socket: None, unsent: Vec::new() }
    }
}

struct Driver {
    journal: Arc<Journal>,
    id: usize,
    to: SocketAddr,
    poller: Arc<Poller>,
    members: Vec<Member>,
    /// The member that connects next.
    next: usize,
}

impl Driver {
    fn work(&mut self, orders: &Receiver<Order>) {
        if let Err(error) = self.drive(orders) {
            self.write(|crowd| crowd.trouble = Some(format!("{error:#}")));
        }
        for at in 0..self.members.len() {
            self.close(at);
        }
    }

    fn drive(&mut self, orders: &Receiver<Order>) -> Result<()> {
        let mut events = Events::new();
        loop {
            while self.next < self.members.len() && self.waiting() < AT_ONCE && !self.is_stuck() {
                self.next += 1;
                self.connect(self.next - 1)?;
            }
            loop {
                match orders.try_recv() {
                    Ok(order) => self.obey(&order)?,
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return Ok(()),
                }
            }
            events.clear();
            self.poller.wait(&mut events, None).context("cannot wait for many sockets")?;
            for event in events.iter() {
                self.see(event)?;
            }
        }
    }

    /// Members that have begun to connect and are not greeted yet.
    fn waiting(&self) -> usize {
        let state = self.journal.state();
        self.next - state.crowds[self.id].greeted
    }

    fn is_stuck(&self) -> bool {
        self.journal.state().crowds[self.id].stuck.is_some()
    }

    fn write<T>(&self, change: impl FnOnce(&mut CrowdState) -> T) -> T {
        self.journal.write(|state| change(&mut state.crowds[self.id]))
    }

    fn stuck(&self, at: usize, why: Stuck) {
        self.write(|crowd| {
            crowd.stuck.get_or_insert((at, why));
        });
    }

    fn connect(&mut self, at: usize) -> Result<()> {
        let socket = Socket::new(Domain::for_address(self.to), Type::STREAM, None).context("socket")?;
        socket.set_nonblocking(true).context("cannot make a socket nonblocking")?;
        // The answer of the handshake comes as an event, also where it is there already.
        match socket.connect(&self.to.into()) {
            Err(error) if error.raw_os_error() != Some(nix::libc::EINPROGRESS) => {
                self.stuck(at, Stuck::Refused(error.to_string()));
                return Ok(());
            }
            _ => {}
        }
        let socket = TcpStream::from(socket);
        // SAFETY: a member's socket is taken out of the poller before it is closed.
        #[expect(unsafe_code, reason = "the poller can't know for how long a socket lives")]
        let added = unsafe { self.poller.add_with_mode(&socket, Event::writable(at), PollMode::Level) };
        added.context("cannot wait for a socket")?;
        self.members[at].socket = Some(socket);
        Ok(())
    }

    fn obey(&mut self, order: &Order) -> Result<()> {
        for at in 0..self.members.len() {
            let member = &mut self.members[at];
            match (order, member.stage) {
                (Order::Speak, Phase::Ready) => {
                    member.stage = Phase::Answering;
                    let (request, answer) = (member.script.request.clone(), member.script.answer.clone());
                    self.converse(at, request, &answer)?;
                }
                (Order::Leave, Phase::Ready | Phase::Done) => self.leave(at)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn leave(&mut self, at: usize) -> Result<()> {
        match self.members[at].script.leave.clone() {
            Leave::Close => self.close(at),
            Leave::Break(bytes) => {
                if let Some(mut socket) = self.members[at].socket.as_ref() {
                    // A few bytes, for which there is room.
                    let _ = socket.write_all(&bytes);
                }
                self.close(at);
            }
            Leave::Reset => {
                if let Some(socket) = &self.members[at].socket {
                    let _ = SockRef::from(socket).set_linger(Some(Duration::ZERO));
                }
                self.discard(at);
            }
            Leave::Part(request, answer) => {
                self.members[at].stage = Phase::Leaving;
                return self.converse(at, request, &answer);
            }
        }
        self.go(at);
        Ok(())
    }

    fn go(&mut self, at: usize) {
        self.members[at].stage = Phase::Gone;
        self.write(|crowd| crowd.gone += 1);
    }

    /// Sends something, and expects something more than before.
    fn converse(&mut self, at: usize, request: Vec<u8>, answer: &[u8]) -> Result<()> {
        self.write(|crowd| {
            crowd.begun += 1;
            crowd.members[at].expected.extend_from_slice(answer);
        });
        self.members[at].unsent = request;
        self.send(at)
    }

    fn send(&mut self, at: usize) -> Result<()> {
        let member = &mut self.members[at];
        let Some(mut socket) = member.socket.as_ref() else { return Ok(()) };
        while !member.unsent.is_empty() {
            match socket.write(&member.unsent) {
                Ok(length) => drop(member.unsent.drain(..length)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                // The reader is told why.
                Err(_) => member.unsent.clear(),
            }
        }
        let interest = Event::new(at, true, !member.unsent.is_empty());
        self.poller.modify_with_mode(socket, interest, PollMode::Level).context("cannot wait for a socket")
    }

    fn see(&mut self, event: Event) -> Result<()> {
        let at = event.key;
        let Some(socket) = self.members[at].socket.as_ref() else { return Ok(()) };
        if self.members[at].stage == Phase::Connecting {
            if let Some(error) = socket.take_error().context("SO_ERROR")? {
                self.stuck(at, Stuck::Refused(error.to_string()));
                self.discard(at);
                return Ok(());
            }
            let local = socket.local_addr().ok();
            let _ = socket.set_nodelay(true);
            self.members[at].stage = Phase::Greeting;
            self.write(|crowd| crowd.members[at].local = local);
            let greeting = self.members[at].script.greeting.clone();
            return self.converse(at, Vec::new(), &greeting);
        }
        if event.writable {
            self.send(at)?;
        }
        if event.readable {
            self.receive(at);
        }
        Ok(())
    }

    fn receive(&mut self, at: usize) {
        let mut buffer = [0; 16 * 1024];
        while let Some(mut socket) = self.members[at].socket.as_ref() {
            match socket.read(&mut buffer) {
                Ok(0) => self.end(at, End::Fin),
                Ok(length) => self.take(at, &buffer[..length]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(_) => self.end(at, End::Rst),
            }
        }
    }

    /// The far end has finished although this member has not left.
    fn end(&mut self, at: usize, end: End) {
        self.stuck(at, Stuck::Ended(end));
        self.close(at);
    }

    fn take(&mut self, at: usize, bytes: &[u8]) {
        let stage = self.members[at].stage;
        let is_complete = self.write(|crowd| {
            let member = &mut crowd.members[at];
            member.received.extend_from_slice(bytes);
            if !member.expected.starts_with(&member.received) {
                crowd.stuck.get_or_insert((at, Stuck::Wrong));
                return false;
            }
            let is_complete = member.received.len() == member.expected.len();
            match stage {
                Phase::Greeting if is_complete => crowd.greeted += 1,
                Phase::Answering if is_complete => crowd.answered += 1,
                _ => {}
            }
            is_complete
        });
        match stage {
            Phase::Greeting if is_complete => self.members[at].stage = Phase::Ready,
            Phase::Answering if is_complete => self.members[at].stage = Phase::Done,
            Phase::Leaving if is_complete => {
                self.close(at);
                self.go(at);
            }
            _ => {}
        }
    }

    /// FIN, and no more of this member.
    fn close(&mut self, at: usize) {
        if let Some(socket) = &self.members[at].socket {
            // Before the close, which may take effect only later while a program is being started.
            let _ = socket.shutdown(Shutdown::Write);
        }
        self.discard(at);
    }

    fn discard(&mut self, at: usize) {
        if let Some(socket) = self.members[at].socket.take() {
            let _ = self.poller.delete(&socket);
            while_nothing_starts(|| drop(socket));
        }
    }
}
