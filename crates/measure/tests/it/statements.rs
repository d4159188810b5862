//! No page grows with its rows: the number of its SQL statements is the same for two cases as for many.
use crate::random::{Dice, histories};
use crate::world::World;
use base::testing::ENGINES;
use network::rights::Role;

#[tokio::test]
async fn no_page_runs_more_statements_for_more_cases() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = world.lead().await;
        let nation = world.person("Claire Maurin", Role::NationalTeam, "FR").await;
        // One that people added stands on the dashboards of the département.
        let department = world.person("Solène Kervella", Role::DepartmentLead, "D29").await;
        crate::own::published(&world, &department, "D29", &[]).await;
        let pages = [
            (&department, "/territoires/D29/tableau-de-bord", 25),
            (&department, "/territoires/D29/chiffres/D29.1", 10),
            (&department, "/indicateurs/D29.1", 3),
            (&lead, "/territoires/29-BREST/tableau-de-bord", 26),
            (&lead, "/territoires/29-BREST/tableau-de-bord.xlsx", 26),
            (&nation, "/territoires/FR/tableau-de-bord.ods", 21),
            (&lead, "/territoires/29-BREST/objectifs", 12),
            (&lead, "/territoires/29-BREST/concertation", 15),
            (&nation, "/territoires/FR/concertation", 11),
            (&lead, "/territoires/29-BREST/chiffres/contact_rate", 9),
            (&nation, "/territoires/FR/tableau-de-bord", 21),
            (&nation, "/territoires/FR/chiffres/contact_rate", 9),
            // Two platforms, or all four: as many.
            (&nation, "/territoires/D29/comparer", 6),
            (&nation, "/territoires/FR/comparer", 6),
            (&lead, "/indicateurs/contact_rate", 5),
            (&lead, "/indicateurs", 2),
        ];
        let expected = pages.map(|(_, path, most)| (path, most));
        let mut dice = Dice(7);
        for cases in [2, 60] {
            histories(&world, &mut dice, cases).await;
            let mut ran = vec![];
            for (actor, path, _) in pages {
                let before = world.app.db.statements();
                world.get(actor, path).await.is(200);
                ran.push((path, world.app.db.statements() - before));
            }
            assert_eq!(ran, expected, "{engine:?}, {cases} more cases");
        }
    }
}
