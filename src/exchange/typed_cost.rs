//! Prices as people write them: `2,- Euro`, `5€/erm.2€`, `4,00 €, ermäßigt 2,00 €`, `Eintritt frei`, `Spende erbeten`.

use crate::domain::event::Cost;
use crate::domain::event::CostKind;
use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::text;
use crate::exchange::typed::Typed;
use crate::exchange::typed::fault;

/// Words for: as much as one likes.
const DONATION: &[&str] = &["spende", "donation", "wer kann", "freiwillig", "nach selbsteinschätzung", "hutkonzert"];
/// Words for: nothing to pay.
const FREE: &[&str] =
    &["frei", "kostenlos", "kostenfrei", "gratis", "umsonst", "unentgeltlich", "free", "keine kosten"];
/// Words for a lower price of some people.
const REDUCED: &[&str] = &["erm", "reduz", "reduced"];

/// What it costs; the words are kept as they were written. Nothing written: free, without words.
///
/// Errors: one fault when there is neither a price nor a word for none.
pub fn read_cost(typed: &str) -> Result<Typed<Cost>, Fault> {
    let words = text::clean_line(typed);
    if words.is_empty() {
        return Ok(Typed::plain(Cost::default()));
    }
    let plain = text::european_digits(&words).to_lowercase();
    let says = |list: &[&str]| list.iter().any(|word| plain.contains(word));
    let amounts = find_amounts(&plain);
    let cost = |kind, amount_eur, reduced_eur| Cost { kind, amount_eur, reduced_eur, text: words.clone() };
    if says(DONATION) {
        return Ok(Typed::plain(cost(CostKind::Donation, None, None)));
    }
    match amounts.as_slice() {
        [] if says(FREE) => Ok(Typed::plain(cost(CostKind::Free, Some(0.0), None))),
        [] => {
            let what = said!("typed-price", "says no price; write it like 5,00 €, Eintritt frei or Spende erbeten");
            Err(fault(typed, what))
        }
        [only] if only.euros == 0.0 => Ok(Typed::plain(cost(CostKind::Free, Some(0.0), None))),
        [only] if says(FREE) || only.is_reduced => {
            let note = said!(
                "typed-more-than-price",
                "says more than a price; {price} € was read, the words are kept",
                price = euros(only.euros)
            );
            Ok(Typed::noted(cost(CostKind::Fixed, Some(only.euros), None), note))
        }
        [only] => Ok(Typed::plain(cost(CostKind::Fixed, Some(only.euros), None))),
        [full, reduced] if reduced.is_reduced && !full.is_reduced => {
            Ok(Typed::plain(cost(CostKind::Fixed, Some(full.euros), Some(reduced.euros))))
        }
        [first, ..] => {
            let note = said!(
                "typed-several-prices",
                "says several prices; only {price} € was read, the words are kept",
                price = euros(first.euros)
            );
            Ok(Typed::noted(cost(CostKind::Fixed, Some(first.euros), None), note))
        }
    }
}

fn euros(amount: f64) -> String {
    format!("{amount:.2}").replace('.', ",")
}

/// An amount of money in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Amount {
    euros: f64,
    /// A word for a lower price stands before it.
    is_reduced: bool,
}

/// The numbers that are meant as money, in their order.
fn find_amounts(plain: &str) -> Vec<Amount> {
    let mut amounts = Vec::new();
    let (mut rest, mut before) = (plain, String::new());
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        before.push_str(&rest[..at]);
        let (number, after) = number_at(&rest[at..]);
        let is_money = before.trim_end().ends_with(['€', '/']) || is_currency(after) || after.starts_with(",-");
        match number.filter(|_| is_money) {
            Some(euros) => {
                // „erm.“ behind the first price belongs to the second one.
                let is_reduced = REDUCED.iter().any(|word| before.contains(word));
                amounts.push(Amount { euros, is_reduced });
                before.clear();
            }
            None => before.push('#'),
        }
        rest = after.strip_prefix(",-").unwrap_or(after);
    }
    amounts
}

/// True when a word for euros comes next, perhaps behind the other price (`5/3 €`).
fn is_currency(after: &str) -> bool {
    let next = after.trim_start();
    let other =
        next.strip_prefix('/').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || ",. ".contains(c)));
    let after_dash = next.strip_prefix(",-").map(|rest| rest.trim_start_matches('-'));
    [Some(next), other, after_dash]
        .into_iter()
        .flatten()
        .any(|rest| ["€", "euro", "eur"].iter().any(|word| rest.trim_start().starts_with(word)))
}

/// The number at the beginning, with up to two decimals, and what follows.
fn number_at(text: &str) -> (Option<f64>, &str) {
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    let decimals =
        text[whole..].strip_prefix([',', '.']).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let (number, rest) = if decimals == 0 { text.split_at(whole) } else { text.split_at(whole + 1 + decimals) };
    if decimals > 2 || whole > 6 { (None, rest) } else { (number.replace(',', ".").parse().ok(), rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_offices_write_them() {
        use CostKind::Donation;
        use CostKind::Fixed;
        use CostKind::Free;
        for (typed, kind, amount, reduced) in [
            ("2,- Euro", Fixed, Some(2.0), None),
            ("5€/erm.2€", Fixed, Some(5.0), Some(2.0)),
            ("4,00 €, ermäßigt 2,00 €", Fixed, Some(4.0), Some(2.0)),
            ("12,00 € / 6,50 € erm.", Fixed, Some(12.0), None),
            ("€ 3", Fixed, Some(3.0), None),
            ("3.50 EUR", Fixed, Some(3.5), None),
            ("3,00 € (Badekleidung kann ausgeliehen werden)", Fixed, Some(3.0), None),
            ("2 € für das Buffet, wer kann", Donation, None, None),
            ("Spende erbeten", Donation, None, None),
            ("Eintritt frei", Free, Some(0.0), None),
            ("kostenlos", Free, Some(0.0), None),
            ("0 €", Free, Some(0.0), None),
        ] {
            let cost = read_cost(typed).unwrap().value;
            assert_eq!((cost.kind, cost.amount_eur, cost.reduced_eur), (kind, amount, reduced), "{typed}");
            assert_eq!(cost.text, typed);
        }
        assert_eq!(read_cost(" "), Ok(Typed::plain(Cost::default())));
    }

    #[test]
    fn what_is_more_than_a_price_is_noted() {
        for typed in ["8 €, Kinder frei", "5 / 3 €", "12,00 € / 6,50 € erm."] {
            assert!(read_cost(typed).unwrap().note.is_some(), "{typed}");
        }
        for typed in ["siehe Aushang", "ab 16 Jahren", "1.000.000"] {
            assert!(read_cost(typed).is_err(), "{typed}");
        }
    }
}
