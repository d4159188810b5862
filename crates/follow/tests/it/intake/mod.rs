//! Lists come in, on both engines: what they create, attach, ask, refuse; what undoing them gives back.
mod apply;
mod files;
mod gone;
mod pages;
mod property;
mod review;
mod undo;

use crate::world::{BREST, World, days_ago};
use base::testing::{ENGINES, TestDb};
use base::{Actor, Error};
use chrono::Duration;
use db::Id;
use follow::intake::report::{self, Report};
use follow::intake::stage::Received;

#[tokio::test]
async fn both_engines_understand_every_statement() {
    assert!(db::statement_count() > 100, "{} statements: those of the wing are not linked in", db::statement_count());
    for engine in ENGINES {
        let refused = TestDb::new(engine).await.refused_statements().await;
        assert!(refused.is_empty(), "{engine:?}: {refused:#?}");
    }
}

fn received(file_name: &str, content: impl Into<Vec<u8>>) -> Received {
    Received { platform: BREST.into(), file_name: file_name.into(), content: content.into(), ..Received::default() }
}

impl World {
    /// Brings a list in and applies it, some time after the one before.
    async fn bring(&self, file_name: &str, content: impl Into<Vec<u8>>) -> Report {
        self.bring_as(&Actor::command(), received(file_name, content)).await.unwrap()
    }

    /// The same, of a list made some days ago.
    async fn bring_of(&self, days: u64, file_name: &str, content: impl Into<Vec<u8>>) -> Report {
        let mut received = received(file_name, content);
        received.overrides.list_date = Some(days_ago(days));
        self.bring_as(&Actor::command(), received).await.unwrap()
    }

    async fn bring_as(&self, actor: &Actor, received: Received) -> Result<Report, Error> {
        self.app.clock.advance(Duration::minutes(10));
        report::import(&self.app, actor, &received, true).await
    }

    /// The lists of Brest, the first applied first.
    async fn lists(&self) -> Vec<Id> {
        let rows: Vec<(Id,)> =
            self.rows("SELECT id FROM intake_list WHERE platform = '29-BREST' ORDER BY received_at").await;
        rows.into_iter().map(|(id,)| id).collect()
    }

    async fn rows<T: db::Row>(&self, sql: &'static str) -> Vec<T> {
        let mut tx = self.app.db.read().await.unwrap();
        db::query(sql).all(&mut tx).await.unwrap()
    }

    /// Names of the youths that are seen, in order.
    async fn known(&self) -> Vec<String> {
        let rows: Vec<(String,)> = self.rows("SELECT folded FROM youth WHERE removed_at IS NULL ORDER BY folded").await;
        rows.into_iter().map(|(name,)| name).collect()
    }

    /// The case of the only youth of that name.
    async fn case_of(&self, folded: &'static str) -> Id {
        let mut tx = self.app.db.read().await.unwrap();
        let row: (Id,) = db::query(
            "SELECT c.id FROM youth_case c JOIN youth y ON y.id = c.youth_id
             WHERE y.folded = $1 AND y.removed_at IS NULL ORDER BY c.created_at DESC LIMIT 1",
        )
        .bind(folded.to_owned())
        .one(&mut tx)
        .await
        .unwrap_or_else(|_| panic!("{folded} has no case"));
        row.0
    }

    /// All that people see of young people: who they are, how to reach them, where their cases stand, what the queue asks.
    async fn seen(&self) -> Vec<String> {
        let mut seen = vec![];
        for sql in [
            "SELECT 'youth|' || folded || '|' || CAST(born_on AS TEXT) FROM youth WHERE removed_at IS NULL",
            "SELECT 'key|' || y.folded || '|' || CAST(k.key AS TEXT) FROM youth_key k JOIN youth y ON y.id = k.youth_id",
            "SELECT 'ine|' || y.folded || '|' || i.ine FROM youth_ine i JOIN youth y ON y.id = i.youth_id
             WHERE i.removed_at IS NULL",
            "SELECT 'contact|' || y.folded || '|' || p.kind || '|' || p.value FROM contact_point p
             JOIN youth y ON y.id = p.youth_id WHERE p.removed_at IS NULL",
            "SELECT 'guardian|' || y.folded || '|' || g.name FROM guardian g JOIN youth y ON y.id = g.youth_id
             WHERE g.removed_at IS NULL",
            "SELECT 'school|' || y.folded || '|' || s.category || '|' || COALESCE(s.formation, '') FROM schooling s
             JOIN youth y ON y.id = s.youth_id WHERE s.removed_at IS NULL",
            "SELECT 'facts|' || c.reference || '|' || f.platform || '|' || CAST(f.entry_on AS TEXT) || '|' || f.sex || '|' ||
                CAST(f.age AS TEXT) || '|' || f.source || '|' || f.schooling || '|' || f.verification || '|' || f.situation
                || '|' || CAST(f.last_event AS TEXT) || '|' || CAST(f.closed AS TEXT)
             FROM case_facts f JOIN youth_case c ON c.id = f.case_id",
            "SELECT 'due|' || c.reference || '|' || d.reason || '|' || CAST(d.opens_on AS TEXT) || '|' || CAST(d.due_on AS TEXT)
             FROM case_due d JOIN youth_case c ON c.id = d.case_id",
        ] {
            let rows: Vec<(String,)> = self.rows(sql).await;
            seen.extend(rows.into_iter().map(|(row,)| row));
        }
        seen.sort();
        seen
    }
}

impl Outcome for Report {
    fn totals(&self) -> [i64; 5] {
        assert_eq!(self.lines, self.created + self.attached + self.to_review + self.refused + self.ignored, "{self:?}");
        [self.created, self.attached, self.to_review, self.refused, self.ignored]
    }
}

trait Outcome {
    /// Created, attached, to review, refused, ignored: they make the lines.
    fn totals(&self) -> [i64; 5];
}
