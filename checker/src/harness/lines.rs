//! The lines that a program prints on stdout: that they come, in their order, and what came in the place of one.

use std::net::SocketAddr;

use super::Program;
use super::addresses::canonical;
use crate::compare::{self, quote, text};
use crate::journal::{ProgramState, State};
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// Characters of a line's first word by which a line that was meant to be it is known.
const WORD: usize = 16;

/// Characters in which the beginning of a line has to agree with a word to be that word, misspelt.
const ALIKE: usize = 5;

impl Program {
    /// A line on stdout that is exactly this.
    ///
    /// Gives: (Line, OtherStream), (Line, Unterminated), (Line, Different), (Line, Ended), (Line, Buffered),
    /// (Line, Silence).
    pub fn expect_line(&self, line: &str) -> Step {
        self.expect_lines(&[line])
    }

    /// These lines on stdout, in this order, each once; other lines may stand anywhere between them.
    ///
    /// Gives: (Line, OtherStream), (Line, Unterminated), (Line, Different), (Line, Ended), (Line, Buffered),
    /// (Line, Silence).
    pub fn expect_lines(&self, lines: &[impl AsRef<str>]) -> Step {
        let wanted: Vec<String> = lines.iter().map(|line| text(line.as_ref().as_bytes())).collect();
        match self.await_lines(&wanted)? {
            None => Ok(()),
            Some(reached) => Err(self.no_line(&wanted[reached], &wanted[..reached])),
        }
    }

    /// Waits for this line, and says whether it has come. No expectation: the program may go on without it.
    pub fn prints(&self, line: &str) -> Step<bool> {
        Ok(self.await_lines(&[text(line.as_bytes())])?.is_none())
    }

    /// Waits for these lines; gives the place of the first that does not come, if there is one.
    pub(super) fn await_lines(&self, wanted: &[String]) -> Step<Option<usize>> {
        self.hear_lines(wanted)?;
        let (mut seen, mut reached) = (0, 0);
        let mut found = |state: &State| {
            let program = &state.programs[self.id];
            let lines = program.stdout.lines_from(seen);
            seen += lines.len();
            for line in lines {
                reached += usize::from(wanted.get(reached).is_some_and(|next| text(line) == *next));
            }
            (reached == wanted.len()).then_some(true).or(program.is_over().then_some(false))
        };
        // The patience is for each sign of life: who prints a long line slowly may do so.
        let mut printed = 0;
        let came = loop {
            let came = self.bench.wait(self.start_deadline(), &mut found)?;
            let now = self.look(|program| Some(program.stdout.partial().len())).unwrap_or(0);
            if came.is_some() || now <= printed || !self.is_printing(wanted) {
                break came;
            }
            printed = now;
        };
        Ok((came != Some(true)).then_some(reached.min(wanted.len() - 1)))
    }

    /// A text of several lines on stdout, the first of which is known from all others: where only the rest is
    /// missing, it is a part of the text that was printed.
    ///
    /// Gives: (Line, OtherStream), (Line, Unterminated), (Line, Different), (Line, Ended), (Line, Buffered),
    /// (Line, Silence), (Line, Short).
    pub fn expect_text(&self, first: &str, rest: &[&str]) -> Step {
        self.expect_line(first)?;
        match self.expect_lines(&[&[first], rest].concat()) {
            Err(Stop::Mismatch(mut mismatch)) if matches!(mismatch.seen, Seen::Ended | Seen::Silence) => {
                mismatch.seen = Seen::Short;
                mismatch.observed = format!("{} and then {}", quote(first.as_bytes()), mismatch.observed);
                Err(Stop::Mismatch(mismatch))
            }
            other => other,
        }
    }

    /// Whether the line that is not finished yet is the beginning of one of these.
    fn is_printing(&self, lines: &[String]) -> bool {
        self.look(|program| {
            let partial = text(program.stdout.partial());
            lines.iter().any(|line| line.starts_with(&partial)).then_some(())
        })
        .is_some()
    }

