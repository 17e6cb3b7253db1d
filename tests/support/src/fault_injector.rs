//! Applies a fault to the bytes of one direction. Does no I/O: bytes in, steps out.

use crate::fault::Kind;
use crate::records;

/// What the proxy does next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Forward these bytes.
    Send(Vec<u8>),
    /// Wait for the duration of a delay.
    Pause,
    /// Close both ends.
    Cut,
    /// Reset the connection to the library and close the one to the server.
    Reset,
}

/// Applies a fault to the bytes of one direction.
#[derive(Debug)]
pub(crate) struct FaultInjector {
    fault: Option<(Kind, usize)>,
    /// The number of bytes so far, or of records for a fault that counts those.
    count: usize,
    /// A byte or record that is sent after the next one.
    held: Vec<u8>,
    /// An incomplete record.
    partial: Vec<u8>,
    has_fired: bool,
}

impl FaultInjector {
    /// The fault and its position in bytes or records; `None` forwards everything.
    pub(crate) fn new(fault: Option<(Kind, usize)>) -> Self {
        Self { fault, count: 0, held: Vec::new(), partial: Vec::new(), has_fired: false }
    }

    /// Whether the fault was injected.
    pub(crate) fn has_fired(&self) -> bool {
        self.has_fired
    }

    /// Whether nothing more is forwarded, not even the end of the stream.
    pub(crate) fn is_silent(&self) -> bool {
        self.has_fired && matches!(self.fault, Some((Kind::Stall, _)))
    }

    /// Whether nothing more is read.
    pub(crate) fn is_blocked(&self) -> bool {
        self.has_fired && matches!(self.fault, Some((Kind::Block, _)))
    }

    /// Processes received bytes.
    pub(crate) fn process(&mut self, received: &[u8]) -> Vec<Step> {
        match self.fault {
            None => vec![Step::Send(received.to_vec())],
            Some((kind @ (Kind::Corrupt | Kind::Duplicate | Kind::Reorder), at)) => {
                let bytes: Vec<&[u8]> = received.chunks(1).collect();
                vec![Step::Send(self.alter(&bytes, kind, at))]
            }
            Some((kind @ (Kind::DuplicateRecord | Kind::ReorderRecord), at)) => {
                let bytes = [std::mem::take(&mut self.partial), received.to_vec()].concat();
                let (records, rest) = records::split(&bytes);
                self.partial = rest.to_vec();
                vec![Step::Send(self.alter(&records, kind, at))]
            }
            Some((kind, at)) => self.interrupt(received, kind, at),
        }
    }

    /// Alters the piece at the position of the fault.
    fn alter(&mut self, pieces: &[&[u8]], kind: Kind, at: usize) -> Vec<u8> {
        let mut out = Vec::new();
        for piece in pieces {
            let is_target = self.count == at;
            self.count += 1;
            self.has_fired |= is_target;
            match kind {
                Kind::Corrupt if is_target => out.extend(piece.iter().map(|byte| byte ^ (1 << (at % 8)))),
                Kind::Reorder | Kind::ReorderRecord if is_target => self.held = piece.to_vec(),
                _ if is_target => out.extend([*piece, *piece].concat()),
                _ => {
                    out.extend_from_slice(piece);
                    out.append(&mut self.held);
                }
            }
        }
        out
    }

