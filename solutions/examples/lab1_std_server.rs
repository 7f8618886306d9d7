//! Lab 1's echo server in the short words of `std::net`, to set beside the long one.
// ANCHOR: all
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab1_std_server PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;

    let listener = TcpListener::bind(("127.0.0.1", port))?; // socket, bind and listen
    println!("listening on {}", listener.local_addr()?);

    loop {
        let (connection, peer) = listener.accept()?;
        println!("connected {peer}");
        if let Err(error) = echo(connection) {
            eprintln!("error: {peer}: {error}");
        }
        println!("disconnected {peer}");
    }
}

fn echo(mut connection: TcpStream) -> std::io::Result<()> {
    let mut buffer = [0; 1024];
    loop {
        let count = connection.read(&mut buffer)?;
        if count == 0 {
            return Ok(()); // end of stream; `connection` is closed as it goes out of scope
        }
        connection.write_all(&buffer[..count])?;
    }
}
// ANCHOR_END: all
