//! The way to the relay, and what this process knows about its state.
//!
//! Invariant: only kept in memory. Another replica, or a new start, finds out for itself; no mail is lost by that. But
//! runs of `treffpunkt deliver` are processes of their own: each leaves a rest in the store for the next.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::config::Config;
use crate::mail::transport::DeliveryFault;
use crate::mail::transport::MemoryMail;
use crate::mail::transport::OutgoingMail;
use crate::mail::transport::Rate;
use crate::mail::transport::SmtpSettings;
use crate::mail::transport::Stage;
use crate::mail::transport::Transport;

/// How long nothing is sent after the relay refused us as a whole.
const AFTER_STOP: SignedDuration = SignedDuration::from_mins(15);

/// How long nothing is sent after the relay asked for a rest (421).
const AFTER_REST: SignedDuration = SignedDuration::from_mins(5);

/// How long nothing is sent after the relay could not be reached.
const AFTER_SILENCE: SignedDuration = SignedDuration::from_mins(1);

/// How long a domain rests that refused us by policy.
const AFTER_POLICY: SignedDuration = SignedDuration::from_hours(4);

/// So many equal refusals of the message itself, one after the other, are no accident.
const EQUAL_REFUSALS: u32 = 3;

/// The way to the relay.
pub(super) struct Post {
    pub(super) transport: Transport,
    rate: Rate,
    health: Mutex<Health>,
    /// Mails that somebody sits and waits for. Lost with the process: then they are asked for again.
    urgent: Mutex<Vec<OutgoingMail>>,
}

#[derive(Default)]
struct Health {
    rests_until: Option<Timestamp>,
    /// It rested, and took nothing since.
    is_in_doubt: bool,
    domains: BTreeMap<String, Timestamp>,
    refusal: Option<(String, u32)>,
}

impl Post {
    pub(super) fn open(config: &Config) -> Result<Self, String> {
        // A mail that takes longer than its lease would be taken up by another worker while it is still being sent.
        let timeout = config.mail.timeout.min(config.engine.lease * 3 / 4);
        let settings = SmtpSettings { timeout, ..SmtpSettings::default() };
        Ok(Self {
            transport: Transport::open(&config.mail.url, &settings)?,
            rate: Rate::new(config.mail.max_per_second),
            health: Mutex::default(),
            urgent: Mutex::default(),
        })
    }

    /// A way on which mails stay in memory and nobody waits.
    pub(super) fn rehearsing() -> Self {
        Self {
            transport: Transport::Memory(MemoryMail::default()),
            rate: Rate::new(0),
            health: Mutex::default(),
            urgent: Mutex::default(),
        }
    }

    /// Lets a mail go before all others, also while all mail is held: without it nobody could sign in.
    pub(super) fn hurry(&self, mail: OutgoingMail) {
        self.urgent.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
    }

    /// Sends the mails that somebody waits for, once each.
    pub(super) async fn send_urgent(&self) {
        let mails = std::mem::take(&mut *self.urgent.lock().unwrap_or_else(PoisonError::into_inner));
        for mail in mails {
            if let Err(fault) = self.transport.send(&mail).await {
                tracing::error!(%fault, "a way in was not taken by the relay; treffpunkt account link makes one");
            }
        }
    }

    /// The mails in memory, if that is where they stay.
    pub(super) fn memory(&self) -> Option<&MemoryMail> {
        match &self.transport {
            Transport::Memory(memory) => Some(memory),
            _ => None,
        }
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Until when nothing is sent at all, if that lies ahead.
    pub(super) fn rests_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.health().rests_until.filter(|until| *until > now)
    }

    /// Until when nothing is sent to a domain, if that lies ahead.
    pub(super) fn domain_rests_until(&self, domain: &str, now: Timestamp) -> Option<Timestamp> {
        self.health().domains.get(domain).copied().filter(|until| *until > now)
    }

    /// Sends nothing before that moment.
    pub(super) fn rest_until(&self, until: Timestamp) {
        let mut health = self.health();
        health.rests_until = health.rests_until.max(Some(until));
        health.is_in_doubt = true;
    }

    /// How long to wait so that the relay is not flooded.
    pub(super) fn pace(&self, clock: &Clock) -> Duration {
        self.rate.wait(clock.ticks())
    }

    /// Remembers that a mail was taken.
    pub(super) fn worked(&self) {
        let mut health = self.health();
        health.refusal = None;
        health.is_in_doubt = false;
    }

    /// Whether one worker should try first if the relay is well again.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.health().is_in_doubt
    }

    /// Draws the conclusions for other mails from what happened to one.
    pub(super) fn failed(&self, fault: &DeliveryFault, domain: &str, now: Timestamp) {
        let later = |wait: SignedDuration| now.saturating_add(wait).unwrap_or(now);
        let mut health = self.health();
        let rest = match fault {
            DeliveryFault::Rest { .. } => Some(AFTER_REST),
            DeliveryFault::TransportStopped { .. } => Some(AFTER_STOP),
            DeliveryFault::Temporary { stage: Stage::Connect | Stage::Tls, .. } => Some(AFTER_SILENCE),
            DeliveryFault::RefusedPolicy { .. } => {
                health.domains.insert(domain.to_owned(), later(AFTER_POLICY));
                tracing::error!(%fault, "a domain refuses our mails by policy; it rests for four hours");
                None
            }
            DeliveryFault::RefusedMessage { reply } => {
                // The words after the codes may hold the number of the mail in the relay's queue.
                let words = reply.to_string();
                let before = health.refusal.take().filter(|(last, _)| *last == words).map_or(0, |(_, count)| count);
                health.refusal = Some((words, before + 1));
                (before + 1 >= EQUAL_REFUSALS).then_some(AFTER_STOP)
            }
            DeliveryFault::Temporary { .. } | DeliveryFault::RefusedRecipient { .. } => None,
        };
        if let Some(wait) = rest {
            health.rests_until = Some(later(wait));
            health.is_in_doubt = true;
            if wait == AFTER_STOP {
                tracing::error!(%fault, "the relay refuses our mails; nothing is sent for fifteen minutes");
            } else {
                tracing::warn!(%fault, "the relay rests");
            }
        }
    }
}
