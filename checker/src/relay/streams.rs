//! Relaying TCP: a connection through to the server for each that comes, and for each direction a thread that reads and one that writes.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use socket2::SockRef;

use super::{Ends, Hub, Place, Relay, View, Wake, Way};
use crate::fault::{Move, shuffle};
use crate::journal::Journal;
use crate::peer;
use crate::random::Random;
use crate::trace::{Excerpt, What};

/// Bytes passed on in one read at the most.
const CHUNK: usize = 64 * 1024;
/// Pieces that are read ahead of what is passed on.
const PIECES: usize = 4;

/// How bytes are passed on.
#[derive(Clone)]
pub enum Carry {
    /// As they came.
    AsTheyCame,
    /// Cut and merged at random, each piece read by the far end before the next is sent.
    Shuffled(Random),
}

/// A relay for TCP connections to a server.
pub fn streams(journal: &Arc<Journal>, place: Place, carry: Carry) -> Result<Relay> {
    let listener = TcpListener::bind(place.at).with_context(|| format!("cannot listen on {}", place.at))?;
    let local = listener.local_addr().context("getsockname")?;
    let hub = Hub::new(journal, place);
    let own = hub.clone();
    let thread = hub.spawn("accept", move || accept_all(&own, &listener, local, &carry))?;
    Ok(Relay { local, hub, wake: Wake::Connect, thread: Some(thread) })
}

fn accept_all(hub: &Arc<Hub>, listener: &TcpListener, local: SocketAddr, carry: &Carry) {
    loop {
        let accepted = listener.accept();
        if hub.stopped() {
            return;
        }
        if let Ok((client, from)) = accepted {
            let ends = hub.ends();
            match &hub.view {
                View::Relay(_) => hub.came(&ends, Way::ToServer, What::Accepted { from: from.to_string() }),
                View::Ends => {
                    let (from, to) = (from.to_string(), local.to_string());
                    hub.goes(&ends, Way::ToServer, What::Connected { from, to });
                }
            }
            if let Err(error) = join(hub, &ends, client, carry) {
                let (to, error) = (hub.to.to_string(), format!("{error:#}"));
                hub.goes(&ends, Way::ToServer, What::ConnectFailed { to, error });
            }
        }
    }
}

/// Connects a client through to the server. Without a server the client is reset.
fn join(hub: &Arc<Hub>, ends: &Ends, client: TcpStream, carry: &Carry) -> Result<()> {
    // Until both ends stand, closing the client's end means RST.
    SockRef::from(&client).set_linger(Some(Duration::ZERO)).context("SO_LINGER")?;
    client.set_nodelay(true).context("TCP_NODELAY")?;
    let client = Arc::new(client);
    let up = read(hub, ends, Way::ToServer, &client)?;
    hub.settle();
    let server = TcpStream::connect(hub.to).with_context(|| format!("cannot connect to {}", hub.to))?;
    SockRef::from(&*client).set_linger(None).context("SO_LINGER")?;
    if matches!(hub.view, View::Relay(_)) {
        let from = server.local_addr().context("getsockname")?.to_string();
        hub.goes(ends, Way::ToServer, What::Connected { from, to: hub.to.to_string() });
    }
    server.set_nodelay(true).context("TCP_NODELAY")?;
    let server = Arc::new(server);
    hub.streams.lock().unwrap_or_else(PoisonError::into_inner).extend([client.clone(), server.clone()]);
    let down = read(hub, ends, Way::ToClient, &server)?;
    write(hub, ends, Way::ToServer, up, (&server, carry.clone()))?;
    write(hub, ends, Way::ToClient, down, (&client, carry.clone()))
}

/// What a stream brings.
enum Piece {
    Bytes(Vec<u8>),
    End,
    Reset,
}

/// Reads one end in a thread of its own, so that it is known when something was sent even while what
/// came before it is still being passed on.
fn read(hub: &Arc<Hub>, ends: &Ends, way: Way, from: &Arc<TcpStream>) -> Result<Receiver<Piece>> {
    // Few pieces are under way: who sends more than its far end reads has to feel it.
    let (queue, pieces) = sync_channel(PIECES);
    let (own, ends, from) = (hub.clone(), ends.clone(), from.clone());
    let thread = hub.spawn("reader", move || {
        let mut buffer = vec![0; CHUNK];
        loop {
            let piece = match (&*from).read(&mut buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                _ if own.stopped() => return,
                Ok(0) => Piece::End,
                Ok(length) => Piece::Bytes(buffer[..length].to_vec()),
                Err(_) => Piece::Reset,
            };
            let is_last = !matches!(piece, Piece::Bytes(_));
            tell(&own, &ends, way, &piece);
            if queue.send(piece).is_err() || is_last {
                return;
            }
        }
    })?;
    hub.keep(thread);
    Ok(pieces)
}

fn tell(hub: &Hub, ends: &Ends, way: Way, piece: &Piece) {
    let (came, goes) = match piece {
        Piece::Bytes(bytes) => {
            let bytes = Excerpt::of(bytes);
            (What::Received { bytes: bytes.clone() }, What::Sent { bytes })
        }
        Piece::End => (What::ReceivedFin, What::SentFin),
        Piece::Reset => (What::ReceivedReset, What::SentReset),
    };
    hub.went(ends, way, came, goes);
}

/// Passes on what was read from one end to the other, the end of the stream and a reset included.
fn write(
    hub: &Arc<Hub>,
    ends: &Ends,
    way: Way,
    pieces: Receiver<Piece>,
    (to, mut carry): (&Arc<TcpStream>, Carry),
) -> Result<()> {
    let (own, ends, to) = (hub.clone(), ends.clone(), to.clone());
    let thread = hub.spawn("writer", move || {
        for piece in pieces {
            own.settle();
            match piece {
                Piece::Bytes(bytes) => {
                    if let Err(error) = carry.pass_on(&to, &bytes) {
                        own.goes(&ends, way, What::WriteFailed { error: error.to_string() });
                    }
                }
                Piece::End => drop(to.shutdown(Shutdown::Write)),
                Piece::Reset => {
                    // The last descriptor goes when the relay does; until then a half-close tells as much as can be told.
                    let _ = SockRef::from(&*to).set_linger(Some(Duration::ZERO));
                    let _ = to.shutdown(Shutdown::Both);
                }
            }
        }
    })?;
    hub.keep(thread);
    Ok(())
}

impl Carry {
    fn pass_on(&mut self, mut to: &TcpStream, bytes: &[u8]) -> std::io::Result<()> {
        let Carry::Shuffled(random) = self else { return to.write_all(bytes) };
        for step in shuffle(bytes, random) {
            match step {
                Move::Send(bytes) => to.write_all(&bytes)?,
                _ => peer::pause(to),
            }
        }
        Ok(())
    }
}
