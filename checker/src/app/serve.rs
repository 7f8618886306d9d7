//! `checker book` where the book is part of the checker: serves it on this machine, each page with the learner's grades
//! as they are when it is asked for. A page that is open asks whether they have changed, and then loads again.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, anyhow};
use checker::book::live;
use checker::labs::LABS;
use checker::own::{self, Own};
use checker::progress::{self, Grades};
use tiny_http::{Header, Method, Request, Response, Server};

use super::out::{complain, say};
use super::{browse, inside};

/// Who answers at the same time: a reader that is slow to take a page holds up nobody else.
const THREADS: usize = 4;

/// Where a page asks which grades there are now, and where the script is that asks.
const VERSION: &str = "checker/version";
const SCRIPT: &str = "checker/live.js";

/// By which names this machine is asked for what only it may have: another is one of the internet's that was made to
/// lead here, by a page that wants to read along.
const NAMES: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// What the names of files end with, and what is in them.
const KINDS: &[(&str, &str)] = &[
    ("css", "text/css"),
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("woff2", "font/woff2"),
];

/// Serves the book until that is interrupted.
pub fn open(here: &Path) -> anyhow::Result<u8> {
    let listener = browse::listener("127.0.0.1")?;
    let port = listener.local_addr().context("cannot find a free port for the book")?.port();
    let server = Server::from_listener(listener, None).map_err(|error| anyhow!("cannot serve the book: {error}"))?;
    let desk = Arc::new(Desk { server, files: inside::book()?, here: here.to_owned(), port, noted: Mutex::default() });
    let address = format!("http://localhost:{port}/");
    say(&format!("The course is at {address} until you press Ctrl-C here\n"))?;
    if browse::has_browser() {
        opener::open_browser(&address).unwrap_or_else(|error| complain(&format!("note: no browser opens: {error}\n")));
    }
    // So that the next report links to it, and not only the one after a page was read.
    desk.learner();
    let answer = |number| {
        let desk = desk.clone();
        thread::Builder::new().name(format!("book-{number}")).spawn(move || desk.answer_all())
    };
    let threads: Vec<_> = (1..=THREADS).map(answer).collect::<Result<_, _>>().context("cannot start a thread")?;
    for thread in threads {
        thread.join().map_err(|_| anyhow!("the book can't be served any longer"))??;
    }
    Ok(0)
}

struct Desk {
    server: Server,
    files: BTreeMap<String, Vec<u8>>,
    /// Where the learner is.
    here: PathBuf,
    port: u16,
    /// The folder in which it is noted that the book is served.
    noted: Mutex<Option<PathBuf>>,
}

/// What is known of the learner at some moment.
struct Learner {
    own: Own,
    grades: Grades,
    version: String,
}

type Answer = Response<Cursor<Vec<u8>>>;

impl Desk {
    fn answer_all(&self) -> anyhow::Result<()> {
        loop {
            let request = self.server.recv().context("cannot serve the book")?;
            let answer = self.answer(&request);
            // Who asked may have gone.
            request.respond(answer).ok();
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        if !is_for_this_machine(request) {
            return text("this is no name of the machine that serves the book\n").with_status_code(421);
        }
        if ![Method::Get, Method::Head].contains(request.method()) {
            return text("the book can only be read\n").with_status_code(405);
        }
        match request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/') {
            VERSION => text(&self.learner().version),
            SCRIPT => of_kind(include_bytes!("live.js").to_vec(), "js"),
            "" => self.file("index.html"),
            path => self.file(path),
        }
    }

    fn file(&self, path: &str) -> Answer {
        match (self.files.get(path), self.files.get("404.html")) {
            (Some(bytes), _) if path.ends_with(".html") => self.page(bytes),
            (Some(bytes), _) => of_kind(bytes.clone(), path.rsplit('.').next().unwrap_or_default()),
            (None, Some(missing)) => self.page(missing).with_status_code(404),
            (None, None) => text("there is no such page\n").with_status_code(404),
        }
    }

    /// A page with the grades as they are, and with what asks for others.
    fn page(&self, bytes: &[u8]) -> Answer {
        let Learner { own, grades, version } = self.learner();
        let mut page = live::graded(&String::from_utf8_lossy(bytes), LABS, &grades, &own);
        let script =
            format!("<script src=\"/{SCRIPT}\" data-ask=\"/{VERSION}\" data-version=\"{version}\"></script>\n");
        page.insert_str(page.rfind("</body>").unwrap_or(page.len()), &script);
        of_kind(page.into_bytes(), "html")
    }

    /// What is known of the learner now: nothing as long as nothing is begun.
    fn learner(&self) -> Learner {
        let nobody = || Learner { own: Own::Exercises, grades: Grades::default(), version: String::new() };
        let Ok(home) = own::home(&self.here) else { return nobody() };
        self.note(&home);
        let Ok(own) = Own::read(&home) else { return nobody() };
        // In this order: what changes in between is seen as a change.
        let version = progress::version(&home, &own, LABS);
        Learner { grades: Grades::read(&home, &own, LABS), own, version }
    }

    /// Notes, once, where the book is served. Reports that lead nowhere are no reason not to serve it.
    fn note(&self, home: &Path) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.as_deref() != Some(home) {
            *noted = Some(home.to_owned());
            browse::note(home, self.port).unwrap_or_else(|error| complain(&format!("note: {error:#}\n")));
        }
    }
}

/// Whether the request is for a name that this machine has in itself: RFC 9110, section 7.2.
fn is_for_this_machine(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    let name = host.map_or("", |host| host.value.as_str());
    let is_port = |end: &str| end.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    NAMES.iter().filter_map(|known| name.strip_prefix(known)).any(|end| end.is_empty() || is_port(end))
}

fn text(text: &str) -> Answer {
    of_kind(text.as_bytes().to_vec(), "txt")
}

/// An answer that nobody keeps: the next one may be another.
fn of_kind(bytes: Vec<u8>, end: &str) -> Answer {
    let kind = KINDS.iter().find(|(known, _)| *known == end).map_or("application/octet-stream", |(_, kind)| kind);
    let mut answer = Response::from_data(bytes);
    for (name, value) in [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    {
        if let Ok(header) = Header::from_bytes(name, value) {
            answer.add_header(header);
        }
    }
    answer
}
