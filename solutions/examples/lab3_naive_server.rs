//! Lab 3's server as one would write it first: it takes a read for a line, and any error ends it.

use std::io::{Read, Write};
use std::net::TcpListener;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).context("usage: lab3_naive_server PORT")?;
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;

    // ANCHOR: serve
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        let (mut connection, _) = listener.accept()?;
        let mut buffer = [0; 1024];
        loop {
            let length = connection.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            let line = String::from_utf8_lossy(&buffer[..length]);
            println!("received: {}", line.trim_end());
            connection.write_all(b"accepted\n")?;
        }
    }
    // ANCHOR_END: serve
}
