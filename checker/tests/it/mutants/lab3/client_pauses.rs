//! The wrong clients of lab 3 that knock too often or too late.

use super::{COUNT, REFUSED, SAY_STATE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "never-doubles",
        program: "client",
        edits: &[(
            "        self.pause = (self.pause * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);\n",
            "        self.pause = SHORTEST_PAUSE;\n",
        )],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "no-pause",
        program: "client",
        edits: &[("thread::sleep(self.pause);", "thread::sleep(Duration::ZERO);")],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "pauses-with-the-keyboard",
        program: "client",
        edits: &[(
            "        #[expect(clippy::disallowed_methods, reason = \"time is all that is waited for\")]\n        thread::sleep(self.pause);\n",
            "        if self.in_flight.is_some() {\n            thread::sleep(self.pause);\n        } else {\n            self.in_flight = self.keyboard.recv_timeout(self.pause).ok();\n        }\n",
        )],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "no-pause-after-a-loss",
        program: "client",
        edits: &[
            ("        self.pause = SHORTEST_PAUSE;\n", "        self.pause = Duration::ZERO;\n"),
            (
                "const GLANCE: Duration = Duration::from_millis(50);",
                "const GLANCE: Duration = Duration::from_millis(1);",
            ),
        ],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "looks-at-the-clock",
        program: "client",
        edits: &[(
            "        #[expect(clippy::disallowed_methods, reason = \"time is all that is waited for\")]\n        thread::sleep(self.pause);\n",
            "        let until = std::time::Instant::now() + self.pause;\n        while std::time::Instant::now() < until {}\n",
        )],
        fails: &[("client-backs-off", "the client spins")],
    },
    Mutant {
        name: "pause-stays-long",
        program: "client",
        edits: &[("        self.pause = SHORTEST_PAUSE;\n", "")],
        fails: &[("client-backs-off", "the pause is not set back")],
    },
    Mutant {
        name: "gives-up-after-eight",
        program: "client",
        edits: &[
            COUNT,
            (
                "        thread::sleep(self.pause);\n",
                "        thread::sleep(self.pause);\n        if count() > 8 {\n            report(\"no server\");\n            std::process::exit(1);\n        }\n",
            ),
        ],
        fails: &[("client-backs-off", "the client gives up")],
    },
    // Nine tries it makes, and then there is somebody to connect to.
    Mutant {
        name: "gives-up-after-nine",
        program: "client",
        edits: &[
            COUNT,
            (
                "        thread::sleep(self.pause);\n",
                "        if count() > 9 {\n            report(\"no server\");\n            std::process::exit(1);\n        }\n        thread::sleep(self.pause);\n",
            ),
        ],
        fails: &[("client-backs-off", "the client gives up")],
    },
    Mutant {
        name: "pauses-of-a-second-only",
        program: "client",
        edits: &[(
            "const SHORTEST_PAUSE: Duration = Duration::from_millis(100);",
            "const SHORTEST_PAUSE: Duration = Duration::from_secs(1);",
        )],
        fails: &[("client-backs-off", "the pauses are long from the first on")],
    },
    Mutant {
        name: "pause-is-three-times-as-long",
        program: "client",
        edits: &[("(self.pause * 2)", "(self.pause * 3)")],
        fails: &[("client-backs-off", "the pauses grow faster than they should")],
    },
    Mutant {
        name: "pause-without-a-cap",
        program: "client",
        edits: &[(
            "        self.pause = (self.pause * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);\n",
            "        self.pause = (self.pause * 2).max(SHORTEST_PAUSE);\n        let _ = LONGEST_PAUSE;\n",
        )],
        fails: &[("client-backs-off", "the pause grows beyond a second")],
    },
    Mutant {
        name: "half-a-second-at-most",
        program: "client",
        edits: &[(
            "const LONGEST_PAUSE: Duration = Duration::from_secs(1);",
            "const LONGEST_PAUSE: Duration = Duration::from_millis(500);",
        )],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "two-hundred-each",
        program: "client",
        edits: &[(
            "        self.pause = (self.pause * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);\n",
            "        self.pause = SHORTEST_PAUSE * 2;\n",
        )],
        fails: &[("client-backs-off", "the client tries again too soon")],
    },
    Mutant {
        name: "connected-though-refused",
        program: "client",
        edits: &[(
            REFUSED,
            "                Ok(connection) => State::Connected(connection),\n                Err(error) => {\n                    say(\"state: connected\");\n                    report(error);\n                    State::Disconnected\n",
        )],
        fails: &[("client-backs-off", "the client says `connected` although")],
    },
    Mutant {
        name: "disconnected-behind-the-pause",
        program: "client",
        edits: &[
            COUNT,
            (
                SAY_STATE,
                "        if state.name() != \"disconnected\" || count() == 1 {\n            say(format_args!(\"state: {}\", state.name()));\n        }\n",
            ),
            (
                "                client.wait();\n                State::Connecting\n",
                "                client.wait();\n                if COUNT.load(SeqCst) > 1 {\n                    say(\"state: disconnected\");\n                }\n                State::Connecting\n",
            ),
        ],
        fails: &[("client-backs-off", "`state: disconnected` is said only")],
    },
];
