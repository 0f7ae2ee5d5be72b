//! Base64, the writing of `!!binary`.

/// The bytes of a base64 text, where js-yaml accepts it.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bits = 0_usize;
    let mut values = Vec::new();
    for byte in text.bytes() {
        match byte {
            b'\n' | b'\r' => continue,
            b'A'..=b'Z' => values.push(byte - b'A'),
            b'a'..=b'z' => values.push(byte - b'a' + 26),
            b'0'..=b'9' => values.push(byte - b'0' + 52),
            b'+' => values.push(62),
            b'/' => values.push(63),
            b'=' => {}
            _ => return None,
        }
        bits += 6;
    }
    if !bits.is_multiple_of(8) {
        return None;
    }
    Some(values.chunks(4).flat_map(decode_group).collect())
}

fn decode_group(group: &[u8]) -> impl Iterator<Item = u8> + use<> {
    let word = group
        .iter()
        .fold(0_u32, |word, value| (word << 6) | u32::from(*value));
    let word = word << (6 * (4 - group.len()));
    let bytes = word.to_be_bytes();
    let count = group.len() * 6 / 8;
    (1..=count).map(move |index| bytes[index])
}
