//! The door of the state diagram as a program: what happens to it is typed, and its state is printed.
use std::io::BufRead;

// ANCHOR: states
enum State {
    Shut,
    Open,
    Locked { key: String },
}
// ANCHOR_END: states

fn main() -> anyhow::Result<()> {
    let mut lines = std::io::stdin().lock().lines();
    // ANCHOR: machine
    let mut state = State::Shut;
    loop {
        println!("state: {}", name(&state));
        state = loop {
            let Some(line) = lines.next().transpose()? else { return Ok(()) };
            match next(&state, &line) {
                Some(next) => break next,
                None => println!("a door that is {} can't do that", name(&state)),
            }
        };
    }
    // ANCHOR_END: machine
}

// ANCHOR: arrows
/// The state that follows, or nothing where the diagram has no arrow.
fn next(state: &State, line: &str) -> Option<State> {
    match (state, line.split_once(' ').unwrap_or((line, ""))) {
        (State::Shut, ("push", _)) => Some(State::Open),
        (State::Open, ("let", "go")) => Some(State::Shut),
        (State::Shut, ("lock", key)) => Some(State::Locked { key: key.to_owned() }),
        (State::Locked { key }, ("unlock", tried)) if tried == key => Some(State::Shut),
        _ => None,
    }
}
// ANCHOR_END: arrows

fn name(state: &State) -> &'static str {
    match state {
        State::Shut => "shut",
        State::Open => "open",
        State::Locked { .. } => "locked",
    }
}
