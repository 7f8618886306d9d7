//! What happens in a storm: forty acts, of which the seed gives the order.

use crate::random::Random;

/// One thing that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Type,
    KillServer,
    TerminateServer,
    StartServer,
    RestartServer,
    KillClient,
    StartClient,
    Reset,
    Close,
    HoldLines,
    HoldAnswers,
    CutAnswer,
    /// A line is lost on its way, and twice more when it is sent again.
    LoseAgain,
    /// Nothing more is done until all is calm.
    Calm,
    /// The client is done, and another one comes.
    Goodbye,
    /// The same, and there is no server when stdin ends.
    GoodbyeAlone,
    /// The same, and the answer to `close` is cut.
    GoodbyeCut,
}

impl Act {
    pub fn name(&self) -> String {
        match self {
            Act::Type => "type a line",
            Act::KillServer => "kill -9 the server",
            Act::TerminateServer => "SIGTERM to the server",
            Act::StartServer => "start the server",
            Act::RestartServer => "kill -9 the server and start it at once",
            Act::KillClient => "kill -9 the client",
            Act::StartClient => "start a client",
            Act::Reset => "reset the connection",
            Act::Close => "close the connection",
            Act::HoldLines => "hold up what the client sends",
            Act::HoldAnswers => "hold up what the server sends",
            Act::CutAnswer => "type a line and cut its answer in the middle",
            Act::LoseAgain => "type a line and lose it three times",
            Act::Calm => "wait until it is calm",
            Act::Goodbye => "end stdin, and start another client",
            Act::GoodbyeAlone => "end stdin while there is no server",
            Act::GoodbyeCut => "end stdin and cut the answer to `close`",
        }
        .to_string()
    }
}

/// What happens to the connection, while both programs live on.
const ACCIDENTS: &[Act] =
    &[Act::Reset, Act::Reset, Act::Reset, Act::Close, Act::Close, Act::CutAnswer, Act::CutAnswer, Act::LoseAgain];

/// What happens to the programs, and meanwhile: first only to the server, then also to the client.
const TO_SERVER: &[Act] = &[
    Act::KillServer,
    Act::KillServer,
    Act::TerminateServer,
    Act::RestartServer,
    Act::RestartServer,
    Act::Type,
    Act::HoldLines,
    Act::Calm,
];
const TO_BOTH: &[Act] = &[
    Act::KillClient,
    Act::KillClient,
    Act::RestartServer,
    Act::HoldAnswers,
    Act::Reset,
    Act::GoodbyeAlone,
    Act::GoodbyeCut,
];

/// What makes an accident worse.
const BEFORE: &[Act] = &[Act::Type, Act::HoldLines, Act::HoldAnswers];

/// The length of a storm.
const ACTS: usize = 40;

/// Forty acts. Each part of the storm is in a random order; a program that is to be killed and is not there is
/// started instead.
pub fn schedule(random: &mut Random) -> Vec<Act> {
    // Every connection that is lost is made again, or else the next loss would be none.
    let mut acts: Vec<Act> =
        shuffled(ACCIDENTS, random).into_iter().flat_map(|accident| [accident, Act::Calm]).collect();
    let accidents = acts.len();
    let mut later = shuffled(TO_SERVER, random);
    later.push(Act::StartServer);
    later.push(Act::Goodbye);
    later.extend(shuffled(TO_BOTH, random));
    let (mut server, mut client) = (true, true);
    for act in later {
        match act {
            Act::KillServer | Act::TerminateServer | Act::RestartServer if !server => {
                acts.push(Act::StartServer);
                server = true;
            }
            Act::StartServer if server => {}
            Act::KillServer | Act::TerminateServer => {
                acts.push(act);
                server = false;
            }
            Act::StartServer | Act::GoodbyeAlone | Act::GoodbyeCut | Act::Goodbye | Act::Type if !client => {
                acts.extend([Act::StartClient, act]);
                client = true;
            }
            Act::KillClient if !client => {
                acts.push(Act::StartClient);
                client = true;
            }
            Act::KillClient => {
                acts.push(act);
                client = false;
            }
            act => acts.push(act),
        }
        server |= matches!(act, Act::StartServer | Act::Goodbye | Act::GoodbyeAlone | Act::GoodbyeCut);
    }
    while acts.len() < ACTS {
        acts.insert(2 * random.below(accidents / 2), BEFORE[random.below(BEFORE.len())]);
    }
    acts
}

fn shuffled(acts: &[Act], random: &mut Random) -> Vec<Act> {
    let mut bag = acts.to_vec();
    let mut out = Vec::new();
    while !bag.is_empty() {
        out.push(bag.swap_remove(random.below(bag.len())));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_storm_has_forty_acts() {
        for seed in 0..500 {
            let acts = schedule(&mut Random::named(seed, "storm"));
            assert_eq!(acts.len(), ACTS, "seed {seed}: {acts:?}");
        }
    }
}
