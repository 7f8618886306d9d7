//! Checkpoint 1, a pair: two keyboards, and lines that go both ways at any time.

use crate::fault::pieces;
use crate::harness::{Harness, Peer, Program, Server};
use crate::lab::{Cause, Check};
use crate::labs::payload::{COMMANDS_ELSEWHERE, LONG};
use crate::labs::shared::{LONG_LINE, NEVER_CONNECTED, SPINS, STRADDLING_LINE, STRADDLING_TYPED, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Stop, Want::*, unmet};

pub(super) const PAIR: &[&str] = &["pair-server", "pair-client"];

/// Somebody who talks to the learner's program, and the program.
pub(super) struct Talk {
    pub program: Program,
    pub peer: Peer,
}

/// A client of the checker's at the learner's server. It has said something: that is how a conversation begins.
pub(super) fn at_server(lab: &mut Harness, server: &Server, first: &str) -> Step<Talk> {
    let talk = Talk { program: server.program.clone(), peer: lab.connect(server)? };
    talk.hears(first)?;
    Ok(talk)
}

/// A line that a client of the checker's says comes out at the learner's server.
pub(super) fn hears_from_guest(lab: &mut Harness, server: &Server, line: &str) -> Step {
    at_server(lab, server, line).map(drop)
}

/// The learner's client at a server of the checker's.
pub(super) fn at_client(lab: &mut Harness) -> Step<Talk> {
    let door = lab.listen()?;
    let program = lab.run("pair-client", &["127.0.0.1", &door.port()])?;
    let peer = door.accept(&program)?;
    Ok(Talk { program, peer })
}

impl Talk {
    /// What is sent to the program is printed.
    pub fn hears(&self, line: &str) -> Step {
        self.peer.send(format!("{line}\n").as_bytes());
        self.program.expect_line(line)
    }

    /// What is typed at the program is sent.
    pub fn says(&self, line: &str) -> Step {
        self.program.type_line(line);
        self.peer.expect(format!("{line}\n").as_bytes())
    }

    /// The program is stopped and continued while it waits, and goes on as if nothing had happened: this is typed.
    fn dozes(&self, line: &str) -> Step {
        let is_over = || self.peer.look(|heard| heard.is_over);
        let was_over = is_over();
        self.program.doze()?;
        self.program.rest()?;
        self.says(line).map_err(|stop| if is_over() && !was_over { stop.seen_as(Ended) } else { stop })
    }

    /// What is typed at once is sent, line by line. A program that keeps lines in a buffer of its own, behind which it
    /// does not look, sends one of them when something more is typed.
    fn says_at_once(&self, lines: &[String]) -> Step {
        self.program.type_piece(on_wire(lines).as_bytes());
        let Err(stop) = self.peer.expect(on_wire(lines).as_bytes()) else { return Ok(()) };
        let came = || self.peer.look(|heard| heard.received.len());
        let before = came();
        self.program.type_line("one more");
        self.program.rest()?;
        self.peer.fill()?;
        Err(if stop.saw(Short) && came() > before { stop.seen_as(Buffered) } else { stop })
    }

    /// A line and the beginning of another in one write; its end once the first has come.
    fn says_in_pieces(&self, [line, begun]: [&str; 2]) -> Step {
        self.program.type_piece(format!("{line}\n{begun}, and").as_bytes());
        self.peer.expect(format!("{line}\n").as_bytes())?;
        self.program.type_line(" its end");
        self.peer.expect(format!("{begun}, and its end\n").as_bytes())
    }

    /// Of a line that came in two pieces it may be that only the second is printed.
    fn loses(&self, (beginning, rest): (&str, &str), stop: Stop) -> Stop {
        let is_lost = self.program.expect_no_line(beginning).is_ok() && self.program.expect_line(rest).is_ok();
        if is_lost { stop.seen_as(Late) } else { stop }
    }
}

const ENDS_EARLY: &str = "the program ends in the middle of a conversation";

pub const BOTH_WAYS: Check = Check {
    id: "pair-both-ways",
    claim: "lines typed on each side appear on the other, as they are",
    points: 5,
    programs: PAIR,
    needs: &[],
    runs: WITH_THREADS,
    tries: "Sends a line to your server and expects it on its stdout, types one there and expects it on the wire; then a line with spaces at its ends each way, an empty one, and one of 1,100 bytes. The same with your client. While nobody types and nothing comes neither may keep a processor busy, and each is stopped and continued, as by Ctrl-Z and `fg`.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let first = lab.text();
        for talk in [at_server(lab, &server, &first)?, at_client(lab)?] {
            talk.program.expect_no_spin("while nobody types and nothing comes")?;
            let [said, heard, later] = [lab.text(), lab.text(), lab.text()];
            talk.dozes(&said)?;
            talk.hears(&format!("  na\u{ef}ve, \u{4e16}\u{754c} \u{1f44b} {} ", lab.word()))?;
            talk.says(&format!("  caf\u{e9}, \u{4e16}\u{754c} \u{1f44b} {} ", lab.word()))?;
            talk.hears("")?;
            talk.says("")?;
            let [long, longer] = [lab.letters(LONG), lab.letters(LONG)];
            talk.hears(&long).and_then(|()| talk.says(&longer)).map_err(|stop| stop.seen_as(Limit))?;
            talk.hears(&heard)?;
            talk.says(&later)?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        SPINS,
        Cause(Connection, &[Silence], "the client does not connect to the HOST and PORT of its arguments, or not before something is typed"),
        NEVER_CONNECTED,
        Cause(Line, &[Silence], "what arrives is not printed: the program does not read the connection, waits for the keyboard first, or passes over an empty line"),
        Cause(Line, &[Different], "the line is not printed as it is: something is added to it or taken from it"),
        Cause(Line, &[Ended], ENDS_EARLY),
        Cause(Bytes, &[Silence], "what is typed is not sent: the program does not read its stdin while somebody is connected, keeps the line in a buffer, or passes over an empty one"),
        Cause(Bytes, &[Different], "the line is not sent as it is, in UTF-8 and with one newline: something is added to it or taken from it"),
        Cause(Bytes, &[Short], "the line is sent without the newline that ends it"),
        Cause(Line, &[Limit], LONG_LINE),
        Cause(Bytes, &[Limit], LONG_LINE),
        Cause(Bytes, &[Ended], STOPPED),
        Cause(Bytes, &[Fin], ENDS_EARLY),
    ]],
};

