//! Randomness: made here and nowhere else.

use crate::app::Refusal;

/// 128 random bits as hexadecimal digits.
pub(super) fn hex() -> Result<String, Refusal> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| Refusal::NoRandomness)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A UID for calendar entries (RFC 7986 5.3: not to be guessed from anything).
pub(super) fn uid() -> Result<String, Refusal> {
    Ok(format!("{}@treffpunkt", hex()?))
}
