//! The wrong programs and diagrams of lab 3, in files of the same groups as its checks.

mod arguments;
mod client_close;
mod client_lines;
mod client_pauses;
mod client_returns;
mod diagrams;
mod server_life;
mod server_lines;
mod storm;

use super::Mutant;

pub const MUTANTS: &[&[Mutant]] = &[
    super::spins::LAB3,
    super::refused::LAB3,
    super::straddles::LAB3,
    server_lines::MUTANTS,
    server_life::MUTANTS,
    client_lines::MUTANTS,
    client_close::MUTANTS,
    client_returns::MUTANTS,
    client_pauses::MUTANTS,
    arguments::MUTANTS,
    diagrams::MUTANTS,
    storm::MUTANTS,
];

// Text of the solutions that several of them replace.

const SAY_LINE: &str = "        say(format_args!(\"received: {}\", String::from_utf8_lossy(&line)));\n";
const WHOLE_LINE: &str = "    ensure!(line.pop() == Some(b'\\n'), \"the connection was closed mid-line\");\n";
const READ_LINE: &str = "    connection.read_until(b'\\n', &mut line).context(\"cannot receive\")?;\n    if line.is_empty() {\n        return Ok(None);\n    }\n";
const ANSWER: &str = "        connection.get_mut().write_all(b\"accepted\\n\").context(\"cannot answer\")?;\n";
const SAY_STATE: &str = "        say(format_args!(\"state: {}\", state.name()));\n";
const BIND: &str = "    let bound = TcpListener::bind(address);\n";
const BOUND: &str = "    let listener = bound.with_context(|| format!(\"cannot listen on {address}\"))?;\n";
/// A program that counts something: `count()`.
const COUNT: (&str, &str) = (
    "use args::{report, say};\n",
    "use args::{report, say};\nuse std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\nstatic COUNT: AtomicUsize = AtomicUsize::new(0);\nfn count() -> usize { COUNT.fetch_add(1, SeqCst) + 1 }\nstatic SOCKET: std::sync::Mutex<Option<TcpStream>> = std::sync::Mutex::new(None);\n",
);
const ASK: &str = "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n    let mut answer = Vec::new();\n    connection.read_until(b'\\n', &mut answer).context(\"cannot receive\")?;\n    ensure!(answer.pop() == Some(b'\\n'), \"the server closed before it had answered\");\n    Ok(answer)\n";
const SEND: &str = "    connection.get_mut().write_all(&message).context(\"cannot send\")?;\n";
const CLOSED: &str = "            State::Closed => return Ok(()),";
const NEW_ANSWER: &str = "    let mut answer = Vec::new();\n";
const LOST: &str = "                Ok(()) => State::Closed,\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n";
const REFUSED: &str = "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    report(error);\n                    State::Disconnected\n";
const SERVER_ARROW: &str = "    listening --> connected: a client is accepted\n";
const CLIENT_ARROW: &str = "    connecting --> connected: accepted by the server\n";
/// What it counts are its connections.
const COUNT_CONNECTIONS: (&str, &str) =
    ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = SHORTEST_PAUSE;\n        count();\n");
