//! A state diagram as a picture for a page and as lines for a terminal, with what is wrong marked in both.
//!
//! What is wrong where is [`Marks`]; `picture` puts it together with the diagram (both pure data), and
//! `text` and `svg` draw the same picture; `marks` says how a mark looks. For the latter `layout` says where the states stand and
//! `route` how the arrows run between them. What a learner wrote is escaped where it is drawn.

mod geometry;
mod layout;
mod marks;
mod picture;
mod route;
mod svg;
#[cfg(test)]
mod tests;
mod text;

pub use svg::svg;
pub use text::{Room, text};