    /// Expects that of a line there is exactly one, once the program has ended.
    ///
    /// Gives: (Line, Repeated).
    pub fn expect_once(&self, line: &str) -> Step {
        self.hear_of(&format!("the line {} once more", quote(line.as_bytes())), Program::print)?;
        let count =
            self.look(|program| Some(program.stdout.lines().filter(|one| text(one) == line).count())).unwrap_or(0);
        if count <= 1 {
            return Ok(());
        }
        Err(unmet(
            Want::Line,
            Seen::Repeated,
            format!("the line {} once", quote(line.as_bytes())),
            format!("it was printed {count} times"),
        ))
    }

    /// Expects that no line on stdout holds this.
    ///
    /// Gives: (Nothing, Extra).
    pub fn expect_no_line(&self, part: &str) -> Step {
        self.hear_of(&format!("a line with {}", quote(part.as_bytes())), Program::print)?;
        match self.look(|program| program.stdout.lines().map(text).find(|line| line.contains(part))) {
            None => Ok(()),
            Some(line) => Err(unmet(
                Want::Nothing,
                Seen::Extra,
                format!("no line with {}", quote(part.as_bytes())),
                format!("the line {}", quote(line.as_bytes())),
            )),
        }
    }

    /// Why a line did not come, behind those that did.
    pub(super) fn no_line(&self, wanted: &str, came: &[String]) -> Stop {
        self.no_line_but(wanted, self.look(|program| nearest(program, wanted, came)))
    }

    /// Why a line did not come, when this one is the nearest to it.
    fn no_line_but(&self, wanted: &str, near: Option<(Seen, String)>) -> Stop {
        let expected = format!("the line {} on stdout", compare::excerpt(wanted.as_bytes()));
        let mismatch = |seen, observed: String| unmet(Want::Line, seen, expected.clone(), observed);
        let elsewhere = self.look(|program| {
            let on_stderr = program.stderr.lines().any(|line| text(line) == wanted);
            let open = !wanted.is_empty() && text(program.stdout.partial()) == wanted;
            on_stderr
                .then_some((Seen::OtherStream, "the line came on stderr".to_string()))
                .or(open.then(|| (Seen::Unterminated, "the text came without a newline at its end".to_string())))
        });
        if let Some((seen, observed)) = elsewhere {
            return mismatch(seen, observed);
        }
        if let Some((seen, line)) = near {
            return mismatch(seen, compare::show(wanted.as_bytes(), line.as_bytes()));
        }
        if let Some(exit) = self.look(|program| program.exit) {
            return mismatch(Seen::Ended, format!("no such line, and {} ended with {exit}", self.lane));
        }
        if self.says_at_last(|line| line == wanted) {
            return mismatch(Seen::Buffered, "nothing, until the program was told to end: then the line came".into());
        }
        mismatch(Seen::Silence, "no such line".into())
    }

    /// A line on stdout `WORD ADDRESS` with this address, in any of its notations; gives its place among the lines.
    ///
    /// Gives: (Line, OtherStream), (Line, Unterminated), (Line, Different), (Line, Ended), (Line, Buffered),
    /// (Line, Silence), (Line, Address).
    pub fn expect_address_line(&self, word: &str, address: SocketAddr) -> Step {
        self.hear_lines(&[format!("{word} {address}")])?;
        let found = |state: &State| {
            let program = &state.programs[self.id];
            let there = program.stdout.lines().any(|line| named_address(line, word) == Some(canonical(address)));
            there.then_some(true).or(program.is_over().then_some(false))
        };
        if self.bench.wait(self.deadline(), found)? == Some(true) {
            return Ok(());
        }
        let lines: Vec<String> =
            self.look(|program| Some(program.stdout.lines().map(text).collect())).unwrap_or_default();
        // Also one whose word is misspelt, or has no space behind it.
        let is_about = |line: &&String| {
            let line = line.to_lowercase();
            let is_alike = compare::first_difference(word.as_bytes(), line.as_bytes()) >= ALIKE;
            is_alike || line.split(|c: char| !c.is_alphanumeric()).any(|one| one == word)
        };
        // The line about another client is right, unless it comes again.
        let is_right = |line: &&String| {
            let known = named_address(line.as_bytes(), word).is_some_and(|address| self.is_of_the_bench(address));
            known && lines.iter().filter(|one| one == line).count() == 1
        };
        let near = lines.iter().rev().filter(is_about).find(|line| !is_right(line)).map(|line| {
            let named = named_address(line.as_bytes(), word).is_some();
            (if named { Seen::Address } else { Seen::Different }, line.clone())
        });
        Err(self.no_line_but(&format!("{word} {address}"), near))
    }

