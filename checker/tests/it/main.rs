//! The tests of the checker from outside, one crate so that it is linked once.

mod asked;
mod book;
mod browse;
mod cli;
mod commands;
mod contract;
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
mod single;
mod starter;
mod structure;
mod submission;
mod suspended;
mod tools;
