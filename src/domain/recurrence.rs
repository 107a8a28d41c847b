//! Recurrence: from a rule to its dates (RFC 5545 3.8.5).
//!
//! Rules are expanded on wall time as if it were UTC and the zone is attached afterwards: every expander that was
//! given a zone was measured to be wrong around changes of the clocks.

use serde::Deserialize;
use serde::Serialize;

use crate::domain::when::Moment;

/// What makes an event recur. Empty: it takes place once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// The RRULE without its name, e.g. `FREQ=WEEKLY;BYDAY=TU;COUNT=9`; UNTIL in UTC or as wall time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// RDATE: starts added to those of the rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Moment>,
    /// EXDATE: starts left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Moment>,
}

impl Recurrence {
    /// True when there is only the first date.
    pub fn is_single(&self) -> bool {
        self.rule.is_none() && self.added.is_empty()
    }
}
