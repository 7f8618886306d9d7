//! What is different between two texts, line by line; pure.

#![warn(missing_docs)]

/// Lines that both texts have and that are shown around a difference.
const AROUND: usize = 3;

/// A line of one text, or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared<'a> {
    /// It stands in both.
    Both(&'a str),
    /// It stands in the old text alone.
    Old(&'a str),
    /// It stands in the new text alone.
    New(&'a str),
    /// So many lines of both are left out.
    Same(usize),
}

/// The differences with the lines around them; nothing where the texts are the same.
pub fn lines<'a>(old: &'a str, new: &'a str) -> Vec<Compared<'a>> {
    let all = aligned(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
    let is_near = |at: usize| {
        let around = all.get(at.saturating_sub(AROUND)..(at + AROUND + 1).min(all.len())).unwrap_or_default();
        around.iter().any(|line| !matches!(line, Compared::Both(_)))
    };
    let mut shown = Vec::new();
    let mut same = 0;
    for (at, line) in all.iter().enumerate() {
        if is_near(at) {
            if same > 0 {
                shown.push(Compared::Same(std::mem::take(&mut same)));
            }
            shown.push(*line);
        } else {
            same += 1;
        }
    }
    if same > 0 && !shown.is_empty() {
        shown.push(Compared::Same(same));
    }
    shown
}

/// All lines of both in their order, with as many of them in common as there can be.
fn aligned<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Compared<'a>> {
    let common = common(old, new);
    let (mut i, mut j) = (0, 0);
    let mut all = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            all.push(Compared::Both(old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            all.push(Compared::Old(old[i]));
            i += 1;
        } else {
            all.push(Compared::New(new[j]));
            j += 1;
        }
    }
    all
}

/// How many lines the rests of the two have in common, from each place in the one and in the other.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<usize>> {
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = match old[i] == new[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_shown_with_what_stands_around_it() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
        assert_eq!(lines(old, old), []);
        use Compared::*;
        let new = old.replace("f\n", "F\nG\n");
        let wanted =
            [Same(2), Both("c"), Both("d"), Both("e"), Old("f"), New("F"), New("G"), Both("g"), Both("h"), Both("i")];
        assert_eq!(lines(old, &new), wanted);
        assert_eq!(lines("", "a\n"), [New("a")]);
        assert_eq!(lines("a\nb", "b\nc"), [Old("a"), Both("b"), New("c")]);
    }
}
