//! The office's own lists of words: kinds of event, topics, and whom something is for.

use std::collections::BTreeSet;

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_edit::free_slug;
use crate::app::settings::Set;
use crate::app::settings::Shows;
use crate::domain::fault::Fault;
use crate::domain::text;
use crate::domain::vocabulary::Term;
use crate::domain::vocabulary::TermList;
use crate::domain::vocabulary::Vocabulary;
use crate::store::VOCABULARY;

/// Longest name of a word, in characters.
const NAME_MAX: usize = 100;

impl App {
    /// The words of a list, with what tells one state from another.
    pub async fn find_terms(&self, list: TermList) -> Result<(Vec<Term>, String), Refusal> {
        let Set { value, seen } = self.find_set::<Vocabulary>(VOCABULARY).await?;
        Ok((std::mem::take(list.of(&mut value.unwrap_or_default())), seen))
    }

    /// Stores a list; a word without an id is new and gets one that is made of its German name and stays for ever.
    ///
    /// Errors: [`Refusal::Faults`] names field and place, [`Refusal::Changed`] when somebody was faster.
    pub async fn change_terms(
        &self,
        who: &str,
        list: TermList,
        mut terms: Vec<Term>,
        seen: &str,
    ) -> Result<(), Refusal> {
        let faults = clean(&mut terms);
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        let mut taken: BTreeSet<String> = terms.iter().map(|term| term.id.clone()).collect();
        for term in terms.iter_mut().filter(|term| term.id.is_empty()) {
            term.id = free_slug(term.name("de"), "wort", &taken);
            taken.insert(term.id.clone());
        }
        let stored = self.find_set::<Vocabulary>(VOCABULARY).await?;
        let mut vocabulary = stored.value.unwrap_or_default();
        *list.of(&mut vocabulary) = terms;
        self.put_set(who, VOCABULARY, Some(&vocabulary), seen, Shows::ToAll).await
    }
}

fn clean(terms: &mut [Term]) -> Vec<Fault> {
    let (mut faults, mut names) = (Vec::new(), BTreeSet::new());
    for (place, term) in terms.iter_mut().enumerate() {
        for name in term.names.values_mut() {
            *name = text::clean_line(name);
        }
        term.names.retain(|_, name| !name.is_empty());
        for (tag, _) in term.names.iter().filter(|(_, name)| name.chars().count() > NAME_MAX) {
            faults.push(Fault::new(format!("{tag}-{place}"), "set-fault-long-term"));
        }
        match term.names.get("de") {
            None => faults.push(Fault::new(format!("de-{place}"), "fault-missing")),
            Some(name) if !names.insert(name.to_lowercase()) => {
                faults.push(Fault::new(format!("de-{place}"), "set-fault-same-term"));
            }
            Some(_) => {}
        }
    }
    faults
}
