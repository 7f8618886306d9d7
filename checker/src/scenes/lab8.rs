//! The runs that lab 8's chapter shows: a file over a network that takes its time and loses a segment, and over one that
//! is narrow.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::scene::{Needs, Scene, expect};
use super::stage::Stage;
use crate::fault::{Fate, Link, lose};
use crate::harness::Program;
use crate::relay::{Faults, Way};
use crate::trace::What;
use crate::verdict::Step;

/// The file is a text that does not change.
const RECEIVER: &str = "cargo run -q -p solutions --bin lab8-receiver-solution -- 4000 /dev/null";
const SENDER: &str = "cargo run -q -p solutions --bin lab8-sender-solution -- 127.0.0.1 4000";

/// How long the network takes for each way.
const WAY: Duration = Duration::from_millis(20);

/// What a segment takes on the narrow link, and how many wait for it: one segment takes longer than a busy machine is late.
const EACH: Duration = Duration::from_millis(40);
const ROOM: u32 = 3;

/// Two files of the course, and their lengths.
const SHORT: (&str, usize) = ("LICENSE-MIT", 1084);
const LONG: (&str, usize) = ("LICENSE-APACHE", 11358);

pub const SCENES: &[Scene] = &[STOP_AND_WAIT, WINDOW, NARROW, FITTING, SHARED];

const STOP_AND_WAIT: Scene =
    Scene { name: "lab8-stop-and-wait", needs: Needs::Nothing, run: |stage| transfer(stage, once_lost(1), SHORT, "") };

const WINDOW: Scene =
    Scene { name: "lab8-window", needs: Needs::Nothing, run: |stage| transfer(stage, once_lost(2), LONG, " 8") };

const NARROW: Scene =
    Scene { name: "lab8-narrow", needs: Needs::Nothing, run: |stage| transfer(stage, narrow(), LONG, " 8") };

const FITTING: Scene =
    Scene { name: "lab8-narrow-fitting", needs: Needs::Nothing, run: |stage| transfer(stage, narrow(), LONG, " 4") };

/// Two senders, each with a window that the link alone would hold.
const SHARED: Scene = Scene {
    name: "lab8-shared",
    needs: Needs::ThisMachine("whose segments find the queue full"),
    run: |stage| {
        let link = narrow();
        let names = [("sender", "receiver", "4000"), ("sender 2", "receiver 2", "4001")];
        let mut receivers = Vec::new();
        for (_, receiver, port) in names {
            stage.record_network(receiver, Arc::clone(&link))?;
            receivers.push(stage.start(receiver, &RECEIVER.replace("4000", port))?);
        }
        let command = |port| format!("{} {} 4", SENDER.replace("4000", port), LONG.0);
        let senders: Vec<Program> =
            names.iter().map(|(sender, _, port)| stage.run(sender, &command(port))).collect::<Step<_>>()?;
        senders.iter().try_for_each(|sender| sender.expect_exit(0))?;
        receivers.iter().try_for_each(|receiver| receiver.expect_exit(0))?;
        // Whose segments they are is chance; that there are some is not.
        let is_lost = stage.trace().events.iter().any(|event| matches!(event.what, What::Lost { .. }));
        expect(is_lost, "segments are lost", "none")
    },
};

/// Sends a file over a network, with a window.
fn transfer(stage: &mut Stage, network: Faults, (file, length): (&str, usize), window: &str) -> Step {
    stage.record_network("receiver", network)?;
    let receiver = stage.start("receiver", RECEIVER)?;
    let sender = stage.run("sender", &format!("{SENDER} {file}{window}"))?;
    sender.expect_line(&format!("sent {length} bytes"))?;
    sender.expect_exit(0)?;
    receiver.expect_line(&format!("received {length} bytes"))?;
    receiver.expect_exit(0)
}

/// A link towards the receiver that is narrow; the way back is not.
fn narrow() -> Faults {
    let (link, began) = (Mutex::new(Link::new(EACH, ROOM)), Instant::now());
    Arc::new(move |way, _, bytes| match way {
        Way::ToServer => link.lock().unwrap_or_else(PoisonError::into_inner).narrow(bytes, began.elapsed()),
        Way::ToClient => vec![Fate::Deliver(bytes.to_vec())],
    })
}

/// Each way takes its time, and the segment of this number is lost once.
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
