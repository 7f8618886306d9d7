//! Lab 3's check of the client's pauses: it does not spin where nobody listens, and is quick again after a success.

use std::time::Duration;

use super::CLIENT;
use crate::harness::{Harness, Program};
use crate::lab::{Cause, Check};
use crate::verdict::{Mismatch, Seen, Seen::*, Step, Want, Want::*};

/// Tries to connect in the first second: pauses of 100, 200 and 400 ms make four, and this leaves room.
const MOST_TRIES: usize = 7;
/// The first pause is 100 ms. What is watched begins before it and ends after it, so that it can only look longer.
const SHORTEST_PAUSE: Duration = Duration::from_millis(60);
/// A pause of 100 ms is over by then, one of a second is not.
const AGAIN: Duration = Duration::from_millis(500);
/// How often a client may need longer than that.
const CHANCES: usize = 3;

pub const BACKS_OFF: Check = Check {
    id: "client-backs-off",
    claim: "with no server the client does not spin, and after a success its pause is short again",
    points: 6,
    programs: CLIENT,
    needs: &["client-waits-for-server", "client-server-restarts"],
    runs: &[],
    tries: "Starts the client where nobody listens: at most 7 lines `state: connecting` in its first second, and next to no processor time once it has started. A second client, whose stdin has ended, must not try more often, either. Then somebody listens, and is gone again as soon as the client is connected: its next try has to come after a pause of 100 ms, not of a second.",
    run: |lab| {
        let port = lab.free_port()?;
        let client = lab.run("client", &["127.0.0.1", &port.to_string()])?;
        // Another one, whose stdin has ended: who waits with the keyboard alone does not wait any more.
        let elsewhere = lab.free_port()?.to_string();
        let other = lab.run("client", &["127.0.0.1", &elsewhere])?;
        other.close_stdin();
        client.expect_unhurried("connecting", MOST_TRIES)?;
        other.expect_few("connecting", MOST_TRIES)?;
        tries_again_soon(lab, &client, port)
    },
    causes: &[BACKS_OFF_CAUSES],
};

#[rustfmt::skip]
const BACKS_OFF_CAUSES: &[Cause] = &[
    Cause(State, &[Early], "the client tries again too soon: pause 100 ms after a failure, and double the pause each time, up to a second; also after a connection that was lost, and also when stdin has ended"),
    Cause(Nothing, &[Limit], "the client spins while it waits: sleep through the pause, don't look at the clock again and again"),
    Cause(State, &[Late], "the pause is not set back to 100 ms after a success"),
];

/// After a connection that is lost the next try comes soon: a pause of 100 ms is behind it, not one of a second.
fn tries_again_soon(lab: &mut Harness, client: &Program, port: u16) -> Step {
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
            return paused(Duration::from_micros(waited));
        }
    }
    Err(Mismatch {
        want: Want::State,
        seen: Seen::Late,
        expected: "`state: connecting` after a pause of 100 ms: the connection before it was a success".into(),
        observed: format!("nothing within {} ms", AGAIN.as_millis()),
    }
    .into())
}

fn paused(waited: Duration) -> Step {
    if waited >= SHORTEST_PAUSE {
        return Ok(());
    }
    Err(Mismatch {
        want: Want::State,
        seen: Seen::Early,
        expected: "a pause of 100 ms before the next `state: connecting`".into(),
        observed: format!("it came {} ms after the connection was lost", waited.as_millis()),
    }
    .into())
}
