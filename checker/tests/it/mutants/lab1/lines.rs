//! Lines of the solutions of lab 1 in which most mistakes are made.

// The lines of the solutions that most mistakes are made in.
pub const READ: &str = "let length = connection.read(&mut buffer)?;";
pub const WRITE: &str = "connection.write_all(&buffer[..length])?;";
pub const BUFFER: &str = "let mut buffer = [0; 4096];";
pub const ECHO: &str = "let outcome = echo(connection);";
pub const ACCEPT: &str = "let (connection, peer) = listener.accept().context(\"cannot accept\")?;";
pub const CONNECTED: &str = "say(format_args!(\"connected {peer}\"));";
pub const LISTENING: &str = "say(format_args!(\"listening on {bound}\"));";
pub const BIND: &str = "socket.bind(&address.into()).with_context(|| format!(\"cannot bind {address}\"))?;";
pub const SERVER_FAILS: &str = "report(error);\n            ExitCode::FAILURE";
pub const SERVER_ERROR: &str = "let _ = writeln!(io::stderr(), \"error: {error:#}\");";
pub const SEND: &str = "connection.write_all(message.as_bytes()).context(\"cannot send\")?;";
pub const HALF_CLOSE: &str = "connection.shutdown(Shutdown::Write).context(\"cannot close the sending side\")?;";
pub const RECEIVE: &str = "connection.read_to_end(&mut reply).context(\"cannot receive\")?;";
pub const TEXT: &str = "let reply = String::from_utf8_lossy(&reply);";
pub const PRINT: &str = "writeln!(io::stdout(), \"received: {reply}\").context(\"stdout\")";
pub const CONNECT: &str = "let mut connection =\n        TcpStream::connect((host, port))";
pub const CLIENT_ERROR: &str = "let _ = writeln!(io::stderr(), \"error: {error:#}\");";
pub const CLIENT_SUCCESS: &str = "Ok(()) => ExitCode::SUCCESS,";
pub const USAGE: &str = "let _ = writeln!(io::stderr(), \"usage: lab1-client HOST PORT MESSAGE\");";

/// The read and the write of an event loop: what the system does not take at once waits in `pending`.
pub const PENDING: &str = "let mut buffer = [0; 4096];
    connection.set_nonblocking(true)?;
    let mut pending: Vec<u8> = Vec::new();
    let mut finished = false;";
pub const READ_PENDING: &str = "let length = match connection.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                std::thread::sleep(std::time::Duration::from_millis(1));
                flush(&mut connection, &mut pending)?;
                continue;
            }
            other => other?,
        };";
pub const WRITE_PENDING: &str = "pending.extend_from_slice(&buffer[..length]);
        flush(&mut connection, &mut pending)?;";
pub const FLUSH: &str = "/// Sends what the system takes now.
fn flush(connection: &mut Socket, pending: &mut Vec<u8>) -> io::Result<()> {
    match connection.write(pending) {
        Ok(sent) => drop(pending.drain(..sent)),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

// ANCHOR: say";

/// How the server is called with arguments that make no sense.
pub const SERVER_USAGE: &str = "let _ = writeln!(io::stderr(), \"usage: lab1-server PORT [HOST]\");";
pub const REPORT: &str = "        if let Err(error) = serve_next(listener) {
            report(error);
        }
";
pub const END_OF_STREAM: &str = "return Ok(());";
