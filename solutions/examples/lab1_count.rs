//! A server that counts, with a server's steps apart: each client gets the number of bytes that it has sent.
use std::io::{self, Read, Write};
use std::net::SocketAddr;

use anyhow::Context;
use socket2::{Domain, Socket, Type};

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab1_count PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    // ANCHOR: socket
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).context("socket")?;
    // ANCHOR_END: socket
    // ANCHOR: bind
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    listener.set_reuse_address(true).context("SO_REUSEADDR")?;
    listener.bind(&address.into()).with_context(|| format!("cannot bind {address}"))?;
    // ANCHOR_END: bind
    // ANCHOR: listen
    listener.listen(128).context("listen")?;
    let bound = listener.local_addr()?.as_socket().context("not an IP address")?;
    println!("listening on {bound}");
    // ANCHOR_END: listen
    // ANCHOR: serve
    loop {
        let (connection, peer) = listener.accept()?;
        let peer = peer.as_socket().context("not an IP address")?;
        match count(connection) {
            Ok(total) => println!("{peer} has sent {total} bytes"),
            Err(error) => eprintln!("error: {peer}: {error}"),
        }
    }
    // ANCHOR_END: serve
}

// ANCHOR: count
/// Counts what a client sends until it has finished, and tells it.
fn count(mut connection: Socket) -> io::Result<usize> {
    let mut buffer = [0; 4096];
    let mut total = 0;
    loop {
        let length = connection.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        total += length;
    }
    connection.write_all(format!("{total} bytes\n").as_bytes())?;
    Ok(total)
}
// ANCHOR_END: count
