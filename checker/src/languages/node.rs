//! JavaScript, run by Node.

use crate::language::{Language, Sign, Stub, Topic};

pub const NODE: Language = Language {
    word: "node",
    name: "Node",
    tools: &["node"],
    install: "`apt install nodejs` on Debian and Ubuntu, or nodejs.org",
    environment: &["NVM_DIR", "NODE_PATH"],
    signs: &[Sign::Starts("Uncaught "), Sign::Holds("UnhandledPromiseRejection"), Sign::Frame("at ")],
    stub: Some(Stub {
        file: |lab, program| format!("{lab}-{program}.js"),
        build: None,
        start: |lab, program| vec!["node".into(), format!("{lab}-{program}.js")],
        head: |about, _, file| {
            format!(
                "// {about}.\n\"use strict\";\n\n// Not written yet: by this line the checker knows it.\nfunction todo(what) {{\n    \
                 console.error(\"not yet implemented: \" + what + \" ({file})\");\n    process.exit(101);\n}}\n\nfunction main() {{\n"
            )
        },
        foot: "}\n\nmain();\n",
        comment: "//",
        indent: "    ",
        todo: "todo",
        end: ";",
        calls: |topic| match topic {
            Topic::Arguments => "process.argv.slice(2)",
            Topic::Listen => "net.createServer with allowHalfOpen, listen, address()",
            Topic::Accept => "the event \"connection\", remoteAddress, remotePort",
            Topic::Connect => "net.connect",
            Topic::Send => "write",
            Topic::Receive => "the events \"data\" and \"end\"",
            Topic::HalfClose => "end",
            Topic::BindUdp => "dgram.createSocket, bind, address()",
            Topic::SendTo => "send",
            Topic::ReceiveFrom => "the event \"message\"",
            Topic::Timeout => "setTimeout, clearTimeout",
            Topic::Stdin => "process.stdin, its event \"data\" as a Buffer",
            Topic::BigEndian => "writeUInt32BE, readUInt32BE",
            Topic::Threads => "none: the events of one loop do it",
            Topic::Poll => "the events of one loop do it: write() gives false, then pause() until drain",
        },
    }),
    peers: None,
};
