//! A server for one client that thinks before it answers, as one that asks a database would.
use std::io::BufReader;
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

#[path = "../args.rs"]
mod args;
#[path = "../frames.rs"]
mod frames;

/// The time from a message to its answer.
const THINKING: Duration = Duration::from_millis(300);

fn main() -> anyhow::Result<()> {
    let Ok(address) = args::server("lab5_slow_server PORT [HOST]") else {
        return Ok(());
    };
    let listener = TcpListener::bind(address)?;
    args::say(format_args!("listening on {}", listener.local_addr()?));
    let (connection, _) = listener.accept()?;
    let sending = connection.try_clone()?;
    let (messages, queue) = mpsc::channel::<(Instant, Vec<u8>)>();
    // It thinks about several messages at the same time: each has an answer of its own, when it is due.
    let answering = thread::spawn(move || -> anyhow::Result<()> {
        let mut sending = sending;
        frames::write(&mut sending, b"Welcome, you are connected to the server")?;
        for (arrived, message) in queue {
            #[expect(clippy::disallowed_methods, reason = "the experiment is to be slow")]
            thread::sleep(THINKING.saturating_sub(arrived.elapsed()));
            frames::write(&mut sending, &[b"received: ", &message[..]].concat())?;
        }
        Ok(())
    });
    let mut stream = BufReader::new(connection);
    while let Some(message) = frames::read(&mut stream)? {
        messages.send((Instant::now(), message))?;
    }
    drop(messages);
    answering.join().map_err(|_| anyhow::anyhow!("the answering thread has failed"))?
}
