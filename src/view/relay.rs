//! What a relay's answer means for somebody who does not know its numbers.

/// The message that says what a stored fault means; the fault begins with our words and holds the relay's numbers, as
/// "recipient refused at RCPT: 550 5.1.1 user unknown".
pub fn meaning(fault: &str) -> &'static str {
    let words: Vec<&str> = fault.split([' ', ':']).filter(|word| !word.is_empty()).collect();
    let enhanced = words.iter().find_map(|word| enhanced(word));
    let code = words.iter().find(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit())).copied();
    let begins = |text: &str| fault.starts_with(text);
    match (enhanced, code) {
        (Some((_, 1, _)), _) => "relay-no-address",
        (Some((_, 2, 1)), _) => "relay-closed",
        (Some((_, 2, 2)), _) => "relay-full",
        (Some((_, 2, 3) | (_, 3, 4)), _) | (None, Some("552")) => "relay-too-big",
        (Some((5, 7, _)), _) => "relay-refuses-us",
        (None, Some("550" | "553")) if begins("recipient refused") => "relay-no-address",
        _ if begins("recipient refused") => "relay-recipient",
        _ if begins("message refused") => "relay-message",
        _ if begins("not now at connect") || begins("not now at TLS") => "relay-away",
        _ if begins("not now") || begins("the relay asks for a rest") => "relay-later",
        _ if begins("the domain rests") || begins("sender refused") => "relay-refuses-us",
        _ if begins("the event was written") => "relay-changed",
        _ if begins("not written") => "relay-unwritten",
        _ if begins("transport stopped") => "relay-stopped",
        _ => "relay-other",
    }
}

/// `5.1.1` as its numbers (RFC 3463).
fn enhanced(word: &str) -> Option<(u8, u16, u16)> {
    let mut parts = word.split('.').map(str::parse::<u16>);
    let numbers = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let class = u8::try_from(numbers.0).ok().filter(|class| matches!(class, 4 | 5))?;
    parts.next().is_none().then_some((class, numbers.1, numbers.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_relays_say_is_told_in_words() {
        let table = [
            ("recipient refused at RCPT: 550 5.1.1 user unknown", "relay-no-address"),
            ("recipient refused at RCPT: 550 no such user", "relay-no-address"),
            ("recipient refused at RCPT: 551 user not local", "relay-recipient"),
            ("not now at RCPT: 452 4.2.2 mailbox full", "relay-full"),
            ("message refused: 554 5.6.0 no", "relay-message"),
            ("message refused: 552 5.3.4 too big", "relay-too-big"),
            ("sender refused by policy at RCPT: 550 5.7.1 blocked", "relay-refuses-us"),
            ("not now at connect: the relay does not answer", "relay-away"),
            ("not now at message: 451 try again", "relay-later"),
            ("not written: the contact's address is no mail address", "relay-unwritten"),
            ("", "relay-other"),
        ];
        for (fault, message) in table {
            assert_eq!(meaning(fault), message, "{fault}");
        }
    }
}
