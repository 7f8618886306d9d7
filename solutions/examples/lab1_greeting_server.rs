//! A server for exactly one client: it greets, prints what it gets, and stops at `/bye`.
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use anyhow::Context;

// ANCHOR: main
fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab1_greeting_server PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("listening on {}", listener.local_addr()?);

    let (mut connection, peer) = listener.accept()?;
    println!("connected {peer}");
    connection.write_all(b"Hello! Say /bye when you are done.\n")?;

    let mut lines = BufReader::new(connection);
    loop {
        let mut line = String::new();
        let count = lines.read_line(&mut line)?;
        if count == 0 || line.trim_end() == "/bye" {
            break;
        }
        print!("{line}");
    }
    println!("disconnected {peer}");
    Ok(())
}
// ANCHOR_END: main
