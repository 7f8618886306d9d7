//! Lines of the solutions of lab 8 in which most mistakes are made.

// Of the receiver.
pub const ACKNOWLEDGE: &str = "acknowledge(&socket, peer, incoming.expected)?;";
pub const ANSWER: &str = "socket.send_to(&bytes, peer).with_context(|| format!(\"cannot send to {peer}\"))?;";
pub const NOT_THE_SENDER: &str = "if sender != Some(peer) {";
pub const NO_SEGMENT: &str =
    "let Some(Segment::Data { number, payload }) = Segment::from_bytes(&datagram) else { continue };";
pub const STAY: &str = "stay_until = Some(Instant::now() + LINGER);";
pub const WRITE: &str = "self.file.write_all(&payload).context(\"cannot write the file\")?;";
pub const COUNT: &str = "self.bytes += payload.len();";
pub const KEEP: &str = "self.early.insert(number, payload);";
pub const WHOLE: &str = "self.is_whole = payload.is_empty();";
pub const CREATE: &str =
    "let file = File::create(path).with_context(|| format!(\"cannot write {}\", path.display()))?;";
pub const RECEIVED: &str = "say(format_args!(\"received {} bytes\", incoming.bytes));";
pub const TAKE: &str = "incoming.take(number, payload)?;";

// Of the sender.
pub const READ: &str = "let file = fs::read(path).with_context(|| format!(\"cannot read {}\", path.display()))?;";
pub const OUTCOME: &str = "    outcome?;\n";
pub const SENT: &str = "say(format_args!(\"sent {} bytes\", file.len()));";
pub const CUT: &str = "let pieces = file.chunks(PAYLOAD).chain([&[][..]]);";
pub const ROOM: &str = "while self.next < self.segments.len() && self.next < self.first + self.window {";
pub const NOTE: &str = "self.sent[number] = (Instant::now(), self.sent[number].1 + 1);";
pub const STRANGER: &str = "if peer != self.receiver {";
pub const IS_ONE: &str = "if let Some(Segment::Acknowledgement { number }) = Segment::from_bytes(&buffer[..length]) {";
pub const CAN_BE: &str = "if (self.first..=self.segments.len()).contains(&number) {";
pub const NEW: &str = "if number > self.first {";
pub const ONCE: &str = "if self.sent[self.first..number].iter().all(|(_, times)| *times == 1) {";
pub const MOVE: &str = "(self.first, self.next) = (number, self.next.max(number));";
pub const COUNTED: &str = "(self.repetitions, self.time_outs) = (0, 0);";
pub const ANEW: &str =
    "            (self.repetitions, self.time_outs) = (0, 0);\n            self.restart();\n            return Ok(());";
pub const THIRD: &str = "if self.repetitions == REPETITIONS {";
pub const GO_BACK: &str = "self.next = self.first;";
pub const BACK_OFF: &str = "self.clock.back_off();";
pub const LAST: &str = "if self.time_outs == TIME_OUTS {";
pub const WINDOW: &str = "Outgoing::new(receiver, cut(&file), window)";
pub const TIME: &str = "self.time_out = (smoothed + self.deviation * 4).clamp(SHORTEST, LONGEST);";
pub const WAIT: &str = "self.socket.set_read_timeout(Some(left)).context(\"SO_RCVTIMEO\")?;";
pub const ANSWER_NEXT: &str = "match self.wait_for_acknowledgement()? {";

// Of the segments, which both have.
pub const SEAL: &str = "bytes[2..4].copy_from_slice(&sum.to_be_bytes());";
pub const SUM: &str = "if checksum(&zeroed) != u16::from_be_bytes([high, low]) {";
pub const UNKNOWN: &str = "            _ => None,";
pub const CARRY: &str = "while sum > 0xffff {";
