//! Letters of the office to those who proposed an event.

use jiff::Timestamp;
use sqlx::types::Json;

use crate::domain::submission::About;
use crate::domain::submission::Letter;
use crate::domain::submission::Question;
use crate::store::Reading;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::events::instant;
use crate::store::on;
use crate::store::row::Word;
use crate::store::row::row;

const OF_EVENT: &str = "SELECT about, mark, address, subject, body, questions, who, at, sent_at, fault \
    FROM submission_letters WHERE event_id = $1 ORDER BY id";
const ADD: &str = "INSERT INTO submission_letters (event_id, about, mark, address, subject, body, questions, who, at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (mark) DO NOTHING";
const TAKE: &str = "UPDATE submission_letters SET busy_until = $3 WHERE mark = $1 AND sent_at IS NULL \
    AND (busy_until IS NULL OR busy_until <= $2) \
    AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'hold_all' AND value = '1') \
    AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'test_to' AND value <> '')";
const SENT: &str = "UPDATE submission_letters SET sent_at = $2, fault = NULL, busy_until = NULL WHERE mark = $1";
const FAILED: &str = "UPDATE submission_letters SET fault = $2, busy_until = NULL WHERE mark = $1 AND sent_at IS NULL";
const COUNT_ASKED: &str = "SELECT event_id, COUNT(*) FROM submission_letters WHERE about = 'ask' GROUP BY event_id";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[OF_EVENT, ADD, TAKE, SENT, FAILED, COUNT_ASKED];

row! {
    struct Row {
        about: Word<About>,
        mark: String,
        address: String,
        subject: String,
        body: String,
        questions: Json<Vec<Question>>,
        who: String,
        at: i64,
        sent_at: Option<i64>,
        fault: Option<String>,
    }
}

impl Row {
    fn letter(self) -> Stored<Letter> {
        Ok(Letter {
            about: self.about.0,
            mark: self.mark,
            address: self.address,
            subject: self.subject,
            body: self.body,
            questions: self.questions.0,
            who: self.who,
            at: instant(self.at)?,
            sent_at: self.sent_at.map(instant).transpose()?,
            fault: self.fault,
        })
    }
}

impl Reading {
    /// The letters about an event, the first first.
    pub async fn list_submission_letters(&mut self, event: i64) -> Stored<Vec<Letter>> {
        let rows: Vec<Row> = on!(self, c => sqlx::query_as(OF_EVENT).bind(event).fetch_all(c).await)?;
        rows.into_iter().map(Row::letter).collect()
    }

    /// How often the office asked back, by event.
    pub async fn count_asked(&mut self) -> Stored<Vec<(i64, i64)>> {
        Ok(on!(self, c => sqlx::query_as(COUNT_ASKED).fetch_all(c).await)?)
    }
}

impl Writing {
    /// Keeps a letter that is to be sent; false when the same form came in before.
    pub async fn add_submission_letter(&mut self, event: i64, letter: &Letter) -> Stored<bool> {
        let about: About = letter.about;
        Ok(on!(self, c => {
            let add = sqlx::query(ADD).bind(event).bind(about.word()).bind(&letter.mark).bind(&letter.address);
            let add = add.bind(&letter.subject).bind(&letter.body).bind(Json(&letter.questions));
            let add = add.bind(&letter.who).bind(letter.at.as_second());
            add.execute(c).await.map(|done| done.rows_affected() == 1)
        })?)
    }

    /// Takes a letter to send it; false when it is sent, in somebody's hands, or all mail is held.
    pub async fn take_submission_letter(&mut self, mark: &str, now: Timestamp, until: Timestamp) -> Stored<bool> {
        let (now, until) = (now.as_second(), until.as_second());
        Ok(on!(self, c => {
            sqlx::query(TAKE).bind(mark).bind(now).bind(until).execute(c).await.map(|done| done.rows_affected() == 1)
        })?)
    }

    /// A relay took it.
    pub async fn record_letter_sent(&mut self, mark: &str, at: Timestamp) -> Stored<()> {
        on!(self, c => sqlx::query(SENT).bind(mark).bind(at.as_second()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// A relay did not take it; it stays open.
    pub async fn record_letter_failed(&mut self, mark: &str, fault: &str) -> Stored<()> {
        on!(self, c => sqlx::query(FAILED).bind(mark).bind(fault).execute(c).await.map(drop))?;
        Ok(())
    }
}