#[rustfmt::skip]
pub(super) const STOPPED: &str = "the conversation ends when the program is stopped and continued (Ctrl-Z and `fg`): `epoll_wait` gives EINTR then, and it is no error. Call it again";

pub const ANY_ORDER: Check = Check {
    id: "pair-any-order",
    claim: "nobody waits for a turn: any side may say any number of lines",
    points: 4,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Sends three lines in a row, cut inside the second, of which the rest comes once the first is printed, and `Gr\u{fc}\u{df}e`, cut inside its letters; types eight lines at once, and one with the beginning of another, whose end is typed once the first has come; then both at once. With your server, and with your client.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let first = lab.text();
        for talk in [at_server(lab, &server, &first)?, at_client(lab)?] {
            lab.keep_silent(&talk.program)?;
            let (lines, typed) = (lab.texts(6), lab.texts(8));
            let (in_a_row, at_once) = lines.split_at(3);
            let cut = lab.number(4..=in_a_row[1].len() - 1);
            let inside = in_a_row[0].len() + 1 + cut;
            let (head, rest) = (on_wire(in_a_row).into_bytes(), lab.word());
            talk.peer.perform(pieces(&[&head[..inside], b""]));
            let came = talk.program.prints(&in_a_row[0])?;
            talk.peer.send(&head[inside..]);
            talk.program.expect_lines(in_a_row).map_err(|stop| talk.loses(in_a_row[1].split_at(cut), stop))?;
            if !came {
                let observed = "nothing, until the rest of the line behind it was sent: then it came";
                return Err(unmet(Line, Straddling, format!("the line {:?}", in_a_row[0]), observed));
            }
            let head = [rest.as_bytes(), b", viele Gr\xc3"].concat();
            talk.peer.perform(pieces(&[&head, b"\xbc\xc3", b"\x9fe\n"]));
            talk.program.expect_line(&format!("{rest}, viele Gr\u{fc}\u{df}e"))?;
            talk.says_at_once(&typed)?;
            talk.says_in_pieces([&lab.text(), &lab.word()]).map_err(|stop| stop.seen_as(Straddling))?;
            for line in at_once {
                talk.program.type_line(line);
                talk.peer.send(format!("{line}\n").as_bytes());
            }
            talk.peer.expect(on_wire(at_once).as_bytes())?;
            talk.program.expect_lines(&lines)?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Line, &[Silence, Buffered], "the program waits for its turn: it reads the keyboard, or sends, before it reads the connection again. It takes a thread for each"),
        Cause(Line, &[Different], "the program takes each read for a whole line, or for whole characters: collect the bytes, and make text of what stands before a newline"),
        STRADDLING_LINE,
        Cause(Line, &[Late], "the beginning of a line is lost where the rest comes in another piece: keep what stands behind the last newline for the next read"),
        Cause(Bytes, &[Short], "the program waits for its turn: it sends one line, then wants to hear something before the next"),
        STRADDLING_TYPED,
        Cause(Bytes, &[Buffered], "lines that were typed at once sit in a buffer of the program, and each goes when the next is typed: `select` and `poll` know only what the system still has, so take every line out of what was read"),
    ]],
};

/// The lines, each with its newline.
fn on_wire(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

pub const EXACT_EXIT: Check = Check {
    id: "pair-exact-exit",
    claim: "` EXIT`, `EXIT now` and `exit` are ordinary text, and so is an `EXIT` that arrives",
    points: 2,
    programs: PAIR,
    needs: &["pair-both-ways"],
    runs: &[],
    tries: "Types ` EXIT`, `EXIT ` with a space behind it, `EXIT now`, `exit`, `EDIT` and `EXITS`, and words that are commands elsewhere, as `quit`, and expects them on the wire; sends `EXIT` and a line behind it, and expects both on stdout. With your server, and with your client.",
    run: |lab| {
        let server = lab.start("pair-server")?;
        let first = lab.text();
        for talk in [at_server(lab, &server, &first)?, at_client(lab)?] {
            for line in [" EXIT", "EXIT ", "EXIT now", "exit", "EDIT", "EXITS"] {
                talk.says(line)?;
            }
            for word in COMMANDS_ELSEWHERE {
                talk.says(word)?;
            }
            talk.hears("EXIT")?;
            let [heard, said] = [lab.text(), lab.text()];
            talk.hears(&heard)?;
            talk.says(&said)?;
        }
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Bytes, &[Fin], "the program takes more than the exact line `EXIT` for the end: compare the whole line, as it was typed"),
        Cause(Bytes, &[Silence], "the program keeps a line that looks like `EXIT`, or does not read the keyboard at that time: only the exact line `EXIT` is not sent"),
        Cause(Line, &[Silence], "an `EXIT` that arrives is not printed, or ends the conversation: whoever is typed to decides nothing, it is text"),
        Cause(Line, &[Ended], "the program ends at an `EXIT` that arrives: it is text, like any other line"),
    ]],
};
