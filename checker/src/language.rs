//! What the checker knows of a programming language, as an author writes it down; data only.
#![warn(missing_docs)]

/// A language that a submission may be written in. A program in any other language is graded as well: its crashes
/// are then known by the signal or the exit status alone.
pub struct Language {
    /// As it is typed after `checker new`: `csharp`.
    pub word: &'static str,
    /// As a text writes it: `C#`.
    pub name: &'static str,
    /// The commands that build its programs and run them, as they are looked for in `PATH`.
    pub tools: &'static [&'static str],
    /// How one comes by the tools: the end of a sentence.
    pub install: &'static str,
    /// The environment variables by which its tools find themselves and their libraries (`environ(7)`). A program
    /// that is graded gets these of the checker's own environment, and no others but the common ones.
    pub environment: &'static [&'static str],
    /// The lines on stderr that only a crash leaves there.
    pub signs: &'static [Sign],
    /// How `checker new` writes a stub in it; none where it can't.
    pub stub: Option<Stub>,
    /// The folder below `solutions/peers` that holds the course's own programs in it; none where there are none.
    pub peers: Option<&'static str>,
}

/// Text that a runtime prints on stderr when a program crashes: where in a line it has to stand, and what it is.
/// The contract's own lines begin with `error: ` and are never held against a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The line begins with it.
    Starts(&'static str),
    /// It stands anywhere in the line.
    Holds(&'static str),
    /// The line is indented, then begins with it, and names a place in the code: a frame of a stack trace.
    Frame(&'static str),
}

/// How a stub looks: the file of a program that is still to be written.
///
/// A stub prints `not yet implemented: TODO(1): ...` on stderr and exits with status 101, as Rust's `todo!` does.
pub struct Stub {
    /// The name of a program's file, from the lab's id and the program's name in the contract.
    pub file: fn(lab: &str, program: &str) -> String,
    /// The command that builds a program; none where nothing is built.
    pub build: Option<fn(lab: &str, program: &str) -> String>,
    /// The words that start a program, as `programs.toml` has them.
    pub start: fn(lab: &str, program: &str) -> Vec<String>,
    /// What stands before the first step: from a sentence that says what the program is, the name of its class, and
    /// the name of its file.
    pub head: fn(about: &str, class: &str, file: &str) -> String,
    /// What stands after the last step.
    pub foot: &'static str,
    /// What a line of a comment begins with.
    pub comment: &'static str,
    /// What a line of a step begins with.
    pub indent: &'static str,
    /// The function that ends a stub, which [`Stub::head`] defines.
    pub todo: &'static str,
    /// What a call ends with.
    pub end: &'static str,
    /// What the calls for a topic are called.
    pub calls: fn(Topic) -> &'static str,
}

/// What a step of a program needs the language's own calls for. The system calls behind them: section 2 of the
/// Linux manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The words of the command line.
    Arguments,
    /// A TCP socket that listens: `socket(2)`, `setsockopt(2)`, `bind(2)`, `listen(2)`, `getsockname(2)`.
    Listen,
    /// `accept(2)`
    Accept,
    /// `getaddrinfo(3)`, `connect(2)`
    Connect,
    /// `send(2)`, until all is sent.
    Send,
    /// `recv(2)`
    Receive,
    /// `shutdown(2)` of the sending side, which sends FIN (RFC 9293, section 3.6).
    HalfClose,
    /// A UDP socket with an address: `socket(2)`, `bind(2)`.
    BindUdp,
    /// `sendto(2)`
    SendTo,
    /// `recvfrom(2)`
    ReceiveFrom,
    /// A wait that ends: `poll(2)`, `SO_RCVTIMEO` in `socket(7)`.
    Timeout,
    /// Standard input, as bytes.
    Stdin,
    /// Four bytes in network order: `htonl(3)`.
    BigEndian,
    /// What does two things at a time, and what guards what they share.
    Threads,
    /// What waits for many sockets at once, and a socket that never waits by itself: `poll(2)`, `epoll(7)`,
    /// `O_NONBLOCK` in `fcntl(2)`.
    Poll,
}

/// The name of a program's class, for languages that want one: `Lab2TcpClient` from `lab2` and `tcp-client`.
pub fn class(lab: &str, program: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    std::iter::once(lab).chain(program.split('-')).map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_called_as_its_program() {
        assert_eq!(class("lab1", "server"), "Lab1Server");
        assert_eq!(class("lab2", "tcp-client"), "Lab2TcpClient");
    }
}
