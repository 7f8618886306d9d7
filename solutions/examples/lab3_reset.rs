//! Lab 3: a client that sends half a line, and then breaks the connection off.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use anyhow::Context;
use socket2::SockRef;

fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).context("usage: lab3_reset PORT")?;
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;

    // ANCHOR: reset
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    connection.write_all(b"half a li")?;
    // With a time of 0, close(2) sends RST in the place of FIN.
    SockRef::from(&connection).set_linger(Some(Duration::ZERO))?;
    drop(connection);
    // ANCHOR_END: reset
    Ok(())
}
