//! The known name that a mistyped one probably stands for.

#![warn(missing_docs)]

/// `; did you mean ...?`, or nothing where no name is near enough.
pub fn hint<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(typed, known).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// The one name that is nearer than all others and no more than a third of its letters away.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    // What was typed is known not to be meant.
    for name in known.into_iter().filter(|name| *name != typed) {
        let far = distance(&typed.to_lowercase(), &name.to_lowercase());
        match best {
            Some((least, _)) if far > least => {}
            Some((least, _)) if far == least => tied = true,
            _ => (best, tied) = (Some((far, name)), false),
        }
    }
    best.filter(|(far, name)| !tied && *far <= (name.chars().count() / 3).max(1)).map(|(_, name)| name)
}

/// Letters put in, left out, replaced or swapped with their neighbour that lead from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let swapped = if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    rows[i - 2][j - 2] + 1
                } else {
                    usize::MAX
                };
                replaced.min(swapped).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1)
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        let known = ["server", "client", "lines-server", "server-echo", "server-large"];
        let table = [
            ("sever", Some("server")),
            ("Server", Some("server")),
            ("cleint", Some("client")),
            ("server-ehco", Some("server-echo")),
            ("line-server", Some("lines-server")),
            ("frames-split", None),
            ("", None),
            ("server", None),
        ];
        for (typed, name) in table {
            assert_eq!(nearest(typed, known), name, "{typed}");
        }
    }

    #[test]
    fn of_two_names_as_near_none_is_proposed() {
        assert_eq!(nearest("lab9", ["lab1", "lab2"]), None);
        assert_eq!(nearest("lab9", ["lab1"]), Some("lab1"));
    }
}
