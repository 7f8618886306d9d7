//! What every fault makes of the same bytes.

use super::*;
use crate::random::Random;

fn drawn(moves: &[Move]) -> String {
    let words: Vec<String> = moves
        .iter()
        .map(|step| match step {
            Move::Send(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Move::Pause => ".".into(),
            Move::Finish => "FIN".into(),
            Move::Reset => "RST".into(),
            Move::Leave(bytes) => format!("{} and away", String::from_utf8_lossy(bytes)),
        })
        .collect();
    words.join(" ")
}

#[test]
fn stream_faults() {
    let table: &[(Vec<Move>, &str)] = &[
        (byte_by_byte(b"Hey"), "H . e . y"),
        (byte_by_byte(b""), ""),
        (coalesce(&[b"one", b"two"]), "onetwo"),
        (cut(b"Hello", 2), "He . llo"),
        (cut(b"Hello", 0), "Hello"),
        (cut(b"Hello", 9), "Hello"),
        (pieces(&[b"He", b"llo"]), "He . llo"),
        (pieces(&[b"He", b""]), "He ."),
        (pieces(&[b"", b"llo"]), "llo"),
        (truncate(b"Hello", 2), "He FIN"),
        (reset(b"Hello", 2), "He . RST"),
        (reset(b"Hello", 0), "RST"),
    ];
    for (moves, drawing) in table {
        assert_eq!(drawn(moves), *drawing);
    }
}

#[test]
fn shuffled_bytes_are_the_same_bytes() {
    for seed in 0..50 {
        let moves = shuffle(b"one two three four", &mut Random::new(seed));
        assert_eq!(sent(&moves), b"one two three four");
        assert_eq!(moves, shuffle(b"one two three four", &mut Random::new(seed)));
    }
}

#[test]
fn datagram_faults() {
    assert_eq!(lose(b"a"), [Fate::Lose(b"a".to_vec())]);
    assert_eq!(duplicate(b"a"), [Fate::Deliver(b"a".to_vec()), Fate::Deliver(b"a".to_vec())]);
    assert_eq!(delay(b"a"), [Fate::Hold(b"a".to_vec())]);
    assert_eq!(stranger(b"a", b"s"), [Fate::Stranger(b"s".to_vec()), Fate::Deliver(b"a".to_vec())]);
}
