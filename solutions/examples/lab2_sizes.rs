//! Sends datagrams of growing size and says what the kernel made of each.
use std::net::UdpSocket;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab2_sizes PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;

    // ANCHOR: sizes
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    for size in [0, 2_048, 9_000, 65_507, 65_508] {
        match socket.send_to(&vec![b'x'; size], ("127.0.0.1", port)) {
            Ok(count) => println!("{size}: sent, {count} bytes"),
            Err(error) => println!("{size}: {error}"),
        }
    }
    // ANCHOR_END: sizes
    Ok(())
}
