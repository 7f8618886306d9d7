//! Lab 3's client as one would write it first: it takes a read for an answer, and any error ends it.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).context("usage: lab3_naive_client PORT")?;
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;

    // ANCHOR: talk
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    for line in std::io::stdin().lines() {
        let line = line?;
        connection.write_all(format!("{line}\n").as_bytes())?;
        let mut buffer = [0; 1024];
        let length = connection.read(&mut buffer)?;
        let answer = String::from_utf8_lossy(&buffer[..length]);
        println!("answer to {line}: {}", answer.trim_end());
    }
    // ANCHOR_END: talk
    Ok(())
}
