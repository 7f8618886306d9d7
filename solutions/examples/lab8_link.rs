//! A narrow link: what comes to LISTEN goes on to TO, one datagram at a time. Three may wait, and what comes then is
//! lost. Several pairs share the link. What goes the other way takes no time.
use std::net::{SocketAddr, UdpSocket};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

const EACH: Duration = Duration::from_millis(40);
const ROOM: u32 = 3;

/// When a datagram is through, the datagram, and the socket that passes it on.
type Through = (Instant, Vec<u8>, Arc<UdpSocket>);

fn main() -> anyhow::Result<()> {
    let ports: Vec<u16> = std::env::args()
        .skip(1)
        .map(|word| word.parse().context("a port is a number from 0 to 65535"))
        .collect::<anyhow::Result<_>>()?;
    ensure!(!ports.is_empty() && ports.len().is_multiple_of(2), "usage: lab8_link LISTEN TO [LISTEN TO]");
    let free = Arc::new(Mutex::new(Instant::now()));
    let (link, through) = channel();
    for pair in ports.chunks(2) {
        let near = Arc::new(UdpSocket::bind(("127.0.0.1", pair[0]))?);
        let far = Arc::new(UdpSocket::bind("127.0.0.1:0")?);
        far.connect(("127.0.0.1", pair[1]))?;
        println!("listening on {}", near.local_addr()?);
        // Where the datagrams come from: there the answers go.
        let from = Arc::new(Mutex::new(None));
        let (back, answers, to) = (Arc::clone(&near), Arc::clone(&far), Arc::clone(&from));
        thread::spawn(move || bring_back(&back, &answers, &to));
        let (free, link) = (Arc::clone(&free), link.clone());
        thread::spawn(move || carry(&near, &far, &from, &free, &link));
    }
    for (at, datagram, far) in through {
        #[expect(clippy::disallowed_methods, reason = "the link is to be slow")]
        thread::sleep(at.saturating_duration_since(Instant::now()));
        // A port that nobody has is silence.
        let _ = far.send(&datagram);
    }
    Ok(())
}

// ANCHOR: carry
fn carry(
    near: &UdpSocket,
    far: &Arc<UdpSocket>,
    from: &Mutex<Option<SocketAddr>>,
    free: &Mutex<Instant>,
    link: &Sender<Through>,
) {
    let mut buffer = [0; 2000];
    while let Ok((count, sender)) = near.recv_from(&mut buffer) {
        *from.lock().expect("nobody panics") = Some(sender);
        // When the link will be free.
        let mut free = free.lock().expect("nobody panics");
        let now = Instant::now();
        let begins = now.max(*free);
        if begins - now > EACH * ROOM {
            println!("full: lost {count} bytes from {sender}");
            continue;
        }
        *free = begins + EACH;
        let _ = link.send((*free, buffer[..count].to_vec(), Arc::clone(far)));
    }
}
// ANCHOR_END: carry

fn bring_back(near: &UdpSocket, far: &UdpSocket, from: &Mutex<Option<SocketAddr>>) {
    let mut buffer = [0; 2000];
    loop {
        // An error tells of a datagram before: nobody has the port yet.
        let Ok(count) = far.recv(&mut buffer) else { continue };
        if let Some(sender) = *from.lock().expect("nobody panics") {
            let _ = near.send_to(&buffer[..count], sender);
        }
    }
}
