//! A chat in turns: the one who has connected begins, and then each types a line when it is their turn.
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [role, port] = words.as_slice() else {
        bail!("usage: lab6_turns server|client PORT");
    };
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;
    // ANCHOR: begin
    let (connection, is_mine) = if role == "server" {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        println!("listening on {}", listener.local_addr()?);
        (listener.accept()?.0, false)
    } else {
        (TcpStream::connect(("127.0.0.1", port))?, true)
    };
    // ANCHOR_END: begin
    take_turns(&connection, is_mine)
}

// ANCHOR: turns
fn take_turns(connection: &TcpStream, mut is_mine: bool) -> anyhow::Result<()> {
    let (mut typed, mut heard) = (io::stdin().lock().lines(), BufReader::new(connection).lines());
    let mut sending = connection;
    loop {
        if is_mine {
            let Some(line) = typed.next().transpose()? else { return Ok(()) };
            if line == "EXIT" {
                return Ok(());
            }
            sending.write_all(format!("{line}\n").as_bytes())?;
        } else {
            let Some(line) = heard.next().transpose()? else { return Ok(()) };
            println!("{line}");
        }
        is_mine = !is_mine;
    }
}
// ANCHOR_END: turns
