//! Which students are whose, where several machines share a class: from their ids alone, so that all agree without talking.

use anyhow::{Context, bail, ensure};

/// A share of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The `of`-th part of the sorted list, from 1.
    Slice {
        /// From 1.
        which: usize,
        /// How many parts there are.
        of: usize,
    },
    /// Those whose id's hash says so: it stays the same when somebody is added.
    Hash {
        /// From 1.
        which: usize,
        /// How many parts there are.
        of: usize,
    },
}

/// What tells a task of an array which one it is: the variables of its number, of the first number, and of how many.
const ARRAYS: &[(&str, Option<&str>, Option<&str>, &str)] = &[
    ("SLURM_ARRAY_TASK_ID", Some("SLURM_ARRAY_TASK_MIN"), Some("SLURM_ARRAY_TASK_COUNT"), "1"),
    ("JOB_COMPLETION_INDEX", None, None, "0"),
    ("CI_NODE_INDEX", None, Some("CI_NODE_TOTAL"), "1"),
];

/// The part that was typed: `2/8`, `hash:2/8` or `auto`. `of` is how many parts there are where nothing else says it.
///
/// # Errors
/// It is none of that, or `auto` finds nothing to go by.
pub fn parse(text: &str, of: Option<usize>, variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Part> {
    if text == "auto" {
        return auto(of, variable);
    }
    let (is_hash, numbers) = text.strip_prefix("hash:").map_or((false, text), |rest| (true, rest));
    let (which, all) = numbers.split_once('/').with_context(|| format!("--part {text} is no K/N, hash:K/N or auto"))?;
    let number = |text: &str| text.parse::<usize>().with_context(|| format!("`{text}` in --part is no number"));
    part(is_hash, number(which)?, number(all)?)
}

fn auto(of: Option<usize>, variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Part> {
    let number = |name: &str| -> anyhow::Result<Option<usize>> {
        variable(name)
            .map(|text| text.parse().with_context(|| format!("{name} is `{text}`, and no number")))
            .transpose()
    };
    for (index, first, count, usual) in ARRAYS {
        let Some(index) = number(index)? else { continue };
        let first = first.map_or(Ok(None), &number)?.unwrap_or(usual.parse()?);
        let all = count.map_or(Ok(None), &number)?.or(of).context("of how many parts? Say --of N")?;
        ensure!(index >= first, "the number of this task is below that of the first");
        return part(false, index - first + 1, all);
    }
    let known: Vec<&str> = ARRAYS.iter().map(|(index, ..)| *index).collect();
    bail!("--part auto finds none of {}", known.join(", "))
}

fn part(is_hash: bool, which: usize, of: usize) -> anyhow::Result<Part> {
    ensure!(which >= 1 && which <= of, "--part {which}/{of}: parts are counted from 1 to {of}");
    Ok(if is_hash { Part::Hash { which, of } } else { Part::Slice { which, of } })
}

impl Part {
    /// Those of the ids, which are sorted, that belong to it.
    pub fn of(self, ids: &[String]) -> &[String] {
        match self {
            Part::Slice { which, of } => &ids[ids.len() * (which - 1) / of..ids.len() * which / of],
            _ => ids,
        }
    }

    /// Whether a student of [`Part::of`] belongs to it.
    pub fn has(self, id: &str) -> bool {
        match self {
            Part::Hash { which, of } => {
                let hash = blake3::hash(id.as_bytes());
                let number = hash.as_bytes().iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
                number % of as u64 == which as u64 - 1
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in an environment, how many parts are said to be, and which one it is.
    type Row = (&'static [(&'static str, &'static str)], Option<usize>, Option<(usize, usize)>);

    #[test]
    fn parts_are_whole_and_do_not_overlap() {
        let ids: Vec<String> = (0..41).map(|at| format!("s{at:02}")).collect();
        for scheme in ["", "hash:"] {
            for of in [1, 3, 4, 50] {
                let part = |which: usize| parse(&format!("{scheme}{which}/{of}"), None, |_| None).unwrap();
                let mut all: Vec<&String> = (1..=of)
                    .flat_map(|which| part(which).of(&ids).iter().filter(move |id| part(which).has(id)))
                    .collect();
                all.sort();
                assert_eq!(all, ids.iter().collect::<Vec<_>>(), "{scheme}{of}");
            }
        }
    }

    #[test]
    fn auto_goes_by_the_array() {
        let table: &[Row] = &[
            (
                &[("SLURM_ARRAY_TASK_ID", "5"), ("SLURM_ARRAY_TASK_MIN", "3"), ("SLURM_ARRAY_TASK_COUNT", "4")],
                None,
                Some((3, 4)),
            ),
            (&[("JOB_COMPLETION_INDEX", "0")], Some(8), Some((1, 8))),
            (&[("JOB_COMPLETION_INDEX", "0")], None, None),
            (&[("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "2")], None, Some((2, 2))),
            (&[], Some(4), None),
        ];
        for (variables, of, expected) in table {
            let variable =
                |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            let expected = expected.map(|(which, of)| Part::Slice { which, of });
            assert_eq!(parse("auto", *of, variable).ok(), expected, "{variables:?}");
        }
        assert!(["3/2", "0/2", "x", "1/x"].iter().all(|text| parse(text, None, |_| None).is_err()));
    }
}
