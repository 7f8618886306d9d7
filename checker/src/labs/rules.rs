//! What holds for every program of a lab, and is one check in each: arguments that make no sense, and HOST `::1`.
//!
//! A lab says how its programs are started, and takes the rest from here:
//!
//! ```ignore
//! pub const ARGUMENTS: Check = Check {
//!     points: 4,
//!     programs: &["server", "client"],
//!     run: |lab| rules::arguments(lab, FORMS),
//!     ..rules::ARGUMENTS
//! };
//!
//! const FORMS: &[Form] = &[
//!     Form { program: "server", words: &["PORT", "127.0.0.1"], over_ipv6: Some(answers) },
//!     Form { program: "client", words: &["127.0.0.1", "PORT", "ann"], over_ipv6: Some(asks) },
//!     Form { program: "two-rates", words: &["NUMBER", "NUMBER"], over_ipv6: None },
//! ];
//! ```
//!
//! `over_ipv6` is a function of the lab's own: it begins with [`start_over_ipv6`] or [`run_over_ipv6`], and goes on in
//! the lab's protocol.

use std::net::{IpAddr, Ipv6Addr};

use crate::harness::{Door, Harness, Program, Server};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

/// The check, but for its points, its programs and its run.
pub const ARGUMENTS: Check = Check {
    id: "arguments",
    claim: "arguments that make no sense: usage on stderr, exit status 2; and every program works over IPv6",
    points: 0,
    programs: &[],
    needs: &[],
    runs: &[Runs::NotByHand(
        "there is hardly a part to play: it starts each of your programs with arguments that make no sense, and looks at what they say",
    )],
    tries: "Starts each program of the lab without arguments, with the ports `abc`, 70000, -1 and an empty word (or with words that are no numbers), and with a word too many, and expects a line with `usage` on stderr and exit status 2. Starts each server with the HOST `a..b`, which is no address: it has to say that with the usage line and status 2, or with `error: ...` and status 1. Then starts each server with HOST `::1`, and each client against one that is only there.",
    run: |_| Ok(()),
    causes: &[USAGE, OVER_IPV6],
};

/// What may be wrong about arguments that make no sense.
#[rustfmt::skip]
pub const USAGE: &[Cause] = &[
    Cause(Usage, &[Ended], "the program does not say how it is used: no arguments, a port that is no number from 0 to 65535, and a word too many all call for the usage line"),
    Cause(Usage, &[Listening], "the server listens all the same: a port above 65535 is cut to 16 bits (70000 becomes 4464, and -1 becomes 65535), an empty word is read as 0, or a word too many is passed over"),
    Cause(Usage, &[OtherStream], "the usage line is printed on stdout: diagnostics belong on stderr"),
    Cause(Usage, &[Silence], "the program does not say how it is used: it goes on without its arguments, or with others than it was given"),
    Cause(Exit, &[Status], "arguments that make no sense have an exit status of their own: 2"),
    Cause(Error, &[Listening, Ended, Silence], "HOST is no address, and the server does not say so: it listens all the same, waits, or ends without the line and the exit status that go together, `error: ` and 1 or the usage and 2"),
];

/// What may be wrong about HOST `::1`.
#[rustfmt::skip]
pub const OVER_IPV6: &[Cause] = &[
    Cause(Ready, &[Ended], "the server does not take an IPv6 address: it makes an IPv4 socket whatever HOST is, can read only IPv4 addresses, or reads HOST and PORT out of one text, in which `::1:4000` is no address: parse HOST alone"),
    Cause(Ready, &[Address], "the server is bound to another address than HOST"),
    Cause(Connection, &[Ended], "the client does not take an IPv6 address: it makes an IPv4 socket whatever HOST is, or reads HOST and PORT out of one text, in which `::1:4000` is no address"),
    Cause(Connection, &[Silence], AS_OVER_IPV4),
    Cause(Line, &[Silence, Different], AS_OVER_IPV4),
    Cause(Bytes, &[Silence, Different, Fin, Rst], AS_OVER_IPV4),
    Cause(Datagram, &[Silence, Different], AS_OVER_IPV4),
];

const AS_OVER_IPV4: &str = "over IPv6 the program does not do what it has to do. Where other checks fail as well, mend those first: then it is no matter of the address";

/// HOSTs from which no client gets a connection: nobody listens at the port of the one, and no host has the other's name.
pub const NOWHERE: [&str; 2] = ["127.0.0.1", "a..b"];

/// What stands for HOST where it is no address. Nobody has to ask the network for it.
pub const NO_ADDRESS: &str = NOWHERE[1];

