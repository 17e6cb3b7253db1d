//! What becomes of the bytes of one direction. Pure: bytes go in, steps come out.

use crate::fault::Kind;
use crate::records;

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Send this on.
    Send(Vec<u8>),
    /// Wait a moment.
    Pause,
    /// Close both ends.
    Cut,
    /// Reset the library's end, close the server's.
    Reset,
}

/// The bytes of one direction on their way through a fault.
#[derive(Debug)]
pub(crate) struct Passage {
    fault: Option<(Kind, usize)>,
    /// Bytes that came so far; records, where those are counted.
    count: usize,
    /// A byte or record that lets the next one pass first.
    held: Vec<u8>,
    /// The beginning of a record.
    partial: Vec<u8>,
    has_fired: bool,
}

impl Passage {
    /// A fault, and how many bytes or records come before it; without one everything passes.
    pub(crate) fn new(fault: Option<(Kind, usize)>) -> Self {
        Self { fault, count: 0, held: Vec::new(), partial: Vec::new(), has_fired: false }
    }

    /// Whether the fault has happened.
    pub(crate) fn has_fired(&self) -> bool {
        self.has_fired
    }

    /// Whether nothing is said any more, not even the end.
    pub(crate) fn is_silent(&self) -> bool {
        self.has_fired && matches!(self.fault, Some((Kind::Stall, _)))
    }

    /// Whether nothing more is taken.
    pub(crate) fn is_blocked(&self) -> bool {
        self.has_fired && matches!(self.fault, Some((Kind::Block, _)))
    }

    /// Takes what came.
    pub(crate) fn pass(&mut self, came: &[u8]) -> Vec<Step> {
        match self.fault {
            None => vec![Step::Send(came.to_vec())],
            Some((kind @ (Kind::Corrupt | Kind::Duplicate | Kind::Reorder), at)) => {
                let bytes: Vec<&[u8]> = came.chunks(1).collect();
                vec![Step::Send(self.damage(&bytes, kind, at))]
            }
            Some((kind @ (Kind::DuplicateRecord | Kind::ReorderRecord), at)) => {
                let bytes = [std::mem::take(&mut self.partial), came.to_vec()].concat();
                let (records, rest) = records::split(&bytes);
                self.partial = rest.to_vec();
                vec![Step::Send(self.damage(&records, kind, at))]
            }
            Some((kind, at)) => self.disturb(came, kind, at),
        }
    }

    /// Changes one of these pieces, if its turn has come.
    fn damage(&mut self, pieces: &[&[u8]], kind: Kind, at: usize) -> Vec<u8> {
        let mut out = Vec::new();
        for piece in pieces {
            let is_it = self.count == at;
            self.count += 1;
            self.has_fired |= is_it;
            match kind {
                Kind::Corrupt if is_it => out.extend(piece.iter().map(|byte| byte ^ (1 << (at % 8)))),
                Kind::Reorder | Kind::ReorderRecord if is_it => self.held = piece.to_vec(),
                _ if is_it => out.extend([*piece, *piece].concat()),
                _ => {
                    out.extend_from_slice(piece);
                    out.append(&mut self.held);
                }
            }
        }
        out
    }

    /// Lets everything pass up to a position. What happens there happens once; what comes later is lost or split.
    fn disturb(&mut self, came: &[u8], kind: Kind, at: usize) -> Vec<Step> {
        let (before, after) = came.split_at(at.saturating_sub(self.count).min(came.len()));
        self.count += came.len();
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

    /// All that passes of these packets, and the other steps.
    fn passed(kind: Kind, at: usize, packets: &[&[u8]]) -> (Vec<u8>, Vec<Step>) {
        let mut passage = Passage::new(Some((kind, at)));
        let (mut bytes, mut others) = (Vec::new(), Vec::new());
        for step in packets.iter().flat_map(|packet| passage.pass(packet)) {
            match step {
                Step::Send(more) => bytes.extend(more),
                other => others.push(other),
            }
        }
        (bytes, others)
    }

    #[test]
    fn without_a_fault_all_passes() {
        assert_eq!(Passage::new(None).pass(b"abc"), [send(b"abc")]);
    }

    #[test]
    fn a_position_is_the_same_in_one_packet_and_in_many() {
        for packets in [&[b"abcdef".as_slice()][..], &[b"ab", b"cd", b"ef"], &[b"a", b"b", b"c", b"d", b"e", b"f"]] {
            let none: Vec<Step> = Vec::new();
            assert_eq!(passed(Kind::Cut, 3, packets), (b"abc".to_vec(), vec![Step::Cut]));
            assert_eq!(passed(Kind::Reset, 6, packets), (b"abcdef".to_vec(), vec![Step::Reset]));
            assert_eq!(passed(Kind::Cut, 0, packets), (Vec::new(), vec![Step::Cut]));
            assert_eq!(passed(Kind::Delay, 2, packets), (b"abcdef".to_vec(), vec![Step::Pause]));
            assert_eq!(passed(Kind::Stall, 2, packets), (b"ab".to_vec(), Vec::new()));
            assert_eq!(passed(Kind::Block, 2, packets), (b"ab".to_vec(), Vec::new()));
            assert_eq!(passed(Kind::Corrupt, 2, packets), (b"abgdef".to_vec(), Vec::new()));
            assert_eq!(passed(Kind::Duplicate, 5, packets), (b"abcdeff".to_vec(), Vec::new()));
            assert_eq!(passed(Kind::Reorder, 1, packets), (b"acbdef".to_vec(), Vec::new()));
            assert_eq!(passed(Kind::Reorder, 5, packets), (b"abcde".to_vec(), none));
        }
        let mut split = Passage::new(Some((Kind::Split, 1)));
        assert_eq!(split.pass(b"abc"), [send(b"a"), send(b"b"), send(b"c")]);
    }

    #[test]
    fn it_says_when_it_has_happened() {
        for kind in Kind::OF_ANY.into_iter().chain([Kind::Block, Kind::Corrupt, Kind::Duplicate, Kind::Reorder]) {
            let mut passage = Passage::new(Some((kind, 2)));
            passage.pass(b"a");
            assert!(!passage.has_fired() && !passage.is_silent(), "{kind:?}");
            passage.pass(b"bc");
            assert!(passage.has_fired(), "{kind:?}");
            assert_eq!((passage.is_silent(), passage.is_blocked()), (kind == Kind::Stall, kind == Kind::Block));
        }
    }

    #[test]
    fn records_are_counted_whole() {
        let (one, two, three) = (b"\x16\x03\x01\x00\x01a", b"\x17\x03\x03\x00\x02bc", b"\x15\x03\x03\x00\x00");
        let all = [&one[..], two, three].concat();
        for packets in [vec![all.as_slice()], all.chunks(4).collect()] {
            let (twice, _) = passed(Kind::DuplicateRecord, 1, &packets);
            assert_eq!(twice, [&one[..], two, two, three].concat());
            let (later, _) = passed(Kind::ReorderRecord, 0, &packets);
            assert_eq!(later, [&two[..], one, three].concat());
        }
    }
}
