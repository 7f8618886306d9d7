//! The frames of lab 4, as a module: a 4-byte length, big-endian, and then the payload.
//!
//! You wrote this by hand in lab 4. It is given from now on; you need not change it.

// Each program includes this file, and not each of them reads and writes.
#![allow(dead_code)]

use std::io::{Read, Write};

use anyhow::{Context, bail, ensure};

/// The longest payload that a frame may have, in bytes.
pub const LIMIT: u32 = 1_048_576;

/// Reads the payload of the next frame; `None` if the stream ends before it begins.
///
/// # Errors
/// A frame that is too large, an end of the stream inside a frame, or a failed read. Nobody
/// knows then where the next frame begins: close the connection.
pub fn read(stream: &mut impl Read) -> anyhow::Result<Option<Vec<u8>>> {
    let header = read_up_to(stream, 4)?;
    if header.is_empty() {
        return Ok(None);
    }
    let Ok(header) = <[u8; 4]>::try_from(header) else {
        bail!("connection closed mid-frame");
    };
    let length = u32::from_be_bytes(header);
    ensure!(length <= LIMIT, "frame of {length} bytes is larger than {LIMIT}");
    let payload = read_up_to(stream, length)?;
    ensure!(payload.len() == length as usize, "connection closed mid-frame");
    Ok(Some(payload))
}

/// Writes a payload as a frame, in one piece.
///
/// # Errors
/// A payload that is too large, of which nothing is sent then, or a failed write.
pub fn write(stream: &mut impl Write, payload: &[u8]) -> anyhow::Result<()> {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    ensure!(length <= LIMIT, "frame of {} bytes is larger than {LIMIT}", payload.len());
    let frame = [&length.to_be_bytes(), payload].concat();
    stream.write_all(&frame).context("cannot send")
}

/// Reads so many bytes, in however many pieces they come; fewer only if the stream ends.
fn read_up_to(stream: &mut impl Read, length: u32) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(length.into()).read_to_end(&mut bytes).context("cannot receive")?;
    Ok(bytes)
}
