//! The users whom programs become: each run on a machine has some of its own, and each slot of it one of them.

use std::fs;
use std::ops::Range;
use std::sync::OnceLock;

use crate::machine;

/// Users of a run, and the first of all, far above those of persons.
const USERS: u32 = 1000;
const FIRST_USER: u32 = 100_000;
/// Runs that have users of their own where a machine has all that there can be.
const RUNS: u32 = 1_000_000;
/// Users of a run in a container, which may have been given few.
const USERS_IN_A_CONTAINER: u32 = 64;
/// Below it are those of the system (`login.defs(5)`), and this one is who is nobody's.
const FIRST_PERSON: u32 = 1000;
const NOBODY: u32 = 65_534;

/// The user of a slot: no other run on this machine has it, so none takes its processes, nor ends them. None where there
/// is nobody but root, as in a container that was made by somebody who is not root.
pub fn user(slot: usize) -> Option<u32> {
    static MAPS: OnceLock<[String; 2]> = OnceLock::new();
    let maps = MAPS.get_or_init(|| ["uid_map", "gid_map"].map(map));
    of(&maps[0], &maps[1], machine::this_number(), u32::try_from(slot).unwrap_or(0))
}

/// What ids there are (user_namespaces(7)); where the system does not tell there are all.
fn map(name: &str) -> String {
    fs::read_to_string(format!("/proc/self/{name}")).unwrap_or_else(|_| format!("0 0 {}", u32::MAX))
}

fn of(users: &str, groups: &str, run: u32, slot: u32) -> Option<u32> {
    let last = FIRST_USER + RUNS * USERS;
    let has = |map: &str, ids: &Range<u32>| ranges(map).any(|there| there.start <= ids.start && ids.end <= there.end);
    let all = FIRST_USER..last;
    if has(users, &all) && has(groups, &all) {
        return Some(FIRST_USER + run % RUNS * USERS + slot % USERS);
    }
    let upper_half = |there: Range<u32>| {
        let end = if there.contains(&NOBODY) { NOBODY } else { there.end };
        there.start.max(FIRST_PERSON).max(end / 2)..end
    };
    let free =
        ranges(users).map(upper_half).filter(|ids| !ids.is_empty() && has(groups, ids)).max_by_key(Range::len)?;
    let count = free.end - free.start;
    let each = USERS_IN_A_CONTAINER.min(count);
    Some(free.start + run % (count / each) * each + slot % each)
}

/// The ids that a map has, as they are here.
fn ranges(map: &str) -> impl Iterator<Item = Range<u32>> {
    map.lines().filter_map(|line| {
        let mut numbers = line.split_whitespace().map(str::parse::<u32>);
        let (first, _, count) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
        Some(first..first.saturating_add(count))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slot_has_a_user_that_the_machine_has() {
        let all = "         0          0 4294967295\n";
        let many = "0 100000 65536\n";
        let table = [
            (all, all, 7, 3, Some(107_003)),
            (all, all, 1_000_007, 1003, Some(107_003)),
            (many, many, 0, 0, Some(32_767)),
            (many, many, 2, 5, Some(32_767 + 2 * 64 + 5)),
            ("0 1000 1\n1 100000 65536\n", "0 1000 1\n1 100000 65536\n", 0, 0, Some(32_767)),
            ("0 0 1010\n", all, 3, 9, Some(1009)),
            (many, "0 1000 1\n", 0, 0, None),
            ("0 1000 1\n", "0 1000 1\n", 0, 0, None),
        ];
        for (users, groups, run, slot, expected) in table {
            assert_eq!(of(users, groups, run, slot), expected, "{users:?} {groups:?} {run} {slot}");
        }
    }
}
