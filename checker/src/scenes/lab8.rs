//! The runs that lab 8's chapter shows: a file over a network that takes its time and loses a segment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::scene::{Needs, Scene};
use super::stage::Stage;
use crate::fault::{Fate, lose};
use crate::relay::{Faults, Way};
use crate::verdict::Step;

/// The file is a text that does not change.
const RECEIVER: &str = "cargo run -q -p solutions --bin lab8-receiver-solution -- 4000 /dev/null";
const SENDER: &str = "cargo run -q -p solutions --bin lab8-sender-solution -- 127.0.0.1 4000";

/// How long the network takes for each way.
const WAY: Duration = Duration::from_millis(20);

pub const SCENES: &[Scene] = &[STOP_AND_WAIT, WINDOW];

const STOP_AND_WAIT: Scene =
    Scene { name: "lab8-stop-and-wait", needs: Needs::Nothing, run: |stage| transfer(stage, 1, "LICENSE-MIT", 1084) };

const WINDOW: Scene =
    Scene { name: "lab8-window", needs: Needs::Nothing, run: |stage| transfer(stage, 2, "LICENSE-APACHE 8", 11358) };

/// Sends a file of so many bytes; the segment of this number is lost once.
fn transfer(stage: &mut Stage, lost: u32, words: &str, length: usize) -> Step {
    stage.record_network("receiver", once_lost(lost))?;
    let receiver = stage.start("receiver", RECEIVER)?;
    let sender = stage.run("sender", &format!("{SENDER} {words}"))?;
    sender.expect_line(&format!("sent {length} bytes"))?;
    sender.expect_exit(0)?;
    receiver.expect_line(&format!("received {length} bytes"))?;
    receiver.expect_exit(0)
}

fn once_lost(number: u32) -> Faults {
    let is_lost = AtomicBool::new(false);
    Arc::new(move |way, _, bytes| {
        let is_it = way == Way::ToServer && bytes.get(4..8) == Some(&number.to_be_bytes());
        match is_it && !is_lost.swap(true, Ordering::SeqCst) {
            true => lose(bytes),
            false => vec![Fate::Later(bytes.to_vec(), WAY)],
        }
    })
}
