//! The journal: who looked at and changed what, in a chain that shows tampering (PRODUCT.md H3).
//!
//! Each entry's hash covers its own fields and the hash of the entry before; the head keeps the last one. An entry is written in
//! the transaction of the act it speaks of.
use chrono::{DateTime, SecondsFormat, Utc};
use db::{Id, sql};
use sha2::{Digest as _, Sha256};

/// What an entry speaks of: `("dossier", "018f…")`. Never a name.
#[derive(Clone, Debug)]
pub struct Target {
    pub kind: &'static str,
    pub id: String,
    pub platform: Option<String>,
}

impl Target {
    pub fn new(kind: &'static str, id: impl ToString) -> Self {
        Target { kind, id: id.to_string(), platform: None }
    }

    /// The platform whose journal shows the entry.
    pub fn at(mut self, platform: impl ToString) -> Self {
        self.platform = Some(platform.to_string());
        self
    }
}

#[derive(Clone, Debug, db::FromRow)]
pub struct Entry {
    pub number: i64,
    pub at: DateTime<Utc>,
    pub account_id: Option<Id>,
    pub actor: String,
    pub action: String,
    pub target_kind: String,
    pub target: String,
    pub platform: Option<String>,
    pub hash: String,
}

impl Entry {
    fn expected_hash(&self, previous: &str) -> String {
        let mut sha = Sha256::new();
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let account = self.account_id.map(|id| id.to_string()).unwrap_or_else(|| "-".into());
        let number = self.number.to_string();
        let fields = [
            previous,
            &number,
            &at,
            &account,
            &self.actor,
            &self.action,
            &self.target_kind,
            &self.target,
            self.platform.as_deref().unwrap_or("-"),
        ];
        for field in fields {
            sha.update((field.len() as u64).to_be_bytes());
            sha.update(field.as_bytes());
        }
        hex(&sha.finalize())
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        write!(out, "{b:02x}").expect("a String takes all");
        out
    })
}

#[derive(db::FromRow)]
struct Head {
    number: i64,
    hash: String,
}

/// Adds an entry at the end of the chain. The head row is locked until the transaction ends: write the entry last.
pub(crate) async fn append(
    tx: &mut db::Tx,
    at: DateTime<Utc>,
    actor: &crate::Actor,
    action: &str,
    target: Target,
) -> db::Result<()> {
    let head: Head =
        sql!("UPDATE audit_head SET number = number + 1 WHERE id = 1 RETURNING number, hash").one(tx).await?;
    let mut entry = Entry {
        number: head.number,
        at,
        account_id: actor.account,
        actor: if actor.account.is_some() { actor.desk.role.clone() } else { actor.name.clone() },
        action: action.to_owned(),
        target_kind: target.kind.to_owned(),
        target: target.id,
        platform: target.platform,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash(&head.hash);
    sql!("UPDATE audit_head SET hash = $1 WHERE id = 1").bind(entry.hash.clone()).execute(tx).await?;
    sql!(
        "INSERT INTO audit_entry (number, at, account_id, actor, action, target_kind, target, platform, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(entry.number)
    .bind(entry.at)
    .bind(entry.account_id)
    .bind(entry.actor)
    .bind(entry.action)
    .bind(entry.target_kind)
    .bind(entry.target)
    .bind(entry.platform)
    .bind(entry.hash)
    .execute(tx)
    .await?;
    Ok(())
}

/// What [`verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    Intact {
        entries: i64,
    },
    /// The first entry that does not follow from the one before.
    Broken {
        number: i64,
        why: &'static str,
    },
}

/// Reads the whole chain and says where it breaks first.
pub async fn verify(tx: &mut db::Tx) -> db::Result<Chain> {
    const PAGE: i64 = 10_000;
    let (mut previous, mut expected) = (String::new(), 1);
    loop {
        let entries: Vec<Entry> = sql!(
            "SELECT number, at, account_id, actor, action, target_kind, target, platform, hash
             FROM audit_entry WHERE number >= $1 ORDER BY number LIMIT $2"
        )
        .bind(expected)
        .bind(PAGE)
        .all(tx)
        .await?;
        let last_page = (entries.len() as i64) < PAGE;
        for entry in entries {
            if entry.number != expected {
                return Ok(Chain::Broken { number: expected, why: "cette entrée manque" });
            }
            if entry.hash != entry.expected_hash(&previous) {
                return Ok(Chain::Broken { number: expected, why: "cette entrée a été modifiée" });
            }
            previous = entry.hash;
            expected += 1;
        }
        if last_page {
            break;
        }
    }
    let head: Head = sql!("SELECT number, hash FROM audit_head WHERE id = 1").one(tx).await?;
    if head.number != expected - 1 || head.hash != previous {
        return Ok(Chain::Broken { number: expected, why: "les dernières entrées manquent" });
    }
    Ok(Chain::Intact { entries: head.number })
}
