//! Reading as much of a card as matters.
//!
//! What is checked ends [`BODY_SEARCHED`] bytes behind the YAML block, so a card of 5 MB costs as
//! little as one of 4 KB. Only a card whose block is never closed has to be read to its end.

use std::{
    borrow::Cow,
    fs::File,
    io::{self, Read},
    path::Path,
};

use gatecard::{BODY_SEARCHED, FrontMatter, decode, yaml::Reader};

/// How much is read at first: a long YAML block and the part of the body behind it that matters.
/// Nearly every card is decided with one read into one buffer that is used again.
const HEAD: usize = BODY_SEARCHED + 16 * 1024;

/// The largest card, in bytes. The Hub takes no README.md of such a size; a bound is needed
/// because the whole of a card without a closing line has to be in memory.
const MAX_CARD: usize = 1 << 30;

/// The most that is read of what is no file, in bytes: devices such as `/dev/zero` have no end, and
/// pipes need not have one.
const MAX_STREAM: usize = 64 << 20;

/// Reads cards, one after the other.
#[derive(Debug)]
pub(crate) struct CardReader {
    /// [`HEAD`] bytes, used again for each card.
    buffer: Vec<u8>,
    /// How many of them are of the card.
    len: usize,
}

impl CardReader {
    /// A reader with its buffer.
    pub(crate) fn new() -> Self {
        Self {
            buffer: vec![0; HEAD],
            len: 0,
        }
    }

    /// What was read at first.
    fn head(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }

