//! Lab 1's client in the short words of `std::net`.
// ANCHOR: all
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [host, port, message] = arguments.as_slice() else {
        bail!("usage: lab1_std_client HOST PORT MESSAGE");
    };
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;

    let mut connection = TcpStream::connect((host.as_str(), port))?; // looks the name up, tries each address
    connection.write_all(message.as_bytes())?;
    connection.shutdown(Shutdown::Write)?;

    let mut reply = Vec::new();
    connection.read_to_end(&mut reply)?;
    println!("received: {}", String::from_utf8_lossy(&reply));
    Ok(())
}
// ANCHOR_END: all
