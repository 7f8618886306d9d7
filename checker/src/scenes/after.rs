//! The recordings of the pages after the labs.

use super::scene::{Needs, Scene, expect};

const ERRORS: &str = "cargo run -q -p solutions --example errors";

pub const SCENES: &[Scene] = &[EVERY_ERROR];

const EVERY_ERROR: Scene = Scene {
    name: "errors",
    needs: Needs::Nothing,
    run: |stage| {
        let program = stage.run("errors", ERRORS)?;
        program.expect_exit(0)?;
        let lines = stage.lines(&program);
        let came = lines.iter().filter(|line| line.contains("(os error ")).count();
        expect(came == 16 && lines.len() == 16, "sixteen errors, one of each kind", &lines.join("\n"))
    },
};
