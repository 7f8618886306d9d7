//! What stands around the sockets from lab 2 on: arguments, lines in and out, the exit status.
//!
//! You wrote this by hand in lab 1. It is given from now on; you need not change it.

// Each program includes this file and uses only its own half of it.
#![allow(dead_code)]

use std::env;
use std::fmt::Display;
use std::io::{self, BufRead, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Reads a server's arguments, `PORT [HOST]`: the address to bind, on 127.0.0.1 without HOST.
///
/// If they make no sense, prints the usage line and gives the exit status 2.
pub fn server(usage: &str) -> Result<SocketAddr, ExitCode> {
    words()
        .and_then(|words| match words.as_slice() {
            [port] => Some(SocketAddr::from(([127, 0, 0, 1], port.parse().ok()?))),
            [port, host] => Some(SocketAddr::new(host.parse().ok()?, port.parse().ok()?)),
            _ => None,
        })
        .ok_or_else(|| misused(usage))
}

/// Reads the arguments of a server that sends silent clients away, `PORT [HOST] [IDLE_MS]`: the address to bind, and
/// how long a client may be silent, for ever without IDLE_MS.
///
/// If they make no sense, prints the usage line and gives the exit status 2.
pub fn idle_server(usage: &str) -> Result<(SocketAddr, Option<Duration>), ExitCode> {
    let address = |port: &str, host: &str| Some(SocketAddr::new(host.parse().ok()?, port.parse().ok()?));
    words()
        .and_then(|words| match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [port] => Some((address(port, "127.0.0.1")?, None)),
            [port, host] => Some((address(port, host)?, None)),
            [port, host, idle] => Some((address(port, host)?, Some(Duration::from_millis(idle.parse().ok()?)))),
            _ => None,
        })
        .ok_or_else(|| misused(usage))
}

/// Reads a client's arguments, `HOST PORT`. HOST may be a name; it is not looked up here.
///
/// If they make no sense, prints the usage line and gives the exit status 2.
pub fn client(usage: &str) -> Result<(String, u16), ExitCode> {
    words()
        .and_then(|words| match words.as_slice() {
            [host, port] => Some((host.clone(), port.parse().ok()?)),
            _ => None,
        })
        .ok_or_else(|| misused(usage))
}

/// Reads some times in milliseconds, none of them zero.
///
/// If they make no sense, prints the usage line and gives the exit status 2.
pub fn millis<const COUNT: usize>(usage: &str) -> Result<[Duration; COUNT], ExitCode> {
    let time = |word: &String| word.parse().ok().filter(|&millis| millis > 0).map(Duration::from_millis);
    words()
        .and_then(|words| words.iter().map(time).collect::<Option<Vec<Duration>>>())
        .and_then(|times| times.try_into().ok())
        .ok_or_else(|| misused(usage))
}

/// Reads a chat client's arguments, `HOST PORT NAME`. The server says whether NAME will do.
///
/// If they make no sense, prints the usage line and gives the exit status 2.
pub fn chat_client(usage: &str) -> Result<(String, u16, String), ExitCode> {
    words()
        .and_then(|words| match words.as_slice() {
            [host, port, name] => Some((host.clone(), port.parse().ok()?, name.clone())),
            _ => None,
        })
        .ok_or_else(|| misused(usage))
}

/// Reads a receiver's arguments, `PORT FILE [HOST]`: the address to bind, on 127.0.0.1 without HOST, and the file.
///
/// If they make no sense, prints the usage line and gives the exit status 2.
pub fn receiver(usage: &str) -> Result<(SocketAddr, PathBuf), ExitCode> {
    words()
        .and_then(|words| match words.as_slice() {
            [port, file] => Some((SocketAddr::from(([127, 0, 0, 1], port.parse().ok()?)), file.into())),
            [port, file, host] => Some((SocketAddr::new(host.parse().ok()?, port.parse().ok()?), file.into())),
            _ => None,
        })
        .ok_or_else(|| misused(usage))
}

/// Reads a sender's arguments, `HOST PORT FILE [WINDOW]`. The window is 1 if it is left out, and 1,024 at most.
///
/// If they make no sense, prints the usage line and gives the exit status 2.
pub fn sender(usage: &str) -> Result<(String, u16, PathBuf, usize), ExitCode> {
    let window = |word: &str| word.parse().ok().filter(|window| (1..=1024).contains(window));
    words()
        .and_then(|words| match words.as_slice() {
            [host, port, file] => Some((host.clone(), port.parse().ok()?, file.into(), 1)),
            [host, port, file, size] => Some((host.clone(), port.parse().ok()?, file.into(), window(size)?)),
            _ => None,
        })
        .ok_or_else(|| misused(usage))
}

/// Turns the outcome of a program into its exit status, and reports the error if there is one.
pub fn exit_status(outcome: anyhow::Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(error);
            ExitCode::FAILURE
        }
    }
}

/// Prints a line. Unlike `println!` it does not panic when nobody reads stdout any more.
pub fn say(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Reports on stderr what went wrong.
pub fn report(error: impl Display) {
    let _ = writeln!(io::stderr(), "error: {error:#}");
}

/// Reads the next line of stdin as bytes, without its newline; `None` at the end.
///
/// Bytes, not a `String`: what is typed or piped in need not be UTF-8.
pub fn read_line() -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if io::stdin().lock().read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    // The last line may have no newline.
    if line.ends_with(b"\n") {
        line.pop();
    }
    Ok(Some(line))
}

fn words() -> Option<Vec<String>> {
    let words = env::args_os().skip(1);
    words.map(|word| word.into_string().ok()).collect()
}

fn misused(usage: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "usage: {usage}");
    ExitCode::from(2)
}
