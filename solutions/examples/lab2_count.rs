//! The server that counts, over UDP: each datagram is answered by one that says how many bytes it had.
use std::net::UdpSocket;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab2_count PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    // ANCHOR: serve
    let socket = UdpSocket::bind(("127.0.0.1", port))?;
    println!("listening on {}", socket.local_addr()?);

    let mut buffer = [0; 65_536];
    loop {
        let (length, peer) = socket.recv_from(&mut buffer)?;
        println!("{peer} has sent {length} bytes");
        socket.send_to(format!("{length} bytes\n").as_bytes(), peer)?;
    }
    // ANCHOR_END: serve
}
