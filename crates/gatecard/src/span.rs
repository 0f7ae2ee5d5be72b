//! Places in the text of a card.

/// A range of bytes of a card's text, `start` included and `end` excluded.
///
/// Both ends are on character boundaries. Offsets are counted from the first
/// byte of the card, so that one span means the same to every part of gatecard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`, in bytes.
    ///
    /// Offsets past 4 GiB are clamped; the command refuses such files before.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The empty range at `offset`.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether the range holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The range as the standard library writes it.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this range.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The bytes of `text` that the range names, or nothing where it does not fit.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// A part of this range, counted from its start.
    #[must_use]
    pub(crate) fn part(self, part: std::ops::Range<usize>) -> Self {
        let start = self.range().start;
        Self::new(start + part.start, start + part.end)
    }

    /// What of this range lies before `other` begins.
    #[must_use]
    pub(crate) fn before(self, other: Self) -> Self {
        Self {
            start: self.start,
            end: other.start,
        }
    }
}
