//! Lab 3's storm: the learner's own pair through forty random accidents, and what must hold whatever happens.
//!
//! What must hold:
//!
//! - Neither program ends by itself, and the client ends with 0 once it has said `close` and is answered.
//! - Each line that was typed into a client is received, in the order of typing, unless that client was killed.
//! - Only the line in flight arrives twice, and never twice on one connection.
//! - No line is received that nobody typed.
//! - Once it is calm, both say the state that is true: `connected` where both are up, `listening` where
//!   there is no client, anything but `connected` where there is no server.

mod acts;
mod calm;
mod client;
mod schedule;

use self::acts::Storm;
use self::schedule::{Act, schedule};
use crate::lab::{Cause, Check, Runs};
use crate::verdict::{Seen::*, Want::*};

pub const STORM: Check = Check {
    id: "storm",
    claim: "40 random starts, kills, restarts and resets: no crash, no line lost, and both end in the state that is true",
    points: 9,
    programs: &["server", "client"],
    needs: &[
        "server-accepts",
        "server-close",
        "server-client-gone",
        "server-restart",
        "server-states",
        "client-accepted",
        "client-waits-for-server",
        "client-server-restarts",
        "client-server-closes",
        "client-close",
        "client-states",
    ],
    runs: &[
        Runs::Again(10),
        Runs::NotByHand("it ends and starts your programs again and again, while they talk through a relay"),
    ],
    tries: "Starts your server and your client with a relay between them, and does forty things to them in an order that the seed gives: types a line, kills one of them (SIGKILL, SIGTERM), starts it again, resets or closes the connection, holds up what goes one way, cuts an answer in the middle. Whenever it is calm both have to say the state that is true, and every line has to have arrived, in order, only the one in flight perhaps twice. A schedule that fails is shrunk to the shortest that still does.",
    run: |lab| {
        let schedule = schedule(&mut lab.random);
        lab.play(&schedule, Act::name, |lab, schedule| {
            let mut storm = Storm::begin(lab)?;
            for (at, act) in schedule.iter().enumerate() {
                lab.reached = at;
                storm.act(lab, *act)?;
                storm.is_calm &= *act == Act::Calm;
            }
            lab.reached = schedule.len();
            storm.end(lab)
        })
    },
    causes: &[STORM_CAUSES],
};

#[rustfmt::skip]
const STORM_CAUSES: &[Cause] = &[
    Cause(Start, &[Ended], "the server ends by itself: nothing that happens to a client or a connection may end it, however often"),
    Cause(Connection, &[Ended], "the client ends by itself: it tries again for ever, however often its server is lost, and only `closed` ends it"),
    Cause(Line, &[Short], "a line is lost: it stays in flight until it is answered, however many connections that takes"),
    Cause(Line, &[Silence], "a line does not arrive, although both programs run and are connected: it was lost on the way here, or one of them waits for something that can't come"),
    Cause(Line, &[Reordered], "a line that was answered is sent again, or lines arrive out of order: only the one in flight is sent again"),
    Cause(Line, &[Repeated], "a line is sent twice on one connection: it is sent again on a new one, if at all"),
    Cause(Line, &[Different], "a line is received that nobody typed: half a line of a lost connection is taken for a line, or put before the next"),
    Cause(State, &[Silence], "a program does not say the state that is true: it has not noticed what happened, or does not say so"),
    Cause(State, &[Ended], "the client ends without having been answered `closed`, or without saying so: also `close` is sent again until it has its answer"),
    Cause(Exit, &[Status], "the client ends with another status than 0 after `closed`"),
    Cause(Exit, &[Running], "the client does not end: `close` has to be said again on a new connection, as any line that has no answer"),
];
