//! Lab 1, basic TCP: an echo server, and a client that sends one message.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::shared::{
    EXIT_AFTER_ERROR, KEEPS_TRYING, NEVER_CONNECTED, NORMAL_STATUS, PORT_IN_USE, RUNNING_AFTER_CLOSE, UNREPORTED,
};
use super::{every_byte, numbered};
use crate::fault::{LATE_AND_SLOW, byte_by_byte, cut, pieces};
use crate::harness::{Harness, Program, Server};
use crate::lab::{Cause, Check, Lab};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

pub const LAB: Lab = Lab {
    id: "lab1",
    title: "Basic TCP: an echo",
    folder: "lab1-echo",
    programs: &["server", "client"],
    checks: &[
        SERVER_LISTENS,
        SERVER_ECHO,
        SERVER_BINARY,
        SERVER_STREAM,
        SERVER_LARGE,
        SERVER_HALF_CLOSE,
        SERVER_NEXT_CLIENT,
        SERVER_RESET,
        SERVER_PORT_IN_USE,
        SERVER_GIVEN_PORT,
        SERVER_BIND_ADDRESS,
        SERVER_IPV6,
        CLIENT_SENDS,
        CLIENT_PRINTS,
        CLIENT_PIECES,
        CLIENT_LARGE,
        CLIENT_EMPTY_REPLY,
        CLIENT_REFUSED,
        CLIENT_HOSTNAME,
        CLIENT_ARGUMENTS,
        TOGETHER,
    ],
    checkpoints: &[],
};

const SERVER: &[&str] = &["server"];
const CLIENT: &[&str] = &["client"];
const SECOND_LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

const SERVER_LISTENS: Check = Check {
    id: "server-listens",
    claim: "the server says where it listens, and takes a connection there",
    points: 5,
    programs: SERVER,
    needs: &[],
    runs: &[],
    tries: "Starts `server 0`, waits for the line `listening on IP:PORT`, connects to that very address, and watches the server accept the connection.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        lab.expect_accepted(&server)?;
        client.finish();
        Ok(())
    },
    causes: &[&[
        Cause(
            Connection,
            &[Refused],
            "nobody listens at the address in the line: print what getsockname (local_addr) gives, not the arguments, and print it after listen",
        ),
        Cause(
            Connection,
            &[Silence],
            "the server listens, but does not get to accept: it waits for something else first",
        ),
    ]],
};

const SERVER_ECHO: Check = Check {
    id: "server-echo",
    claim: "`Hello, world` comes back",
    points: 8,
    programs: SERVER,
    needs: &["server-listens"],
    runs: &[],
    tries: "Sends `Hello, world` without a newline, waits for the same bytes while the connection is open in both directions, then finishes sending, and expects nothing more. (That the server closes then is for server-half-close to say.)",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        client.send(b"Hello, world");
        client.expect(b"Hello, world")?;
        client.finish();
        client.expect_nothing_more()
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Silence],
            "the server waits for more before it answers: for a newline, for a full buffer, or for the end of the stream. Or its answer sits in a buffer that it does not flush",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the server closes the connection although the client has not finished, and has not sent everything back",
        ),
        Cause(Bytes, &[Rst], "the server closes the connection before it has read everything, so the kernel sends RST"),
        Cause(Bytes, &[Newline], "the server adds a newline: it echoes lines, and a stream has bytes"),
        Cause(Bytes, &[Case], "the server changes the case of the letters: that is lab 2's service"),
        Cause(
            Bytes,
            &[Short],
            "the server keeps a part back: it sends fewer bytes than it has read, or waits until a block is full",
        ),
        Cause(Bytes, &[Repeated], "the server sends the message more than once"),
        Cause(
            Bytes,
            &[Extra],
            "the server sends more than it received: the whole buffer instead of the bytes that were read, or a text of its own",
        ),
        Cause(
            Bytes,
            &[Different],
            "the server sends back something else than it received: a text of its own, or the bytes as its language prints them",
        ),
    ]],
};

