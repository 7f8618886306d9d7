//! A client that waits: it sends a line only when the one before has been answered.
use std::io::BufReader;
use std::net::TcpStream;

use anyhow::Context;

#[path = "../args.rs"]
mod args;
#[path = "../frames.rs"]
mod frames;

fn main() -> anyhow::Result<()> {
    let Ok((host, port)) = args::client("lab5_waiting_client HOST PORT") else {
        return Ok(());
    };
    let connection = TcpStream::connect((host, port))?;
    // ANCHOR: loop
    let mut answers = BufReader::new(&connection);
    print_next(&mut answers)?;
    while let Some(line) = args::read_line()? {
        frames::write(&mut &connection, &line)?;
        print_next(&mut answers)?;
    }
    // ANCHOR_END: loop
    Ok(())
}

/// Waits for a frame and prints it.
fn print_next(answers: &mut BufReader<&TcpStream>) -> anyhow::Result<()> {
    let payload = frames::read(answers)?.context("the server has closed the connection")?;
    args::say(format_args!("ack: {}", String::from_utf8_lossy(&payload)));
    Ok(())
}
