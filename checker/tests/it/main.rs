//! The tests of the checker from outside, one crate so that it is linked once.

mod book;
mod browse;
mod cli;
mod commands;
mod corners;
mod counterparts;
mod errors;
mod fixture;
mod grades;
mod hostile;
mod interop;
mod languages;
mod left;
mod mutants;
mod netcat;
mod pages;
mod picture;
mod rates;
mod starter;
mod structure;
mod submission;
mod suspended;
mod tools;
