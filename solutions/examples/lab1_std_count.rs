//! The server that counts in the short words of `std::net`, to set beside the long one.
// ANCHOR: all
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab1_std_count PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;

    let listener = TcpListener::bind(("127.0.0.1", port))?; // socket, bind and listen
    println!("listening on {}", listener.local_addr()?);

    loop {
        let (connection, peer) = listener.accept()?;
        match count(connection) {
            Ok(total) => println!("{peer} has sent {total} bytes"),
            Err(error) => eprintln!("error: {peer}: {error}"),
        }
    }
}

fn count(mut connection: TcpStream) -> io::Result<usize> {
    let mut message = Vec::new();
    connection.read_to_end(&mut message)?; // the loop around `read`
    connection.write_all(format!("{} bytes\n", message.len()).as_bytes())?;
    Ok(message.len()) // `connection` is closed as it goes out of scope
}
// ANCHOR_END: all
