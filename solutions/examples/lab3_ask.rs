//! Lab 3: asks a server one thing, and says in which state it is afterwards; beside it the same in Python and C#.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use anyhow::{Context, ensure};

// ANCHOR: ask
fn ask(port: u16) -> anyhow::Result<String> {
    let connection = TcpStream::connect(("127.0.0.1", port))?;
    let mut connection = BufReader::new(connection);
    connection.get_mut().write_all(b"hello\n")?;
    let mut answer = String::new();
    connection.read_line(&mut answer)?;
    ensure!(answer.ends_with('\n'), "closed before it had answered");
    Ok(answer.trim_end().to_owned())
}
// ANCHOR_END: ask

fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).context("usage: lab3_ask PORT")?;
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;

    // ANCHOR: state
    let state = match ask(port) {
        Ok(answer) => {
            println!("answer: {answer}");
            "connected"
        }
        Err(error) => {
            eprintln!("error: {error}");
            "disconnected"
        }
    };
    println!("state: {state}");
    // ANCHOR_END: state
    Ok(())
}
