//! The wrong programs of lab 4, in files of the same groups as its checks.

mod arguments;
mod bad_frames;
mod client;
mod client_life;
mod frames;
mod lines;
mod together;

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[
    super::spins::LAB4,
    super::refused::LAB4,
    super::straddles::LAB4,
    lines::MUTANTS,
    frames::MUTANTS,
    bad_frames::MUTANTS,
    client::MUTANTS,
    client_life::MUTANTS,
    arguments::MUTANTS,
    together::MUTANTS,
];

// Text of the solutions that several of them replace.

const TAKE_LINES: &str = "for line in lines.take_in(&buffer[..length]) {";
const SAY_LINE: &str = "say(format_args!(\"line: {}\", String::from_utf8_lossy(&line)));";
const LINES_END: &str = "ensure!(lines.unfinished.is_empty(), \"connection closed mid-line\");";
const SAY_MESSAGE: &str = "say(format_args!(\"message {} bytes: {text}\", payload.len()));";
const TEXT: &str = "let text = String::from_utf8_lossy(&payload);";
const REFUSE: &str = "ensure!(length <= LIMIT, \"frame of {length} bytes is larger than {LIMIT}\");";
const HEADER: &str = "let header = read_up_to(stream, 4)?;";
const PAYLOAD: &str = "let payload = read_up_to(stream, length)?;";
const LENGTH: &str = "let length = u32::from_be_bytes(header);";
const NEXT_FRAME: &str = "while let Some(payload) = read_frame(&mut stream)? {";
const CONNECT: &str = "let mut connection = TcpStream::connect((host, port)).with_context(failure)?;";
const SENT: &str = "write_frame(&mut connection, &line)?;\n    }\n    Ok(())";
const SEND: &str = "write_frame(&mut connection, &line)?;";
const OWN_HEADER: &str = "let header = u32::try_from(length)?.to_be_bytes();";
const RUN: &str = "Ok((host, port)) => args::exit_status(run(&host, port)),";
const NEXT_LINE: &str = "while let Some(line) = args::read_line().context(\"stdin\")? {";
