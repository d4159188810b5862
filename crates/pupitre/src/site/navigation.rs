//! The main menu, role by role, in the words of each desk. Its first entry is the role's home.
use super::routes;
use base::{NavItem, Person};
use network::rights::Role;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A label, and the page it opens; `{}` is the territory of the desk.
type Entry = (&'static str, &'static str);

const QUEUE: Entry = ("Ma file", "/plates-formes/{}/file");
const CASES: Entry = ("Dossiers", "/plates-formes/{}/dossiers");
const LISTS: Entry = ("Listes reçues", "/plates-formes/{}/listes");
const OWN_CASES: Entry = ("Mes dossiers", "/mes-dossiers");
const DASHBOARD: Entry = ("Tableau de bord", "/territoires/{}/tableau-de-bord");
const FRANCE: Entry = ("La France", "/territoires/{}/tableau-de-bord");
const TARGETS: Entry = ("Objectifs", "/territoires/{}/objectifs");
const INDICATORS: Entry = ("Indicateurs", "/indicateurs");
const ACCOUNTS: Entry = ("Comptes", "/comptes");
const JOURNAL: Entry = ("Journal", "/journal");

const fn entries(role: Role) -> &'static [Entry] {
    match role {
        Role::PlatformAssistant => &[QUEUE, CASES, LISTS, DASHBOARD],
        Role::PlatformLead => &[DASHBOARD, TARGETS, QUEUE, CASES, LISTS, JOURNAL],
        Role::MldsCoordinator => &[DASHBOARD, CASES, OWN_CASES],
        Role::Member => &[OWN_CASES, DASHBOARD],
        Role::ContactOperator => &[],
        Role::PrefectDelegate | Role::DepartmentLead | Role::RegionLead => &[DASHBOARD, INDICATORS],
        Role::NationalTeam => &[FRANCE, INDICATORS],
        Role::Administrator => &[ACCOUNTS, JOURNAL],
    }
}

/// Pages that the map holds, parameters unnamed: an entry without a page is not drawn.
static PAGES: LazyLock<HashSet<String>> =
    LazyLock::new(|| routes().into_parts().1.iter().map(|route| unnamed(route.path)).collect());

/// `/dossiers/{case}` as `/dossiers/{}`.
fn unnamed(path: &str) -> String {
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

/// The menu of the desk where the person sits; empty without a role in force.
pub fn menu(person: &Person) -> Vec<NavItem> {
    let Ok(role) = person.desk.role.parse::<Role>() else { return vec![] };
    entries(role)
        .iter()
        .filter(|(_, path)| PAGES.contains(*path))
        .map(|(label, path)| NavItem {
            label: (*label).into(),
            href: path.replace("{}", &person.desk.territory),
            count: None,
        })
        .collect()
}
