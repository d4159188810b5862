//! How to reach a youth: his own numbers first, then those of his guardians. A wrong number is barred, never erased.
use super::{Sex, himself};
use crate::several::{bind_several, several};
use chrono::NaiveDate;
use db::{Id, Tx, sql};

#[derive(Clone, Debug, db::FromRow)]
pub struct ContactPoint {
    pub id: Id,
    pub youth_id: Id,
    pub guardian_id: Option<Id>,
    pub guardian: Option<String>,
    pub relation: Option<String>,
    pub kind: String,
    pub value: String,
    pub postcode: Option<String>,
    pub commune: Option<String>,
    /// The commune recognised, else the town as written.
    pub town: Option<String>,
    pub wrong_since: Option<NaiveDate>,
}

/// The ways to reach these youths (at most 50), the latest known first.
pub async fn of_youths(tx: &mut Tx, youths: &[Id]) -> db::Result<Vec<ContactPoint>> {
    let query = sql!(concat!(
        "SELECT p.id, p.youth_id, p.guardian_id, g.name AS guardian, g.relation, p.kind, p.value, p.postcode, p.commune,
                COALESCE(c.name, p.commune_name) AS town, p.wrong_since
         FROM contact_point p
         LEFT JOIN guardian g ON g.id = p.guardian_id
         LEFT JOIN commune c ON c.code = p.commune
         WHERE p.removed_at IS NULL AND p.youth_id IN (",
        several!(),
        ") ORDER BY p.recorded_at DESC, p.id"
    ));
    bind_several(query, youths).all(tx).await
}

impl ContactPoint {
    /// « lui-même », « Nadia Le Goff, mère ».
    pub fn whose(&self, sex: Option<Sex>) -> String {
        match (&self.guardian, &self.relation) {
            (Some(name), Some(relation)) => format!("{name}, {relation}"),
            (Some(name), None) => name.clone(),
            (None, _) => himself(sex).to_owned(),
        }
    }

    /// What a telephone dials; none when the list's text was no number.
    pub fn dialled(&self) -> Option<String> {
        let bare: String = self.value.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        (self.kind == "phone" && bare.len() >= 6 && !self.value.chars().any(char::is_alphabetic)).then_some(bare)
    }
}

/// The numbers one can try, in the order to try them.
pub fn numbers(points: &[ContactPoint]) -> Vec<&ContactPoint> {
    let mut usable: Vec<_> = points.iter().filter(|p| p.wrong_since.is_none() && p.dialled().is_some()).collect();
    usable.sort_by_key(|p| p.guardian_id.is_some());
    usable
}

/// The town where the youth lives, as last told.
pub fn town(points: &[ContactPoint]) -> Option<&str> {
    points.iter().filter(|p| p.kind == "address" && p.guardian_id.is_none()).find_map(|p| p.town.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(n: u128, value: &str, guardian: Option<&str>) -> ContactPoint {
        ContactPoint {
            id: Id::from_u128(n),
            youth_id: Id::nil(),
            guardian_id: guardian.map(|_| Id::from_u128(99)),
            guardian: guardian.map(Into::into),
            relation: guardian.map(|_| "mère".into()),
            kind: "phone".into(),
            value: value.into(),
            postcode: None,
            commune: None,
            town: None,
            wrong_since: None,
        }
    }

    #[test]
    fn his_own_numbers_come_first_and_barred_or_unreadable_ones_not_at_all() {
        let barred =
            ContactPoint { wrong_since: NaiveDate::from_ymd_opt(2026, 11, 2), ..phone(3, "+33639985104", None) };
        let points = [
            phone(1, "+33639986618", Some("Nadia Le Goff")),
            barred,
            phone(4, "à demander", None),
            phone(5, "+33639985103", None),
        ];
        let order: Vec<u128> = numbers(&points).iter().map(|p| p.id.as_u128()).collect();
        assert_eq!(order, [5, 1]);
    }

    #[test]
    fn a_number_says_whose_it_is() {
        assert_eq!(phone(1, "+33639985103", None).whose(Some(Sex::Female)), "elle-même");
        assert_eq!(phone(1, "+33639985103", Some("Nadia Le Goff")).whose(None), "Nadia Le Goff, mère");
    }
}
