//! Lab 2's own words.

use std::net::{IpAddr, Ipv4Addr};

use crate::lab::Cause;
use crate::verdict::{Seen::*, Want::*};

pub const SERVER: &[&str] = &["server"];
pub const CLIENT: &[&str] = &["client"];
/// Where a server is without HOST.
pub const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// Letters that another upper case than ASCII's changes, one of them to two.
pub const TEXT: &str = "gr\u{fc}\u{df}e, \u{e9}";

#[rustfmt::skip]
pub const OTHER_HOST: Cause = Cause(Ready, &[Address], "the server is bound to another address than 127.0.0.1, which is meant where HOST is left out, or names another than it is bound to");