/// How a program of the lab is started.
pub struct Form {
    /// `tcp-server`
    pub program: &'static str,
    /// Arguments that make sense, all there can be. `PORT` stands for a port, `NUMBER` for a number, and 127.0.0.1
    /// for HOST.
    pub words: &'static [&'static str],
    /// Expects that it works over IPv6; none for a program that has no network.
    pub over_ipv6: Option<fn(&mut Harness, &Form) -> Step>,
}

impl Form {
    /// Its arguments, with these for HOST and PORT.
    pub fn arguments(&self, host: &str, port: &str) -> Vec<String> {
        let word = |word: &&str| match *word {
            "127.0.0.1" => host.to_string(),
            "PORT" => port.to_string(),
            "NUMBER" => "100".to_string(),
            other => other.to_string(),
        };
        self.words.iter().map(word).collect()
    }

    /// Arguments that make no sense.
    fn senseless(&self, port: &str) -> Vec<Vec<String>> {
        let mut all = vec![Vec::new()];
        all.extend(self.with_each(port, "PORT", &["abc", "70000", "-1", ""]));
        all.push(self.arguments("127.0.0.1", port).into_iter().chain(["more".to_string()]).collect());
        all
    }

    /// Arguments in which a number is none.
    fn uncountable(&self, port: &str) -> Vec<Vec<String>> {
        self.with_each(port, "NUMBER", &["abc", ""])
    }

    /// Its arguments, with each of these once in each place of a kind.
    fn with_each(&self, port: &str, kind: &str, wrong: &[&str]) -> Vec<Vec<String>> {
        let places = self.words.iter().enumerate().filter(|(_, word)| **word == kind);
        let with = |at: usize, wrong: &str| {
            let mut words = self.arguments("127.0.0.1", port);
            words[at] = wrong.to_string();
            words
        };
        places.flat_map(|(at, _)| wrong.iter().map(move |wrong| with(at, wrong))).collect()
    }

    fn is_server(&self) -> bool {
        self.words.first() == Some(&"PORT")
    }
}

/// What the check does, for the programs of a lab.
pub fn arguments(lab: &mut Harness, forms: &[Form]) -> Step {
    for form in forms {
        // A record of its own for each: of sixteen programs nobody could find the one that is wrong.
        lab.begin_anew();
        let port = lab.free_port()?.to_string();
        expect_all_refused(lab, form, &form.senseless(&port))?;
        expect_all_refused(lab, form, &form.uncountable(&port)).map_err(|stop| match stop {
            Stop::Mismatch(mismatch) if mismatch.seen == Listening => Stop::Mismatch(mismatch).seen_as(Malformed),
            other => other,
        })?;
        if form.is_server() {
            expect_no_address(lab, form.program, &borrowed(&form.arguments(NO_ADDRESS, "0")))?;
        }
    }
    if !lab.has_ipv6() {
        lab.note("the part with ::1 was skipped: this machine has no IPv6");
        return Ok(());
    }
    for form in forms {
        lab.begin_anew();
        form.over_ipv6.map_or(Ok(()), |works| works(lab, form))?;
    }
    Ok(())
}

fn expect_all_refused(lab: &mut Harness, form: &Form, lines: &[Vec<String>]) -> Step {
    let lines: Vec<Vec<&str>> = lines.iter().map(|words| borrowed(words)).collect();
    expect_refused(lab, form.program, &lines.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Starts a server whose HOST is no address, and expects that it says so and ends.
pub fn expect_no_address(lab: &mut Harness, program: &str, words: &[&str]) -> Step {
    lab.run(program, words)?.expect_no_address()
}

/// Starts a program with each of these, and expects the usage line and exit status 2.
pub fn expect_refused(lab: &mut Harness, program: &str, lines: &[&[&str]]) -> Step {
    let mut started = Vec::new();
    for words in lines {
        started.push(lab.run(program, words)?);
    }
    for program in started {
        program.expect_usage()?;
        program.expect_exit(2)?;
    }
    Ok(())
}

/// Starts a server at `::1`.
pub fn start_over_ipv6(lab: &mut Harness, form: &Form) -> Step<Server> {
    let words = form.arguments("::1", "0");
    let server = lab.start_at(form.program, &borrowed(&words))?;
    server.expect_ip(Ipv6Addr::LOCALHOST.into())?;
    Ok(server)
}

/// Starts a client of somebody who listens at `::1` alone.
pub fn run_over_ipv6(lab: &mut Harness, form: &Form) -> Step<(Door, Program)> {
    let door = lab.listen_only_at(IpAddr::V6(Ipv6Addr::LOCALHOST))?;
    let words = form.arguments("::1", &door.port());
    let client = lab.run(form.program, &borrowed(&words))?;
    Ok((door, client))
}

fn borrowed(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}
