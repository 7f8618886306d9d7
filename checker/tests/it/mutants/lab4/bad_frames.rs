//! The wrong servers of lab 4, where a frame is too large or cut short.

use super::{HEADER, LENGTH, NEXT_FRAME, PAYLOAD, REFUSE};
use crate::mutants::Mutant;

pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "server-no-limit",
        program: "server",
        edits: &[(REFUSE, "")],
        fails: &[("frames-too-large", "the server believes")],
    },
    Mutant {
        name: "server-signed",
        program: "server",
        edits: &[(
            REFUSE,
            "ensure!(length as i32 <= LIMIT as i32, \"frame of {length} bytes is larger than {LIMIT}\");",
        )],
        fails: &[("frames-too-large", "the server believes")],
    },
    Mutant {
        name: "server-other-error",
        program: "server",
        edits: &[
            (REFUSE, "ensure!(length <= LIMIT, \"frame too large\");"),
            ("bail!(\"connection closed mid-frame\");", "bail!(\"the client has gone\");"),
        ],
        fails: &[("frames-too-large", "the error is not"), ("frames-cut-short", "the error is not")],
    },
    Mutant {
        name: "server-error-on-stdout",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            say(format_args!(\"error: {error:#}\"));\n        }",
        )],
        fails: &[
            ("frames-too-large", "the error is printed on stdout"),
            ("frames-cut-short", "the error is printed on stdout"),
        ],
    },
    Mutant {
        name: "server-too-large-exits",
        program: "server",
        edits: &[(REFUSE, "if length > LIMIT {\n        std::process::exit(1);\n    }")],
        fails: &[("frames-too-large", "the server ends at a length")],
    },
    Mutant {
        name: "server-too-large-goes-on",
        program: "server",
        edits: &[(
            REFUSE,
            "if length > LIMIT {\n        report(format_args!(\"frame of {length} bytes is larger than {LIMIT}\"));\n        return Ok(Some(Vec::new()));\n    }",
        )],
        fails: &[("frames-too-large", "the server reports the length")],
    },
    Mutant {
        name: "server-allocates",
        program: "server",
        edits: &[(
            LENGTH,
            "let length = u32::from_be_bytes(header);\n    let room: Vec<u8> = Vec::with_capacity(length as usize);\n    std::hint::black_box(&room);",
        )],
        fails: &[("frames-too-large", "the server allocates")],
    },
    Mutant {
        name: "server-exits-at-error",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            report(error);\n            std::process::exit(1);\n        }",
        )],
        fails: &[
            ("frames-too-large", "the server ends after"),
            ("frames-cut-short", "the server ends after"),
            ("frames-reset", "an error of read ends"),
        ],
    },
    Mutant {
        name: "server-drains",
        program: "server",
        edits: &[(
            NEXT_FRAME,
            "while let Some(payload) = read_frame(&mut stream).or_else(|error| {\n        report(error);\n        stream.get_ref().shutdown(std::net::Shutdown::Write)?;\n        std::io::copy(&mut stream, &mut std::io::sink())?;\n        Ok::<_, anyhow::Error>(None)\n    })? {",
        )],
        fails: &[("frames-too-large", "the server does not get")],
    },
    Mutant {
        name: "server-drains-for-ever",
        program: "server",
        edits: &[(
            NEXT_FRAME,
            "while let Some(payload) = read_frame(&mut stream).or_else(|error| {\n        report(error);\n        while stream.read(&mut [0; 64]).is_ok() {}\n        Ok::<_, anyhow::Error>(None)\n    })? {",
        )],
        fails: &[("frames-cut-short", "the server does not get"), ("frames-reset", "the server is stuck")],
    },
    Mutant {
        name: "server-header-cut-silent",
        program: "server",
        edits: &[("bail!(\"connection closed mid-frame\");", "return Ok(None);")],
        fails: &[("frames-cut-short", "the server does not report")],
    },
    Mutant {
        name: "server-cut-exits",
        program: "server",
        edits: &[("bail!(\"connection closed mid-frame\");", "std::process::exit(0);")],
        fails: &[("frames-cut-short", "the server ends with its client")],
    },
    Mutant {
        name: "server-keeps-payload",
        program: "server",
        edits: &[
            (
                PAYLOAD,
                "static LEFT: std::sync::Mutex<Vec<u8>> = std::sync::Mutex::new(Vec::new());\n    let mut left = LEFT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());\n    let missing = (length as usize).saturating_sub(left.len());\n    while left.len() < length as usize {\n        let mut buffer = vec![0; missing];\n        let count = stream.read(&mut buffer)?;\n        ensure!(count > 0, \"connection closed mid-frame\");\n        left.extend(&buffer[..count]);\n    }\n    let payload = std::mem::take(&mut *left);",
            ),
            ("ensure!(payload.len() == length as usize, \"connection closed mid-frame\");", ""),
        ],
        fails: &[("frames-cut-short", "the next client"), ("frames-reset", "what the client that is gone")],
    },
    Mutant {
        name: "server-prints-part",
        program: "server",
        edits: &[(
            "ensure!(payload.len() == length as usize, \"connection closed mid-frame\");",
            "if payload.len() < length as usize {\n        report(\"connection closed mid-frame\");\n    }",
        )],
        fails: &[("frames-cut-short", "the server prints a message")],
    },
    Mutant {
        name: "server-end-behind-header",
        program: "server",
        edits: &[(
            PAYLOAD,
            "let payload = read_up_to(stream, length)?;\n    if payload.is_empty() && length > 0 {\n        return Ok(None);\n    }",
        )],
        fails: &[("frames-cut-short", "the server does not report")],
    },
    Mutant {
        name: "server-header-reset-exits",
        program: "server",
        edits: &[(HEADER, "let header = read_up_to(stream, 4).unwrap_or_else(|_| std::process::exit(1));")],
        fails: &[("frames-reset", "an error of read ends")],
    },
    Mutant {
        name: "server-refuses-silently",
        program: "server",
        edits: &[(REFUSE, "if length > LIMIT {\n        return Ok(None);\n    }")],
        fails: &[("frames-too-large", "the server refuses the length as it should")],
    },
    Mutant {
        name: "server-reset-is-no-error",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            if !error.to_string().starts_with(\"cannot receive\") {\n                report(error);\n            }\n        }",
        )],
        fails: &[("frames-reset", "the server does not report a reset")],
    },
    Mutant {
        name: "server-reset-without-its-word",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            if error.to_string().starts_with(\"cannot receive\") {\n                eprintln!(\"{error:#}\");\n            } else {\n                report(error);\n            }\n        }",
        )],
        fails: &[("frames-reset", "the line on stderr does not start")],
    },
    Mutant {
        name: "server-reset-on-stdout",
        program: "server",
        edits: &[(
            "            report(error);\n        }",
            "            if error.to_string().starts_with(\"cannot receive\") {\n                say(format_args!(\"error: {error:#}\"));\n            } else {\n                report(error);\n            }\n        }",
        )],
        fails: &[("frames-reset", "the error is printed on stdout")],
    },
];
