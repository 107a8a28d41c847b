//! What people typed about an event, made safe: no controls and no bidi overrides reach a page, a mail or a calendar, and
//! what stands on one line holds no break.

use crate::domain::event::Event;
use crate::domain::event::Online;
use crate::domain::meeting::Meeting;
use crate::domain::text;

impl Event {
    /// All its words cleaned.
    pub fn clean(&mut self) {
        let (contact, office) = (&mut self.contact, &mut self.office_contact);
        let own = [&mut self.title, &mut self.place.text, &mut self.place.meeting_point, &mut self.cost.text];
        let of_people = [&mut contact.email, &mut contact.phone, &mut office.email, &mut office.phone];
        let of_image = self.image.iter_mut().flat_map(|image| [&mut image.url, &mut image.credit, &mut image.alt]);
        for line in own.into_iter().chain(of_people).chain(of_image) {
            *line = text::clean_line(line);
        }
        self.place.online.iter_mut().for_each(Online::clean);
        self.meeting.iter_mut().for_each(Meeting::clean);
        for lines in [&mut self.summary, &mut self.description, &mut self.opening_hours] {
            *lines = text::clean_lines(lines);
        }
        for change in &mut self.overrides {
            change.reason = text::clean_line(&change.reason);
            change.venue_text = change.venue_text.take().map(|words| text::clean_line(&words));
            change.online.iter_mut().for_each(Online::clean);
        }
        for translation in self.translations.values_mut() {
            translation.title = text::clean_line(&translation.title);
            translation.summary = text::clean_lines(&translation.summary);
            translation.description = text::clean_lines(&translation.description);
        }
    }
}

impl Online {
    fn clean(&mut self) {
        for line in [&mut self.url, &mut self.platform].into_iter().chain(&mut self.dial_in) {
            *line = text::clean_line(line);
        }
    }
}

impl Meeting {
    fn clean(&mut self) {
        let agendas = self.instances.values_mut().map(|instance| &mut instance.agenda).chain([&mut self.agenda]);
        for item in agendas.flatten() {
            item.title = text::clean_line(&item.title);
            item.lead = text::clean_line(&item.lead);
        }
        for instance in self.instances.values_mut() {
            if let Some(minutes) = &mut instance.minutes {
                minutes.text = text::clean_lines(&minutes.text);
            }
            for task in &mut instance.action_items {
                task.text = text::clean_line(&task.text);
            }
            for paper in &mut instance.materials {
                paper.title = text::clean_line(&paper.title);
                paper.kind = text::clean_line(&paper.kind);
            }
            if let Some(poll) = &mut instance.date_poll {
                poll.question = text::clean_line(&poll.question);
                poll.scale = text::clean_line(&poll.scale);
            }
        }
    }
}
