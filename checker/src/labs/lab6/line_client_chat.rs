//! Checkpoint 2, the line client in a conversation: what is typed goes to the one chosen, and what arrives is printed.

use super::line_client::{CLIENT, LineClient, arrives_as};
use crate::fault::{coalesce, straddle};
use crate::harness::{Harness, frame};
use crate::lab::{Cause, Check};
use crate::labs::payload::{COMMANDS_ELSEWHERE, LONG_TEXTS};
use crate::labs::shared::{HALF_TYPED, LONG_PRINTED, STRADDLING_PRINTED, WITH_THREADS};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

const ENDS_EARLY: &str = "the client ends in the middle of a conversation";

pub const CHAT: Check = Check {
    id: "client-chat",
    claim: "what is typed goes to the one chosen with /chat, and what arrives is printed at any time",
    points: 3,
    programs: CLIENT,
    needs: &["client-login"],
    runs: WITH_THREADS,
    tries: "Chooses somebody, types lines, one with spaces at its ends, some that begin like a command (`/chatty`) and an empty one, chooses somebody whose name has capital letters, and types one more, then one and the beginning of another in one write, whose end is typed once the first has come, and words that are commands elsewhere, or nearly one here, as `quit`, ` /bye` and `/buy`: expects the frames. Sends messages while stdin is idle, one of them behind the answer to LOGIN in one piece, two more in another, one with the beginning of the next in one piece, one that begins with `ERR`, one of 200 bytes and one of 40,000, and expects them as `FROM: TEXT`. At last the chosen one leaves, and a line is typed, which is sent all the same.",
    run: |lab| {
        let [own, b, c, d] = lab.names();
        let (line, c) = (arrives_as(lab, own)?, c.to_uppercase());
        let (early, who, word) = (lab.text(), lab.text(), lab.word());
        line.server.perform(coalesce(&[&frame(format!("OK {}", line.name)), &frame(format!("MSG {d} {early}"))]));
        line.program.expect_lines(&[line.greeting(), format!("{d}: {early}")])?;
        chats(lab, &line, &b, &c)?;
        types_in_pieces(lab, &line, &c).map_err(|stop| stop.seen_as(Straddling))?;
        sends_words(&line, &c)?;
        let spaced = format!(" {word}: caf\u{e9} \u{4e16}\u{754c} \u{1f44b} ");
        line.server.perform(coalesce(&[&frame(format!("MSG {b} {spaced}")), &frame(format!("MSG {c} {who}"))]));
        line.program.expect_lines(&[format!("{d}: {early}"), format!("{b}: {spaced}"), format!("{c}: {who}")])?;
        straddles(lab, &line, &b).map_err(|stop| stop.seen_as(Straddling))?;
        for text in LONG_TEXTS.map(|length| lab.text_of(length)) {
            line.server.send_frame(format!("MSG {b} {text}"));
            line.program.expect_line(&format!("{b}: {text}")).map_err(|stop| stop.seen_as(Limit))?;
        }
        chosen_one_leaves(lab, &line, &b, &c)
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Line, &[Silence], "a message that arrives is not printed: the client waits for the keyboard, or takes only one frame out of what a read brought"),
        Cause(Line, &[Different], "a message is not printed as `FROM: TEXT`, with the text as it is: spaces and colons belong to it"),
        Cause(Message, &[Silence], "what is typed is not sent: it sits in a buffer, or the client waits for something before it reads on"),
        Cause(Message, &[Different], "what is typed is not sent as `MSG NAME TEXT`, to the one chosen last, with the text as it was typed: only `/chat NAME`, `/users` and `/bye` are commands, and `/chatty` is text"),
        Cause(Message, &[Short], "the end of a line is lost: the length in front of a message counts bytes, not characters, and spaces at the end belong to the line"),
        Cause(Message, &[Straddling], HALF_TYPED),
        Cause(Message, &[Empty], "an empty line is not sent: it is a line like any other, and goes to the one chosen as `MSG NAME ` with nothing behind the space"),
        Cause(Message, &[Case], "the name behind `/chat` is made small, or capital: it is sent as it was typed"),
        Cause(Message, &[Command], "a line is obeyed that is no command: only `/chat NAME`, `/users` and `/bye` are, exactly so, and ` /bye`, `/BYE`, `EXIT` and `quit` are text"),
        STRADDLING_PRINTED,
        LONG_PRINTED,
        Cause(Line, &[Command], "the text of a message is taken for an answer of the server: only the first word of a frame says what it is"),
        Cause(Message, &[Late], "once the chosen one has left nothing is sent: only `/chat` changes who is chosen, and it is for the server to refuse a message"),
        Cause(Line, &[Ended], ENDS_EARLY),
        Cause(Message, &[Fin, Rst], ENDS_EARLY),
    ]],
};