const SERVER_BINARY: Check = Check {
    id: "server-binary",
    claim: "all 256 byte values come back, in order",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends the bytes 0 to 255 in one piece and expects them back unchanged.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        client.send(&every_byte());
        client.finish();
        client.expect(&every_byte())?;
        client.expect_nothing_more()
    },
    causes: &[&[
        Cause(Bytes, &[Reencoded], "the server turns the bytes into text and back: not every byte survives that"),
        Cause(
            Bytes,
            &[Fin],
            "the server takes a byte for an end: a zero, a newline, 255 for EOF, or one that it can't decode. Send as many bytes as were read; only a read of 0 bytes is the end",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server takes a byte for an end: a zero, a newline, 255 for EOF, or one that it can't decode. Send as many bytes as were read; only a read of 0 bytes is the end",
        ),
        Cause(
            Bytes,
            &[Different],
            "the server changes bytes on their way: it handles them as text, translates line ends, or leaves some out",
        ),
    ]],
};

const SERVER_STREAM: Check = Check {
    id: "server-stream",
    claim: "a message that arrives byte by byte comes back whole",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends a message one byte at a time, the next one only after the server has read the one before, and expects the whole of it back.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect(&server)?;
        let message = b"10 bytes, or 0?\n\0 is one, too";
        client.perform(byte_by_byte(message));
        client.finish();
        client.expect(message)?;
        client.expect_nothing_more()
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Fin],
            "the server closes before everything is back: it takes one read for the whole message, takes a byte in it (`0`, a zero, a newline) for its end, or drops what does not fill its buffer. Read in a loop until a read gives 0 bytes",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server closes before everything is back: it takes one read for the whole message, takes a byte in it (`0`, a zero, a newline) for its end, or drops what does not fill its buffer. Read in a loop until a read gives 0 bytes",
        ),
        Cause(
            Bytes,
            &[Short],
            "the server stops answering after the first pieces and does not close: it reads only so many times. Read in a loop until a read gives 0 bytes",
        ),
        Cause(
            Bytes,
            &[Different],
            "the server changes what it reads piece by piece: at every read it strips, drops or adds something, or sends once more what it had sent before",
        ),
    ]],
};

const SERVER_LARGE: Check = Check {
    id: "server-large",
    claim: "4 MiB come back exactly, to a client that starts to read late and reads slowly",
    points: 6,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends 4 MiB without reading until the server can send no more, then reads: slowly at first, then as fast as it comes.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let message = numbered(4 * 1024 * 1024);
        client.send(&message);
        client.finish();
        client.fill()?;
        client.read_now();
        client.expect(&message)?;
        client.expect_end()
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Fin],
            "the server closes without having sent everything: it drops what a send does not take at once (send in a loop: write_all, sendall), forgets what is still to be sent when the client has finished, or stops reading after so many bytes",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server ends the connection with RST, which may destroy what is still on its way: it closes before it has read everything, or SO_LINGER is set to 0",
        ),
        Cause(
            Bytes,
            &[Short],
            "the server stops before everything is back and does not close: it waits for another read before it sends the rest, or it stops reading",
        ),
        Cause(
            Bytes,
            &[Different],
            "the server drops, repeats or changes a part: it ignores how many bytes a send has taken, reuses a buffer that is not sent yet, or does not send what it has read as it came",
        ),
        Cause(
            End,
            &[Rst],
            "the server ends the connection with RST, which may destroy what is still on its way: it closes before it has read everything, or SO_LINGER is set to 0",
        ),
        Cause(
            End,
            &[Silence],
            "the server does not close the connection: it takes a read of 0 bytes for `nothing yet` and reads on, or leaves a descriptor of the connection open",
        ),
    ]],
};

