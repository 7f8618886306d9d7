//! Lab 3's check of the client's pauses: it does not spin where nobody listens, and is quick again after a success.

use std::time::Duration;

use super::words::CLIENT;
use crate::harness::{Harness, Program};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{NEEDS, Seen, Seen::*, Step, Stop, Want, Want::*, unmet};

/// Tries to connect in the first second: pauses of 100, 200 and 400 ms make four, and this leaves room.
const MOST_TRIES: usize = 7;
/// The first pause is 100 ms. What is watched begins before it and ends after it, so that it can only look longer.
const SHORTEST_PAUSE: Duration = Duration::from_millis(60);
/// So many tries are watched, nine after 5.5 s: pauses of 100, 200, 400 and 800 ms, and then of a second each. In a
/// thorough run 21, after 17.5 s: who gives up after ten tries is found by those.
const TRIES: [usize; 2] = [9, 21];
/// A pause of 100 ms is over by then, one of a second is not.
const AGAIN: Duration = Duration::from_millis(500);
/// How often a client may need longer than that.
const CHANCES: usize = 3;
/// The pause of 400 ms, in the order of the pauses; as long as this it has grown too fast.
const THIRD: usize = 3;
const TOO_LONG: Duration = Duration::from_millis(800);
/// No pause is that long.
const PATIENT: Duration = Duration::from_millis(3000);

pub const BACKS_OFF: Check = Check {
    id: "client-backs-off",
    claim: "with no server the client does not spin: its pauses double, up to a second, and it never gives up; after a success the pause is short again",
    points: 6,
    programs: CLIENT,
    needs: &[],
    runs: &[Runs::Waits, Runs::NotByHand("it measures the pauses between the tries of your client")],
    tries: "Starts the client where nobody listens: at most 7 lines `state: connecting` in its first second, and next to no processor time once it has started. A second client, whose stdin has ended, must not try more often, either. Then stdin ends, and nine tries are watched: the pauses have to double and no more (the third may not take twice the 400 ms), none may be longer than a second (with half as much again for a busy machine), `state: disconnected` has to be said before each, `state: connected` never, and the client must not give up. Then somebody listens, and is gone again as soon as the client is connected: its next try has to come after a pause of 100 ms, not of a second. So it has to be a second time.",
    run: |lab| {
        let port = lab.free_port()?;
        let client = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        // Another one, whose stdin has ended: who waits with the keyboard alone does not wait any more.
        let elsewhere = lab.free_port()?.to_string();
        let other = lab.run("client", &["127.0.0.1", &elsewhere])?;
        other.close_stdin();
        client.expect_unhurried("connecting", MOST_TRIES)?;
        other.expect_few("connecting", MOST_TRIES)?;
        goes_on(&client)?;
        // From here on nothing is typed any more: a program that gives up need not wait for its keyboard.
        client.close_stdin();
        client.expect_pauses(TRIES[usize::from(lab.is_thorough())])?;
        grows_no_faster(lab, &client, port)?;
        tries_again_soon(lab, &client, port)
    },
    causes: &[BACKS_OFF_CAUSES],
};

const GIVES_UP: &str = "the client gives up: it tries again for ever, a pause of a second apart, and only `closed` ends it, also when stdin has ended";

#[rustfmt::skip]
const BACKS_OFF_CAUSES: &[Cause] = &[
    Cause(State, &[Early], "the client tries again too soon: pause 100 ms after a failure, and double the pause each time, up to a second; also after a connection that was lost, and also when stdin has ended"),
    Cause(Nothing, &[Limit], "the client spins while it waits: sleep through the pause, don't look at the clock again and again"),
    Cause(State, &[Different], "the pauses grow faster than they should: each is twice the one before, 100, 200, 400 and 800 ms, then a second"),
    Cause(State, &[Extra], "the pauses are long from the first on, and do not grow: the first is 100 ms, and each failure doubles it, up to a second"),
    Cause(State, &[Late], "the pause is not set back to 100 ms after a success"),
    Cause(State, &[Limit], "the pause grows beyond a second: double it, up to one second at most"),
    Cause(State, &[Ended], GIVES_UP),
    Cause(Connection, &[Ended], GIVES_UP),
    Cause(Connection, &[Silence], "somebody listens again, and the client does not come: after some tries, or after the first connection that was lost, it no longer tries. It tries again for ever, a pause of a second apart at most"),
    Cause(State, &[Silence], "somebody listens again and has accepted, and the client does not say `state: connected`: it is said each time, not only the first"),
    Cause(State, &[Connected], "the client says `connected` although nobody has accepted: a connect that is under way, or has failed, is no connection"),
    Cause(State, &[Merged], "`state: disconnected` is said only when the pause is over, together with `connecting`: say a state when it begins, then wait"),
];

