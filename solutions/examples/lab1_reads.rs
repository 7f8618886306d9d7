//! Shows how a stream arrives: accepts one client and prints how many bytes each read brought.
use std::io::Read;
use std::net::TcpListener;

use anyhow::Context;

// ANCHOR: main
fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: lab1_reads PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("listening on {}", listener.local_addr()?);

    let (mut connection, _) = listener.accept()?;
    // ANCHOR: reads
    let mut buffer = [0; 1024];
    let mut total = 0;
    loop {
        let count = connection.read(&mut buffer)?;
        println!("a read brought {count} bytes");
        if count == 0 {
            break;
        }
        total += count;
    }
    println!("end of stream after {total} bytes");
    // ANCHOR_END: reads
    Ok(())
}
// ANCHOR_END: main
