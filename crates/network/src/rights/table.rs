//! The table itself, and its printed form.
use super::Permission::{self, *};
use super::Role;

/// Every role with all it opens. Names stay at the platform (PRODUCT.md, principle 4): above it, figures only.
///
/// A contact operator gets nothing here: what he sees is the batch confided to him, row by row.
pub const TABLE: [(Role, &[Permission]); 10] = [
    (
        Role::PlatformLead,
        &[
            SeeFigures,
            SetTargets,
            AnswerObjectives,
            DefineIndicators,
            EnterFigures,
            SeeCases,
            WriteCases,
            ImportLists,
            ReviewMatches,
            ManageMembers,
            SeeJournal,
        ],
    ),
    (
        Role::PlatformAssistant,
        &[SeeFigures, EnterFigures, SeeCases, WriteCases, ImportLists, ReviewMatches, ManageMembers],
    ),
    (Role::MldsCoordinator, &[SeeFigures, SeeCases, SeeOwnCases, WriteOwnCases]),
    (Role::Member, &[SeeFigures, SeeOwnCases, WriteOwnCases]),
    (Role::ContactOperator, &[]),
    (Role::PrefectDelegate, &[SeeFigures]),
    (Role::DepartmentLead, &[SeeFigures, SetTargets, WriteOrientations, ProposeObjectives, DefineIndicators]),
    (Role::RegionLead, &[SeeFigures, SetTargets, WriteOrientations, DefineIndicators]),
    (Role::NationalTeam, &[SeeFigures, SetTargets, WriteOrientations, DefineIndicators, PublishFigures]),
    (Role::Administrator, &[ManageAccounts, SeeJournal]),
];

/// Whether the role opens this, on its territory and below.
pub fn grants(role: Role, permission: Permission) -> bool {
    TABLE.iter().any(|(r, permissions)| *r == role && permissions.contains(&permission))
}

/// `docs/rights.md`.
pub fn markdown() -> String {
    let mut page = String::from(
        "# Rights\n\n\
         Printed from `network::rights::TABLE`; do not edit. Regenerate: `PUPITRE_WRITE_DOCS=1 cargo test -p network rights`.\n\n\
         A role opens what is marked ● on its own territory and on all those below it, and nothing else. A page out of reach\n\
         answers like a page that does not exist. Names of young people stay at the platform: above it, figures only. Targets,\n\
         orientations and indicators are the exception: whoever sets or writes them does so for the very territory of the role, and reads those\n\
         below.\n\n\
         ## Roles\n\n| Role | Code | Sits at |\n|---|---|---|\n",
    );
    for role in Role::ALL {
        let levels: Vec<_> = role.levels().iter().map(|level| level.label().to_lowercase()).collect();
        page.push_str(&format!("| {} | `{}` | {} |\n", role.label(), role.code(), levels.join(", ")));
    }
    page.push_str("\n## Role × permission\n\n| |");
    for role in Role::ALL {
        page.push_str(&format!(" {} |", role.label()));
    }
    page.push_str(&format!("\n|---|{}\n", ":-:|".repeat(Role::ALL.len())));
    for permission in Permission::ALL {
        page.push_str(&format!("| {}<br>`{}` |", permission.label(), permission.code()));
        for role in Role::ALL {
            page.push_str(if grants(role, permission) { " ● |" } else { " |" });
        }
        page.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::territories::Level;

    const PRINTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rights.md");

    #[test]
    fn the_printed_table_is_the_table_of_the_program() {
        if std::env::var_os("PUPITRE_WRITE_DOCS").is_some() {
            std::fs::write(PRINTED, markdown()).expect("docs/ is there");
        }
        let printed = std::fs::read_to_string(PRINTED).unwrap_or_default();
        assert_eq!(printed, markdown(), "regenerate: PUPITRE_WRITE_DOCS=1 cargo test -p network rights");
    }

    #[test]
    fn every_role_has_exactly_one_row_in_the_order_of_the_list() {
        let rows: Vec<Role> = TABLE.iter().map(|(role, _)| *role).collect();
        assert_eq!(rows, Role::ALL);
    }

    #[test]
    fn every_permission_is_granted_to_somebody() {
        for permission in Permission::ALL {
            assert!(Role::ALL.into_iter().any(|role| grants(role, permission)), "{permission} opens no door");
        }
    }

    #[test]
    fn nobody_above_the_platform_reads_or_writes_a_case() {
        let nominative = [SeeCases, WriteCases, SeeOwnCases, WriteOwnCases, ImportLists, ReviewMatches];
        for (role, permissions) in TABLE {
            let only_at_platforms = role.levels() == [Level::Platform];
            let sees_names = permissions.iter().any(|permission| nominative.contains(permission));
            assert!(only_at_platforms || !sees_names, "{role} sits above the platform and sees names");
        }
    }

    #[test]
    fn each_level_has_somebody_who_sets_its_targets() {
        for level in Level::ALL {
            assert!(Role::ALL.into_iter().any(|role| role.may_sit_at(level) && grants(role, SetTargets)), "{level:?}");
        }
    }

    #[test]
    fn no_role_sits_on_both_sides_of_a_negotiation() {
        for role in Role::ALL {
            assert!(!(grants(role, ProposeObjectives) && grants(role, AnswerObjectives)), "{role} would agree alone");
        }
    }

    #[test]
    fn every_level_above_the_platform_has_somebody_who_writes_its_orientations() {
        for level in Level::ALL.into_iter().filter(|level| *level != Level::Platform) {
            let writes = |role: &Role| role.may_sit_at(level) && grants(*role, WriteOrientations);
            assert!(Role::ALL.iter().any(writes), "{level:?}");
        }
    }

    #[test]
    fn whoever_writes_in_cases_reads_them() {
        for role in Role::ALL {
            assert!(!grants(role, WriteCases) || grants(role, SeeCases), "{role}");
            assert!(!grants(role, WriteOwnCases) || grants(role, SeeOwnCases), "{role}");
        }
    }

    #[test]
    fn an_administrator_of_accounts_sees_neither_figures_nor_cases() {
        for permission in Permission::ALL {
            let expected = matches!(permission, ManageAccounts | SeeJournal);
            assert_eq!(grants(Role::Administrator, permission), expected, "{permission}");
        }
    }

    #[test]
    fn a_code_of_a_role_is_read_back_and_anything_else_is_refused() {
        for role in Role::ALL {
            assert_eq!(role.code().parse(), Ok(role));
        }
        assert!("platform_lead".parse::<Role>().expect_err("refused").to_string().contains("platform_lead"));
    }
}
