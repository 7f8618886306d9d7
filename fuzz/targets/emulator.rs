//! What a full-screen program draws: the first two bytes are the size of its terminal, and each 0xff gives it another.

#![no_main]

use checker::screen::{Emulator, Size};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [rows, columns, drawn @ ..] = data else { return };
    let size =
        |turn: u16| Size { rows: 1 + u16::from(*rows) % 60 + turn, columns: 1 + u16::from(*columns) % 200 + turn };
    let mut emulator = Emulator::new(size(0));
    for (turn, piece) in drawn.split(|byte| *byte == 0xff).enumerate() {
        emulator.take(piece);
        emulator.resize(size(turn as u16 % 7));
    }
    emulator.display();
    emulator.left_behind();
});
