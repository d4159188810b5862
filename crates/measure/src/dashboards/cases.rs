//! From a count to the cases behind it, in the list of a platform (the words of its address: `follow::cases::filters`).
use crate::asked::{Asked, FILTERS};
use crate::figures::LATE;
use crate::indicators::{Count, Indicator};
use chrono::{Days, NaiveDate};

/// The list of the cases that a count counts.
pub fn href(platform: &str, asked: &Asked, count: Count) -> Option<String> {
    // The list of cases tells who entered in a period.
    let code =
        Indicator::of_count(count).filter(|indicator| !indicator.is_activity() && count != Count::Persons)?.code();
    Some(address(platform, asked, asked.period.to, code))
}

/// Those to verify for too long ([`crate::figures::Pending::to_verify_late`]); none where nobody can have entered so early.
pub fn late(platform: &str, asked: &Asked) -> Option<String> {
    let last = asked.today.checked_sub_days(Days::new(LATE + 1))?.min(asked.period.to);
    (last >= asked.period.from).then(|| address(platform, asked, last, "to_verify"))
}

fn address(platform: &str, asked: &Asked, to: NaiveDate, code: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("du", &asked.period.from.to_string())
        .append_pair("au", &to.to_string())
        .append_pair("compte", code);
    for (name, dimension) in FILTERS {
        if let Some((_, class)) = asked.only.iter().find(|(d, _)| *d == dimension) {
            query.append_pair(name, class);
        }
    }
    format!("/plates-formes/{platform}/dossiers?{}", query.finish())
}
