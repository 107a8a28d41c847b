//! Randomness: made here and nowhere else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

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

/// True for what [`uid`] makes.
pub(super) fn is_uid(text: &str) -> bool {
    let bits = text.strip_suffix("@treffpunkt");
    bits.is_some_and(|bits| bits.len() == 32 && bits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}

/// 256 random bits for links and cookies, fit for addresses.
pub(super) fn token() -> Result<String, Refusal> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| Refusal::NoRandomness)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Six random digits, each equally likely.
pub(super) fn code() -> Result<String, Refusal> {
    let number = getrandom::u64().map_err(|_| Refusal::NoRandomness)?;
    // The remainder of 2^64 favours no code by more than one in ten trillion.
    Ok(format!("{:06}", number % 1_000_000))
}
