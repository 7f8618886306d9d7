//! Lines of the solutions of lab 2 in which most mistakes are made.

/// Where the mistakes of the server stand.
pub const ROOM: &str = "let mut buffer = [0; BUFFER_SIZE];";
pub const RECEIVE: &str = "let (length, peer) = socket.recv_from(&mut buffer).context(\"cannot receive\")?;";
pub const DATAGRAM: &str = "let datagram = &mut buffer[..length];";
pub const UPPER: &str = "datagram.make_ascii_uppercase();";
pub const ANSWER: &str = "socket.send_to(datagram, peer).with_context(|| format!(\"cannot answer {peer}\"))?;";
pub const LOOP: &str = "    loop {
        if let Err(error) = answer_next(&socket) {
            report(error);
        }
    }
";

/// Of both servers.
pub const MAIN_OF_SERVER: &str = "Ok(address) => args::exit_status(run(address)),";
pub const EVERYWHERE: &str = "Ok(address) => args::exit_status(run(SocketAddr::from(([0, 0, 0, 0], address.port())))),";

/// Of both clients.
pub const MAIN: &str = "Ok((host, port)) => args::exit_status(run(&host, port)),";

/// Of the client.
pub const LINES: &str = "while let Some(line) = args::read_line().context(\"stdin\")? {";
pub const ASK: &str = "let reply = ask_in_turn(&mut servers, &line)?;";
pub const PRINT: &str = "writeln!(io::stdout(), \"{}\", String::from_utf8_lossy(&reply)).context(\"stdout\")?;";
pub const END: &str = "    Ok(())
    // ANCHOR_END: lines";
pub const EACH_TRY: &str = "for _ in 0..TRIES {";
pub const TRY: &str =
    "socket.send_to(line, server).with_context(|| format!(\"cannot send {} bytes to {server}\", line.len()))?;";
pub const WAIT: &str = "if let Some(reply) = wait_for_reply(&socket, server)? {
            return Ok(reply);
        }";
pub const GIVE_UP: &str = "bail!(\"no reply from {server}\")";
pub const FROM_SERVER: &str = "Ok((length, peer)) if peer == server => {";
pub const STRANGER: &str = "Ok(_stranger) => {}";

/// Of the TCP server.
pub const SERVE: &str = "    loop {
        if let Err(error) = serve_next(&listener) {
            report(error);
        }
    }
";
pub const CONNECTION: &str = "upper_case(connection).with_context(|| format!(\"client {peer}\"))";
pub const BUFFER: &str = "let mut buffer = [0; 4096];";
pub const PIECE: &str = "let piece = &mut buffer[..length];";
pub const PIECE_UPPER: &str = "piece.make_ascii_uppercase();";
pub const WRITE: &str = "connection.write_all(piece)?;";

/// Of the TCP client.
pub const CONNECT: &str =
    "TcpStream::connect((host, port)).with_context(|| format!(\"cannot connect to {host} port {port}\"))?;";
pub const READ_LINE: &str = "let line = args::read_line().context(\"stdin\")?.unwrap_or_default();";
pub const SEND: &str = "connection.write_all(&line).context(\"cannot send\")?;";
pub const HALF_CLOSE: &str = "connection.shutdown(Shutdown::Write).context(\"cannot close the sending side\")?;";
pub const READ_REPLY: &str = "connection.read_to_end(&mut reply).context(\"cannot receive\")?;";
pub const DECODE: &str = "let reply = String::from_utf8_lossy(&reply);";
pub const PRINT_REPLY: &str = "writeln!(io::stdout(), \"From Server: {reply}\").context(\"stdout\")";