    /// The bytes of a file, as far as they matter.
    pub(crate) fn file(&mut self, path: &Path) -> io::Result<Cow<'_, [u8]>> {
        let mut file = File::open(path)?;
        self.fill(&mut file)?;
        if self.len < HEAD {
            return Ok(Cow::Borrowed(self.head()));
        }
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return self.stream(&mut file);
        }
        if is_enough(self.head()) {
            return Ok(Cow::Borrowed(whole_characters(self.head(), false)));
        }
        let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
        let bytes = self.rest(&mut file, size.min(MAX_CARD), MAX_CARD)?;
        Ok(Cow::Owned(bytes))
    }

    /// The bytes of standard input, as far as they matter.
    pub(crate) fn stdin(&mut self) -> io::Result<Cow<'_, [u8]>> {
        self.from(&mut io::stdin().lock())
    }

    /// The bytes that come from elsewhere, as far as they matter. All of them are read.
    pub(crate) fn from(&mut self, from: &mut impl Read) -> io::Result<Cow<'_, [u8]>> {
        self.fill(from)?;
        if self.len < HEAD {
            return Ok(Cow::Borrowed(self.head()));
        }
        self.stream(from)
    }

    /// The bytes of a pipe, as far as they matter. The rest is read and dropped, so that the
    /// program at its other end does not fail.
    fn stream(&self, from: &mut impl Read) -> io::Result<Cow<'_, [u8]>> {
        let bytes = self.rest(from, 0, MAX_STREAM)?;
        io::copy(&mut from.take(MAX_STREAM as u64), &mut io::sink())?;
        Ok(Cow::Owned(bytes))
    }

    /// Fills the buffer, as far as there is something to fill it with. Each time all that is free
    /// of it is asked for: to read to the end in the usual way begins with 8 KiB, and each question
    /// to the system counts.
    fn fill(&mut self, from: &mut impl Read) -> io::Result<()> {
        self.len = 0;
        while let Some(free) = self.buffer.get_mut(self.len..).filter(|it| !it.is_empty()) {
            match from.read(free) {
                Ok(0) => break,
                Ok(len) => self.len += len,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads on behind the buffer until that is enough, twice as much each time, so that looking
    /// again from the start costs no more than the reading.
    fn rest(&self, from: &mut impl Read, expected: usize, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // One more than expected, so that the end is seen without growing.
        bytes.try_reserve_exact(expected.max(HEAD) + 64)?;
        bytes.extend_from_slice(self.head());
        loop {
            if bytes.len() > most {
                return Err(too_large(most, ", and its YAML block is not closed"));
            }
            let more = bytes.len() as u64;
            let at_end = (from.by_ref().take(more).read_to_end(&mut bytes)? as u64) < more;
            if at_end || is_enough(&bytes) {
                let keep = whole_characters(&bytes, at_end).len();
                bytes.truncate(keep);
                return Ok(bytes);
            }
        }
    }
}

/// How many bytes of a whole card matter, to the end of a line.
pub(crate) fn head(bytes: &[u8]) -> usize {
    if bytes.len() < HEAD {
        return bytes.len();
    }
    let text = decode(bytes).text;
    let Some(block) = FrontMatter::find(&text, Reader::Hub) else {
        return bytes.len();
    };
    let behind = block.closing.range().end + BODY_SEARCHED;
    let rest = bytes.get(behind..).unwrap_or_default();
    let line_end = rest.iter().position(|byte| *byte == b'\n');
    line_end.map_or(bytes.len(), |at| behind + at + 1)
}

/// All bytes of standard input.
pub(crate) fn whole_stdin() -> io::Result<Vec<u8>> {
    whole(&mut io::stdin().lock(), MAX_STREAM)
}

/// All bytes of a card in a file.
pub(crate) fn whole_file(path: &Path) -> io::Result<Vec<u8>> {
    file_up_to(path, MAX_CARD)
}

/// All bytes of a file that may have so many at the most.
pub(crate) fn file_up_to(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    whole(&mut File::open(path)?, most)
}

fn whole(from: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(too_large(most, ""));
    }
    Ok(bytes)
}

fn too_large(most: usize, what: &str) -> io::Error {
    let most = if most < 1 << 20 {
        format!("{} KiB", most >> 10)
    } else {
        format!("{} MiB", most >> 20)
    };
    let message = format!("larger than {most}{what}");
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

/// Whether the YAML block and the part of the body that matters are in what was read.
fn is_enough(bytes: &[u8]) -> bool {
    let text = decode(bytes).text;
    FrontMatter::find(&text, Reader::Hub)
        .is_some_and(|block| block.closing.range().end + BODY_SEARCHED <= bytes.len())
}

/// What was read without the half of a character at its end, unless the file ends there, too.
fn whole_characters(bytes: &[u8], at_end: bool) -> &[u8] {
    let is_start = |byte: &u8| byte & 0xC0 != 0x80;
    // A character is four bytes long at the most.
    let tail = bytes.len().saturating_sub(4);
    let last = bytes[tail..].iter().rposition(is_start).map(|at| tail + at);
    match last {
        Some(start) if !at_end && bytes[start] >= 0x80 => {
            let cut = std::str::from_utf8(&bytes[start..])
                .is_err_and(|error| error.error_len().is_none());
            &bytes[..if cut { start } else { bytes.len() }]
        }
        _ => bytes,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{CardReader, HEAD, whole_characters};

    fn read(card: &[u8]) -> usize {
        let mut reader = CardReader::new();
        let mut from = card;
        reader.fill(&mut from).expect("memory can be read");
        if reader.len < HEAD || super::is_enough(reader.head()) {
            return reader.len;
        }
        let bytes = reader
            .rest(&mut from, card.len(), super::MAX_CARD)
            .expect("memory can be read");
        assert_eq!(bytes, card[..bytes.len()]);
        bytes.len()
    }

    #[test]
    fn the_body_is_not_read_and_an_open_block_is() {
        let body = "Text. ".repeat(1_000_000);
        let closed = format!("---\na: b\n---\n{body}");
        assert_eq!(read(closed.as_bytes()), HEAD);
        let open = format!("---\na: b\n{body}");
        assert_eq!(read(open.as_bytes()), open.len());
        let long = format!("---\n{}---\n{body}", "a: b\n".repeat(100_000));
        assert_eq!(read(long.as_bytes()), 8 * HEAD);
        let text_first = format!("Text\n---\na: b\n---\n{body}");
        assert_eq!(read(text_first.as_bytes()), text_first.len());
    }

    /// Gives one byte at a time, with an interruption before each.
    struct Slow<'c> {
        card: &'c [u8],
        is_interrupted: bool,
    }

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.is_interrupted = !self.is_interrupted;
            if self.is_interrupted {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let len = into.len().min(1);
            self.card.read(&mut into[..len])
        }
    }

    #[test]
    fn all_is_read_however_little_comes_at_a_time() {
        for len in [0, 1, HEAD - 1, HEAD, HEAD + 1, 2 * HEAD] {
            let card: Vec<u8> = (0..len).map(|at| b"abc\n"[at % 4]).collect();
            let mut from = Slow {
                card: &card,
                is_interrupted: false,
            };
            let mut reader = CardReader::new();
            let read = reader.from(&mut from).expect("it can be read");
            assert!(*read == *card, "{len} bytes");
        }
    }

    #[test]
    fn half_a_character_is_left_out() {
        let text = "aé漢👩".as_bytes();
        for (len, kept) in [
            (1, 1),
            (2, 1),
            (3, 3),
            (4, 3),
            (5, 3),
            (6, 6),
            (9, 6),
            (10, 10),
        ] {
            assert_eq!(whole_characters(&text[..len], false).len(), kept);
            assert_eq!(whole_characters(&text[..len], true).len(), len);
        }
        assert_eq!(whole_characters(b"a\xff", false).len(), 2);
    }
}
