//! Relaying TCP: a connection through to the server for each that comes, and for each direction a thread that reads and one that writes.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use socket2::SockRef;

use super::hub::{Between, Ends, Hub, Relay, View, Wake, Way};
use crate::fault::{Move, shuffle};
use crate::journal::Journal;
use crate::peer;
use crate::process;
use crate::random::Random;
use crate::trace::{Excerpt, What};

/// Bytes passed on in one read at the most.
const CHUNK: usize = 64 * 1024;
/// Pieces that are read ahead of what is passed on.
const PIECES: usize = 4;
/// How long a server is waited for until it is seen whether the relay has to end.
const ATTEMPT: Duration = Duration::from_secs(1);

/// How bytes are passed on.
#[derive(Clone)]
pub enum Carry {
    /// As they came.
    AsTheyCame,
    /// Cut and merged at random, each piece read by the far end before the next is sent.
    Shuffled(Random),
}

/// A relay for TCP connections to a server.
pub fn streams(journal: &Arc<Journal>, place: Between, carry: Carry) -> Result<Relay> {
    let listener = TcpListener::bind(place.at).with_context(|| format!("cannot listen on {}", place.at))?;
    let listener = Arc::new(listener);
    let local = listener.local_addr().context("getsockname")?;
    let hub = Hub::new(journal, place);
    let (own, accepting) = (hub.clone(), listener.clone());
    let thread = hub.spawn("accept", move || accept_all(&own, &accepting, local, &carry))?;
    Ok(Relay { local, hub, wake: Wake::Streams(listener), thread: Some(thread) })
}

fn accept_all(hub: &Arc<Hub>, listener: &TcpListener, local: SocketAddr, carry: &Carry) {
    loop {
        let accepted = listener.accept();
        if hub.stopped() {
            return;
        }
        match accepted {
            Ok((client, from)) => let_in(hub, client, from, local, carry),
            Err(error) => peer::not_accepted(&error),
        }
    }
}