const SERVER_HALF_CLOSE: Check = Check {
    id: "server-half-close",
    claim: "a client that has finished sending still gets its whole echo, then the end of the stream",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Sends 4 MiB without reading and finishes sending (FIN) while the answer is still under way, then expects the rest of it and the end of the stream.",
    run: |lab| {
        let server = lab.start("server")?;
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        let message = numbered(4 * 1024 * 1024);
        client.send(&message);
        client.finish();
        client.fill()?;
        client.read_now();
        client.expect(&message)?;
        client.expect_end()
    },
    causes: &[&[
        Cause(
            Bytes,
            &[Fin],
            "the server closes without having sent everything: the client's FIN ends what it reads, not what it has to send, and what a send does not take at once has to be sent again",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server ends the connection with RST, which may destroy what is still on its way: it closes before it has read everything, or SO_LINGER is set to 0",
        ),
        Cause(
            End,
            &[Rst],
            "the server ends the connection with RST, which may destroy what is still on its way: it closes before it has read everything, or SO_LINGER is set to 0",
        ),
        Cause(
            Bytes,
            &[Short],
            "the server stops sending and does not close the connection: it sends nothing more once the client has finished, or reads only so many times",
        ),
        Cause(
            Bytes,
            &[Different],
            "the server drops, repeats or changes a part: it ignores how many bytes a send has taken, reuses a buffer that is not sent yet, or does not send what it has read as it came",
        ),
        Cause(
            End,
            &[Silence],
            "the server does not close the connection: it takes a read of 0 bytes for `nothing yet` and reads on, or leaves a descriptor of the connection open",
        ),
    ]],
};

const SERVER_NEXT_CLIENT: Check = Check {
    id: "server-next-client",
    claim: "three clients one after the other are served, each announced as it comes and goes",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Connects three times in a row. Each client gets its echo, and the server prints `connected IP:PORT` and `disconnected IP:PORT` with that client's address. The third one sends nothing before it is announced.",
    run: |lab| {
        let server = lab.start("server")?;
        for message in ["first", "second", "third"] {
            let client = lab.connect(&server)?;
            if message == "third" {
                server.program.expect_address_line("connected", client.local())?;
            }
            client.send(message.as_bytes());
            client.expect(message.as_bytes())?;
            server.program.expect_address_line("connected", client.local())?;
            client.finish();
            server.program.expect_address_line("disconnected", client.local())?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Connection,
            &[Refused],
            "the server ends, or closes its listening socket, after one client: accept belongs in a loop",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server ends, or closes its listening socket, after one client: accept belongs in a loop",
        ),
        Cause(
            Line,
            &[Ended],
            "the server ends, or closes its listening socket, after one client: accept belongs in a loop",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the server serves one client and does not get to accept the next: accept belongs in a loop",
        ),
        Cause(
            Line,
            &[Address],
            "the line names another address than the client's own: it is the one that accept gives",
        ),
        Cause(
            Line,
            &[Different],
            "the line does not have the contract's form: `connected IP:PORT` and `disconnected IP:PORT`",
        ),
        Cause(
            Line,
            &[Silence],
            "the server does not print the line, or prints it only later (`connected` is due when a client connects, before it has sent anything), or is still busy with a client that has finished",
        ),
    ]],
};

const SERVER_RESET: Check = Check {
    id: "server-reset",
    claim: "after a client resets its connection the next one is served",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Resets a connection after its echo, two that still wait to be accepted, and one in the middle of a large echo that is never read. Each time the next client has to be served.",
    run: |lab| {
        let server = lab.start("server")?;
        // One of each is gone before a server that is busy can accept it, the second after its FIN: then a write
        // to it is a broken pipe, and in C a signal. One at a time: the shortest backlog has room for no more.
        for last_words in [&b""[..], b"my last words"] {
            let busy = lab.connect(&server)?;
            busy.send(b"one moment");
            busy.expect(b"one moment")?;
            let gone = lab.connect(&server)?;
            if !last_words.is_empty() {
                gone.send(last_words);
                gone.finish();
            }
            gone.reset()?;
            busy.reset()?;
            serves(lab, &server, b"after a reset between two reads")?;
        }
        let client = lab.connect_reading(&server, LATE_AND_SLOW)?;
        client.send_until_stuck(&numbered(64 * 1024))?;
        client.finish();
        client.settle()?;
        client.abort();
        serves(lab, &server, b"after a reset in the middle of a write")
    },
    causes: &[&[
        Cause(
            Connection,
            &[Refused],
            "the server ends with a client that is gone: report the error, drop that client alone, and accept the next",
        ),
        Cause(
            Bytes,
            &[Rst],
            "the server ends with a client that is gone: report the error, drop that client alone, and accept the next",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the server ends with a client that is gone: report the error, drop that client alone, and accept the next",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the server is stuck with a client that is gone, or accepts no more: an error, or a read of 0 bytes, ends that connection alone",
        ),
    ]],
};

