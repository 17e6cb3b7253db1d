//! Connection faults: a kind, a direction and a position.

/// The direction of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the library to the server.
    Request,
    /// From the server to the library.
    Response,
}

/// The kind of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Both peers see a graceful close.
    Cut,
    /// The next bytes are delayed.
    Delay,
    /// Nothing more is forwarded in this direction, and the connection stays open.
    Stall,
    /// Nothing more is read in this direction, so that the socket buffers fill up.
    Block,
    /// The rest is forwarded in packets of one byte.
    Split,
    /// The connection to the library is reset.
    Reset,
    /// One bit of a byte is flipped.
    Corrupt,
    /// A byte is duplicated.
    Duplicate,
    /// Two bytes are swapped.
    Reorder,
    /// A TLS record is duplicated.
    DuplicateRecord,
    /// Two TLS records are swapped.
    ReorderRecord,
}

impl Kind {
    /// Faults of the network: the bytes that arrive are unaltered.
    pub const OF_ANY: [Self; 5] = [Self::Cut, Self::Delay, Self::Stall, Self::Split, Self::Reset];
    /// Faults that alter the bytes, which only TLS detects.
    pub const OF_TLS: [Self; 5] =
        [Self::Corrupt, Self::Duplicate, Self::Reorder, Self::DuplicateRecord, Self::ReorderRecord];

    /// The name, for tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Delay => "delay",
            Self::Stall => "stall",
            Self::Block => "block",
            Self::Split => "split",
            Self::Reset => "reset",
            Self::Corrupt => "corrupt",
            Self::Duplicate => "duplicate",
            Self::Reorder => "reorder",
            Self::DuplicateRecord => "duplicate record",
            Self::ReorderRecord => "reorder record",
        }
    }

    /// Whether the position counts TLS records instead of bytes.
    #[must_use]
    pub fn counts_records(self) -> bool {
        matches!(self, Self::DuplicateRecord | Self::ReorderRecord)
    }
}

/// A fault of one kind at one position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The direction of the affected bytes.
    pub direction: Direction,
    /// What is done to them.
    pub kind: Kind,
    /// The number of bytes (or records) in this direction before the fault, which needs at least one byte to occur.
    pub at: usize,
}
