//! `two-rates`: two threads print side by side, each at its own rate.

use std::time::Duration;

use crate::harness::Harness;
use crate::lab::{Cause, Check, Runs};
use crate::labs::shared::{AGAIN, NORMAL_STATUS};
use crate::verdict::{Seen::*, Step, Stop, Want::*};

const TWO_RATES: &[&str] = &["two-rates"];

/// How much longer all times are in the last try.
const LARGEST: u64 = 9;

pub const BOTH: Check = Check {
    id: "two-rates-both",
    claim: "both threads print, side by side, each at its own rate",
    points: 5,
    programs: TWO_RATES,
    needs: &[],
    runs: &[
        Runs::Waits,
        AGAIN,
        Runs::NotByHand(
            "there is no part to play: the program has no network, and the check looks at the times of its lines",
        ),
    ],
    tries: "Runs it with 140, 60 and 420 milliseconds, and with 419 in place of 420. Expects `main thread 0` to `2` and `other thread 0` to `6`, each once and in order, neither thread's lines behind all of the other's, `main thread 0` before `other thread 1`, the last ones not before their time, and exit status 0. What a slow machine may have done is tried again with all times three times as long, and then nine times. At last lets the lines be a minute apart: until the next one is due the program must not print it, and not keep a processor busy.",
    run: |lab| {
        for scale in [1, 3, LARGEST] {
            match two_rates(lab, scale) {
                Ok(true) => return rests(lab),
                Ok(false) => {}
                // On a slow machine the time may be over before the last line.
                Err(Stop::Mismatch(mismatch)) if mismatch.seen == Ended && scale < LARGEST => {}
                Err(stop) => return Err(stop),
            }
            lab.begin_anew();
        }
        Err(anyhow::anyhow!("the first lines came so late that nothing can be said of the time between them").into())
    },
    #[rustfmt::skip]
    causes: &[&[
        Cause(Line, &[Empty], "nothing is printed at all: is each thread given its loop, and started?"),
        Cause(Line, &[Reordered], "one thread prints only once the other has ended: start the second thread, then run the first loop, and join the thread after it"),
        Cause(Line, &[Early], "the lines come sooner than they may: line I is due at I times its period after the start, so sleep until then"),
        Cause(Line, &[Ended], "lines are missing at the end: the program ends before a thread has printed its last line (join it), swaps the two rates, or does not print every line that is due before TOTAL_MS"),
        Cause(Line, &[Silence], "a thread prints nothing, or stops, and the program goes on: it waits for the other, or for something that does not come"),
        Cause(Line, &[Short], "line 0 of each thread comes, and no other: the times are milliseconds, and a sleep that takes seconds is a thousand times too long"),
        Cause(Line, &[Late], "line 0 comes a period too late: it is due at once, and line I at I times the period, so print first and sleep then"),
        Cause(Line, &[Different], "the lines are not `main thread I` and `other thread I`, counted from 0"),
        Cause(Nothing, &[Limit], "the program spins: it looks at the clock again and again until a line is due, and keeps a processor busy with that: sleep until then"),
        Cause(Nothing, &[Early], "where the lines are a minute apart, the next one comes at once: `nanosleep` refuses a second or more in `tv_nsec` (EINVAL), so whole seconds go into `tv_sec`; and 60,000 milliseconds do not fit a signed number of 16 bits"),
        Cause(Nothing, &[Extra], "more lines are printed than are due before TOTAL_MS: at I times its period, and only as long as that is less than TOTAL_MS"),
        NORMAL_STATUS,
        Cause(Error, &[Extra], "an `error: ` is printed although nothing went wrong: a normal end says nothing"),
        Cause(Exit, &[Running], "the program goes on after TOTAL_MS: both loops have to end by themselves"),
    ]],
};

/// With these times, each as often as the scale says. 3 times 140 and 7 times 60 are both 420, which is not before
/// it, and a little more than 419: a loop that is a little late still prints all of its lines, one that takes the
/// end for a time of its own prints one too many, and one that counts whole periods one too few.
///
/// False where the machine may have made lines late, so that nothing can be told.
fn two_rates(lab: &mut Harness, scale: u64) -> Step<bool> {
    let (slow, fast) = (rate("main", 3), rate("other", 7));
    let [slow_ms, fast_ms, total] = [140, 60, 420].map(|time| time * scale);
    let mut run = |total: u64| {
        let times = [slow_ms, fast_ms, total].map(|time| time.to_string());
        lab.run("two-rates", &times.each_ref().map(String::as_str))
    };
    let (program, shorter) = (run(total)?, run(total - 1)?);
    // One loop after the other takes twice as long.
    let longest = Duration::from_millis(2 * total);
    let idle = program.idle_between(&slow[0], &fast[0], longest)?;
    for program in [&program, &shorter] {
        program.let_run(longest)?;
        let lines = program.expect_lines(&slow).and_then(|()| program.expect_lines(&fast));
        program.or_stands_still([&slow[0], &fast[0]], lines)?;
        program.expect_exit(0)?;
        program.expect_errors_at_most(0, "")?;
        program.expect_no_line("main thread 3")?;
        program.expect_no_line("other thread 7")?;
    }
    let groups = [(&slow, 2 * slow_ms), (&fast, 6 * fast_ms)];
    groups.iter().try_for_each(|(lines, due)| program.expect_not_early(lines, *due))?;
    // Who is late, and was neither held up nor at work, slept.
    let has_slept = scale > 1 && idle > Duration::from_millis(fast_ms) / 2;
    let order = program.expect_side_by_side(&slow, &fast).and_then(|()| program.expect_before(&slow[0], &fast[1]));
    match order {
        Err(Stop::Mismatch(_)) if scale < LARGEST && !has_slept => return Ok(false),
        // Nobody is held up for a second all the time, but for a moment anybody may be.
        Err(Stop::Mismatch(mismatch)) if mismatch.seen == Late && !has_slept => {}
        other => other?,
    }
    Ok(groups.iter().all(|(lines, due)| program.are_spread(lines, *due)))
}

/// Between two lines it sleeps.
fn rests(lab: &mut Harness) -> Step {
    lab.begin_anew();
    let program = lab.run("two-rates", &["60000", "60000", "60001"])?;
    program.expect_lines(&rate("main", 1))?;
    program.expect_lines(&rate("other", 1))?;
    program.expect_no_spin("until the next line is due")?;
    let early = ["main thread 1", "other thread 1"].iter().try_for_each(|line| program.expect_no_line(line));
    early.map_err(|stop| stop.seen_as(Early))
}

/// `NAME thread I` for each I below a number.
fn rate(name: &str, count: usize) -> Vec<String> {
    (0..count).map(|line| format!("{name} thread {line}")).collect()
}
