//! `--pcap`: what tshark reads of a capture is what was on the wire.

use std::path::{Path, PathBuf};
use std::process::Command;

use checker::trace::EXCERPT;

use crate::fixture::{checker, folder, root};
use crate::languages::is_installed;

/// Grades and captures, and gives a line of these fields for each packet.
fn captured(name: &str, words: &[&str], fields: &[&str]) -> Option<Vec<Vec<String>>> {
    if !is_installed("tshark") {
        assert!(std::env::var_os("CI").is_none(), "there is no tshark here");
        println!("SKIPPED: there is no tshark here");
        return None;
    }
    let file: PathBuf = folder(&format!("pcap-{name}")).join("seen.pcapng");
    let graded =
        checker().args(words).arg("--pcap").arg(&file).current_dir(root()).output().expect("the checker starts");
    assert!(graded.status.code().is_some_and(|status| status < 2), "{}", String::from_utf8_lossy(&graded.stderr));
    Some(read(&file, fields))
}

fn read(file: &Path, fields: &[&str]) -> Vec<Vec<String>> {
    let fields = fields.iter().flat_map(|field| ["-e", field]);
    let options =
        ["-n", "-T", "fields", "-E", "separator=|", "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE"];
    let output = Command::new("tshark").args(options).args(fields).arg("-r").arg(file).output().expect("tshark starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect()
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_stream_is_read_back_with_why_it_failed() {
    let submission = "checker/tests/programs/one-read";
    let words =
        ["lab1", "--check", "server-stream", "--check", "server-echo", "--seed", "7", "--submission", submission];
    let fields =
        ["tcp.stream", "tcp.flags.str", "tcp.payload", "frame.interface_name", "tcp.checksum.status", "frame.comment"];
    let Some(packets) = captured("stream", &words, &fields) else { return };
    // A check may start its server more than once.
    let of = |check: &str| packets.iter().filter(|packet| packet[3].starts_with(check)).cloned().collect::<Vec<_>>();
    let stream = of("lab1/server-stream server");
    assert_eq!(stream.len() + of("lab1/server-echo server").len(), packets.len(), "{packets:#?}");
    let flags: String =
        stream.iter().map(|packet| packet[1].trim_matches('·').replace('·', "")).collect::<Vec<_>>().join(" ");
    assert!(flags.starts_with("S AS A AP AP"), "{flags}");
    assert!(packets.iter().all(|packet| packet[4] == "1"), "every checksum is right: {packets:#?}");
    let commented: Vec<&Vec<String>> = stream.iter().filter(|packet| !packet[5].is_empty()).collect();
    assert_eq!(commented.len(), 1, "{stream:#?}");
    let said = &commented[0][5];
    assert!(said.contains("lab1/server-stream failed here") && said.contains("likely cause: "), "{said}");
    // The echo, which passes, there and back.
    let echo: Vec<String> = of("lab1/server-echo server").iter().map(|packet| packet[2].clone()).collect();
    assert_eq!(echo.iter().filter(|payload| **payload == hex("Hello, world")).count(), 2, "{echo:?}");
}

#[test]
fn datagrams_are_read_back() {
    let words = ["lab2", "--check", "server-uppercase", "--check", "client-stranger", "--solution"];
    let fields = ["udp.payload", "udp.checksum.status", "frame.interface_name", "udp.stream"];
    let Some(packets) = captured("datagrams", &words, &fields) else { return };
    // Of a long one the record keeps the beginning, from which no checksum can be had: 3 is none at all.
    let is_right = |packet: &Vec<String>| packet[1] == "1" || packet[1] == "3" && packet[0].len() == 2 * EXCERPT;
    assert!(packets.len() >= 4 && packets.iter().all(is_right), "{packets:#?}");
    for text in ["hello, udp", "HELLO, UDP", "a stranger's words"] {
        assert!(packets.iter().any(|packet| packet[0] == hex(text)), "{text}: {packets:#?}");
    }
}
