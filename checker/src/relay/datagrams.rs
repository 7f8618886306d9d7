//! Relaying UDP: a socket towards the server for each client, and a fault for each datagram.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};

use super::hub::{Between, Ends, Hub, Relay, Wake, Way, Withheld};
use crate::fault::Fate;
use crate::journal::Journal;
use crate::process::{note_refusal, while_nothing_starts};
use crate::trace::{Excerpt, What};

/// What becomes of the nth datagram of a direction, counted from 1.
pub type Faults = Arc<dyn Fn(Way, usize, &[u8]) -> Vec<Fate> + Send + Sync>;

/// Everything is passed on.
pub fn faultless() -> Faults {
    Arc::new(|_, _, bytes| vec![Fate::Deliver(bytes.to_vec())])
}

/// One try of each line is passed on, any other is lost: a reply that comes twice could stand for the next
/// line's, and no client of the contract can tell. For lines that are all different.
pub fn each_once() -> Faults {
    let passed: Mutex<Vec<Vec<u8>>> = Mutex::default();
    Arc::new(move |way, _, bytes| {
        let mut passed = passed.lock().unwrap_or_else(PoisonError::into_inner);
        if way == Way::ToServer && passed.iter().any(|known| known == bytes) {
            return vec![Fate::Lose(bytes.to_vec())];
        }
        passed.push(bytes.to_vec());
        vec![Fate::Deliver(bytes.to_vec())]
    })
}

/// A relay for datagrams to a server; every client has an upstream socket of its own.
pub fn datagrams(journal: &Arc<Journal>, place: Between, faults: Faults) -> Result<Relay> {
    let socket = Arc::new(UdpSocket::bind(place.at).with_context(|| format!("cannot bind {}", place.at))?);
    let local = socket.local_addr().context("getsockname")?;
    let hub = Hub::new(journal, place);
    let (own, reading) = (hub.clone(), socket.clone());
    let thread = hub.spawn("datagrams", move || carry_up(&own, &reading, local, &faults))?;
    let own = hub.clone();
    hub.keep(hub.spawn("later", move || own.later.carry(|held| own.deliver(&held)))?);
    Ok(Relay { local, hub, wake: Wake::Datagrams(socket), thread: Some(thread) })
}

/// Datagrams from the clients to the server.
fn carry_up(hub: &Arc<Hub>, socket: &Arc<UdpSocket>, local: SocketAddr, faults: &Faults) {
    let mut buffer = vec![0; 65_536];
    let mut upstream: HashMap<SocketAddr, (Arc<UdpSocket>, Ends)> = HashMap::new();
    let mut nth = 0;
    loop {
        let received = socket.recv_from(&mut buffer);
        if hub.stopped() {
            return;
        }
        // An ICMP error for something sent before is no datagram.
        let Ok((length, client)) = received else { continue };
        nth += 1;
        let bytes = &buffer[..length];
        let (up, ends) = match upstream.get(&client) {
            Some(known) => known.clone(),
            None => {
                let ends = hub.ends();
                hub.wire(&ends, Way::ToClient, local, client);
                match open_upstream(hub, socket, client, ends.clone(), faults) {
                    Ok(up) => upstream.entry(client).or_insert((up, ends)).clone(),
                    Err(error) => {
                        hub.goes(&ends, Way::ToServer, What::WriteFailed { error: format!("{error:#}") });
                        continue;
                    }
                }
            }
        };
        hub.came(&ends, Way::ToServer, What::ReceivedDatagram { bytes: Excerpt::of(bytes) });
        let place = Withheld { ends, way: Way::ToServer, socket: up, to: hub.to, bytes: Vec::new() };
        hub.pass_on(place, faults(Way::ToServer, nth, bytes));
    }
}

fn open_upstream(
    hub: &Arc<Hub>,
    down: &Arc<UdpSocket>,
    client: SocketAddr,
    ends: Ends,
    faults: &Faults,
) -> Result<Arc<UdpSocket>> {
    let up = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0));
    let up = up.inspect_err(|error| note_refusal("cannot bind on 127.0.0.1", error));
    let up = Arc::new(up.context("cannot bind on 127.0.0.1")?);
    hub.wire(&ends, Way::ToServer, up.local_addr().context("getsockname")?, hub.to);
    hub.sockets.lock().unwrap_or_else(PoisonError::into_inner).push(up.clone());
    let (own, down, socket, faults) = (hub.clone(), down.clone(), up.clone(), faults.clone());
    let thread = hub.spawn("upstream", move || carry_down(&own, &ends, &socket, &down, client, &faults))?;
    hub.keep(thread);
    Ok(up)
}

/// Datagrams from the server to one client.
fn carry_down(hub: &Hub, ends: &Ends, up: &UdpSocket, down: &Arc<UdpSocket>, client: SocketAddr, faults: &Faults) {
    let mut buffer = vec![0; 65_536];
    let mut nth = 0;
    loop {
        let received = up.recv_from(&mut buffer);
        if hub.stopped() {
            return;
        }
        let Ok((length, _)) = received else { continue };
        nth += 1;
        let bytes = &buffer[..length];
        hub.came(ends, Way::ToClient, What::ReceivedDatagram { bytes: Excerpt::of(bytes) });
        let place =
            Withheld { ends: ends.clone(), way: Way::ToClient, socket: down.clone(), to: client, bytes: Vec::new() };
        hub.pass_on(place, faults(Way::ToClient, nth, bytes));
    }
}

impl Hub {
    /// Does with a datagram what the fault says; `place` says between whom it is under way.
    fn pass_on(&self, place: Withheld, fates: Vec<Fate>) {
        let under_way = |bytes| Withheld { ends: place.ends.clone(), socket: place.socket.clone(), bytes, ..place };
        for fate in fates {
            match fate {
                Fate::Deliver(bytes) | Fate::Stranger(bytes) => self.deliver(&under_way(bytes)),
                Fate::Hold(bytes) => {
                    self.held.lock().unwrap_or_else(PoisonError::into_inner).push(under_way(bytes));
                    self.journal.write(|state| state.held += 1);
                }
                Fate::Later(bytes, time) => self.later.put(time, under_way(bytes)),
                Fate::Lose(bytes) => {
                    self.lost(&place.ends, place.way, What::Lost { bytes: Excerpt::of(&bytes) });
                }
            }
        }
    }

    fn deliver(&self, held: &Withheld) {
        self.goes(&held.ends, held.way, What::SentDatagram { bytes: Excerpt::of(&held.bytes) });
        self.settle();
        let _ = held.socket.send_to(&held.bytes, held.to);
    }

    /// Passes on what has been held for longest. Where nobody has its port any more, it is lost.
    pub fn release(&self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_empty() {
            return;
        }
        let first = held.remove(0);
        match while_nothing_starts(|| UdpSocket::bind(first.to).is_ok()) {
            true => self.lost(&first.ends, first.way, What::Lost { bytes: Excerpt::of(&first.bytes) }),
            false => self.deliver(&first),
        }
    }
}
