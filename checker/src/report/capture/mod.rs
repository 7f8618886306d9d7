//! What was seen on the wire as a capture for Wireshark: pcapng (draft-ietf-opsawg-pcapng), made from the record alone.
//!
//! Addresses, bytes and times are those that were seen, the times within a check as they were measured; the checks stand
//! one after the other. Each program of the learner's is an interface of its own. What goes with them by itself is
//! filled in as TCP has it: the handshake, and the numbers. Of a long piece the beginning is there, and its length.

mod blocks;
mod packets;

use std::collections::HashMap;

use crate::verdict::{CheckReport, Report, Verdict};
use blocks::{Block, interface, packet, section};
use packets::{Packet, packets};

/// Microseconds between two checks.
const APART: u64 = 1_000_000;

/// The capture of a run that began so many microseconds after 1970.
pub fn capture(report: &Report, began: u64) -> Vec<u8> {
    let seed = format!("{}, graded with --seed {}", report.submission, report.seed);
    let mut blocks: Vec<Block> = vec![section(&seed)];
    let mut interfaces: HashMap<String, u32> = HashMap::new();
    let mut offset = began;
    for (lab, check) in report.labs.iter().flat_map(|lab| lab.checks.iter().map(move |check| (lab, check))) {
        let name = format!("{}/{}", lab.id, check.id);
        let mut seen = packets(&check.trace, &check.wires);
        if let (Some(last), Some(why)) = (seen.last_mut(), why(&name, check)) {
            last.comments.push(why);
        }
        for one in &seen {
            let interface = interface_of(&name, one, &mut interfaces, &mut blocks);
            blocks.push(packet(interface, offset + one.micros, one));
        }
        offset += seen.last().map_or(0, |last| last.micros + APART);
    }
    blocks.concat()
}

/// The number of the interface of the program that a packet came from or went to.
fn interface_of(check: &str, packet: &Packet, known: &mut HashMap<String, u32>, blocks: &mut Vec<Block>) -> u32 {
    let name = format!("{check} {}", packet.program);
    let next = known.len() as u32;
    *known.entry(name.clone()).or_insert_with(|| {
        blocks.push(interface(&name));
        next
    })
}

/// What is said of a check that failed: at the last packet that was seen before the verdict.
fn why(name: &str, check: &CheckReport) -> Option<String> {
    if check.verdict != Verdict::Fail {
        return None;
    }
    let line = |label: &str, text: &Option<String>| text.as_ref().map(|text| format!("\n{label}: {text}"));
    let parts =
        [line("expected", &check.expected), line("observed", &check.observed), line("likely cause", &check.cause)];
    Some(format!("{name} failed here{}", parts.into_iter().flatten().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn blocks_are_whole() {
        let capture = capture(&samples::report(), 1_000);
        let mut rest = &capture[..];
        let mut kinds = Vec::new();
        while rest.len() >= 12 {
            let number = |at: usize| u32::from_le_bytes([rest[at], rest[at + 1], rest[at + 2], rest[at + 3]]);
            let length = number(4) as usize;
            assert!(length.is_multiple_of(4) && number(length - 4) as usize == length, "{length}");
            kinds.push(number(0));
            rest = &rest[length..];
        }
        assert!(rest.is_empty());
        assert_eq!(kinds[0], 0x0a0d_0d0a);
    }
}