/// The third pause is one of 400 ms, not of twice that or more, for one of some clients: a busy machine makes it longer.
fn grows_no_faster(lab: &mut Harness, client: &Program, port: u16) -> Step {
    let mut shortest = client.pause_before(THIRD);
    for _ in 1..CHANCES {
        if shortest.is_none_or(|pause| pause < TOO_LONG) {
            break;
        }
        let other = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        while other.count("connecting") <= THIRD
            && other.says_within("connecting", other.count("connecting"), PATIENT)?
        {}
        shortest = shortest.min(other.pause_before(THIRD));
        other.kill();
        other.end()?;
    }
    match shortest {
        Some(pause) if pause >= TOO_LONG => {
            let first = client.pause_before(1).unwrap_or_default();
            let seen = if pause < 2 * first { Seen::Extra } else { Seen::Different };
            let expected = "pauses of 100, 200 and 400 ms, each twice the one before";
            let observed = format!("the first took {} ms, the third {} ms", first.as_millis(), pause.as_millis());
            Err(unmet(Want::State, seen, expected, observed))
        }
        _ => Ok(()),
    }
}

/// Who ends at the first refusals, or does not try again at all, is another check's to tell.
fn goes_on(client: &Program) -> Step {
    if client.count("connecting") == 1 {
        // A pause that is too long is told below.
        client.says_within("connecting", 1, PATIENT)?;
    }
    let has_ended = client.expect_running(Want::State).is_err();
    if client.count("connecting") < 2 || has_ended && client.count("connecting") < 4 {
        return Err(Stop::Skip(format!("{NEEDS}client-waits-for-server, which did not pass")));
    }
    Ok(())
}

/// After a connection that is lost the next try comes soon: a pause of 100 ms is behind it, not one of a second. It is
/// looked at twice: what a busy machine adds to one pause may make it look long enough.
fn tries_again_soon(lab: &mut Harness, client: &Program, port: u16) -> Step {
    for _ in 0..2 {
        paused(again_soon(lab, client, port)?)?;
    }
    Ok(())
}

/// The time from the loss of a connection to the next try.
fn again_soon(lab: &mut Harness, client: &Program, port: u16) -> Step<Duration> {
    for _ in 0..CHANCES {
        let connected = client.count("connected");
        let door = lab.listen_at(port)?;
        let peer = door.accept(client)?;
        client.expect_state_times("connected", connected + 1)?;
        drop(door);
        let (tries, lost) = (client.count("connecting"), client.micros());
        drop(peer);
        if client.says_within("connecting", tries, AGAIN)? {
            let waited = client.said("connecting").get(tries).map_or(0, |micros| micros.saturating_sub(lost));
            return Ok(Duration::from_micros(waited));
        }
    }
    let expected = "`state: connecting` after a pause of 100 ms: the connection before it was a success";
    Err(unmet(Want::State, Seen::Late, expected, format!("nothing within {} ms", AGAIN.as_millis())))
}

fn paused(waited: Duration) -> Step {
    if waited >= SHORTEST_PAUSE {
        return Ok(());
    }
    let observed = format!("it came {} ms after the connection was lost", waited.as_millis());
    Err(unmet(Want::State, Seen::Early, "a pause of 100 ms before the next `state: connecting`", observed))
}
