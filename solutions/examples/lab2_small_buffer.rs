//! Receives into a buffer of eight bytes, to show what becomes of a longer datagram.
use std::net::UdpSocket;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab2_small_buffer PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    let socket = UdpSocket::bind(("127.0.0.1", port))?;
    println!("listening on {}", socket.local_addr()?);

    // ANCHOR: receive
    let mut buffer = [0; 8];
    loop {
        let (count, _) = socket.recv_from(&mut buffer)?;
        println!("{count} bytes: {:?}", String::from_utf8_lossy(&buffer[..count]));
    }
    // ANCHOR_END: receive
}