/// Lines to the one, then one to the other: they are typed at once.
fn chats(lab: &mut Harness, line: &LineClient, one: &str, other: &str) -> Step {
    // Commands are whole words.
    let looks_alike = ["/me", "/chatty", "/usersX", "/byebye"].map(|word| format!("{word} {}", lab.word()));
    let [first, last] = [lab.text(), lab.text()];
    let [to_one, to_other] = [format!("/chat {one}"), format!("/chat {other}")];
    let texts = [first, format!("  caf\u{e9} \u{4e16}\u{754c} \u{1f44b} {}? ", lab.word())];
    let typed = |lines: &[String]| lines.iter().for_each(|text| line.program.type_line(text));
    let come = |lines: &[String]| {
        let mut frames = lines.iter().map(|text| format!("MSG {one} {text}"));
        frames.try_for_each(|frame| line.server.expect_frame(Message, frame))
    };
    typed(&[to_one]);
    typed(&texts);
    typed(&[String::new()]);
    typed(&looks_alike);
    typed(&[to_other, last.clone()]);
    come(&texts)?;
    line.takes_message(&format!("MSG {one} "), &format!("MSG {one} {}", looks_alike[0]), Empty)?;
    come(&looks_alike)?;
    line.server.expect_frame(Message, format!("MSG {other} {last}"))
}

/// A line and the beginning of another in one write; its end once the first has come.
fn types_in_pieces(lab: &mut Harness, line: &LineClient, to: &str) -> Step {
    let (text, begun) = (lab.text(), lab.word());
    line.program.type_piece(format!("{text}\n{begun}, and").as_bytes());
    line.server.expect_frame(Message, format!("MSG {to} {text}"))?;
    line.program.type_line(" its end");
    line.server.expect_frame(Message, format!("MSG {to} {begun}, and its end"))
}

/// Words that are commands elsewhere, or nearly one here. Whoever obeys one says something else, or leaves.
fn sends_words(line: &LineClient, to: &str) -> Step {
    let is_obeyed = |stop: &Stop| [Different, Fin, Rst].iter().any(|seen| stop.saw(*seen));
    for word in [COMMANDS_ELSEWHERE, &[" /bye", "/BYE", "EXIT", "/buy", "/usual", "/chap me"]].concat() {
        line.program.type_line(word);
        let came = line.server.expect_frame(Message, format!("MSG {to} {word}"));
        came.map_err(|stop| if is_obeyed(&stop) { stop.seen_as(Command) } else { stop })?;
    }
    Ok(())
}

/// A message and the first bytes of another in one piece, inside its header and behind it; the end of the other once the
/// first is printed.
fn straddles(lab: &mut Harness, line: &LineClient, from: &str) -> Step {
    for at in [2, 7] {
        let [one, other] = [lab.text(), lab.text()];
        let [begun, rest] = [&one, &other].map(|text| frame(format!("MSG {from} {text}")));
        line.server.perform(straddle(&begun, &rest, at));
        line.program.expect_line(&format!("{from}: {one}"))?;
        line.server.send(&rest[at..]);
        line.program.expect_line(&format!("{from}: {other}"))?;
    }
    Ok(())
}

/// The one who is talked to leaves; a message from another says when the client has heard of it.
fn chosen_one_leaves(lab: &mut Harness, line: &LineClient, other: &str, chosen: &str) -> Step {
    let (refusal, text) = (format!("ERR no-such-user {} ERR bad-name", lab.word()), lab.text());
    line.server.send_frame(format!("LEFT {chosen}"));
    line.server.send_frame(format!("MSG {other} {refusal}"));
    line.program.expect_line(&format!("{other}: {refusal}")).map_err(|stop| stop.seen_as(Command))?;
    line.program.type_line(&text);
    let came = line.server.expect_frame(Message, format!("MSG {chosen} {text}"));
    came.map_err(|stop| if stop.saw(Silence) { stop.seen_as(Late) } else { stop })
}