    /// Whether an address is that of one of the check's own peers: then the line was about another of them.
    pub(super) fn is_of_the_bench(&self, address: SocketAddr) -> bool {
        use crate::trace::What;
        self.bench
            .journal
            .state()
            .trace
            .events
            .iter()
            .any(|event| matches!(&event.what, What::Connected { from, .. } if *from == address.to_string()))
    }
}

/// A line, or the unfinished end, behind those that came, that was meant to be the wanted one: it begins like
/// it, holds it or what stands in it behind the colon, or is the most of its end. And how it differs.
fn nearest(program: &ProgramState, wanted: &str, came: &[String]) -> Option<(Seen, String)> {
    let meant = wanted.trim().to_lowercase();
    let word = beginning(&meant)?;
    let content = meant.split_once(": ").map_or(meant.as_str(), |(_, content)| content).trim();
    let near = |line: &&String| {
        let line = line.trim().to_lowercase();
        let is_end = meant.ends_with(&line) && line.len() * 2 >= meant.len();
        !line.is_empty() && (line.starts_with(word) || !content.is_empty() && line.contains(content) || is_end)
    };
    let mut reached = came.iter().peekable();
    let lines: Vec<String> = program
        .stdout
        .lines()
        .chain([program.stdout.partial()])
        .map(text)
        .skip_while(|line| reached.next_if(|next| *next == line).is_some() || reached.peek().is_some())
        .collect();
    let common = |line: &&String| compare::first_difference(wanted.as_bytes(), line.as_bytes());
    let line = lines.iter().filter(near).filter(|line| *line != wanted).max_by_key(common)?;
    let seen = match compare::difference(wanted.as_bytes(), line.as_bytes()) {
        Seen::Short if goes_on(&lines, line, wanted) => Seen::Split,
        seen => seen,
    };
    Some((seen, line.clone()))
}

/// Whether the line behind this one, which is the beginning of the wanted one, goes on where it ends.
fn goes_on(lines: &[String], line: &str, wanted: &str) -> bool {
    let rest = &wanted[line.len()..];
    let label = wanted.find(": ").map_or("", |colon| &wanted[..colon + 2]);
    let next = lines.iter().skip_while(|one| *one != line).nth(1);
    next.map(|next| next.strip_prefix(label).unwrap_or(next))
        .is_some_and(|next| !next.is_empty() && rest.starts_with(next))
}

/// The first word of a line, as far as it is sure to be printed as it came; none of an empty line.
fn beginning(line: &str) -> Option<&str> {
    let word = line.split_whitespace().next()?;
    let sure = word.find('\u{fffd}').filter(|place| *place > 0).unwrap_or(word.len());
    let end = word.char_indices().map(|(place, _)| place).nth(WORD).unwrap_or(word.len());
    Some(&word[..sure.min(end)])
}

fn named_address(line: &[u8], word: &str) -> Option<SocketAddr> {
    let line = text(line);
    let address: SocketAddr = line.strip_prefix(word)?.strip_prefix(' ')?.trim_end().parse().ok()?;
    Some(canonical(address))
}
