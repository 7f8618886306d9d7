//! The commands of the book's page about tools: each is run, beside a server that somebody talks to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use checker::book::lines::{Kind, lines};
use checker::labs::LABS;

use crate::fixture::{folder, root, solution};

/// What a tool says that is not allowed to do its work here.
const NOT_ALLOWED: &[&str] = &["Operation not permitted", "You don't have permission"];

/// The lines of the listings in `sh`.
fn commands(text: &str) -> Vec<String> {
    let mut is_shell = false;
    let mut found = Vec::new();
    for line in lines(text) {
        match line.kind {
            Kind::Open { language } => is_shell = language == "sh",
            Kind::Code if is_shell && !line.text.trim().is_empty() => found.push(line.text.trim().to_owned()),
            _ => {}
        }
    }
    found
}

/// Says hello to a port, and waits for the end of what comes back; nothing happens where nobody listens.
fn say_hello(port: u16) -> std::io::Result<()> {
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    connection.set_read_timeout(Some(Duration::from_millis(200)))?;
    connection.write_all(b"Hello, world")?;
    connection.shutdown(Shutdown::Write)?;
    connection.read_to_end(&mut Vec::new()).map(drop)
}

fn is_installed(tool: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {tool} >/dev/null")]).status();
    found.is_ok_and(|status| status.success())
}

/// The tools of the page that a command uses.
fn tools(command: &str) -> impl Iterator<Item = &'static str> + '_ {
    let words = || command.split(|c: char| !c.is_alphanumeric());
    ["nc", "ss", "lsof", "tcpdump", "strace", "od"].into_iter().filter(move |tool| words().any(|word| word == *tool))
}

#[test]
#[cfg(target_os = "linux")]
fn every_command_of_the_page_runs() {
    let text = std::fs::read_to_string(root().join("book/src/tools.md")).expect("the page");
    let commands = commands(&text);
    assert!(commands.len() >= 15, "{commands:?}");
    let mut server = Command::new(solution(LABS[0], "server"))
        .arg("0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let mut printed = BufReader::new(server.stdout.take().expect("a pipe"));
    let mut ready = String::new();
    printed.read_line(&mut ready).expect("the ready line");
    let port: u16 = ready.trim().rsplit_once(':').expect("the ready line").1.parse().expect("a port");
    let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let place = folder("tools").join("lab.pcap").display().to_string();

    let is_over = AtomicBool::new(false);
    let mut wrong = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| std::io::copy(&mut printed, &mut std::io::sink()));
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                // Some commands wait for somebody to talk, others for somebody to come.
                say_hello(port).ok();
                say_hello(free).ok();
                std::thread::park_timeout(Duration::from_millis(20));
            }
        });
        for command in &commands {
            let missing = tools(command).find(|tool| !is_installed(tool));
            // Both at once: the one port may have the other's digits in it, as 34001.
            let here = command.replace("4000", "{port}").replace("4001", "{free}");
            let here = here.replace("{port}", &port.to_string()).replace("{free}", &free.to_string());
            let here = here.replace("/tmp/lab.pcap", &place).replace("sudo ", "");
            // As it is built by now: cargo might compile it once more, with fewer packages beside it.
            let here = here.replace("cargo checker", env!("CARGO_BIN_EXE_checker"));
            if let Some(tool) = missing {
                println!("SKIPPED: there is no {tool} here: {command}");
            } else if let Err(problem) = run(&here) {
                wrong.push(format!("{command}: {problem}"));
            }
        }
        is_over.store(true, Ordering::Relaxed);
        server.kill().expect("it is ours");
        server.wait().expect("it ends");
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn run(command: &str) -> Result<(), String> {
    let output = Command::new("timeout")
        .args(["30", "sh", "-c", command])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    if NOT_ALLOWED.iter().any(|words| said.contains(words)) {
        println!("SKIPPED: not allowed here: {command}");
        return Ok(());
    }
    let shown = !output.stdout.is_empty() || said.contains("packets captured") || command.starts_with("strace");
    if output.status.success() && shown {
        return Ok(());
    }
    Err(format!("{}, {:?}", output.status, said))
}
