//! Randomness: made here and nowhere else.

use crate::app::Refusal;

/// 128 random bits as hexadecimal digits.
pub(super) fn hex() -> Result<String, Refusal> {
    let (high, low) = (getrandom::u64(), getrandom::u64());
    let (high, low) = (high.map_err(|_| Refusal::NoRandomness)?, low.map_err(|_| Refusal::NoRandomness)?);
    Ok(format!("{high:016x}{low:016x}"))
}

/// A UID for calendar entries (RFC 7986 5.3: not to be guessed from anything).
pub(super) fn uid() -> Result<String, Refusal> {
    Ok(format!("{}@treffpunkt", hex()?))
}
