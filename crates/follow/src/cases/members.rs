//! The members of a platform, as those who carry cases or are named by events.
use super::words::MemberNames;
use chrono::NaiveDate;
use db::{Id, Tx, sql};

#[derive(Clone, Debug, db::FromRow)]
pub struct Member {
    pub id: Id,
    pub account_id: Option<Id>,
    pub name: String,
    pub organisation: String,
    /// Whether cases can be confided to him today.
    pub active: bool,
    /// Open cases he carries.
    pub cases: i64,
}

/// All the members a platform ever had, in alphabetical order.
pub async fn of_platform(tx: &mut Tx, platform: &str, today: NaiveDate) -> db::Result<Vec<Member>> {
    sql!(
        "SELECT m.id, m.account_id, m.name, m.organisation,
                (m.since <= $2 AND (m.until IS NULL OR m.until > $2)) AS active, CAST(COALESCE(f.n, 0) AS BIGINT) AS cases
         FROM member m
         LEFT JOIN (SELECT worker, count(*) AS n FROM case_facts WHERE platform = $1 AND NOT closed GROUP BY worker) f
             ON f.worker = m.id
         WHERE m.platform = $1 ORDER BY m.name, m.id"
    )
    .bind(platform.to_owned())
    .bind(today)
    .all(tx)
    .await
}

pub fn names(members: &[Member]) -> MemberNames {
    members.iter().map(|member| (member.id, member.name.clone())).collect()
}

/// « M. Le Gall »: the initial of the first name, where the column is narrow.
pub fn short_name(name: &str) -> String {
    match name.split_once(' ') {
        Some((first, last)) => {
            first.chars().next().map_or_else(|| name.to_owned(), |initial| format!("{initial}. {last}"))
        }
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn a_name_is_shortened_to_its_initial() {
        assert_eq!(short_name("Maëlle Le Gall"), "M. Le Gall");
        assert_eq!(short_name("Émile Zola"), "É. Zola");
        assert_eq!(short_name("CIO"), "CIO");
    }
}
