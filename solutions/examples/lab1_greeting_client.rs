//! A client for the greeting server: it sends what is typed, line by line, until `/bye`.
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab1_greeting_client PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    // ANCHOR: talk
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    let mut greeting = String::new();
    BufReader::new(&connection).read_line(&mut greeting)?;
    print!("{greeting}");

    for line in std::io::stdin().lines() {
        let line = line?;
        connection.write_all(format!("{line}\n").as_bytes())?;
        if line == "/bye" {
            break;
        }
    }
    // ANCHOR_END: talk
    Ok(())
}
