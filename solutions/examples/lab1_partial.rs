//! A send that takes only a part: nobody reads, the buffers are full, and the program is stopped and continued.
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

fn main() -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut connection = TcpStream::connect(listener.local_addr()?)?;
    let (receiver, _) = listener.accept()?;
    // ANCHOR: part
    let message = vec![b'x'; 8 * 1024 * 1024];
    println!("sending {} bytes to somebody who does not read", message.len());
    let taken = connection.write(&message)?; // waits: the buffers are full
    println!("write has taken {taken} of them");
    // ANCHOR_END: part

    let reading = thread::Builder::new().name("reader".into()).spawn(move || count(receiver))?;
    send_all(&mut connection, &message[taken..])?;
    drop(connection);
    match reading.join() {
        Ok(total) => println!("now somebody reads: {} bytes have come", total?),
        Err(_) => println!("the reader has failed"),
    }
    Ok(())
}

// ANCHOR: all
/// What `write_all` does.
fn send_all(connection: &mut TcpStream, mut rest: &[u8]) -> io::Result<()> {
    while !rest.is_empty() {
        let taken = connection.write(rest)?;
        rest = &rest[taken..];
    }
    Ok(())
}
// ANCHOR_END: all

fn count(mut receiver: TcpStream) -> io::Result<usize> {
    let mut everything = Vec::new();
    receiver.read_to_end(&mut everything)
}
