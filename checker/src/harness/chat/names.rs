//! Where names stand in the list of users on a screen, and which have a mark. Pure.

use crate::shot::{Shot, Spot};

/// What may stand behind a name that is not in the list, but in a line of text.
const SAID_OF: [&str; 9] = [":", ">", " joined", " left", " has ", " is ", " logged", " went", " says"];

/// Where a name stands in the list: of all places the one that is nearest to the title's column.
pub(super) fn listed(shot: &Shot, name: &str) -> Option<Spot> {
    let title = shot.find("Users").first()?.at;
    entries(shot, name).into_iter().min_by_key(|spot| (spot.at.column.abs_diff(title.column), spot.at.row))
}

/// The places below the title `Users` where a name stands as a name, and not in a line of text.
pub(super) fn entries(shot: &Shot, name: &str) -> Vec<Spot> {
    let Some(title) = shot.find("Users").first().map(|spot| spot.at) else {
        return Vec::new();
    };
    let is_entry = |spot: &Spot| {
        let behind = shot.behind(*spot);
        let is_text = SAID_OF.iter().any(|words| behind.starts_with(words));
        spot.at.row > title.row && !is_text && !shot.before(*spot).ends_with("with ")
    };
    shot.find(name).into_iter().filter(is_entry).collect()
}

pub(super) fn is_marked(shot: &Shot, spot: Spot) -> bool {
    let before = shot.before(spot);
    before.strip_suffix(' ').unwrap_or(&before).ends_with('*')
}

/// Whether a mark stands behind the name instead.
pub(super) fn is_marked_behind(shot: &Shot, spot: Spot) -> bool {
    let behind = shot.behind(spot);
    behind.strip_prefix(' ').unwrap_or(&behind).starts_with('*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shot::{Paint, Run};

    fn shot(rows: &[&str]) -> Shot {
        let line = |text: &&str| vec![Run { text: (*text).into(), paint: Paint::default() }];
        Shot { columns: 80, rows: 24, lines: rows.iter().map(line).collect(), cursor: None }
    }

    #[test]
    fn names_are_those_of_the_list() {
        let boxed = shot(&[
            "┌Users──────┐┌Chat with bob─────┐",
            "│* bob      ││bob: is carl here?│",
            "│  carl     ││me: ask carl      │",
            "└───────────┘└──────────────────┘",
        ]);
        let right =
            shot(&["Chat with bob          Users", "bob: hi                *carl", "me: hi                 bob"]);
        let above = shot(&["Users", "carl", "* bob", "Chat with bob", "bob: hi", "carl left"]);
        let none = shot(&["bob", "Users", "Chat with bob", "bob: hi", "bob has left", "ann>"]);
        let table = [
            (&boxed, Some((1, 3)), true),
            (&right, Some((2, 23)), false),
            (&above, Some((2, 2)), true),
            (&none, None, false),
        ];
        for (shot, place, mark) in table {
            let spot = listed(shot, "bob");
            assert_eq!(spot.map(|spot| (spot.at.row, spot.at.column)), place, "{}", shot.text());
            assert_eq!(spot.is_some_and(|spot| is_marked(shot, spot)), mark, "{}", shot.text());
        }
        assert!(is_marked(&right, listed(&right, "carl").unwrap()));
        let behind = shot(&["Users", "  bob *", "carl"]);
        assert!(is_marked_behind(&behind, listed(&behind, "bob").unwrap()));
        assert!(!is_marked_behind(&behind, listed(&behind, "carl").unwrap()));
    }
}