/// The next client is served.
fn serves(lab: &mut Harness, server: &Server, message: &[u8]) -> Step {
    let client = lab.connect(server)?;
    client.send(message);
    client.expect(message)?;
    client.finish();
    Ok(())
}

const SERVER_PORT_IN_USE: Check = Check {
    id: "server-port-in-use",
    claim: "a second server on a taken port says so and ends, and the first one is unharmed",
    points: 5,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Starts a second server on the port of the first one: it has to print `error: ...` and no ready line, and to end with status 1. Then the first one still serves.",
    run: |lab| {
        let first = lab.start("server")?;
        let port = first.address.port().to_string();
        let second = lab.run("server", &[&port])?;
        second.expect_not_listening()?;
        second.expect_error()?;
        second.expect_exit(1)?;
        serves(lab, &first, b"still here")
    },
    causes: &[PORT_IN_USE],
};

const SERVER_GIVEN_PORT: Check = Check {
    id: "server-given-port",
    claim: "with PORT given the server listens on exactly that port, and says so",
    points: 4,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Starts `server PORT` with a free port, expects the ready line to name it, and is served there.",
    run: |lab| {
        let port = lab.free_port()?;
        let server = lab.start_at("server", &[&port.to_string()])?;
        server.expect_port(port)?;
        serves(lab, &server, b"at the given port")
    },
    causes: &[&[Cause(
        Ready,
        &[Address],
        "the server listens on another port than its first argument: it ignores PORT, or binds it with its two bytes swapped (htons)",
    )]],
};

const SERVER_BIND_ADDRESS: Check = Check {
    id: "server-bind-address",
    claim: "bound to 127.0.0.1 it can't be reached at 127.0.0.2; bound to 0.0.0.0 it can",
    points: 4,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Starts a server without HOST, which means 127.0.0.1: a connection to 127.0.0.2 must be refused. Then one with HOST 0.0.0.0: there it must be served, and its ready line must name that address.",
    run: |lab| {
        if !lab.has_second_loopback() {
            return Err(Stop::Skip("127.0.0.2 is not an address of this machine".into()));
        }
        let narrow = lab.start("server")?;
        lab.expect_refused(&narrow, SECOND_LOOPBACK)?;
        let wide = lab.start_at("server", &["0", "0.0.0.0"])?;
        let client = lab.connect_at(&wide, SECOND_LOOPBACK)?;
        client.send(b"by the other address");
        client.finish();
        client.expect(b"by the other address")?;
        wide.expect_every_ip()
    },
    causes: &[&[
        Cause(
            Refusal,
            &[Connected],
            "the server is bound to every address of the machine: without HOST it is 127.0.0.1 alone",
        ),
        Cause(
            Connection,
            &[Refused],
            "the server ignores HOST: bound to 0.0.0.0 it can be reached by every address of the machine",
        ),
        Cause(
            Ready,
            &[Address],
            "the line names another address than the one that the server is bound to: print what getsockname (local_addr) gives",
        ),
    ]],
};

