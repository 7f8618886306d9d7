//! Checkpoint 2, the server: who logs in, and who is there.

use super::user::{SERVER, is_news, log_in};
use crate::harness::Peer;
use crate::lab::{Cause, Check};
use crate::labs::shared::{SPINS, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Want::*};

pub const LOGIN: Check = Check {
    id: "login",
    claim: "who logs in is told `OK`, and everybody else who is logged in `JOINED`",
    points: 4,
    programs: SERVER,
    needs: &[],
    runs: WITH_THREADS,
    tries: "Connects a client that says nothing, and logs in three others, one after the other. Expects `OK` for each, `JOINED` for those who are there already and for nobody else, and then logs in the silent one.",
    run: |lab| {
        let server = lab.start("server")?;
        let silent = lab.connect(&server)?;
        let mut there: Vec<Peer> = Vec::new();
        let [a, b, c, late] = lab.names();
        for name in [a, b, c] {
            let user = lab.connect(&server)?;
            user.send_frame(format!("LOGIN {name}"));
            user.expect_frame(Answer, format!("OK {name}"))?;
            for other in &there {
                other.expect_frame(News, format!("JOINED {name}"))?;
            }
            there.push(user);
        }
        silent.send_frame(format!("LOGIN {late}"));
        silent.expect_frame(Answer, format!("OK {late}"))?;
        there.iter().try_for_each(|other| other.expect_frame(News, format!("JOINED {late}")))
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Answer, &[Silence], "nobody answers: the length of a frame is read in the wrong byte order, the answer sits in a buffer, or the server serves one client at a time"),
        Cause(Answer, &[Unframed], "the answer is no frame: its length goes in front of it, four bytes, big-endian"),
        Cause(Answer, &[Fin], "the server closes the connection instead of answering"),
        Cause(Answer, &[Unterminated], "the answer is a frame that is not finished: the length is larger than what follows"),
        Cause(Answer, &[Different], "the answer is not `OK` and the name, or something else comes before it: news are for those who are logged in"),
        Cause(News, &[Silence], "those who are there already are not told who joins, or not all of them: who was told `OK` has to stand in the dictionary already"),
        Cause(News, &[Fin], "the connection of somebody who is logged in ends when somebody else joins"),
        Cause(News, &[Different], "the news are not `JOINED` and the name, or somebody gets news that are not for them: `JOINED` goes to everybody else"),
    ]],
};

pub const USERS: Check = Check {
    id: "users",
    claim: "USERS gives everybody who is logged in, sorted by bytes",
    points: 2,
    programs: SERVER,
    needs: &["login"],
    runs: &[],
    tries: "Logs in six users whose names begin with a digit, `_`, `-` and letters in both cases, connects one who does not log in, and asks two of them for USERS. While its users are silent the server must not keep a processor busy.",
    run: |lab| {
        let server = lab.start("server")?;
        let [word] = lab.names();
        let [names, sorted] = [["b", "_", "Z", "-", "0", "a"], ["-", "0", "Z", "_", "a", "b"]]
            .map(|first| first.map(|first| format!("{first}{word}")));
        let users = names.iter().map(|name| log_in(lab, &server, name)).collect::<Step<Vec<Peer>>>()?;
        let stranger = lab.connect(&server)?;
        server.program.expect_no_spin("while its users are silent")?;
        for user in [&users[0], &users[5]] {
            user.send_frame("USERS");
            user.expect_frame_past(Answer, format!("USERS {}", sorted.join(" ")), is_news)?;
        }
        drop(stranger);
        Ok(())
    },
    #[rustfmt::skip]
    causes: &[&[
        SPINS,
        Cause(Answer, &[Silence], "USERS is not answered"),
        Cause(Answer, &[Fin, Rst], "the server ends the connection at USERS: QUIT alone does that, and an exception while it looks for the names"),
        Cause(Answer, &[Code], "a good name is refused: look at `login-refused`"),
        Cause(Answer, &[Different], "the answer is not `USERS` and the names with a space before each: everybody who is logged in, the asker too, sorted by bytes, so that `Z` comes before `a`"),
    ]],
};
