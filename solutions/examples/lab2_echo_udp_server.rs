//! Lab 1's echo server, turned from TCP to UDP call by call, buffer and all. What breaks is the point of it.
use std::net::UdpSocket;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab2_echo_udp_server PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    // ANCHOR: serve
    let socket = UdpSocket::bind(("127.0.0.1", port))?;
    println!("listening on {}", socket.local_addr()?);

    let mut buffer = [0; 1024];
    loop {
        let (count, peer) = socket.recv_from(&mut buffer)?;
        println!("{count} bytes from {peer}");
        socket.send_to(&buffer[..count], peer)?;
    }
    // ANCHOR_END: serve
}