const SERVER_IPV6: Check = Check {
    id: "server-ipv6",
    claim: "HOST `::1` works",
    points: 4,
    programs: SERVER,
    needs: &["server-echo"],
    runs: &[],
    tries: "Starts `server 0 ::1`, expects `listening on [::1]:PORT`, is served there, and is announced as `connected [::1]:PORT`.",
    run: |lab| {
        if !lab.has_ipv6() {
            return Err(Stop::Skip("this machine has no IPv6".into()));
        }
        let server = lab.start_at("server", &["0", "::1"])?;
        server.expect_ip(Ipv6Addr::LOCALHOST.into())?;
        let client = lab.connect(&server)?;
        client.send(b"over IPv6");
        client.expect(b"over IPv6")?;
        server.program.expect_address_line("connected", client.local())
    },
    causes: &[&[
        Cause(
            Ready,
            &[Ended],
            "the server does not take an IPv6 address: it makes an IPv4 socket whatever HOST is, can read only IPv4 addresses, or reads HOST and PORT out of one text, in which `::1:4000` is no address: parse HOST alone",
        ),
        Cause(
            Ready,
            &[Different],
            "the address is not in the form `[IP]:PORT`: an IPv6 address needs its brackets, or its last group looks like a port",
        ),
        Cause(Ready, &[Address], "the server is bound to another address than HOST"),
        Cause(
            Line,
            &[Address],
            "the line names another address than the client's own: it is the one that accept gives",
        ),
        Cause(
            Line,
            &[Different],
            "the line does not have the contract's form, `connected [IP]:PORT`: an IPv6 address needs its brackets",
        ),
    ]],
};

const CLIENT_SENDS: Check = Check {
    id: "client-sends",
    claim: "the server receives exactly the message's bytes, then the end of the stream",
    points: 6,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs `client 127.0.0.1 PORT MESSAGE` three times, with a short message, one with letters that take two bytes, and one of 5,000 bytes, and expects exactly those bytes, then FIN.",
    run: |lab| {
        let long = String::from_utf8_lossy(&numbered(5000)).trim_end().to_string();
        for message in ["Hello, server", " Gr\u{fc}\u{df}e \u{2014} in UTF-8 ", &long] {
            let door = lab.listen()?;
            let client = lab.run("client", &["127.0.0.1", &door.port(), message])?;
            let server = door.accept(&client)?;
            server.expect(message.as_bytes())?;
            server.expect_end()?;
            server.send(b"thank you");
            server.finish();
            server.settle()?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Connection,
            &[Silence],
            "the client does not connect to the HOST and PORT of its arguments: it waits for something else first, or tries another address",
        ),
        NEVER_CONNECTED,
        Cause(Bytes, &[Newline], "the client adds a newline: the message is the bytes of the argument, no more"),
        Cause(
            Bytes,
            &[Extra],
            "the client sends more than the message: the zero at the end of a C string, a whole buffer, or a text of its own",
        ),
        Cause(Bytes, &[Trimmed], "the client strips white space from the message, or adds it"),
        Cause(Bytes, &[Reencoded], "the client encodes the message in something else than UTF-8"),
        Cause(
            Bytes,
            &[Empty],
            "the connection ends before anything was sent: the message sits in a buffer that is not flushed, or this connection was only a try and the message goes over another",
        ),
        Cause(
            Bytes,
            &[Fin],
            "the client ends the stream before the whole message is sent: it counts characters instead of bytes, cuts the message to a buffer, or strips its end",
        ),
        Cause(
            Bytes,
            &[Silence],
            "the client connects and sends nothing: it waits for the server to speak first, or the message sits in a buffer that is not flushed",
        ),
        Cause(
            Bytes,
            &[Short],
            "the client sends only a part of the message and does not end the stream: it waits for an answer before it sends the rest, or cuts the message",
        ),
        Cause(
            Bytes,
            &[Different],
            "the client sends something else than the bytes of its argument: quotes or a byte-order mark before it, another text, or another encoding",
        ),
        Cause(
            End,
            &[Silence],
            "the client never closes its sending side: without that the server can't know that the message is complete",
        ),
        Cause(Bytes, &[Rst], "the client resets the connection instead of closing its sending side"),
        Cause(End, &[Rst], "the client resets the connection instead of closing its sending side"),
    ]],
};

