//! What every fault makes of the same bytes.

use std::time::Duration;

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

/// What a drawing shows is what the function does.
#[test]
fn drawings_are_true() {
    let stream = |name: &str, moves: &[Move]| assert_eq!(drawing(name).1, drawn(moves), "{name}");
    stream("byte-by-byte", &byte_by_byte(b"Hello"));
    stream("coalesce", &coalesce(&[b"one", b"two", b"three"]));
    stream("cut", &cut(b"Hello", 2));
    stream("truncate", &truncate(b"Hello", 2));
    stream("reset", &reset(b"Hello", 2));
    let datagrams = |name: &str, fates: &[Vec<Fate>]| assert_eq!(drawing(name).1, arrived(fates), "{name}");
    datagrams("lose", &[lose(b"a"), vec![Fate::Deliver(b"b".to_vec())]]);
    datagrams("duplicate", &[duplicate(b"a"), vec![Fate::Deliver(b"b".to_vec())]]);
    datagrams("delay", &[delay(b"a"), vec![Fate::Deliver(b"b".to_vec())]]);
    datagrams("stranger", &[stranger(b"a", b"s")]);
    datagrams("damage", &[damage(b"Hello", 2)]);
    let (time, mut random) = (Duration::from_millis(20), Random::new(1));
    datagrams("latency", &[b"a", b"b"].map(|one| latency(one, time, Duration::ZERO, &mut random)));
    datagrams("reorder", &[reorder(b"a", Duration::from_millis(5)), vec![Fate::Deliver(b"b".to_vec())]]);
    let mut link = Link::new(Duration::from_millis(10), 1);
    datagrams("narrow", &[b"a", b"b", b"c"].map(|one| link.narrow(one, Duration::ZERO)));
    // Cut anywhere: the drawing is one of the ways, and some seed gives it.
    let is_drawn = |seed| drawn(&shuffle(b"onetwothree", &mut Random::new(seed))) == drawing("cut-and-merge").1;
    assert!((0..200_000).any(is_drawn));
    // What those show is time, and no moves: late-and-slow-reader, pause.
    let told =
        ["byte-by-byte", "coalesce", "cut", "pause", "truncate", "reset", "cut-and-merge", "late-and-slow-reader"];
    let known =
        told.into_iter().chain(["lose", "duplicate", "delay", "stranger", "damage", "latency", "reorder", "narrow"]);
    assert_eq!(FAULTS.iter().map(|fault| fault.name).collect::<Vec<_>>(), known.collect::<Vec<_>>());
}

/// Both sides of a fault's drawing.
fn drawing(name: &str) -> (&'static str, &'static str) {
    let fault = FAULTS.iter().find(|fault| fault.name == name).unwrap();
    fault.drawing.split_once("  ->  ").unwrap()
}

#[test]
fn a_latency_wavers_both_ways_and_no_further() {
    let (time, waver, mut random) = (Duration::from_millis(150), Duration::from_millis(40), Random::new(7));
    let mut times: Vec<u128> = Vec::new();
    for _ in 0..1000 {
        let [Fate::Later(_, late)] = latency(b"a", time, waver, &mut random)[..] else { panic!("one fate") };
        times.push(late.as_millis());
    }
    let (least, most) = (times.iter().min().unwrap(), times.iter().max().unwrap());
    assert!((110..114).contains(least) && (187..=190).contains(most), "{least} to {most}");
}

#[test]
fn a_narrow_link_is_free_again_when_what_it_has_taken_is_through() {
    let mut link = Link::new(Duration::from_millis(10), 2);
    // When it comes, and how long it is under way; of what is lost, nothing.
    let table = [
        (0, Some(10)),
        (0, Some(20)),
        (1, Some(29)),
        (9, None),
        (10, Some(30)),
        (19, None),
        (20, Some(30)),
        (200, Some(10)),
        (205, Some(15)),
    ];
    for (comes, takes) in table {
        let expected = match takes {
            Some(millis) => Fate::Later(b"a".to_vec(), Duration::from_millis(millis)),
            None => Fate::Lose(b"a".to_vec()),
        };
        assert_eq!(link.narrow(b"a", Duration::from_millis(comes)), [expected], "at {comes} ms");
    }
}

/// What arrives of some datagrams, as it is drawn: `x` is lost.
fn arrived(fates: &[Vec<Fate>]) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (mut out, mut held, mut late) = (Vec::new(), Vec::new(), Vec::new());
    for fate in fates.iter().flatten() {
        match fate {
            Fate::Deliver(bytes) => {
                out.push(text(bytes));
                out.append(&mut held);
            }
            Fate::Hold(bytes) => held.push(text(bytes)),
            Fate::Lose(_) => out.push("x".into()),
            Fate::Stranger(bytes) => out.push(format!("(from another address) {}", text(bytes))),
            Fate::Later(bytes, time) => late.push(format!("({} ms) {}", time.as_millis(), text(bytes))),
        }
    }
    out.append(&mut late);
    out.join(" . ")
}
