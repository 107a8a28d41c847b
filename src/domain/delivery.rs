//! Delivery, the pure part: whether a leased notification still goes, and when a refused one is tried again.

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::domain::change::is_urgent;
use crate::domain::notification::Hold;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::plan::Plan;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;
use crate::domain::quiet::Quiet;

/// Minutes from a refusal to the next attempt; the last one repeats.
const WAITS: [i64; 8] = [2, 5, 10, 15, 30, 60, 120, 240];

/// Attempts after which a mail is given up: eight growing waits, then each four hours up to two days in all.
const MOST_ATTEMPTS: i64 = 18;

/// How long mails that were due before the night may still go in it.
const LATE_EVENING: SignedDuration = SignedDuration::from_mins(10);

/// What to do with a notification that a worker holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Send it now.
    Go,
    /// Send it later: it would disturb somebody's night.
    Wait(Timestamp),
    /// It is not to be sent, or not before a person says so.
    Not(Stand),
    /// It was tried and its window is over.
    TooLate,
}

/// Decides again, right before sending, by a plan made from what is known now.
///
/// `wanted`: what the plan says about this row's key; `start`: of its date.
pub fn judge(
    row: &Notification,
    wanted: Option<&Wanted>,
    plan: &Plan,
    quiet: &Quiet,
    start: Timestamp,
    now: Timestamp,
) -> Verdict {
    let Some(wanted) = wanted else {
        let reason = plan.unwanted.get(&row.id).copied().unwrap_or(Reason::Withdrawn);
        return Verdict::Not(Stand::Moot(reason));
    };
    match wanted.stand {
        Stand::Moot(Reason::Expired) if row.attempts > 0 => return Verdict::TooLate,
        Stand::Moot(reason) => return Verdict::Not(Stand::Moot(reason)),
        Stand::Held(Hold::Rule) if row.is_released => {}
        Stand::Planned => {}
        Stand::Held(hold) => return Verdict::Not(Stand::Held(hold)),
    }
    if now > row.not_after {
        return if row.attempts > 0 { Verdict::TooLate } else { Verdict::Not(Stand::Moot(Reason::Expired)) };
    }
    // Bent into the night on purpose, urgent, or tried before: it goes. Found at night after a stop: it waits. What was
    // due just before the night is on its way: the last of many mails may take some minutes.
    let was_stopped = now.duration_since(row.send_at) > LATE_EVENING;
    let may_wait = row.attempts == 0 && was_stopped && !is_urgent(row.kind, start, now) && !quiet.covers(row.send_at);
    let morning = quiet.next_allowed(now);
    if may_wait && morning > now && morning < row.not_after { Verdict::Wait(morning) } else { Verdict::Go }
}

/// When a mail that was refused for now is tried again; none when it is given up.
///
/// The waits vary by up to a fifth, by row and attempt, so that what failed together does not come back together.
pub fn next_attempt(row: &Notification, now: Timestamp) -> Option<Timestamp> {
    let tried = row.attempts + 1;
    if tried >= MOST_ATTEMPTS {
        return None;
    }
    let step = usize::try_from(tried - 1).unwrap_or(0).min(WAITS.len() - 1);
    let spread = (row.id.wrapping_mul(2_654_435_761).wrapping_add(tried * 97)).rem_euclid(41) - 20;
    let seconds = WAITS[step] * 60 * (100 + spread) / 100;
    let at = now.saturating_add(SignedDuration::from_secs(seconds)).ok()?;
    // The last attempt is made while it is still of use.
    (now < row.not_after).then(|| at.min(row.not_after))
}
