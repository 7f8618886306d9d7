//! Looks a name up, and prints all addresses that it stands for.
use std::net::ToSocketAddrs;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    // ANCHOR: lookup
    let name = std::env::args().nth(1).context("usage: lookup NAME")?;
    for address in (name.as_str(), 0).to_socket_addrs()? {
        println!("{}", address.ip());
    }
    // ANCHOR_END: lookup
    Ok(())
}
