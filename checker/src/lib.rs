//! The checker: it starts a learner's socket programs, talks to them, and says what is wrong.
//!
//! The modules in the order in which they are best read:
//!
//! 1. What is said. [`lab`] is what an author writes, [`labs`] what was written: a file a lab, each like its
//!    section of the contract; [`hints`] and [`bugs`] to find stand beside them. A check speaks in the words of [`harness`], and nothing in a lab file names a
//!    socket, a clock or a thread.
//! 2. What is recorded. [`trace`] is who saw what and when, [`journal`] the record while it is being made.
//!    Everything is written down first; whatever is judged or drawn is read from there.
//!    What a full-screen program shows is a [`shot`]. Who plays a learner's part by hand is a [`hand`].
//! 3. What touches the system while a check runs, and nothing else does: [`process`] starts programs and leaves nothing of them
//!    behind, [`peer`] is the checker's own end of a connection, [`relay`] stands between two programs of the
//!    learner's, [`screen`] is the terminal that a full-screen program draws on. What they do to the bytes comes from [`fault`]: bytes in, steps out, neither sockets nor clocks.
//! 4. What is judged, from the record alone: [`compare`] names a difference, [`crash`] a crash, by the signs of the [`languages`] (what is
//!    known of one is a [`language::Language`]), [`verdict`] what a check can come to. [`diagram`] reads the learner's state diagrams.
//! 5. What runs it: [`submission`] builds the programs, [`run`] the checks, side by side; it tells of them in
//!    [`run::Progress`] events and gives a [`verdict::Report`]. Every random choice is [`random`]'s, from a seed.
//!    [`interop`] lets the clients and servers of several submissions meet.
//! 6. What is shown: [`report`], a file a format, each a pure function of the report; [`book`] fills in the
//!    pages of the course; [`progress`] remembers how far a learner is, with whichever programs are their [`own`].
//! 7. The command line ([`cli`]), where things are ([`repository`]), and what authors use: [`stubs`] derives the
//!    exercises from the solutions, [`starter`] writes a folder to start from in another language, [`undo`] puts a stub back or holds it against the work with a [`diff`], [`watched`] says what was saved, [`scenes`] records the runs that the book shows.
//!
//! Deliberately absent: an async runtime (the checker is made of what it teaches), sleeps that wait for somebody
//! else, fixed ports, and any printing or exiting outside the binary.

// What needs nothing else of the checker.
pub mod random;
pub mod nearest;
pub mod repository;
pub mod language;
pub mod languages;
pub mod stubs;
pub mod whole;
pub mod diff;
pub mod watched;
pub mod own;

// What is recorded, and what is done to bytes: plain data.
pub mod shot;
pub mod trace;
pub mod journal;
pub mod hand;
pub mod fault;

// What touches the system.
pub mod screen;
pub mod process;
pub mod peer;
pub mod relay;

// What is judged, from the record alone.
pub mod diagram;
pub mod verdict;
pub mod compare;
pub mod crash;

// What an author of checks writes, and in which words.
pub mod built;
pub mod harness;
pub mod lab;
pub mod labs;
pub mod hints;
pub mod bugs;

// What runs it, and a learner's files beside what they began with.
pub mod submission;
pub mod starter;
pub mod undo;
pub mod run;

// What is shown, and what is remembered.
pub mod report;
pub mod progress;
pub mod book;

// What authors use, other languages, and the command line.
pub mod scenes;
pub mod interop;
pub mod cli;
