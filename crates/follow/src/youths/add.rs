//! New youths, and what becomes known of those already there, many at once. Whatever a list brought carries its id, so that
//! undoing the list can take it away.
use super::model::{Contact, Details, Guardian, NewSchooling, NewYouth, Schooling, address_key};
use crate::several::{SEVERAL, bind_several, several};
use base::clock::new_id;
use chrono::{DateTime, Duration, Utc};
use db::{Cell, Id, Tx, insert_many, sql};
use std::collections::{HashMap, HashSet};

const YOUTHS: &[&str] = &[
    "id",
    "last_name",
    "usage_name",
    "first_names",
    "folded",
    "sex",
    "born_on",
    "priority_district",
    "created_at",
    "created_by",
    "list_id",
];

/// Writes youths nobody knows yet, with all their details and the keys by which matching finds them.
pub async fn insert_youths(tx: &mut base::Tx, list: Option<Id>, youths: &[NewYouth]) -> db::Result<()> {
    let now = tx.now();
    insert_youths_at(tx, list, now, youths).await
}

/// The same, known since an instant that is over.
pub async fn insert_youths_at(
    tx: &mut base::Tx,
    list: Option<Id>,
    now: DateTime<Utc>,
    youths: &[NewYouth],
) -> db::Result<()> {
    let by = tx.actor().account;
    let rows = youths.iter().map(|NewYouth { id, civil, .. }| {
        vec![
            (*id).into(),
            civil.last_name.as_str().into(),
            civil.usage_name.as_deref().into(),
            civil.joined_first_names().into(),
            civil.folded().into(),
            civil.sex.map(|s| s.as_str()).into(),
            civil.born_on.into(),
            civil.priority_district.into(),
            now.into(),
            by.into(),
            list.into(),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    insert_many(tx, "youth", YOUTHS, rows).await?;
    let keys = youths.iter().flat_map(|y| {
        let identity = y.civil.identity(&y.details.ines);
        matching::blocking_keys(&identity).into_iter().map(|key| key_row(key, y.id))
    });
    let keys: Vec<Vec<Cell>> = keys.collect();
    insert_many(tx, "youth_key", KEYS, keys).await?;
    let mut rows = Rows::new(list, now, by);
    for youth in youths {
        rows.add(youth.id, &youth.details, &mut Known::default());
    }
    rows.write(tx).await
}

pub(super) const KEYS: &[&str] = &["key", "youth_id"];

/// A key of matching is 64 bits without a sign, the column has one: the same bits.
pub(super) fn key_row(key: u64, youth: Id) -> Vec<Cell> {
    vec![key.cast_signed().into(), youth.into()]
}

/// Adds to youths already known the details not known yet. Returns those whose traits may have changed (a schooling is new):
/// the projection of their cases is to be made again.
pub async fn add_details(tx: &mut base::Tx, list: Option<Id>, told: &[(Id, Details)]) -> db::Result<Vec<Id>> {
    let (now, by) = (tx.now(), tx.actor().account);
    let mut known = known(tx, &told.iter().map(|(youth, _)| *youth).collect::<Vec<_>>()).await?;
    let mut rows = Rows::new(list, now, by);
    for (youth, details) in told {
        rows.add(*youth, details, known.entry(*youth).or_default());
    }
    let schooled: HashSet<Id> = rows.schoolings.iter().filter_map(|row| youth_of(row)).collect();
    let with_ine: HashSet<Id> = rows.ines.iter().filter_map(|row| youth_of(row)).collect();
    rows.write(tx).await?;
    for youth in with_ine {
        super::store::refresh_keys(tx, youth).await?;
    }
    Ok(told.iter().map(|(youth, _)| *youth).filter(|youth| schooled.contains(youth)).collect())
}

fn youth_of(row: &[Cell]) -> Option<Id> {
    match row.get(1) {
        Some(Cell::Id(youth)) => Some(*youth),
        _ => None,
    }
}

/// What is already known of one youth: each thing under a key that its spellings share.
#[derive(Debug, Default)]
struct Known {
    ines: HashSet<String>,
    /// Owner (a guardian, or none for the youth), kind, key.
    contacts: HashSet<(Option<Id>, String, String)>,
    /// Folded name → id.
    guardians: HashMap<String, Id>,
    schoolings: HashSet<String>,
}

fn schooling_key(category: &str, formation: Option<&str>, mef: Option<&str>, school: Option<&str>) -> String {
    let fields = [formation, mef, school].map(Option::unwrap_or_default);
    matching::fold(&format!("{category} {}", fields.join(" ")))
}

/// Rows about to be written, of all youths together.
struct Rows {
    list: Option<Id>,
    now: DateTime<Utc>,
    by: Option<Id>,
    ines: Vec<Vec<Cell>>,
    guardians: Vec<Vec<Cell>>,
    contacts: Vec<Vec<Cell>>,
    schoolings: Vec<Vec<Cell>>,
}

impl Rows {
    fn new(list: Option<Id>, now: DateTime<Utc>, by: Option<Id>) -> Self {
        Rows { list, now, by, ines: vec![], guardians: vec![], contacts: vec![], schoolings: vec![] }
    }

    fn add(&mut self, youth: Id, details: &Details, known: &mut Known) {
        for ine in &details.ines {
            if known.ines.insert(ine.to_string()) {
                self.ines.push(vec![new_id(self.now).into(), youth.into(), ine.to_string().into(), self.list.into()]);
            }
        }
        for contact in &details.contacts {
            self.contact(youth, None, contact, known);
        }
        for guardian in &details.guardians {
            let id = self.guardian(youth, guardian, known);
            for contact in &guardian.contacts {
                self.contact(youth, Some(id), contact, known);
            }
        }
        for schooling in &details.schoolings {
            self.schooling(youth, schooling, known);
        }
    }

    fn guardian(&mut self, youth: Id, guardian: &Guardian, known: &mut Known) -> Id {
        *known.guardians.entry(matching::fold(&guardian.name)).or_insert_with(|| {
            let id = new_id(self.now);
            self.guardians.push(vec![
                id.into(),
                youth.into(),
                guardian.name.as_str().into(),
                guardian.relation.as_deref().into(),
                self.list.into(),
                self.now.into(),
            ]);
            id
        })
    }

    fn contact(&mut self, youth: Id, guardian: Option<Id>, contact: &Contact, known: &mut Known) {
        if !known.contacts.insert((guardian, contact.kind().into(), contact.key())) {
            return;
        }
        let address = match contact {
            Contact::Address(address) => Some(address),
            _ => None,
        };
        self.contacts.push(vec![
            new_id(self.now).into(),
            youth.into(),
            guardian.into(),
            contact.kind().into(),
            contact.value().into(),
            address.and_then(|a| a.postcode.as_deref()).into(),
            address.and_then(|a| a.commune.as_deref()).into(),
            address.and_then(|a| a.commune_name.as_deref()).into(),
            self.list.into(),
            self.now.into(),
            self.by.into(),
        ]);
    }

    fn schooling(&mut self, youth: Id, schooling: &NewSchooling, known: &mut Known) {
        let NewSchooling { category, formation, mef, school_code, school_name, diploma, left_on } = schooling;
        let says_nothing = *category == Schooling::Unknown
            && [formation, mef, school_code, school_name, diploma].iter().all(|field| field.is_none());
        let school = school_code.as_deref().or(school_name.as_deref());
        let key = schooling_key(category.as_str(), formation.as_deref(), mef.as_deref(), school);
        if says_nothing || !known.schoolings.insert(key) {
            return;
        }
        self.schoolings.push(vec![
            new_id(self.now).into(),
            youth.into(),
            category.as_str().into(),
            formation.as_deref().into(),
            mef.as_deref().into(),
            school_code.as_deref().into(),
            school_name.as_deref().into(),
            diploma.as_deref().into(),
            (*left_on).into(),
            self.list.into(),
            self.told_at(known).into(),
        ]);
    }

    /// One microsecond apart, so that the schoolings of a youth keep the order in which they were told.
    fn told_at(&self, known: &Known) -> DateTime<Utc> {
        self.now + Duration::microseconds(known.schoolings.len() as i64)
    }

    async fn write(self, tx: &mut Tx) -> db::Result<()> {
        insert_many(tx, "youth_ine", &["id", "youth_id", "ine", "list_id"], self.ines).await?;
        insert_many(tx, "guardian", &["id", "youth_id", "name", "relation", "list_id", "recorded_at"], self.guardians)
            .await?;
        insert_many(tx, "contact_point", CONTACTS, self.contacts).await?;
        insert_many(tx, "schooling", SCHOOLINGS, self.schoolings).await?;
        Ok(())
    }
}

const CONTACTS: &[&str] = &[
    "id",
    "youth_id",
    "guardian_id",
    "kind",
    "value",
    "postcode",
    "commune",
    "commune_name",
    "list_id",
    "recorded_at",
    "recorded_by",
];
const SCHOOLINGS: &[&str] = &[
    "id",
    "youth_id",
    "category",
    "formation",
    "mef",
    "school_code",
    "school_name",
    "diploma",
    "left_on",
    "list_id",
    "recorded_at",
];

/// One row a known thing; what the kind does not have is null.
#[derive(db::FromRow)]
struct KnownRow {
    youth_id: Id,
    what: String,
    id: Option<Id>,
    kind: Option<String>,
    a: Option<String>,
    b: Option<String>,
    c: Option<String>,
}

async fn known(tx: &mut Tx, youths: &[Id]) -> db::Result<HashMap<Id, Known>> {
    let mut all: HashMap<Id, Known> = HashMap::new();
    for group in youths.chunks(SEVERAL) {
        let query = sql!(concat!(
            "WITH asked AS (SELECT id FROM youth WHERE id IN (",
            several!(),
            "))
             SELECT x.youth_id, 'ine' AS what, CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS kind, x.ine AS a,
                CAST(NULL AS TEXT) AS b, CAST(NULL AS TEXT) AS c
             FROM asked JOIN youth_ine x ON x.youth_id = asked.id WHERE x.removed_at IS NULL
             UNION ALL
             SELECT x.youth_id, 'guardian', x.id, NULL, x.name, NULL, NULL
             FROM asked JOIN guardian x ON x.youth_id = asked.id WHERE x.removed_at IS NULL
             UNION ALL
             SELECT x.youth_id, 'contact', x.guardian_id, x.kind, x.value, x.postcode, x.commune_name
             FROM asked JOIN contact_point x ON x.youth_id = asked.id WHERE x.removed_at IS NULL
             UNION ALL
             SELECT x.youth_id, 'schooling', x.id, x.category, x.formation, x.mef, COALESCE(x.school_code, x.school_name)
             FROM asked JOIN schooling x ON x.youth_id = asked.id WHERE x.removed_at IS NULL"
        ));
        let rows: Vec<KnownRow> = bind_several(query, group).all(tx).await?;
        for row in rows {
            all.entry(row.youth_id).or_default().learn(row);
        }
    }
    Ok(all)
}

impl Known {
    fn learn(&mut self, row: KnownRow) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        match row.what.as_str() {
            "ine" => {
                self.ines.insert(text(&row.a));
            }
            "guardian" => {
                self.guardians.extend(row.id.map(|id| (matching::fold(&text(&row.a)), id)));
            }
            "contact" => {
                let kind = text(&row.kind);
                let key = match kind.as_str() {
                    "address" => address_key(&text(&row.a), row.b.as_deref(), row.c.as_deref()),
                    "email" => text(&row.a).to_lowercase(),
                    _ => text(&row.a),
                };
                self.contacts.insert((row.id, kind, key));
            }
            _ => {
                let kind = text(&row.kind);
                self.schoolings.insert(schooling_key(&kind, row.a.as_deref(), row.b.as_deref(), row.c.as_deref()));
            }
        }
    }
}
