//! A one-shot server: it takes one message from one client, prints who said what, and ends.
use std::io::Read;
use std::net::TcpListener;

use anyhow::Context;

// ANCHOR: main
fn main() -> anyhow::Result<()> {
    // ANCHOR: arguments
    let mut arguments = std::env::args().skip(1);
    let port = arguments.next().context("usage: lab1_message_server PORT [HOST]")?;
    let port: u16 = port.parse().with_context(|| format!("{port:?} is not a port: a number from 0 to 65535"))?;
    let host = arguments.next().unwrap_or("127.0.0.1".to_string());
    // ANCHOR_END: arguments

    // ANCHOR: serve
    let listener =
        TcpListener::bind((host.as_str(), port)).with_context(|| format!("cannot listen on {host} port {port}"))?;
    println!("listening on {}", listener.local_addr()?);

    let (mut connection, peer) = listener.accept()?;
    let mut message = Vec::new();
    connection.read_to_end(&mut message)?; // all of it: up to the end of stream
    println!("{peer} said: {}", String::from_utf8_lossy(&message));
    Ok(())
    // ANCHOR_END: serve
}
// ANCHOR_END: main
