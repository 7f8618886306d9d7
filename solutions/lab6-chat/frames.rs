//! Lab 6, the frames of lab 4: a 4-byte length in front of each payload.
//!
//! You wrote both functions in lab 4. They are given from now on; you need not change them.

// Each program includes this file, and not each of them uses all of it.
#![allow(dead_code)]

use std::io::{Read, Write};

use anyhow::{Context, bail, ensure};

/// The longest payload that a frame may have, in bytes.
pub const LIMIT: usize = 1_048_576;

/// Reads the payload of the next frame; `None` if the stream ends before it begins.
pub fn read_frame(stream: &mut impl Read) -> anyhow::Result<Option<Vec<u8>>> {
    let header = read_up_to(stream, 4)?;
    if header.is_empty() {
        return Ok(None);
    }
    let Ok(header) = <[u8; 4]>::try_from(header) else {
        bail!("connection closed mid-frame");
    };
    let length = u32::from_be_bytes(header);
    ensure!(length as usize <= LIMIT, "frame of {length} bytes is larger than {LIMIT}");
    let payload = read_up_to(stream, length)?;
    ensure!(payload.len() == length as usize, "connection closed mid-frame");
    Ok(Some(payload))
}

/// Writes a frame: the length of the payload, then the payload.
pub fn write_frame(stream: &mut impl Write, payload: &[u8]) -> anyhow::Result<()> {
    let length = payload.len();
    ensure!(length <= LIMIT, "frame of {length} bytes is larger than {LIMIT}");
    let header = u32::try_from(length)?.to_be_bytes();
    stream.write_all(&[&header, payload].concat()).context("cannot send")
}

/// Reads so many bytes, in however many pieces they come; fewer only if the stream ends.
fn read_up_to(stream: &mut impl Read, length: u32) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(length.into()).read_to_end(&mut bytes).context("cannot receive")?;
    Ok(bytes)
}