    /// Forwards everything before the position, injects the fault once, and drops or splits what follows.
    fn interrupt(&mut self, received: &[u8], kind: Kind, at: usize) -> Vec<Step> {
        let (before, after) = received.split_at(at.saturating_sub(self.count).min(received.len()));
        self.count += received.len();
        let mut steps = Vec::new();
        if !before.is_empty() {
            steps.push(Step::Send(before.to_vec()));
        }
        let fires = !self.has_fired && self.count >= at;
        self.has_fired |= fires;
        match kind {
            Kind::Cut if fires => steps.push(Step::Cut),
            Kind::Reset if fires => steps.push(Step::Reset),
            Kind::Delay if fires => steps.push(Step::Pause),
            _ => {}
        }
        match kind {
            Kind::Delay if !after.is_empty() => steps.push(Step::Send(after.to_vec())),
            Kind::Split => steps.extend(after.chunks(1).map(|byte| Step::Send(byte.to_vec()))),
            _ => {}
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn send(bytes: &[u8]) -> Step {
        Step::Send(bytes.to_vec())
    }

    /// The bytes forwarded of these packets, and the other steps.
    fn process(kind: Kind, at: usize, packets: &[&[u8]]) -> (Vec<u8>, Vec<Step>) {
        let mut injector = FaultInjector::new(Some((kind, at)));
        let (mut bytes, mut others) = (Vec::new(), Vec::new());
        for step in packets.iter().flat_map(|packet| injector.process(packet)) {
            match step {
                Step::Send(more) => bytes.extend(more),
                other => others.push(other),
            }
        }
        (bytes, others)
    }

    #[test]
    fn without_a_fault_everything_is_forwarded() {
        assert_eq!(FaultInjector::new(None).process(b"abc"), [send(b"abc")]);
    }

    #[test]
    fn a_position_is_the_same_in_one_packet_and_in_many() {
        for packets in [&[b"abcdef".as_slice()][..], &[b"ab", b"cd", b"ef"], &[b"a", b"b", b"c", b"d", b"e", b"f"]] {
            let none: Vec<Step> = Vec::new();
            assert_eq!(process(Kind::Cut, 3, packets), (b"abc".to_vec(), vec![Step::Cut]));
            assert_eq!(process(Kind::Reset, 6, packets), (b"abcdef".to_vec(), vec![Step::Reset]));
            assert_eq!(process(Kind::Cut, 0, packets), (Vec::new(), vec![Step::Cut]));
            assert_eq!(process(Kind::Delay, 2, packets), (b"abcdef".to_vec(), vec![Step::Pause]));
            assert_eq!(process(Kind::Stall, 2, packets), (b"ab".to_vec(), Vec::new()));
            assert_eq!(process(Kind::Block, 2, packets), (b"ab".to_vec(), Vec::new()));
            assert_eq!(process(Kind::Corrupt, 2, packets), (b"abgdef".to_vec(), Vec::new()));
            assert_eq!(process(Kind::Duplicate, 5, packets), (b"abcdeff".to_vec(), Vec::new()));
            assert_eq!(process(Kind::Reorder, 1, packets), (b"acbdef".to_vec(), Vec::new()));
            assert_eq!(process(Kind::Reorder, 5, packets), (b"abcde".to_vec(), none));
        }
        let mut split = FaultInjector::new(Some((Kind::Split, 1)));
        assert_eq!(split.process(b"abc"), [send(b"a"), send(b"b"), send(b"c")]);
    }

    #[test]
    fn it_reports_that_the_fault_was_injected() {
        for kind in Kind::OF_ANY.into_iter().chain([Kind::Block, Kind::Corrupt, Kind::Duplicate, Kind::Reorder]) {
            let mut injector = FaultInjector::new(Some((kind, 2)));
            injector.process(b"a");
            assert!(!injector.has_fired() && !injector.is_silent(), "{kind:?}");
            injector.process(b"bc");
            assert!(injector.has_fired(), "{kind:?}");
            assert_eq!((injector.is_silent(), injector.is_blocked()), (kind == Kind::Stall, kind == Kind::Block));
        }
    }

    #[test]
    fn records_are_counted_whole() {
        let (one, two, three) = (b"\x16\x03\x01\x00\x01a", b"\x17\x03\x03\x00\x02bc", b"\x15\x03\x03\x00\x00");
        let all = [&one[..], two, three].concat();
        for packets in [vec![all.as_slice()], all.chunks(4).collect()] {
            let (twice, _) = process(Kind::DuplicateRecord, 1, &packets);
            assert_eq!(twice, [&one[..], two, two, three].concat());
            let (later, _) = process(Kind::ReorderRecord, 0, &packets);
            assert_eq!(later, [&two[..], one, three].concat());
        }
    }
}
