//! A listener: counts the bytes that a server sends, and says how many have come whenever Enter is pressed.
use std::io::Read;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::Context;

// ANCHOR: shared
/// What both threads have to know.
#[derive(Default)]
struct Heard {
    bytes: usize,
    reads: usize,
}
// ANCHOR_END: shared

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [host, port] = &arguments[..] else { anyhow::bail!("usage: lab5_listener HOST PORT") };
    let port: u16 = port.parse().context("PORT is a number from 0 to 65535")?;
    // ANCHOR: threads
    let mut radio = TcpStream::connect((host.as_str(), port))?;
    let heard = Arc::new(Mutex::new(Heard::default()));
    let (switch, shown) = (radio.try_clone()?, Arc::clone(&heard));
    let keyboard = thread::Builder::new().name("keyboard".to_owned());
    keyboard.spawn(move || tell_at_enter(&switch, &shown))?;
    listen(&mut radio, &heard)?;
    println!("the server has finished");
    Ok(())
    // ANCHOR_END: threads
}

// ANCHOR: listen
/// Counts what comes, until the end of the stream.
fn listen(radio: &mut TcpStream, heard: &Mutex<Heard>) -> anyhow::Result<()> {
    let mut piece = [0; 4096];
    loop {
        let length = radio.read(&mut piece)?; // waits, without the lock
        if length == 0 {
            return Ok(());
        }
        let mut heard = heard.lock().expect("nobody panics");
        heard.bytes += length;
        heard.reads += 1;
    }
}
// ANCHOR_END: listen

// ANCHOR: tell
/// Says how much has come, at each Enter. At the end of stdin it says goodbye to the server.
fn tell_at_enter(switch: &TcpStream, heard: &Mutex<Heard>) {
    for _line in std::io::stdin().lines() {
        let heard = heard.lock().expect("nobody panics");
        println!("{} bytes in {} reads", heard.bytes, heard.reads);
    }
    let _ = switch.shutdown(Shutdown::Write); // it fails only where the server has gone already
}
// ANCHOR_END: tell
