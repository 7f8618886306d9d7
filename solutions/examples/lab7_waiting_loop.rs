//! A server with one loop that waits in the wrong places: whoever stands still in the middle of something holds up everybody.
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener, TcpStream};

use watch::{Interest, Watch, Watched};

#[path = "../args.rs"]
mod args;
#[path = "../frames.rs"]
mod frames;
#[path = "../lab7-loop/watch.rs"]
mod watch;

const LISTENER: usize = 0;

struct Guest {
    connection: Watched<TcpStream>,
    peer: SocketAddr,
}

fn main() -> anyhow::Result<()> {
    let Ok(address) = args::server("lab7_waiting_loop PORT [HOST]") else {
        return Ok(());
    };
    let mut watch = Watch::new()?;
    let listener = watch.add(TcpListener::bind(address)?, LISTENER, Interest::Reading)?;
    args::say(format_args!("listening on {}", listener.local_addr()?));
    let mut guests = BTreeMap::new();
    let mut next = LISTENER;
    // ANCHOR: loop
    loop {
        for ready in watch.wait(None)? {
            if ready.key == LISTENER {
                next += 1;
                let (connection, peer) = listener.accept()?;
                let connection = watch.add(connection, next, Interest::Reading)?;
                guests.insert(next, Guest { connection, peer });
                args::say(format_args!("connected {peer} (active {})", guests.len()));
                welcome(&guests[&next])?;
            } else if !serve(&guests[&ready.key]) {
                let Guest { peer, .. } = guests.remove(&ready.key).expect("it was served");
                args::say(format_args!("disconnected {peer} (active {})", guests.len()));
            }
        }
    }
    // ANCHOR_END: loop
}

fn welcome(guest: &Guest) -> anyhow::Result<()> {
    frames::write(&mut &*guest.connection, b"Welcome, you are connected to the server")
}

/// Serves whoever can be read from; whether the guest stays.
fn serve(guest: &Guest) -> bool {
    let stays = answer(guest);
    if let Err(error) = &stays {
        args::report(format_args!("{}: {error:#}", guest.peer));
    }
    stays.unwrap_or(false)
}

// ANCHOR: answer
fn answer(guest: &Guest) -> anyhow::Result<bool> {
    let mut connection = &*guest.connection;
    let Some(message) = frames::read(&mut connection)? else {
        return Ok(false);
    };
    args::say(format_args!("{}: {}", guest.peer, String::from_utf8_lossy(&message)));
    frames::write(&mut connection, &[b"received: ", &message[..]].concat())?;
    Ok(true)
}
// ANCHOR_END: answer