const CLIENT_PRINTS: Check = Check {
    id: "client-prints",
    claim: "the reply is printed as `received: ...`",
    points: 5,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Replies with something else than was sent, once in plain text, once with bytes that are not UTF-8, and once with a newline in its middle, and expects `received: REPLY` and exit status 0.",
    run: |lab| {
        for (reply, line) in [
            (&b"  I heard you "[..], "received:   I heard you "),
            (b"caf\xe9 \xff!", "received: caf\u{fffd} \u{fffd}!"),
        ] {
            let client = replied(lab, |server| server.send(reply))?;
            client.expect_line(line)?;
            client.expect_exit(0)?;
        }
        let client = replied(lab, |server| server.send(b"two\nlines"))?;
        client.expect_text("received: two", &["lines"])?;
        client.expect_exit(0)
    },
    causes: &[&[
        Cause(
            Line,
            &[Ended],
            "the client ends without printing the reply: it does not read it, has closed the whole connection instead of its sending side, stops at a byte that is not UTF-8, or leaves the line in a buffer that it does not flush",
        ),
        Cause(
            Line,
            &[Silence],
            "the client does not print the reply although the stream has ended: it takes a read of 0 bytes for `nothing yet`, or waits for something else",
        ),
        Cause(
            Line,
            &[Short],
            "the client prints only a part of the reply: it reads only so many bytes, has closed its receiving side as well, strips the end, or takes a newline in it for the end",
        ),
        Cause(
            Line,
            &[Reencoded],
            "bytes that are not UTF-8 are to be printed with U+FFFD in their place: decode with replacement, not as Latin-1 and not without the bytes",
        ),
        Cause(
            Line,
            &[Extra],
            "the client prints more than the reply: the whole buffer with the zeros behind what was read, instead of as many bytes as the read says, or something of its own, perhaps in the place of a newline",
        ),
        Cause(
            Line,
            &[Different],
            "the line is not `received: ` and the reply, as it came: these words, in small letters, and one space",
        ),
        NORMAL_STATUS,
        RUNNING_AFTER_CLOSE,
    ]],
};

/// Runs the client against a server that takes its message to the end, does something, and closes.
fn replied(lab: &mut Harness, reply: impl Fn(&crate::harness::Peer)) -> Step<Program> {
    let door = lab.listen()?;
    let client = lab.run("client", &["127.0.0.1", &door.port(), "a question"])?;
    let server = door.accept(&client)?;
    server.expect(b"a question")?;
    server.expect_end()?;
    reply(&server);
    server.finish();
    server.settle()?;
    Ok(client)
}

const CLIENT_PIECES: Check = Check {
    id: "client-pieces",
    claim: "a reply that arrives in pieces is printed whole",
    points: 5,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Replies in six pieces, each sent after the one before was read, one cut inside a character of two bytes, and expects the whole reply on one line.",
    run: |lab| {
        let client = replied(lab, |server| {
            server.perform(pieces(&[b"1", b"0", b" pieces, ", b"Gr\xc3", b"\xbc\xc3\x9fe, ", b"end"]))
        })?;
        client.expect_line("received: 10 pieces, Gr\u{fc}\u{df}e, end")?;
        client.expect_exit(0)
    },
    causes: &[&[
        Cause(
            Line,
            &[Short],
            "the client stops reading before the end of the stream: one read, a short read, or so many bytes are not the whole reply. Read in a loop until a read gives 0 bytes",
        ),
        Cause(
            Line,
            &[Reencoded],
            "the client decodes each piece by itself, or not as UTF-8: a character may be cut between two reads, so collect the bytes first",
        ),
        Cause(
            Line,
            &[Ended],
            "the client ends without printing the reply: does it decode each piece by itself? A character may be cut between two reads, so collect the bytes first",
        ),
        Cause(
            Line,
            &[Silence],
            "the client does not print the reply although the stream has ended: it takes a read of 0 bytes for `nothing yet`, or waits for something else",
        ),
        Cause(
            Line,
            &[Split],
            "the client prints each piece by itself: collect the bytes until the end of the stream, then print one line",
        ),
        Cause(
            Line,
            &[Different],
            "the pieces are not put together and printed as they came: use only as many bytes of the buffer as were read, collect them until the end of the stream, then print one line",
        ),
    ]],
};