fn let_in(hub: &Arc<Hub>, client: TcpStream, from: SocketAddr, local: SocketAddr, carry: &Carry) {
    let ends = hub.ends();
    hub.wire(&ends, Way::ToClient, local, from);
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

/// Connects a client through to the server. Without a server the client is reset.
fn join(hub: &Arc<Hub>, ends: &Ends, client: TcpStream, carry: &Carry) -> Result<()> {
    // Until both ends stand, closing the client's end means RST.
    SockRef::from(&client).set_linger(Some(Duration::ZERO)).context("SO_LINGER")?;
    client.set_nodelay(true).context("TCP_NODELAY")?;
    let client = Arc::new(client);
    let is_alone = Arc::new(AtomicBool::new(false));
    let up = read(hub, ends, Way::ToServer, &client, &is_alone)?;
    hub.settle();
    let server = connect(hub).inspect_err(|_| {
        // The reader is woken, and the last of the two to let go of the socket resets it.
        is_alone.store(true, Ordering::SeqCst);
        let _ = client.shutdown(Shutdown::Read);
    })?;
    SockRef::from(&*client).set_linger(None).context("SO_LINGER")?;
    if matches!(hub.view, View::Relay(_)) {
        let from = server.local_addr().context("getsockname")?;
        hub.wire(ends, Way::ToServer, from, hub.to);
        hub.goes(ends, Way::ToServer, What::Connected { from: from.to_string(), to: hub.to.to_string() });
    }
    server.set_nodelay(true).context("TCP_NODELAY")?;
    let server = Arc::new(server);
    hub.streams.lock().unwrap_or_else(PoisonError::into_inner).extend([client.clone(), server.clone()]);
    let down = read(hub, ends, Way::ToClient, &server, &is_alone)?;
    let pair = Arc::new(Pair { client, server, ended: AtomicUsize::new(0) });
    write(hub, ends, Way::ToServer, up, (&pair, carry.clone()))?;
    write(hub, ends, Way::ToClient, down, (&pair, carry.clone()))
}

/// A client's connection, and the one through to the server.
struct Pair {
    client: Arc<TcpStream>,
    server: Arc<TcpStream>,
    /// Directions whose end was passed on.
    ended: AtomicUsize,
}

impl Pair {
    fn target(&self, way: Way) -> &TcpStream {
        if way == Way::ToServer { &self.server } else { &self.client }
    }

    /// Passes on the end of a direction. After both of them nothing is left to carry, and the relay lets go of the
    /// two: a client may come again and again.
    fn end(&self, hub: &Hub, way: Way) {
        let _ = self.target(way).shutdown(Shutdown::Write);
        if self.ended.fetch_add(1, Ordering::SeqCst) == 1 {
            let is_own = |one: &Arc<TcpStream>| Arc::ptr_eq(one, &self.client) || Arc::ptr_eq(one, &self.server);
            hub.streams.lock().unwrap_or_else(PoisonError::into_inner).retain(|one| !is_own(one));
        }
    }
}

/// A connection to the server. One whose backlog is full does not answer; that is waited for until the relay ends.
fn connect(hub: &Hub) -> Result<TcpStream> {
    loop {
        match TcpStream::connect_timeout(&hub.to, ATTEMPT) {
            Err(error) if error.kind() == ErrorKind::TimedOut && !hub.stopped() => {}
            made => {
                let to = || format!("cannot connect to {}", hub.to);
                return made.inspect_err(|error| process::note_refusal(&to(), error)).with_context(to);
            }
        }
    }
}

/// What a stream brings.
enum Piece {
    Bytes(Vec<u8>),
    End,
    Reset,
}

/// Reads one end in a thread of its own, so that it is known when something was sent even while what
/// came before it is still being passed on. One whose far end is not there any more ends.
fn read(
    hub: &Arc<Hub>,
    ends: &Ends,
    way: Way,
    from: &Arc<TcpStream>,
    is_alone: &Arc<AtomicBool>,
) -> Result<Receiver<Piece>> {
    // Few pieces are under way: who sends more than its far end reads has to feel it.
    let (queue, pieces) = sync_channel(PIECES);
    let (own, ends, from, is_alone) = (hub.clone(), ends.clone(), from.clone(), is_alone.clone());
    let thread = hub.spawn("reader", move || {
        let mut buffer = vec![0; CHUNK];
        loop {
            let piece = match (&*from).read(&mut buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                _ if own.stopped() || is_alone.load(Ordering::SeqCst) => return,
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
    (pair, mut carry): (&Arc<Pair>, Carry),
) -> Result<()> {
    let (own, ends, pair) = (hub.clone(), ends.clone(), pair.clone());
    let thread = hub.spawn("writer", move || {
        for piece in pieces {
            own.settle();
            match piece {
                Piece::Bytes(bytes) => {
                    if let Err(error) = carry.pass_on(pair.target(way), &bytes) {
                        own.goes(&ends, way, What::WriteFailed { error: error.to_string() });
                    }
                }
                Piece::End => pair.end(&own, way),
                Piece::Reset => {
                    // The last descriptor goes when the relay does; until then a half-close tells as much as can be told.
                    let _ = SockRef::from(pair.target(way)).set_linger(Some(Duration::ZERO));
                    let _ = pair.target(way).shutdown(Shutdown::Both);
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

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::journal::{Deadline, Processors, State};

    /// Where nobody listens, and nobody will: the port is held by a socket that does not.
    fn nobody() -> (socket2::Socket, SocketAddr) {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).expect("a socket");
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).expect("a port");
        let at = socket.local_addr().expect("getsockname").as_socket().expect("an address");
        (socket, at)
    }

    fn relay_to(to: SocketAddr, view: View) -> Relay {
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let place = Between { at, to, client: "client".into(), server: "server".into(), view };
        streams(&Arc::new(Journal::new()), place, Carry::AsTheyCame).expect("a relay")
    }

    /// A relay that has accepted its client.
    fn joined(to: SocketAddr) -> (Relay, TcpStream) {
        let relay = relay_to(to, View::Ends);
        let client = TcpStream::connect(relay.local).expect("the relay");
        let mut moment = Deadline::new(Duration::from_secs(60), Processors::unknown);
        let is_in = |state: &State| (!state.trace.events.is_empty()).then_some(());
        relay.hub.journal.wait(&mut moment, is_in).expect("the client is let in");
        (relay, client)
    }

    #[test]
    fn without_a_server_the_client_is_reset() {
        let (_held, nobody) = nobody();
        for view in [View::Ends, View::Relay("relay".into())] {
            let relay = relay_to(nobody, view);
            let mut client = TcpStream::connect(relay.local).expect("the relay");
            let came = client.read(&mut [0; 16]).map_err(|error| error.kind());
            assert_eq!(came, Err(ErrorKind::ConnectionReset));
        }
    }

    /// A client that stays, and has been let in by nobody.
    #[test]
    fn it_ends_although_its_client_does_not() {
        let (_held, nobody) = nobody();
        let (relay, client) = joined(nobody);
        drop(relay);
        drop(client);
    }

    /// A server whose backlog is full answers nobody.
    #[test]
    fn it_ends_although_its_server_lets_nobody_in() {
        let (server, at) = nobody();
        server.listen(0).expect("listen");
        let waiting: Vec<_> = (0..8).map(|_| TcpStream::connect_timeout(&at, Duration::from_millis(50))).collect();
        assert!(waiting.last().is_some_and(Result::is_err), "the backlog of 0 has room for eight");
        let (relay, client) = joined(at);
        drop(relay);
        drop(client);
    }
}
