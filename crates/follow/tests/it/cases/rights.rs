//! Names stay at the platform: what one may not see looks absent.
use crate::world::{BREST, RENNES, World};
use base::testing::ENGINES;
use network::rights::Role;

#[tokio::test]
async fn the_page_of_a_youth_does_not_exist_outside_his_platform_nor_above_it() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let yanis = world.yanis().await;
        let case = yanis.case;
        let gets = [
            format!("/dossiers/{case}"),
            format!("/dossiers/{case}/identite"),
            format!("/dossiers/{case}/contacts"),
            format!("/dossiers/{case}/evenements/1"),
            format!("/dossiers/{case}/evenements/1/corriger"),
            format!("/dossiers/{case}/evenements/1/retirer"),
            "/plates-formes/29-BREST/dossiers".to_owned(),
            "/plates-formes/29-BREST/dossiers.csv".to_owned(),
            "/plates-formes/29-BREST/dossiers.xlsx".to_owned(),
            "/plates-formes/29-BREST/dossiers.ods".to_owned(),
            "/plates-formes/29-BREST/dossiers/nouveau".to_owned(),
        ];
        let posts = [
            format!("/dossiers/{case}/evenements"),
            format!("/dossiers/{case}/annuler"),
            format!("/dossiers/{case}/evenements/1/corriger"),
            format!("/dossiers/{case}/evenements/1/retirer"),
            format!("/dossiers/{case}/identite"),
            format!("/dossiers/{case}/contacts"),
            format!("/dossiers/{case}/contacts/{case}/barrer"),
            format!("/dossiers/{case}/responsables"),
            "/plates-formes/29-BREST/dossiers/nouveau".to_owned(),
        ];
        let undo = format!("{case}.1-1");
        let everything = [
            ("groupe", "fin"),
            ("nature", "refus"),
            ("le", "2026-11-24"),
            ("saisie", undo.as_str()),
            ("nom", "Le Goff"),
            ("prenoms", "Yanis"),
            ("ne", "2009-03-09"),
            ("telephone", "0639980011"),
            ("responsable", "Quelqu’un"),
            ("droit-au-retour", "oui"),
        ];
        for (role, territory) in [
            (Role::PlatformLead, RENNES),
            (Role::PlatformAssistant, RENNES),
            (Role::MldsCoordinator, RENNES),
            (Role::DepartmentLead, "D29"),
            (Role::RegionLead, "A14"),
            (Role::NationalTeam, "FR"),
            (Role::Administrator, "FR"),
            (Role::ContactOperator, BREST),
            (Role::PrefectDelegate, BREST),
            (Role::Member, BREST),
        ] {
            let stranger = world.person("Quelqu’un d’autre", role, territory).await;
            for path in &gets {
                let status = world.get(&stranger, path).await.status.as_u16();
                assert_eq!(status, 404, "{role} at {territory}: GET {path}");
            }
            for path in &posts {
                let status = world.post(&stranger, path, &everything).await.status.as_u16();
                assert_eq!(status, 404, "{role} at {territory}: POST {path}");
            }
        }
        assert!(world.whats(case).await.is_empty());
        assert!(world.acts().await.is_empty(), "not even a view is written for who sees nothing");
        assert_eq!(world.count("SELECT count(*) FROM youth").await, 1);
    }
}

#[tokio::test]
async fn a_coordinator_reads_every_case_and_writes_in_those_she_carries() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let anne = world.person("Anne Le Bris", Role::MldsCoordinator, BREST).await;
        let member = world.member(BREST, "Anne Le Bris", Some(&anne)).await;
        let yanis = world.yanis().await;
        let path = format!("/dossiers/{}", yanis.case);
        let page = world.get(&anne, &path).await.is(200);
        assert!(!page.has("#ajout-fin"), "no form she could not send");
        let refusal = [("groupe", "fin"), ("nature", "refus"), ("le", "2026-11-24")];
        world.post(&anne, &format!("{path}/evenements"), &refusal).await.is(403);
        world.get(&anne, &format!("{path}/identite")).await.is(403);
        use follow::cases::{event::What, store::NewEvent};
        world
            .happened(yanis.case, vec![NewEvent::on(crate::world::today(), What::Assigned { to: Some(member) })])
            .await;
        world.post(&anne, &format!("{path}/evenements"), &refusal).await.leads();
    }
}

#[tokio::test]
async fn what_a_form_names_and_does_not_exist_is_not_found_or_not_understood() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let path = format!("/dossiers/{}", yanis.case);
        world.post(&maelle, &format!("{path}/evenements"), &[("groupe", "inconnu")]).await.is(400);
        world.post(&maelle, &format!("{path}/annuler"), &[("saisie", "x")]).await.is(400);
        let elsewhere = format!("{}.2-2", base::new_id(world.app.clock.now()));
        world.post(&maelle, &format!("{path}/annuler"), &[("saisie", &elsewhere)]).await.is(404);
        let none = format!("{}.2-2", yanis.case);
        world.post(&maelle, &format!("{path}/annuler"), &[("saisie", &none)]).await.is(404);
        let stranger = base::new_id(world.app.clock.now()).to_string();
        let typed = [("groupe", "referent"), ("membre", stranger.as_str()), ("le", "2026-11-24")];
        world.post(&maelle, &format!("{path}/evenements"), &typed).await.is(422);
        world.get(&maelle, "/plates-formes/29-NULLEPART/file").await.is(404);
    }
}
