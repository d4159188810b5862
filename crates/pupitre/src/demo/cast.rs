//! Who works there: accounts with their roles, and the members who can carry a case.
use super::ids::Ids;
use super::people::{People, StaffName, organisations};
use super::platforms::Platform;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Cell, Id, Tx, insert_many};
use network::rights::Role;
use network::territories::{Level, Territory};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

pub const DOMAIN: &str = "pupitre.example";

/// An account of the demonstration, ready to be written.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: Id,
    pub role_id: Id,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub territory: String,
}

/// A member of a platform who can carry a case.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: Id,
    pub account: Option<Id>,
    pub name: String,
    pub organisation: String,
    pub job: &'static str,
}

/// The staff of one platform.
#[derive(Clone, Debug)]
pub struct Cast {
    pub accounts: Vec<Account>,
    pub members: Vec<Member>,
}

impl Cast {
    /// Those who record what happens.
    pub fn clerks(&self) -> Vec<Id> {
        self.accounts.iter().filter(|a| a.role == Role::PlatformAssistant).map(|a| a.id).collect()
    }

    pub fn workers(&self) -> Vec<Id> {
        self.members.iter().map(|m| m.id).collect()
    }
}

fn full(name: &StaffName) -> String {
    format!("{} {}", name.first_name, name.last_name)
}

/// « assistant.29-brest@… », « assistant2.29-brest@… »: said aloud, and the same each time.
fn email(word: &str, nth: usize, territory: &str) -> String {
    let number = if nth == 0 { String::new() } else { (nth + 1).to_string() };
    format!("{word}{number}.{}@{DOMAIN}", territory.to_lowercase())
}

/// Two leads, one or two assistants, the MLDS coordinator, a delegate of the prefect, a contact operator, and one or two people of
/// each member organisation, of whom most have an account.
pub fn of_platform(platform: &Platform, people: &People, ids: &mut Ids, rng: &mut ChaCha8Rng) -> anyhow::Result<Cast> {
    let department = platform.code.department_code().unwrap_or_default().to_owned();
    let territory = platform.code.as_str().to_owned();
    let mut accounts = vec![];
    let mut account = |ids: &mut Ids, rng: &mut ChaCha8Rng, role, word: &str, nth, name: &StaffName| {
        let account = Account {
            id: ids.next(rng),
            role_id: ids.next(rng),
            email: email(word, nth, &territory),
            name: full(name),
            role,
            territory: territory.clone(),
        };
        accounts.push(account.clone());
        account
    };
    let assistants = rng.random_range(1..=2);
    let staff = [
        (Role::PlatformLead, "responsable", 2),
        (Role::PlatformAssistant, "assistant", assistants),
        (Role::MldsCoordinator, "mlds", 1),
        (Role::PrefectDelegate, "delegue", 1),
        (Role::ContactOperator, "operateur", 1),
    ];
    let mut members = vec![];
    for (role, word, count) in staff {
        for nth in 0..count {
            let name = people.staff(rng, &department);
            let account = account(ids, rng, role, word, nth, &name);
            let job = match role {
                Role::PlatformAssistant => Some(("PSAD", "assistance de plate-forme")),
                Role::MldsCoordinator => Some(("MLDS", "coordination MLDS")),
                _ => None,
            };
            members.extend(job.map(|(organisation, job)| Member {
                id: ids.next(rng),
                account: Some(account.id),
                name: account.name.clone(),
                organisation: organisation.into(),
                job,
            }));
        }
    }
    for (nth, organisation) in organisations(platform, rng)?.into_iter().enumerate() {
        let name = people.staff(rng, &department);
        let account = rng.random_bool(0.6).then(|| account(ids, rng, Role::Member, "membre", nth, &name).id);
        let job = organisation.job(rng, name.sex);
        members.push(Member { id: ids.next(rng), account, name: full(&name), organisation: organisation.name, job });
    }
    Ok(Cast { accounts, members })
}

/// Those who steer above: a lead for each département, académie and région, the national team, an administrator.
pub fn above(territories: &[Territory], people: &People, ids: &mut Ids, rng: &mut ChaCha8Rng) -> Vec<Account> {
    let mut accounts = vec![];
    for territory in territories {
        let (role, word, count) = match territory.level {
            Level::Department => (Role::DepartmentLead, "departement", 1),
            Level::Academy => (Role::RegionLead, "academie", 1),
            Level::Region => (Role::RegionLead, "region", 1),
            Level::Nation => (Role::NationalTeam, "national", 3),
            Level::Platform => continue,
        };
        let mut add = |ids: &mut Ids, rng: &mut ChaCha8Rng, role, word: &str, nth| {
            let department = territory.code.department_code().unwrap_or("75").to_owned();
            let name = full(&people.staff(rng, &department));
            accounts.push(Account {
                id: ids.next(rng),
                role_id: ids.next(rng),
                email: email(word, nth, territory.code.as_str()),
                name,
                role,
                territory: territory.code.as_str().to_owned(),
            });
        };
        for nth in 0..count {
            add(ids, rng, role, word, nth);
        }
        if territory.level == Level::Nation {
            add(ids, rng, Role::Administrator, "administrateur", 0);
        }
    }
    accounts
}

/// Writes accounts; all share one password, as they are nobody's.
pub async fn write_accounts(
    tx: &mut Tx,
    accounts: &[Account],
    password_hash: &str,
    now: DateTime<Utc>,
) -> db::Result<()> {
    const ACCOUNTS: &[&str] = &["id", "email", "name", "folded", "password_hash", "created_at"];
    const ROLES: &[&str] = &["id", "account_id", "role", "territory", "granted_at"];
    let rows = accounts.iter().map(|a| -> Vec<Cell> {
        let folded = matching::fold(&format!("{} {}", a.name, a.email));
        vec![
            a.id.into(),
            a.email.as_str().into(),
            a.name.as_str().into(),
            folded.into(),
            password_hash.into(),
            now.into(),
        ]
    });
    insert_many(tx, "account", ACCOUNTS, rows).await?;
    let roles = accounts.iter().map(|a| -> Vec<Cell> {
        vec![a.role_id.into(), a.id.into(), a.role.code().into(), a.territory.as_str().into(), now.into()]
    });
    insert_many(tx, "account_role", ROLES, roles).await.map(drop)
}

pub async fn write_members(tx: &mut Tx, platform: &str, members: &[Member], since: NaiveDate) -> db::Result<()> {
    const MEMBERS: &[&str] = &["id", "platform", "account_id", "name", "organisation", "job", "since"];
    let rows = members.iter().map(|m| -> Vec<Cell> {
        vec![
            m.id.into(),
            platform.into(),
            m.account.into(),
            m.name.as_str().into(),
            m.organisation.as_str().into(),
            m.job.into(),
            since.into(),
        ]
    });
    insert_many(tx, "member", MEMBERS, rows).await.map(drop)
}
