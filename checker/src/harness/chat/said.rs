//! The open conversation on the screen of a chat client, and what is typed into it.

use super::Chat;
use crate::compare;
use crate::shot::Shot;
use crate::verdict::{Seen, Step, Want};

impl Chat {
    /// Whether a line stands on this screen.
    pub fn says(shot: &Shot, who: &str, text: &str) -> bool {
        stands(shot, &format!("{who}: {text}"))
    }

    /// A line of the conversation: `bob: hello`.
    ///
    /// Gives: (Text, Trimmed), (Text, Different), (Text, Silence), (Text, Ended).
    pub fn expect_said(&self, who: &str, text: &str) -> Step {
        let line = format!("{who}: {text}");
        let found = self.wait(|shot| stands(shot, &line).then_some(()))?;
        found.ok_or_else(|| {
            let shot = self.tui.shot();
            let is_there = shot.texts().iter().any(|row| row.contains(text));
            let (seen, observed) = match is_there {
                _ if stands(&shot, &single(&line)) => (Seen::Trimmed, format!("`{}`", single(&line))),
                true => (Seen::Different, format!("`{text}` stands there without `{who}: ` before it")),
                false => (Seen::Silence, "it does not stand there".to_string()),
            };
            self.tui.unmet(Want::Text, seen, format!("`{line}` on the screen"), observed)
        })
    }

    /// A line of another conversation is not shown, on a screen that shows a line of the open one, said later.
    ///
    /// Gives: what `Chat::expect_said` gives, (Gone, Extra), (Gone, Ended).
    pub fn expect_said_alone(&self, (who, text): (&str, &str), (other, words): (&str, &str)) -> Step {
        self.expect_said(who, text)?;
        let (line, wrong) = (format!("{who}: {text}"), format!("{other}: {words}"));
        let gone = self.wait(|shot| (stands(shot, &line) && !stands(shot, &wrong)).then_some(()))?;
        gone.ok_or_else(|| {
            let expected = format!("`{wrong}` is no longer shown: it belongs to another conversation");
            self.tui.unmet(Want::Gone, Seen::Extra, expected, "it still stands on the screen".into())
        })
    }

    /// The next message that the client sends, exactly so.
    ///
    /// Gives: (Message, Trimmed), (Message, Different), (Message, Silence), (Message, Ended).
    pub fn expect_message(&self, to: &str, text: &str) -> Step {
        let Some(server) = &self.server else { return Ok(()) };
        let expected = format!("MSG {to} {text}");
        // The screen need not change for it: whatever comes is dealt with first.
        self.wait(|_| (!server.messages.borrow().is_empty()).then_some(()))?;
        let mut messages = server.messages.borrow_mut();
        let wanted = compare::quote(expected.as_bytes());
        let (seen, observed) = match messages.first() {
            Some(message) if *message == expected => {
                messages.remove(0);
                return Ok(());
            }
            Some(message) => {
                let seen = match *message == single(&expected) {
                    true => Seen::Trimmed,
                    false => compare::difference(expected.as_bytes(), message.as_bytes()),
                };
                (seen, format!("the frame {}", compare::quote(message.as_bytes())))
            }
            None => (Seen::Silence, "no frame".into()),
        };
        Err(self.tui.unmet(Want::Message, seen, format!("the frame {wanted}"), observed))
    }
}

/// One space where several stand in a row.
fn single(text: &str) -> String {
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a line of a conversation stands on the screen. What is before it, as the time, is not a part of a name.
fn stands(shot: &Shot, line: &str) -> bool {
    !shot.find(line).is_empty()
}
