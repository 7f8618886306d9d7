//! A receiver that only receives: it prints each datagram and who has sent it, and never answers.
use std::net::UdpSocket;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab2_receiver PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    // ANCHOR: receive
    let socket = UdpSocket::bind(("127.0.0.1", port))?;
    println!("listening on {}", socket.local_addr()?);

    let mut buffer = [0; 65_536];
    loop {
        let (length, peer) = socket.recv_from(&mut buffer)?;
        println!("{peer} said: {}", String::from_utf8_lossy(&buffer[..length]).trim_end());
    }
    // ANCHOR_END: receive
}
