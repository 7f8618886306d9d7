//! A server that adds: numbers come, each ended by a semicolon, and after each it prints the sum.
use std::io::Read;
use std::net::{TcpListener, TcpStream};

use anyhow::{Context, ensure};

fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).context("usage: lab4_sum PORT")?;
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        let (connection, _) = listener.accept()?;
        if let Err(error) = add(connection) {
            eprintln!("error: {error}");
        }
    }
}

// ANCHOR: add
/// Adds the numbers of one client.
fn add(mut connection: TcpStream) -> anyhow::Result<()> {
    let mut rest: Vec<u8> = Vec::new(); // what has come, and has no semicolon yet
    let mut sum: u64 = 0;
    let mut buffer = [0; 4096];
    loop {
        let length = connection.read(&mut buffer)?;
        if length == 0 {
            ensure!(rest.is_empty(), "the stream has ended in the middle of a number");
            return Ok(());
        }
        rest.extend_from_slice(&buffer[..length]);
        while let Some(end) = rest.iter().position(|&byte| byte == b';') {
            let piece: Vec<u8> = rest.drain(..=end).collect();
            let number: u32 = std::str::from_utf8(&piece[..end])?.parse()?;
            sum += u64::from(number);
            println!("sum {sum}");
        }
    }
}
// ANCHOR_END: add
