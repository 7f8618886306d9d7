//! Provokes the errors that socket calls give, one after the other, and prints what this system calls each.
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::time::Duration;

use socket2::{Domain, SockAddr, SockRef, Socket, Type};

fn main() -> io::Result<()> {
    // ANCHOR: table
    show("ECONNREFUSED", "connect to a port where nobody listens", refused()?);
    show("ETIMEDOUT", "connect to a server whose queue is full", timed_out()?);
    show("EINPROGRESS", "connect, on a socket that must not wait", in_progress()?);
    show("EADDRINUSE", "bind a port that somebody has", in_use()?);
    show("EADDRNOTAVAIL", "bind an address of another machine", not_available());
    show("EAFNOSUPPORT", "bind an IPv4 socket to an IPv6 address", wrong_family()?);
    show("EACCES", "send to a broadcast address without asking", not_permitted()?);
    show("ECONNRESET", "recv after the peer has broken off", reset()?);
    show("EPIPE", "send after the peer has closed", broken_pipe()?);
    show("ENOTCONN", "recv on a socket that was never connected", not_connected()?);
    show("EISCONN", "connect a second time", connected()?);
    show("EDESTADDRREQ", "send on a UDP socket without an address", no_destination()?);
    show("EMSGSIZE", "send a datagram of 65,508 bytes", too_long()?);
    show("EAGAIN", "recv for 10 ms, and nothing comes", nothing_yet()?);
    show("EINVAL", "accept on a socket that does not listen", not_listening()?);
    show("EMFILE", "open more than the process may", too_many()?);
    // ANCHOR_END: table
    Ok(())
}

fn show<T>(name: &str, what: &str, result: io::Result<T>) {
    match result {
        Ok(_) => println!("{name}: did not come of it: {what}"),
        Err(error) => println!("{name}: {error}: {what}"),
    }
}

/// An address of this machine, with a port that the system chooses.
const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

fn stream() -> io::Result<Socket> {
    Socket::new(Domain::IPV4, Type::STREAM, None)
}

/// Both ends of a connection.
fn pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind(ANY)?;
    let here = TcpStream::connect(listener.local_addr()?)?;
    Ok((here, listener.accept()?.0))
}

fn refused() -> io::Result<io::Result<()>> {
    // It has a port, so nobody else can get it, and it does not listen.
    let holder = stream()?;
    holder.bind(&ANY.into())?;
    Ok(stream()?.connect(&holder.local_addr()?))
}

/// A server that accepts nobody, its address, and the clients that fill its queue.
fn full() -> io::Result<(Socket, SockAddr, Vec<Socket>)> {
    let server = stream()?;
    server.bind(&ANY.into())?;
    server.listen(1)?;
    let address = server.local_addr()?;
    let mut clients = Vec::new();
    for number in 0..8 {
        let client = stream()?;
        // The first two have room, on Linux; the others would wait.
        client.set_nonblocking(number >= 2)?;
        client.connect(&address).ok();
        clients.push(client);
    }
    Ok((server, address, clients))
}

fn timed_out() -> io::Result<io::Result<()>> {
    let (_server, address, _clients) = full()?;
    let client = stream()?;
    // Without this the system goes on for more than two minutes.
    #[cfg(target_os = "linux")]
    client.set_tcp_user_timeout(Some(Duration::from_millis(200)))?;
    Ok(client.connect(&address))
}

fn in_progress() -> io::Result<io::Result<()>> {
    let (_server, address, _clients) = full()?;
    let client = stream()?;
    client.set_nonblocking(true)?;
    Ok(client.connect(&address))
}

fn in_use() -> io::Result<io::Result<TcpListener>> {
    let first = TcpListener::bind(ANY)?;
    Ok(TcpListener::bind(first.local_addr()?))
}

fn not_available() -> io::Result<TcpListener> {
    // RFC 5737 keeps this address for examples: nobody has it.
    TcpListener::bind("192.0.2.1:0")
}

fn wrong_family() -> io::Result<io::Result<()>> {
    Ok(stream()?.bind(&SocketAddr::from((Ipv6Addr::LOCALHOST, 0)).into()))
}

fn not_permitted() -> io::Result<io::Result<usize>> {
    Ok(UdpSocket::bind(ANY)?.send_to(b"to everybody", "127.255.255.255:4000"))
}

fn reset() -> io::Result<io::Result<usize>> {
    let (mut here, there) = pair()?;
    SockRef::from(&there).set_linger(Some(Duration::ZERO))?;
    drop(there);
    Ok(here.read(&mut [0; 16]))
}

fn broken_pipe() -> io::Result<io::Result<usize>> {
    let (mut here, there) = pair()?;
    drop(there);
    // The first bytes are still taken: only their answer, a RST, says that nobody is there.
    loop {
        let sent = here.write(b"hello?");
        if sent.is_err() {
            return Ok(sent);
        }
    }
}

fn not_connected() -> io::Result<io::Result<usize>> {
    Ok((&stream()?).read(&mut [0; 16]))
}

fn connected() -> io::Result<io::Result<()>> {
    let (here, there) = pair()?;
    Ok(SockRef::from(&here).connect(&there.local_addr()?.into()))
}

fn no_destination() -> io::Result<io::Result<usize>> {
    Ok(UdpSocket::bind(ANY)?.send(b"to whom?"))
}

fn too_long() -> io::Result<io::Result<usize>> {
    let socket = UdpSocket::bind(ANY)?;
    let address = socket.local_addr()?;
    Ok(socket.send_to(&[0; 65_508], address))
}

fn nothing_yet() -> io::Result<io::Result<usize>> {
    let socket = UdpSocket::bind(ANY)?;
    socket.set_read_timeout(Some(Duration::from_millis(10)))?;
    Ok(socket.recv(&mut [0; 16]))
}

fn not_listening() -> io::Result<io::Result<()>> {
    let socket = stream()?;
    socket.bind(&ANY.into())?;
    Ok(socket.accept().map(drop))
}

fn too_many() -> io::Result<io::Result<Vec<TcpListener>>> {
    let listener = TcpListener::bind(ANY)?;
    // Far more than a system usually allows; where it allows even more, no error comes.
    Ok((0..1_200_000).map(|_| listener.try_clone()).collect())
}
