//! Base 64 as Python's `base64.decodebytes` reads it.

/// The bytes of a text, or what Python's exception says.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, String> {
    check_ascii(text)?;
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut place, mut pads, mut left) = (0_u8, 0_u8, 0_u8);
    for byte in text.bytes() {
        let Some(bits) = bits(byte) else {
            if byte == b'=' {
                pads = pads.saturating_add(u8::from(place >= 2));
                if place >= 2 && place + pads >= 4 {
                    return Ok(bytes);
                }
            }
            continue;
        };
        pads = 0;
        match place {
            1 => bytes.push(left << 2 | bits >> 4),
            2 => bytes.push(left << 4 | bits >> 2),
            3 => bytes.push(left << 6 | bits),
            _ => {}
        }
        left = bits;
        place = (place + 1) % 4;
    }
    let problem = match place {
        0 => return Ok(bytes),
        1 => format!(
            "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than \
             a multiple of 4",
            bytes.len() / 3 * 4 + 1
        ),
        _ => "Incorrect padding".to_owned(),
    };
    Err(format!("failed to decode base64 data: {problem}"))
}

/// The six bits for which a character stands.
fn bits(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// Refuses characters beyond ASCII.
fn check_ascii(text: &str) -> Result<(), String> {
    let is_wide = |character: &char| !character.is_ascii();
    let Some(start) = text.chars().position(|character| is_wide(&character)) else {
        return Ok(());
    };
    let wide = text.chars().skip(start).take_while(is_wide);
    let count = wide.clone().count();
    let place = if count == 1 {
        let found: Vec<String> = wide.map(escape).collect();
        format!("character {} in position {start}", found.concat())
    } else {
        format!("characters in position {start}-{}", start + count - 1)
    };
    Err(format!(
        "failed to convert base64 data into ascii: 'ascii' codec can't encode {place}: ordinal \
         not in range(128)"
    ))
}

/// A character as Python shows it when it cannot be encoded.
fn escape(character: char) -> String {
    let code = u32::from(character);
    match code {
        0..0x100 => format!("'\\x{code:02x}'"),
        0x100..0x1_0000 => format!("'\\u{code:04x}'"),
        _ => format!("'\\U{code:08x}'"),
    }
}
