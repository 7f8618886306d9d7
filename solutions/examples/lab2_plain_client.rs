//! The plainest UDP client: one datagram out, one in. It is lab 1's client, turned from TCP to UDP.
//!
//! It waits for ever, believes everybody, and sends nothing twice: what that leads to is the point of it.
use std::net::UdpSocket;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [host, port, message] = arguments.as_slice() else {
        bail!("usage: lab2_plain_client HOST PORT MESSAGE");
    };
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;

    // ANCHOR: exchange
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    socket.send_to(message.as_bytes(), (host.as_str(), port))?;
    println!("sent {} bytes", message.len());

    let mut reply = [0; 65_507];
    let (count, _) = socket.recv_from(&mut reply)?;
    println!("received: {}", String::from_utf8_lossy(&reply[..count]));
    // ANCHOR_END: exchange
    Ok(())
}
