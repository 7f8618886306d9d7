//! Checkpoint 2, the line client against a scripted server.

use std::cell::Cell;

use super::pair::STOPPED;
use crate::fault::{byte_by_byte, coalesce};
use crate::harness::{Harness, Peer, Program, frame};
use crate::lab::{Cause, Check};
use crate::labs::shared::{NEVER_CONNECTED, SPINS};
use crate::verdict::{Seen, Seen::*, Step, Stop, Want::*};

pub(super) const CLIENT: &[&str] = &["client"];

/// The learner's client and the server of the checker's that it is connected to.
pub(super) struct LineClient {
    pub program: Program,
    pub server: Peer,
    pub name: String,
}

/// Starts the client with a name of the seed, and takes its LOGIN.
pub(super) fn arrives(lab: &mut Harness) -> Step<LineClient> {
    let [name] = lab.names();
    arrives_as(lab, name)
}

/// The same, with this name.
pub(super) fn arrives_as(lab: &mut Harness, name: String) -> Step<LineClient> {
    let door = lab.listen()?;
    let program = lab.run("client", &["127.0.0.1", &door.port(), &name])?;
    let server = door.accept(&program)?;
    server.expect_frame(Answer, format!("LOGIN {name}"))?;
    Ok(LineClient { program, server, name })
}

impl LineClient {
    /// What the client prints once it is let in.
    pub fn greeting(&self) -> String {
        format!("logged in as {}", self.name)
    }

    /// Is stopped and continued while it waits, and goes on as if nothing had happened: it asks for the list.
    fn asks_once_continued(&self) -> Step {
        let is_over = || self.server.look(|heard| heard.is_over);
        let was_over = is_over();
        self.program.doze()?;
        self.program.rest()?;
        self.program.type_line("/users");
        let asked = self.server.expect_frame(Answer, "USERS");
        asked.map_err(|stop| if is_over() && !was_over { stop.seen_as(Ended) } else { stop })
    }

    /// The next message, where another in its place tells what is wrong.
    ///
    /// Gives: what `expect_frame` gives, (Message, seen).
    pub fn takes_message(&self, message: &str, telling: &str, seen: Seen) -> Step {
        let told = Cell::new(false);
        let came = self.server.expect_frame_past(Message, message, |got| {
            told.set(got == telling.as_bytes());
            false
        });
        came.map_err(|stop| if told.get() { stop.seen_as(seen) } else { stop })
    }
}

/// The client once it is logged in.
pub(super) fn logged_in(lab: &mut Harness) -> Step<LineClient> {
    let line = arrives(lab)?;
    line.server.send_frame(format!("OK {}", line.name));
    line.program.expect_line(&line.greeting())?;
    Ok(line)
}

pub const LOGIN: Check = Check {
    id: "client-login",
    claim: "the client logs in with its name, and says so once the server has agreed",
    points: 2,
    programs: CLIENT,
    needs: &[],
    runs: &[],
    tries: "Starts the client with a name: expects the frame `LOGIN NAME`, answers `OK NAME`, and expects the line `logged in as NAME`. Then the same with an answer that comes byte by byte. No line is typed meanwhile.",
    run: |lab| {
        logged_in(lab)?;
        let line = arrives(lab)?;
        line.server.perform(byte_by_byte(&frame(format!("OK {}", line.name))));
        line.program.expect_line(&line.greeting()).map_err(|stop| stop.seen_as(Split))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Connection, &[Silence], "the client does not connect to the HOST and PORT of its arguments, or not before something is typed"),
        NEVER_CONNECTED,
        Cause(Answer, &[Silence], "the client sends no LOGIN: the frame sits in a buffer, or it waits for something first"),
        Cause(Answer, &[Unframed], "what the client sends is no frame: its length goes in front of it, four bytes, big-endian"),
        Cause(Answer, &[Unterminated], "the length in front of LOGIN is larger than what follows"),
        Cause(Answer, &[Different], "the client's first frame is not `LOGIN` and the NAME of its arguments"),
        Cause(Answer, &[Fin], "the client ends without having sent its LOGIN"),
        Cause(Line, &[Silence], "the client does not print `logged in as NAME`"),
        Cause(Line, &[Different], "the line is not `logged in as NAME`"),
        Cause(Line, &[Ended], "the client ends although it was let in: it does not take `OK` and the name for that"),
        Cause(Line, &[Split], "an `OK` that comes byte by byte is not understood: a frame may arrive in pieces, so read until all of it is there"),
    ]],
};

pub const USERS: Check = Check {
    id: "client-users",
    claim: "/users asks who is there; the answer, and who comes and goes, is printed",
    points: 2,
    programs: CLIENT,
    needs: &["client-login"],
    runs: &[],
    tries: "Types `/users`, expects the frame `USERS`, and answers it; tells who joined and who left while stdin is idle; asks once more, and a message comes before the answer. Expects `users: ` and their names, `* NAME joined` and `* NAME left`. While nobody types and nothing comes the client must not keep a processor busy, and it is stopped and continued, as by Ctrl-Z and `fg`.",
    run: |lab| {
        let line = logged_in(lab)?;
        lab.keep_silent(&line.program)?;
        line.program.expect_no_spin("while nobody types and nothing comes")?;
        line.asks_once_continued()?;
        let mut there = [line.name.clone(), lab.word()];
        there.sort();
        let (there, comes) = (there.join(" "), lab.word());
        for told in [format!("USERS {there}"), format!("JOINED {comes}"), format!("LEFT {comes}")] {
            line.server.send_frame(told);
        }
        line.program.expect_lines(&[
            format!("users: {there}"),
            format!("* {comes} joined"),
            format!("* {comes} left"),
        ])?;
        asks_meanwhile(lab, &line, &comes)
    },
    #[rustfmt::skip]
    causes: &[&[
        SPINS,
        Cause(Answer, &[Silence], "/users is not sent as the frame `USERS`"),
        Cause(Answer, &[Fin, Rst], "the client ends while nobody types and nothing comes: a time-out that nobody asked for"),
        Cause(Answer, &[Ended], STOPPED),
        Cause(Answer, &[Different], "/users is sent as something else than the frame `USERS`"),
        Cause(Line, &[Silence], "what the server tells is not printed: `users: a b c`, `* NAME joined`, `* NAME left`, also while stdin is idle"),
        Cause(Line, &[Different], "a line is missing, or is not `users: a b c`, `* NAME joined` or `* NAME left`"),
        Cause(Line, &[Early], "a message that comes before the answer to /users is taken for it: look at the first word of each frame, whatever was asked"),
    ]],
};

/// A message that comes before the answer to /users, and in one piece with it. Whether messages are printed at all is
/// for `client-chat` to say.
fn asks_meanwhile(lab: &mut Harness, line: &LineClient, from: &str) -> Step {
    let [first, second] = [lab.text(), lab.text()];
    line.server.send_frame(format!("MSG {from} {first}"));
    match line.program.expect_line(&format!("{from}: {first}")) {
        Err(Stop::Mismatch(_)) => return Ok(()),
        other => other?,
    }
    line.program.type_line("/users");
    line.server.expect_frame(Answer, "USERS")?;
    let message = frame(format!("MSG {from} {second}"));
    line.server.perform(coalesce(&[&message, &frame(format!("USERS {from}"))]));
    let lines = [format!("{from}: {second}"), format!("users: {from}")];
    line.program.expect_lines(&lines).map_err(|stop| stop.seen_as(Early))
}
