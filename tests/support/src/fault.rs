//! What can go wrong on a connection: one kind of fault, in one direction, at one position.

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the library to the server.
    Request,
    /// From the server to the library.
    Answer,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Both ends see the connection closed in an orderly way.
    Cut,
    /// What comes next is held up for a moment.
    Delay,
    /// Nothing comes any more in this direction, and nobody says so.
    Stall,
    /// Nothing more is taken in this direction, so that the way to here fills up.
    Block,
    /// What comes next comes in packets of one byte.
    Split,
    /// The library's end is reset.
    Reset,
    /// One bit of a byte is turned.
    Corrupt,
    /// A byte comes twice.
    Duplicate,
    /// A byte comes after the next one.
    Reorder,
    /// A TLS record comes twice.
    DuplicateRecord,
    /// A TLS record comes after the next one.
    ReorderRecord,
}

impl Kind {
    /// What a network does to any connection. Nothing of what comes through is changed.
    pub const OF_ANY: [Self; 5] = [Self::Cut, Self::Delay, Self::Stall, Self::Split, Self::Reset];
    /// What changes the bytes: only TLS can notice it.
    pub const OF_TLS: [Self; 5] =
        [Self::Corrupt, Self::Duplicate, Self::Reorder, Self::DuplicateRecord, Self::ReorderRecord];

    /// Its name, for tables.
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

    /// Whether its positions are numbers of TLS records, not of bytes.
    #[must_use]
    pub fn counts_records(self) -> bool {
        matches!(self, Self::DuplicateRecord | Self::ReorderRecord)
    }
}

/// A fault of one kind at one position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Which bytes it meets.
    pub direction: Direction,
    /// What happens to them.
    pub kind: Kind,
    /// How many bytes (or records) of this direction pass before; nothing happens before the first one has come.
    pub at: usize,
}