const CLIENT_LARGE: Check = Check {
    id: "client-large",
    claim: "a reply of 1 MiB is printed whole",
    points: 5,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Replies with a little more than 1 MiB of numbered text, the first 1,000 bytes by themselves, and expects all of it on one line.",
    run: |lab| {
        let mut reply = numbered(1024 * 1024 + 4999);
        reply.push(b'.');
        let client = replied(lab, |server| server.perform(cut(&reply, 1000)))?;
        client.expect_line(&format!("received: {}", String::from_utf8_lossy(&reply)))?;
        client.expect_exit(0)
    },
    causes: &[&[
        Cause(
            Line,
            &[Short],
            "the client prints only the beginning: one read, or a buffer of a fixed size, does not hold the whole reply, and what sits in an output buffer has to be flushed. Read until a read gives 0 bytes",
        ),
        Cause(
            Line,
            &[Split],
            "the client prints each piece by itself: collect the bytes until the end of the stream, then print one line",
        ),
        Cause(
            Line,
            &[Different],
            "a part of the reply is lost, doubled, or not printed as it came: use only as many bytes of the buffer as were read, and collect them until the end of the stream",
        ),
        Cause(Line, &[Ended], "the client ends without printing a reply of this size"),
        Cause(
            Line,
            &[Silence],
            "the client does not print the reply although the stream has ended: it takes a read of 0 bytes for `nothing yet`, or waits for something else",
        ),
    ]],
};

const CLIENT_EMPTY_REPLY: Check = Check {
    id: "client-empty-reply",
    claim: "a server that closes without a word: `received: ` and exit 0",
    points: 4,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Closes without sending anything and expects the line `received: ` with nothing behind it, and exit status 0.",
    run: |lab| {
        let door = lab.listen()?;
        let client = lab.run("client", &["127.0.0.1", &door.port(), "anybody there?"])?;
        let server = door.accept(&client)?;
        // Who sees the end of the stream before all is sent may leave the rest.
        server.finish();
        client.expect_line("received: ")?;
        client.expect_exit(0)
    },
    causes: &[&[
        Cause(
            Line,
            &[Ended],
            "the client takes an empty reply for an error, or does not print `received: `: the end of the stream with nothing before it is an empty reply",
        ),
        Cause(
            Line,
            &[Silence],
            "the client takes a read of 0 bytes for `nothing yet` and waits on: 0 is the end of the stream",
        ),
        Cause(Line, &[Different], "an empty reply is printed as `received: ` with nothing behind it"),
        Cause(Exit, &[Status], "an empty reply is a normal end: exit status 0"),
    ]],
};

const CLIENT_REFUSED: Check = Check {
    id: "client-refused",
    claim: "nobody listens: an error and exit status 1",
    points: 4,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs the client with a port on which nobody listens, and expects `error: ...` on stderr and exit status 1.",
    run: |lab| {
        let port = lab.free_port()?.to_string();
        let client = lab.run("client", &["127.0.0.1", &port, "hello?"])?;
        client.expect_error()?;
        client.expect_exit(1)
    },
    causes: &[UNREPORTED, &[KEEPS_TRYING], EXIT_AFTER_ERROR],
};

