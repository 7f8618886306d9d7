//! Sends labels: each is a text with its length in front, in two bytes.
use std::io::Write;
use std::net::TcpStream;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let port = words.next().context("usage: lab4_labels PORT TEXT...")?;
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;
    // ANCHOR: send
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    for text in words {
        connection.write_all(&label(&text)?)?;
    }
    // ANCHOR_END: send
    Ok(())
}

// ANCHOR: label
/// Two bytes with the length, the most significant first, and then the text.
fn label(text: &str) -> anyhow::Result<Vec<u8>> {
    let length = u16::try_from(text.len()).context("a label has 65535 bytes at most")?;
    Ok([&length.to_be_bytes(), text.as_bytes()].concat())
}
// ANCHOR_END: label
