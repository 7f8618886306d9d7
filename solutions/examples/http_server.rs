//! A web server for one page, to see what goes over the wire: it counts a visitor's visits with a cookie.
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args()
        .nth(1)
        .context("usage: http_server PORT")?
        .parse()
        .context("PORT is a number from 0 to 65535")?;
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        let (connection, peer) = listener.accept()?;
        if let Err(error) = answer(connection) {
            eprintln!("error: {peer}: {error}");
        }
    }
}

// ANCHOR: answer
fn answer(connection: TcpStream) -> anyhow::Result<()> {
    let mut request = BufReader::new(&connection).lines();
    let first = request.next().context("the client has said nothing")??;
    println!("{first}");
    let mut visits = 1;
    for header in request {
        let header = header?;
        if header.is_empty() {
            break; // the empty line: here the head ends, and a GET has no body
        }
        if let Some(number) = header.strip_prefix("Cookie: visits=") {
            visits = number.parse::<u32>()?.saturating_add(1);
        }
    }
    let body = format!("This is your visit number {visits}.\n");
    write!(
        &connection,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nSet-Cookie: visits={visits}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    )?;
    Ok(())
}
// ANCHOR_END: answer
