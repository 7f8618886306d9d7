//! What one is glad to read when a lab has all its points: what one can do now that one could not before.

/// By the lab's id.
const GLAD: &[(&str, &str)] = &[
    (
        "lab1",
        "All of lab 1. You can open a connection, and you know what a stream is: bytes in order, in whatever pieces, until somebody says that this was all. Everything on the Internet that is not a datagram stands on that.",
    ),
    (
        "lab2",
        "All of lab 2. You have talked without a connection, and you have felt what TCP does for you: whoever loses a datagram has to notice it without being told. You can choose between the two now, and say why.",
    ),
    (
        "lab3",
        "All of lab 3. Your programs live through kills, resets and restarts, and you can draw what they do. Most programs in the world can't do the first, and most programmers don't do the second.",
    ),
    (
        "lab4",
        "All of lab 4. You can put messages into a stream and get them out again, wherever the network cuts. You have written a protocol, and you can read the specification of any other.",
    ),
    (
        "lab5",
        "All of lab 5. A thousand clients at once, and none of them waits for another. You know what may be shared, what must be locked, and what must never be done while a lock is held.",
    ),
    (
        "lab6",
        "All of lab 6. You have built a chat, from the bytes of its protocol to the clicks in its window. Show it to somebody: it is a real one.",
    ),
    (
        "lab7",
        "All of lab 7. One thread, ten thousand clients: you have built by hand what servers and runtimes are made of.",
    ),
    (
        "lab8",
        "All of lab 8. You have built what TCP is: order, repetition, a window and a clock, over a network that keeps nothing it promises.",
    ),
];

/// The words for a lab, if there are any.
pub fn of(lab: &str) -> Option<&'static str> {
    GLAD.iter().find(|(id, _)| *id == lab).map(|(_, words)| *words)
}
