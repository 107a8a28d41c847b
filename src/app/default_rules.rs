//! The plans that new events get: the office's own, else the delivered ones.

use std::collections::BTreeMap;

use jiff::civil::date;

use crate::app::App;
use crate::app::Refusal;
use crate::app::settings::Set;
use crate::app::settings::Shows;
use crate::domain::fault::Fault;
use crate::domain::rule::Deadlines;
use crate::domain::rule::PlanOf;
use crate::domain::rule::Rule;
use crate::domain::when::Moment;
use crate::domain::when::When;

/// A plan for new events.
#[derive(Debug, Clone)]
pub struct DefaultRules {
    /// Its rules.
    pub rules: Vec<Rule>,
    /// True: nobody changed the delivered plan.
    pub is_delivered: bool,
    /// What tells one state of it from another.
    pub seen: String,
}

impl App {
    /// The plan that new events of a sort get.
    pub async fn find_default_rules(&self, of: PlanOf) -> Result<DefaultRules, Refusal> {
        let Set { value, seen } = self.find_set(name_of(of)).await?;
        Ok(DefaultRules { is_delivered: value.is_none(), rules: value.unwrap_or_else(|| of.delivered()), seen })
    }

    /// Stores a plan for events that are entered from now on; none: the delivered one again.
    ///
    /// Errors: [`Refusal::Changed`] when somebody was faster; [`Refusal::Faults`] for rules that could never send.
    pub async fn change_default_rules(
        &self,
        who: &str,
        of: PlanOf,
        rules: Option<&Vec<Rule>>,
        seen: &str,
    ) -> Result<(), Refusal> {
        let faults = rules.map(|rules| check(rules, &self.example())).unwrap_or_default();
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        self.put_set(who, name_of(of), rules, seen, Shows::ToOffice).await
    }

    /// The names of all groups, by slug.
    pub async fn list_group_names(&self) -> Result<BTreeMap<String, String>, Refusal> {
        Ok(self.directory().await?.names_of_groups())
    }

    /// An evening, as most events are.
    fn example(&self) -> When {
        let at = |hour| Moment::Wall(date(2027, 9, 15).at(hour, 0, 0, 0));
        When { start: at(18), end: Some(at(20)), zone: self.config.office.zone.clone() }
    }
}

fn check(rules: &[Rule], example: &When) -> Vec<Fault> {
    let of_rule = |(place, rule): (usize, &Rule)| {
        rule.check(example, Deadlines::default())
            .into_iter()
            .map(move |fault| fault.within(&format!("reminder_plan[{place}]")))
    };
    rules.iter().enumerate().flat_map(of_rule).collect()
}

fn name_of(of: PlanOf) -> &'static str {
    match of {
        PlanOf::Meeting => "rules_meeting",
        PlanOf::Event => "rules_event",
    }
}
