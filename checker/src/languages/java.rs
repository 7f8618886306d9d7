//! Java.

use crate::language::{Language, Sign, Stub, Topic, class};

pub const JAVA: Language = Language {
    word: "java",
    name: "Java",
    tools: &["javac", "java"],
    install: "`apt install default-jdk-headless` on Debian and Ubuntu, or adoptium.net",
    environment: &["JAVA_HOME", "CLASSPATH"],
    signs: &[Sign::Starts("Exception in thread "), Sign::Frame("at ")],
    stub: Some(Stub {
        file: |lab, program| format!("{}.java", class(lab, program)),
        build: Some(|lab, program| format!("javac -d bin/{lab}-{program} {}.java", class(lab, program))),
        start: |lab, program| vec!["java".into(), "-cp".into(), format!("bin/{lab}-{program}"), class(lab, program)],
        head: |about, class, file| {
            format!(
                "// {about}.\n\nclass {class} {{\n    // Not written yet: by this line the checker knows it.\n    \
                 static void todo(String what) {{\n        System.err.println(\"not yet implemented: \" + what + \" ({file})\");\n        \
                 System.exit(101);\n    }}\n\n    public static void main(String[] args) throws Exception {{\n"
            )
        },
        foot: "    }\n}\n",
        comment: "//",
        indent: "        ",
        todo: "todo",
        end: ";",
        calls: |topic| match topic {
            Topic::Arguments => "args, Integer.parseInt",
            Topic::Listen => "new ServerSocket, setReuseAddress, bind, getLocalSocketAddress",
            Topic::Accept => "accept, getRemoteSocketAddress",
            Topic::Connect => "InetAddress.getAllByName, new Socket, connect",
            Topic::Send => "getOutputStream, write, flush",
            Topic::Receive => "getInputStream, read",
            Topic::HalfClose => "shutdownOutput",
            Topic::BindUdp => "new DatagramSocket, getLocalAddress, getLocalPort",
            Topic::SendTo => "DatagramSocket.send",
            Topic::ReceiveFrom => "DatagramSocket.receive",
            Topic::Timeout => "setSoTimeout, SocketTimeoutException, System.nanoTime",
            Topic::Stdin => "System.in, for its bytes",
            Topic::BigEndian => "DataOutputStream.writeInt, DataInputStream.readInt",
            Topic::Threads => "new Thread with setDaemon, synchronized",
            Topic::Poll => "Selector, configureBlocking(false), SelectionKey.interestOps",
        },
    }),
    peers: None,
};
