//! What the tables of hints are made of, and the hints that several labs have in common.

/// The hints of a check, by its id: a question, where to look, and the shape of the code.
pub type Hint = (&'static str, [&'static str; 3]);

/// The hint of a gap, by the file as it is typed behind the lab, `server`, and its number.
pub type Gap = (&'static str, usize, &'static str);

/// Of the check that every lab from the second on has.
pub const ARGUMENTS: [&str; 3] = [
    "Which of the lab's programs has not been tried with nonsense yet?",
    "The report names the program and the words. Type them yourself, and look at stderr and at `echo $?`. With HOST `::1`, look at how an address with colons is put together with a port.",
    "Each program looks at its arguments before it touches a socket: where they make no sense, one line with the usage on stderr, and status 2.",
];

/// Of a pair of which each part passes by itself.
pub const TOGETHER: [&str; 3] = [
    "Each of your programs passes by itself. What does one of them expect that the other does not do?",
    "Look at the ladder from the top: at which arrow does somebody begin to wait, and for what?",
    "Each side ends what the other one waits for: a reply for each datagram, the end of the stream behind each request.",
];