const CLIENT_HOSTNAME: Check = Check {
    id: "client-hostname",
    claim: "`localhost` works whether the server is only on 127.0.0.1 or only on ::1",
    points: 4,
    programs: CLIENT,
    needs: &["client-sends"],
    runs: &[],
    tries: "Runs `client localhost PORT MESSAGE` with a server on 127.0.0.1 alone, then with one on ::1 alone. Where `localhost` is not ::1 as well, HOST is `::1` itself.",
    run: |lab| {
        let halves: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        if !halves.iter().any(|ip| lab.localhost().contains(ip)) {
            return Err(Stop::Skip("`localhost` resolves to neither 127.0.0.1 nor ::1 here".into()));
        }
        for ip in halves {
            let Some(host) = host_for(lab, ip) else { continue };
            let door = lab.listen_only_at(ip)?;
            let client = lab.run("client", &[&host, &door.port(), "by name"])?;
            let server = door.accept(&client)?;
            server.expect(b"by name")?;
            server.expect_end()?;
            server.send(b"here I am");
            server.finish();
            client.expect_exit(0)?;
        }
        Ok(())
    },
    causes: &[&[Cause(
        Connection,
        &[Ended],
        "the client takes HOST for an address although it may be a name, takes only one kind of address (IPv4 or IPv6), or tries only the first address of a name: resolve it, and try each in turn",
    )]],
};

/// `localhost`, where that is this address; the address itself, where it is not; none, where there is no such address.
fn host_for(lab: &mut Harness, ip: IpAddr) -> Option<String> {
    if lab.localhost().contains(&ip) {
        return Some("localhost".to_string());
    }
    if ip.is_ipv6() && !lab.has_ipv6() {
        lab.note("the half with ::1 was skipped: this machine has no IPv6");
        return None;
    }
    lab.note(format!("the half with {ip} was tried by its address: `localhost` does not resolve to it here"));
    Some(ip.to_string())
}

const CLIENT_ARGUMENTS: Check = Check {
    id: "client-arguments",
    claim: "arguments that make no sense: usage on stderr, exit status 2",
    points: 3,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Runs the client without arguments, with the port `abc`, and with the ports 65536 and 70000, and expects a line with `usage` on stderr and exit status 2.",
    run: |lab| {
        let with = |port: &'static str| ["127.0.0.1", port, "hello"];
        for arguments in [&[][..], &with("abc"), &with("65536"), &with("70000")] {
            let client = lab.run("client", arguments)?;
            client.expect_usage()?;
            client.expect_exit(2)?;
        }
        Ok(())
    },
    causes: &[&[
        Cause(
            Usage,
            &[Ended],
            "the client does not say how it is used: no arguments, a port that is no number, and a port above 65535 all call for the usage line",
        ),
        Cause(Usage, &[OtherStream], "the usage line is printed on stdout: diagnostics belong on stderr"),
        Cause(
            Usage,
            &[Silence],
            "the client does not say how it is used: it goes on without its arguments, or asks for them",
        ),
        Cause(Exit, &[Status], "arguments that make no sense have an exit status of their own: 2"),
        Cause(Exit, &[Running], "the client prints its usage and goes on running"),
    ]],
};

const TOGETHER: Check = Check {
    id: "together",
    claim: "your client and your server understand each other",
    points: 3,
    programs: &["server", "client"],
    needs: &["server-echo", "client-sends"],
    runs: &[],
    tries: "Starts your server, and your client against it through a relay that records what goes over the wire, and expects the message back.",
    run: |lab| {
        let server = lab.start("server")?;
        let relay = lab.relay(&server)?;
        let client = lab.run("client", &["127.0.0.1", &relay.port(), "hello, myself"])?;
        client.expect_line("received: hello, myself")?;
        client.expect_exit(0)
    },
    causes: &[&[
        Cause(
            Line,
            &[Ended],
            "the client ends without printing its message: look at the ladder for whether it came back, and which of the two closed first",
        ),
        Cause(
            Line,
            &[Silence],
            "the server does not close after the client has finished, or the client waits on although it has: look at the ladder for which of the two",
        ),
        Cause(
            Line,
            &[Different],
            "the message comes back changed, or is not printed as it came: look at the ladder for where it changes",
        ),
        Cause(Exit, &[Status], "the client gets its message back and yet does not end with exit status 0"),
        Cause(Exit, &[Running], "the client gets its message back and goes on running"),
    ]],
};
