//! The course's programs in Python and C# that riddles are made of: part of the checker, so that they are there without
//! the course.

/// By their names in `solutions/peers/python`.
pub const PYTHON: &[(&str, &str)] = &[
    ("buffers.py", include_str!("../../../solutions/peers/python/buffers.py")),
    ("common.py", include_str!("../../../solutions/peers/python/common.py")),
    ("frames.py", include_str!("../../../solutions/peers/python/frames.py")),
    ("lab1_client.py", include_str!("../../../solutions/peers/python/lab1_client.py")),
    ("lab1_server.py", include_str!("../../../solutions/peers/python/lab1_server.py")),
    ("lab2_client.py", include_str!("../../../solutions/peers/python/lab2_client.py")),
    ("lab2_server.py", include_str!("../../../solutions/peers/python/lab2_server.py")),
    ("lab2_tcp_client.py", include_str!("../../../solutions/peers/python/lab2_tcp_client.py")),
    ("lab2_tcp_server.py", include_str!("../../../solutions/peers/python/lab2_tcp_server.py")),
    ("lab3_client.py", include_str!("../../../solutions/peers/python/lab3_client.py")),
    ("lab3_server.py", include_str!("../../../solutions/peers/python/lab3_server.py")),
    ("lab4_client.py", include_str!("../../../solutions/peers/python/lab4_client.py")),
    ("lab4_lines_server.py", include_str!("../../../solutions/peers/python/lab4_lines_server.py")),
    ("lab4_server.py", include_str!("../../../solutions/peers/python/lab4_server.py")),
    ("lab5_client.py", include_str!("../../../solutions/peers/python/lab5_client.py")),
    ("lab5_server.py", include_str!("../../../solutions/peers/python/lab5_server.py")),
    ("lab5_two_rates.py", include_str!("../../../solutions/peers/python/lab5_two_rates.py")),
    ("lab6_client.py", include_str!("../../../solutions/peers/python/lab6_client.py")),
    ("lab6_pair_client.py", include_str!("../../../solutions/peers/python/lab6_pair_client.py")),
    ("lab6_pair_server.py", include_str!("../../../solutions/peers/python/lab6_pair_server.py")),
    ("lab6_server.py", include_str!("../../../solutions/peers/python/lab6_server.py")),
    ("lab7_client.py", include_str!("../../../solutions/peers/python/lab7_client.py")),
    ("lab7_server.py", include_str!("../../../solutions/peers/python/lab7_server.py")),
    ("lab8_receiver.py", include_str!("../../../solutions/peers/python/lab8_receiver.py")),
    ("lab8_sender.py", include_str!("../../../solutions/peers/python/lab8_sender.py")),
    ("lines.py", include_str!("../../../solutions/peers/python/lines.py")),
    ("segments.py", include_str!("../../../solutions/peers/python/segments.py")),
];

/// By their names in `solutions/peers/csharp`.
pub const CSHARP: &[(&str, &str)] = &[
    ("Buffers.cs", include_str!("../../../solutions/peers/csharp/Buffers.cs")),
    ("Common.cs", include_str!("../../../solutions/peers/csharp/Common.cs")),
    ("Frames.cs", include_str!("../../../solutions/peers/csharp/Frames.cs")),
    ("Lab1Client.cs", include_str!("../../../solutions/peers/csharp/Lab1Client.cs")),
    ("Lab1Server.cs", include_str!("../../../solutions/peers/csharp/Lab1Server.cs")),
    ("Lab2Client.cs", include_str!("../../../solutions/peers/csharp/Lab2Client.cs")),
    ("Lab2Server.cs", include_str!("../../../solutions/peers/csharp/Lab2Server.cs")),
    ("Lab2TcpClient.cs", include_str!("../../../solutions/peers/csharp/Lab2TcpClient.cs")),
    ("Lab2TcpServer.cs", include_str!("../../../solutions/peers/csharp/Lab2TcpServer.cs")),
    ("Lab3Client.cs", include_str!("../../../solutions/peers/csharp/Lab3Client.cs")),
    ("Lab3Server.cs", include_str!("../../../solutions/peers/csharp/Lab3Server.cs")),
    ("Lab4Client.cs", include_str!("../../../solutions/peers/csharp/Lab4Client.cs")),
    ("Lab4LinesServer.cs", include_str!("../../../solutions/peers/csharp/Lab4LinesServer.cs")),
    ("Lab4Server.cs", include_str!("../../../solutions/peers/csharp/Lab4Server.cs")),
    ("Lab5Client.cs", include_str!("../../../solutions/peers/csharp/Lab5Client.cs")),
    ("Lab5Server.cs", include_str!("../../../solutions/peers/csharp/Lab5Server.cs")),
    ("Lab5TwoRates.cs", include_str!("../../../solutions/peers/csharp/Lab5TwoRates.cs")),
    ("Lab6Client.cs", include_str!("../../../solutions/peers/csharp/Lab6Client.cs")),
    ("Lab6PairClient.cs", include_str!("../../../solutions/peers/csharp/Lab6PairClient.cs")),
    ("Lab6PairServer.cs", include_str!("../../../solutions/peers/csharp/Lab6PairServer.cs")),
    ("Lab6Server.cs", include_str!("../../../solutions/peers/csharp/Lab6Server.cs")),
    ("Lab7Client.cs", include_str!("../../../solutions/peers/csharp/Lab7Client.cs")),
    ("Lab7Server.cs", include_str!("../../../solutions/peers/csharp/Lab7Server.cs")),
    ("Lab8Receiver.cs", include_str!("../../../solutions/peers/csharp/Lab8Receiver.cs")),
    ("Lab8Sender.cs", include_str!("../../../solutions/peers/csharp/Lab8Sender.cs")),
    ("Lines.cs", include_str!("../../../solutions/peers/csharp/Lines.cs")),
    ("Pair.cs", include_str!("../../../solutions/peers/csharp/Pair.cs")),
    ("Segments.cs", include_str!("../../../solutions/peers/csharp/Segments.cs")),
];

/// How they are built and started, lab by lab.
pub const CSHARP_LIST: &str = include_str!("../../../solutions/peers/csharp/programs.toml");

/// The diagrams of lab 3, of which the checker asks as well.
pub const CSHARP_DIAGRAMS: &[(&str, &str)] = &[
    ("diagrams/client.mmd", include_str!("../../../solutions/peers/csharp/diagrams/client.mmd")),
    ("diagrams/server.mmd", include_str!("../../../solutions/peers/csharp/diagrams/server.mmd")),
];

/// Those of the programs in Python.
pub const DIAGRAMS: &[(&str, &str)] = &[
    ("client.mmd", include_str!("../../../solutions/peers/python/diagrams/client.mmd")),
    ("server.mmd", include_str!("../../../solutions/peers/python/diagrams/server.mmd")),
];

#[cfg(test)]
mod tests {
    use super::super::python::BUGS;
    use super::PYTHON;

    #[test]
    fn whatever_a_riddle_needs_is_there() {
        let is_wanted = |name: &str| {
            let lab = BUGS.iter().any(|(lab, _)| name.starts_with(lab));
            name.ends_with(".py") && (lab || !name.starts_with("lab"))
        };
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../solutions/peers/python");
        let entries = std::fs::read_dir(folder).expect("the programs").flatten();
        let mut wanted: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        wanted.retain(|name| is_wanted(name));
        wanted.sort();
        let mut there: Vec<&str> = PYTHON.iter().map(|(name, _)| *name).collect();
        there.sort_unstable();
        assert_eq!(there, wanted);
    }
}
