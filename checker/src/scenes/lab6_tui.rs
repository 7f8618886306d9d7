//! The recordings of lab 6's third checkpoint: the full-screen client among its friends.

use super::scene::{Needs, Scene};
use super::stage::Stage;
use crate::harness::{FullScreen, Key};
use crate::screen::Size;
use crate::verdict::Step;

const SERVER: &str = "cargo run -q -p solutions --bin lab6-server-solution -- 4000";
const CLIENT: &str = "cargo run -q -p solutions --bin lab6-client-solution -- 127.0.0.1 4000";
const TUI: &str = "cargo run -q -p solutions --features tui --bin lab6-tui-solution -- 127.0.0.1 4000 ann";

/// Small enough to be read on a page.
const SIZE: Size = Size { columns: 64, rows: 14 };

const LAMPS: &str = "cargo run -q -p solutions --features tui --example lab6_lamps";

/// Four lamps in a row, and a line below them.
const LOW: Size = Size { columns: 40, rows: 5 };

pub const SCENES: &[Scene] = &[TALK, CLICKS];

const CLICKS: Scene = Scene {
    name: "lab6-lamps",
    needs: Needs::ThisMachine("how long it takes is chance, and the seconds are shown"),
    run: |stage| {
        let lamps = stage.open("lamps", LAMPS, LOW)?;
        lamps.expect_shown("0 on")?;
        lamps.click_on("off")?;
        lamps.expect_shown("1 on")?;
        lamps.record();
        lamps.press(Key::Esc);
        lamps.program.expect_exit(0)?;
        lamps.expect_restored()
    },
};

const TALK: Scene = Scene {
    name: "lab6-tui",
    needs: Needs::Nothing,
    run: |stage| {
        let server = stage.start("server", SERVER)?;
        let bob = friend(stage, "bob")?;
        let carl = friend(stage, "carl")?;
        let dora = friend(stage, "dora")?;
        let ann = stage.open("ann", TUI, SIZE)?;
        ["bob", "carl", "dora"].iter().try_for_each(|name| ann.expect_shown(name).map(drop))?;
        ann.click_on("bob")?;
        ann.expect_shown("Chat with bob")?;
        say(&ann, "Are you coming tonight?")?;
        bob.expect_line("ann: Are you coming tonight?")?;
        bob.type_line("/chat ann");
        bob.type_line("Sure! Who else?");
        ann.expect_shown("bob: Sure! Who else?")?;
        say(&ann, "Dora, I think.")?;
        bob.expect_line("ann: Dora, I think.")?;
        carl.type_line("/chat ann");
        carl.type_line("Nobody has asked me.");
        ann.expect_shown("* carl")?;
        ann.type_text("Wait, there is");
        ann.expect_shown("Wait, there is")?;
        ann.record();
        ann.press(Key::Esc);
        ann.program.expect_exit(0)?;
        ann.expect_restored()?;
        for friend in [bob, carl, dora] {
            friend.expect_line("* ann left")?;
            friend.type_line("/bye");
            friend.expect_exit(0)?;
        }
        server.interrupt()
    },
};

fn friend(stage: &mut Stage, name: &str) -> Step<crate::harness::Program> {
    let program = stage.run(name, &format!("{CLIENT} {name}"))?;
    program.expect_line(&format!("logged in as {name}"))?;
    Ok(program)
}

fn say(tui: &FullScreen, text: &str) -> Step {
    tui.type_text(text);
    tui.press(Key::Enter);
    tui.expect_shown(&format!("me: {text}")).map(drop)
}
