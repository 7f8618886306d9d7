//! The Rust that the labs need, a few lines for each thing.
use std::io::{self, Read};
use std::thread;

use anyhow::{Context, ensure};

// ANCHOR: result
fn port(word: &str) -> anyhow::Result<u16> {
    let port: u16 = word.parse().context("a port is a number from 0 to 65535")?;
    ensure!(port >= 1024, "port {port} is the administrator's");
    Ok(port)
}
// ANCHOR_END: result

// ANCHOR: match
fn told(outcome: &io::Result<usize>) -> String {
    match outcome {
        Ok(0) => "the end of the stream".to_string(),
        Ok(count) => format!("{count} bytes"),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => "nothing yet".to_string(),
        Err(error) => format!("broken: {error}"),
    }
}
// ANCHOR_END: match

// ANCHOR: drop
struct Guest(&'static str);

impl Drop for Guest {
    fn drop(&mut self) {
        println!("{} leaves", self.0);
    }
}

fn visit() {
    let _ann = Guest("ann");
    let bob = Guest("bob");
    greet(bob); // bob is gone when greet returns: it owned him
    println!("the end of visit");
} // here ann leaves

fn greet(guest: Guest) {
    println!("hello, {}", guest.0);
}
// ANCHOR_END: drop

// ANCHOR: slices
fn slices() -> io::Result<()> {
    let mut stream: &[u8] = b"hello"; // anything that can be read will do, a connection as well
    let mut buffer = [0; 4];
    let length = stream.read(&mut buffer)?;
    println!("{length} bytes: {:?}", &buffer[..length]);
    println!("as text: {}", String::from_utf8_lossy(&buffer[..length]));
    Ok(())
}
// ANCHOR_END: slices

// ANCHOR: closures
fn closures() {
    let name = String::from("ann");
    let thread = thread::spawn(move || {
        println!("a thread knows {name}"); // `name` has moved in here
    });
    if thread.join().is_err() {
        println!("the thread has panicked");
    }
}
// ANCHOR_END: closures

fn main() -> anyhow::Result<()> {
    for word in ["4000", "80", "abc"] {
        match port(word) {
            Ok(port) => println!("port {port}"),
            Err(error) => println!("error: {error:#}"),
        }
    }
    let later = io::ErrorKind::WouldBlock.into();
    for outcome in [Ok(0), Ok(12), Err(later)] {
        println!("{}", told(&outcome));
    }
    visit();
    slices()?;
    closures();
    Ok(())
}
