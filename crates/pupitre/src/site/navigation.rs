//! The main menu, role by role, in the words of each desk. Its first entry is the role's home.
use base::{NavItem, Person};
use chrono::NaiveDate;
use follow::{intake, queue};
use network::rights::Role;

/// A line of a menu; `{}` in its address is the territory of the desk.
#[derive(Clone, Copy)]
struct Entry {
    label: &'static str,
    path: &'static str,
    /// What waits there.
    work: Work,
}

#[derive(Clone, Copy)]
enum Work {
    Uncounted,
    /// Cases that ask for something today.
    Queue,
    /// The same, among those one is the worker of.
    OwnCases,
    /// Lines of lists that may be somebody known.
    Matches,
}

const fn entry(label: &'static str, path: &'static str) -> Entry {
    Entry { label, path, work: Work::Uncounted }
}

const QUEUE: Entry = Entry { work: Work::Queue, ..entry("Ma file", "/plates-formes/{}/file") };
const CASES: Entry = entry("Dossiers", "/plates-formes/{}/dossiers");
const LISTS: Entry = entry("Listes reçues", "/plates-formes/{}/listes");
const MATCHES: Entry = Entry { work: Work::Matches, ..entry("Rapprochements", "/plates-formes/{}/rapprochements") };
const MEMBERS: Entry = entry("Membres", "/plates-formes/{}/membres");
const OWN_CASES: Entry = Entry { work: Work::OwnCases, ..entry("Mes dossiers", "/mes-dossiers") };
const DASHBOARD: Entry = entry("Tableau de bord", "/territoires/{}/tableau-de-bord");
const FRANCE: Entry = entry("La France", "/territoires/{}/tableau-de-bord");
const COMPARISON: Entry = entry("Comparer", "/territoires/{}/comparer");
const PEERS: Entry = entry("Comparer", "/territoires/{}/pairs");
const TARGETS: Entry = entry("Objectifs", "/territoires/{}/objectifs");
const INDICATORS: Entry = entry("Indicateurs", "/indicateurs");
const PUBLICATIONS: Entry = entry("Publications", "/publications");
const ACCOUNTS: Entry = entry("Comptes", "/comptes");
const JOURNAL: Entry = entry("Journal", "/journal");

const fn entries(role: Role) -> &'static [Entry] {
    match role {
        Role::PlatformAssistant => &[QUEUE, CASES, LISTS, MATCHES, DASHBOARD, MEMBERS],
        Role::PlatformLead => &[DASHBOARD, PEERS, TARGETS, QUEUE, CASES, LISTS, MATCHES, MEMBERS, JOURNAL],
        Role::MldsCoordinator => &[DASHBOARD, CASES, OWN_CASES],
        Role::Member => &[OWN_CASES, DASHBOARD],
        Role::ContactOperator => &[],
        Role::PrefectDelegate => &[DASHBOARD, INDICATORS],
        Role::DepartmentLead | Role::RegionLead => &[DASHBOARD, COMPARISON, TARGETS, INDICATORS],
        Role::NationalTeam => &[FRANCE, COMPARISON, TARGETS, INDICATORS, PUBLICATIONS],
        Role::Administrator => &[ACCOUNTS, JOURNAL],
    }
}

/// The menu of the desk where the person sits; empty without a role in force.
pub async fn menu(tx: &mut db::Tx, person: &Person, today: NaiveDate) -> db::Result<Vec<NavItem>> {
    let Ok(role) = person.desk.role.parse::<Role>() else { return Ok(vec![]) };
    let territory = &person.desk.territory;
    let mut menu = vec![];
    for Entry { label, path, work } in entries(role) {
        let count = match work {
            Work::Uncounted => None,
            Work::Queue => Some(queue::count(tx, territory, today).await?),
            Work::OwnCases => Some(queue::count_own(tx, person.id(), today).await?),
            Work::Matches => Some(intake::to_review(tx, territory).await?),
        };
        let count = count.and_then(|count| u64::try_from(count).ok());
        menu.push(NavItem { label: (*label).into(), href: path.replace("{}", territory), count });
    }
    Ok(menu)
}
