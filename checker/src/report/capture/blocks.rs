//! The blocks of a pcapng file, each with its length at both ends; pure.

use super::packets::Packet;

/// A block as it stands in the file.
pub type Block = Vec<u8>;

/// A section header, an interface description, an enhanced packet.
const SECTION: u32 = 0x0a0d_0d0a;
const INTERFACE: u32 = 1;
const PACKET: u32 = 6;
/// A packet begins with its IP header: LINKTYPE_RAW.
const RAW: u16 = 101;
/// Options: a comment, and the name of an interface.
const COMMENT: u16 = 1;
const NAME: u16 = 2;
/// Bytes that an option may have.
const LARGEST: usize = 60_000;

/// The first block, with a comment on the whole.
pub fn section(comment: &str) -> Block {
    let mut body = Vec::new();
    body.extend(0x1a2b_3c4d_u32.to_le_bytes());
    body.extend(1_u16.to_le_bytes());
    body.extend(0_u16.to_le_bytes());
    // How long the section is stands nowhere.
    body.extend(u64::MAX.to_le_bytes());
    block(SECTION, body, &[(COMMENT, comment)])
}

/// An interface of this name. Its times are in microseconds, which is the usual.
pub fn interface(name: &str) -> Block {
    let mut body = Vec::new();
    body.extend(RAW.to_le_bytes());
    body.extend(0_u16.to_le_bytes());
    body.extend(0_u32.to_le_bytes());
    block(INTERFACE, body, &[(NAME, name)])
}

/// A packet at an interface, so many microseconds after 1970.
pub fn packet(interface: u32, micros: u64, packet: &Packet) -> Block {
    let mut body = Vec::new();
    body.extend(interface.to_le_bytes());
    body.extend(((micros >> 32) as u32).to_le_bytes());
    body.extend((micros as u32).to_le_bytes());
    body.extend((packet.bytes.len() as u32).to_le_bytes());
    body.extend((packet.length as u32).to_le_bytes());
    body.extend(&packet.bytes);
    pad(&mut body);
    let comments: Vec<(u16, &str)> = packet.comments.iter().map(|comment| (COMMENT, comment.as_str())).collect();
    block(PACKET, body, &comments)
}

fn block(kind: u32, mut body: Vec<u8>, options: &[(u16, &str)]) -> Block {
    for (code, text) in options {
        let end = (0..=text.len().min(LARGEST)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        body.extend(code.to_le_bytes());
        body.extend((end as u16).to_le_bytes());
        body.extend(&text.as_bytes()[..end]);
        pad(&mut body);
    }
    if !options.is_empty() {
        // The end of the options.
        body.extend([0; 4]);
    }
    let length = (body.len() + 12) as u32;
    let mut block = Vec::with_capacity(body.len() + 12);
    block.extend(kind.to_le_bytes());
    block.extend(length.to_le_bytes());
    block.extend(body);
    block.extend(length.to_le_bytes());
    block
}

/// Everything begins at a multiple of four.
fn pad(bytes: &mut Vec<u8>) {
    bytes.resize(bytes.len().next_multiple_of(4), 0);
}
