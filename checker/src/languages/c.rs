//! C.

use crate::language::{Language, Sign, Stub, Topic};

pub const C: Language = Language {
    word: "c",
    name: "C",
    tools: &["gcc"],
    install: "`apt install gcc` on Debian and Ubuntu",
    environment: &[],
    signs: &[
        Sign::Starts("*** stack smashing detected"),
        Sign::Starts("*** buffer overflow detected"),
        Sign::Holds("ERROR: AddressSanitizer"),
        Sign::Holds("Segmentation fault"),
        Sign::Starts("double free or corruption"),
        Sign::Starts("free(): "),
    ],
    stub: Some(Stub {
        file: |lab, program| format!("{lab}_{}.c", program.replace('-', "_")),
        build: Some(|lab, program| {
            let source = program.replace('-', "_");
            format!("gcc -Wall -O2 -pthread -o bin/{lab}-{program} {lab}_{source}.c")
        }),
        start: |lab, program| vec![format!("./bin/{lab}-{program}")],
        head: |about, _, file| {
            format!(
                "/* {about}. */\n\n#include <stdio.h>\n#include <stdlib.h>\n\n/* Not written yet: by this line the checker knows it. */\n\
                 static void todo(const char *what)\n{{\n    fprintf(stderr, \"not yet implemented: %s ({file})\\n\", what);\n    exit(101);\n}}\n\n\
                 int main(int argc, char **argv)\n{{\n"
            )
        },
        foot: "    return 0;\n}\n",
        comment: "//",
        indent: "    ",
        todo: "todo",
        end: ";",
        calls: |topic| match topic {
            Topic::Arguments => "argc, argv, strtol",
            Topic::Listen => "getaddrinfo, socket, setsockopt with SO_REUSEADDR, bind, listen, getsockname",
            Topic::Accept => "accept, getnameinfo; signal(SIGPIPE, SIG_IGN)",
            Topic::Connect => "getaddrinfo, socket, connect",
            Topic::Send => "send, in a loop, with MSG_NOSIGNAL",
            Topic::Receive => "recv",
            Topic::HalfClose => "shutdown with SHUT_WR",
            Topic::BindUdp => "getaddrinfo, socket with SOCK_DGRAM, bind, getsockname",
            Topic::SendTo => "sendto",
            Topic::ReceiveFrom => "recvfrom",
            Topic::Timeout => "poll, clock_gettime",
            Topic::Stdin => "getline",
            Topic::BigEndian => "htonl, ntohl",
            Topic::Threads => "pthread_create, pthread_mutex_lock",
            Topic::Poll => "poll, fcntl with O_NONBLOCK, EAGAIN",
        },
    }),
    peers: None,
};
