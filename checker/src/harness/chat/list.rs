//! The list of users on the screen of a chat client: who stands in it, and who has a mark.

use super::Chat;
use super::names::{entries, is_marked, is_marked_behind, listed};
use crate::shot::{Cell, Shot, Spot};
use crate::verdict::{Seen, Step, Want};

impl Chat {
    /// The title over the list.
    ///
    /// Gives: (Title, Silence), (Title, Ended).
    pub fn expect_users_title(&self) -> Step {
        let found = self.wait_first(|shot| shot.has("Users").then_some(()))?;
        found.ok_or_else(|| {
            let shot = self.tui.shot();
            let observed = if shot.is_blank() { "the screen is blank" } else { "no such title" };
            self.tui.unmet(Want::Title, Seen::Silence, "the title `Users`".into(), observed.into())
        })
    }

    /// A name in the list.
    ///
    /// Gives: (Name, Different), (Name, Silence), (Name, Ended).
    pub fn expect_listed(&self, name: &str) -> Step<Spot> {
        let found = self.wait(|shot| listed(shot, name))?;
        found.ok_or_else(|| {
            let elsewhere = self.tui.shot().has(name);
            let (seen, observed) = match elsewhere {
                true => (Seen::Different, "it stands on the screen, but not as a name below that title"),
                false => (Seen::Silence, "it does not stand there"),
            };
            self.tui.unmet(Want::Name, seen, format!("the name `{name}` below the title `Users`"), observed.into())
        })
    }

    /// Names in the list, each in a row of its own, and the client's own name not among them.
    ///
    /// What must not be there is looked for on a screen on which the rest is: a program may draw in several steps.
    ///
    /// Gives: (Name, Different), (Name, Silence), (Name, Ended), (Name, Merged), (Name, Extra).
    pub fn expect_list(&self, names: &[&str]) -> Step {
        for name in names {
            self.expect_listed(name)?;
        }
        let all =
            |shot: &Shot| names.iter().map(|name| listed(shot, name).map(|spot| spot.at)).collect::<Option<Vec<_>>>();
        let found = self.wait(|shot| Some((all(shot)?, entries(shot, &self.own))))?;
        let Some((cells, own)) = found else {
            let expected = format!("the names {} below the title `Users`", names.join(", "));
            return Err(self.tui.unmet(Want::Name, Seen::Silence, expected, "never all of them at once".into()));
        };
        let mut rows: Vec<u16> = cells.iter().map(|cell| cell.row).collect();
        rows.sort_unstable();
        rows.dedup();
        if rows.len() < names.len() {
            let expected = format!("a row for each of {}", names.join(", "));
            return Err(self.tui.unmet(Want::Name, Seen::Merged, expected, "several names in one row".into()));
        }
        let is_next =
            |spot: &Spot, cell: &Cell| spot.at.column.abs_diff(cell.column) <= 2 && spot.at.row.abs_diff(cell.row) == 1;
        if !own.iter().any(|spot| cells.iter().any(|cell| is_next(spot, cell))) {
            return Ok(());
        }
        let expected = "the names of everybody else below the title `Users`".to_string();
        Err(self.tui.unmet(
            Want::Name,
            Seen::Extra,
            expected,
            format!("the client's own name `{}` among them", self.own),
        ))
    }

    /// A name is no longer in the column of the list, on a screen that shows what was told after it had gone.
    ///
    /// Gives: (Gone, Extra), (Gone, Ended).
    pub fn expect_unlisted(&self, name: &str, column: u16, after: impl Fn(&Shot) -> bool) -> Step {
        let there = |shot: &Shot| entries(shot, name).into_iter().find(|spot| spot.at.column.abs_diff(column) <= 2);
        let gone = self.wait(|shot| (after(shot) && there(shot).is_none()).then_some(()))?;
        gone.ok_or_else(|| {
            let row = there(&self.tui.shot()).map_or(0, |spot| spot.at.row + 1);
            let expected = format!("no name `{name}` below the title `Users`");
            self.tui.unmet(Want::Gone, Seen::Extra, expected, format!("it stands in row {row}"))
        })
    }

    /// Whether a name is in the list on this screen.
    pub fn lists(shot: &Shot, name: &str) -> bool {
        listed(shot, name).is_some()
    }

    /// A `*` before a name in the list.
    ///
    /// Gives: (Mark, Reordered), (Mark, Silence), (Mark, Ended).
    pub fn expect_marked(&self, name: &str) -> Step {
        let found = self.wait(|shot| listed(shot, name).filter(|spot| is_marked(shot, *spot)))?;
        found.map(drop).ok_or_else(|| {
            let expected = format!("`*` before `{name}` in the list, with or without a space between");
            let shot = self.tui.shot();
            let is_behind = listed(&shot, name).is_some_and(|spot| is_marked_behind(&shot, spot));
            let (seen, observed) = match is_behind {
                true => (Seen::Reordered, "it stands behind the name"),
                false => (Seen::Silence, "no `*` there"),
            };
            self.tui.unmet(Want::Mark, seen, expected, observed.into())
        })
    }

    /// A `*` before both names, on one screen.
    ///
    /// Gives: (Mark, Silence), (Mark, Ended).
    pub fn expect_both_marked(&self, one: &str, other: &str) -> Step {
        let has = |shot: &Shot, name: &str| listed(shot, name).is_some_and(|spot| is_marked(shot, spot));
        let found = self.wait(|shot| (has(shot, one) && has(shot, other)).then_some(()))?;
        found.ok_or_else(|| {
            let shot = self.tui.shot();
            let there = [one, other].into_iter().find(|name| has(&shot, name));
            let observed = there.map_or("no `*` before either".into(), |name| format!("only `{name}` has one"));
            let expected = format!("`*` before `{one}` and before `{other}` in the list");
            self.tui.unmet(Want::Mark, Seen::Silence, expected, observed)
        })
    }

    /// A `*` before this name in the list, and none before the other, whose conversation is open and stays so.
    ///
    /// Gives: (Title, Extra), (Mark, Reordered), (Mark, Silence), (Mark, Extra), (Mark, Ended).
    pub fn expect_marked_alone(&self, name: &str, other: &str) -> Step {
        self.expect_marked(name).map_err(|stop| match self.tui.shot().has(&format!("Chat with {name}")) {
            true => self.tui.unmet(
                Want::Title,
                Seen::Extra,
                format!("the conversation with `{other}` stays open: nothing was clicked since"),
                format!("the title `Chat with {name}`, since `{name}` has written"),
            ),
            false => stop,
        })?;
        let marks = |shot: &Shot| {
            listed(shot, name).filter(|spot| is_marked(shot, *spot))?;
            Some(is_marked(shot, listed(shot, other)?))
        };
        if self.wait(marks)? != Some(true) {
            return Ok(());
        }
        let expected = format!("no `*` before `{other}`, whose conversation is open");
        Err(self.tui.unmet(Want::Mark, Seen::Extra, expected, "there is one".into()))
    }
}
