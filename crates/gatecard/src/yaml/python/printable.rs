//! The characters that a YAML block may hold.

use super::error::{self, Result};

/// The bytes that are, or lead, a character that YAML forbids.
const SUSPECTS: [bool; 256] = {
    let mut suspects = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        suspects[byte] = !matches!(byte, 0x09 | 0x0A | 0x0D);
        byte += 1;
    }
    suspects[0x7F] = true;
    suspects[0xC2] = true;
    suspects[0xEF] = true;
    suspects
};

/// Refuses control characters, save for tabs and line breaks, and U+FFFE and U+FFFF.
pub(super) fn check(content: &str, base: usize) -> Result<()> {
    let bytes = content.as_bytes();
    let mut from = 0;
    while let Some(ahead) = bytes[from..]
        .iter()
        .position(|&byte| SUSPECTS[usize::from(byte)])
    {
        from += ahead;
        let character = content[from..].chars().next().unwrap_or('\0');
        if is_forbidden(character) {
            let code = u32::from(character);
            let problem = "special characters are not allowed";
            let message = format!("unacceptable character #x{code:04x}: {problem}");
            return Err(error::at(message, base + from));
        }
        from += character.len_utf8();
    }
    Ok(())
}

/// Whether YAML forbids a character.
fn is_forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        _ => character.is_control(),
    }
}
