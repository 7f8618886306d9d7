//! Sends 2,000 datagrams to a receiver that is busy elsewhere, then counts how many are there.
use std::io::ErrorKind;
use std::net::UdpSocket;

// ANCHOR: flood
fn main() -> anyhow::Result<()> {
    let receiver = UdpSocket::bind("127.0.0.1:0")?;
    let sender = UdpSocket::bind("127.0.0.1:0")?;

    let datagram = [b'x'; 1_000];
    for _ in 0..2_000 {
        sender.send_to(&datagram, receiver.local_addr()?)?;
    }

    let mut buffer = [0; 2_048];
    let mut received = 0;
    receiver.set_nonblocking(true)?; // from here on: take what is there, and do not wait for more
    loop {
        match receiver.recv_from(&mut buffer) {
            Ok(_) => received += 1,
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(error.into()),
        }
    }
    println!("sent 2000 datagrams without an error, received {received}");
    Ok(())
}
// ANCHOR_END: flood
