//! The same datagram to the same port, from a socket that is not connected and from one that is.
use std::io;
use std::net::UdpSocket;
use std::time::Duration;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab2_connected PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    let server = ("127.0.0.1", port);
    let mut buffer = [0; 2048];

    // ANCHOR: sockets
    let unconnected = UdpSocket::bind("127.0.0.1:0")?;
    unconnected.set_read_timeout(Some(Duration::from_millis(300)))?;
    unconnected.send_to(b"hello", server)?;
    report("not connected", unconnected.recv_from(&mut buffer).map(|(count, _)| count));

    let connected = UdpSocket::bind("127.0.0.1:0")?;
    connected.set_read_timeout(Some(Duration::from_millis(300)))?;
    connected.connect(server)?; // no datagram is sent: the kernel notes the address, that is all
    connected.send(b"hello")?;
    report("connected", connected.recv(&mut buffer));
    // ANCHOR_END: sockets
    Ok(())
}

fn report(socket: &str, result: io::Result<usize>) {
    match result {
        Ok(count) => println!("{socket}: a reply of {count} bytes"),
        Err(error) => println!("{socket}: {error}"),
    }
}
