//! The server of lab 5 without threads: right for one client, and nobody else is served meanwhile.
use std::io::BufReader;
use std::net::{SocketAddr, TcpListener, TcpStream};

#[path = "../args.rs"]
mod args;
#[path = "../frames.rs"]
mod frames;

fn main() -> anyhow::Result<()> {
    let Ok(address) = args::server("lab5_sequential_server PORT [HOST]") else {
        return Ok(());
    };
    let listener = TcpListener::bind(address)?;
    args::say(format_args!("listening on {}", listener.local_addr()?));
    // ANCHOR: loop
    loop {
        let (connection, peer) = listener.accept()?;
        args::say(format_args!("connected {peer} (active 1)"));
        if let Err(error) = serve(connection, peer) {
            args::report(error);
        }
        args::say(format_args!("disconnected {peer} (active 0)"));
    }
    // ANCHOR_END: loop
}

fn serve(connection: TcpStream, peer: SocketAddr) -> anyhow::Result<()> {
    let mut writer = &connection;
    let mut reader = BufReader::new(&connection);
    frames::write(&mut writer, b"Welcome, you are connected to the server")?;
    while let Some(message) = frames::read(&mut reader)? {
        args::say(format_args!("{peer}: {}", String::from_utf8_lossy(&message)));
        frames::write(&mut writer, &[b"received: ", &message[..]].concat())?;
    }
    Ok(())
}
