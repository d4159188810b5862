//! Names, birth dates and telephones are corrected; what was written before stays readable.
use crate::world::{BREST, RENNES, World, days_ago, listed, youth};
use base::testing::ENGINES;

#[tokio::test]
async fn a_corrected_identity_is_found_by_its_new_name_and_the_old_one_stays_readable() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let path = format!("/dossiers/{}/identite", yanis.case);
        let form = world.get(&maelle, &path).await.is(200);
        let typed = [("nom", "Le Goffic"), ("ne", "2005-03-09"), ("quartier", "oui")];
        world.send_form(&maelle, &form, "form.pu-add__form", &typed).await.leads();
        assert_eq!(world.fact(yanis.case, "age").await, "21", "the figures follow the birth date");
        assert_eq!(world.fact(yanis.case, "priority_district").await, "yes");
        let page = world.get(&maelle, &path).await.is(200);
        assert!(page.text("table").contains("Yanis Le Goff"), "{}", page.text("table"));
        let found = world.get(&maelle, "/plates-formes/29-BREST/dossiers?q=goffic").await.is(200);
        assert_eq!(found.texts("tbody th a"), ["Yanis Le Goffic"]);
        world.send_form(&maelle, &page, "form.pu-add__form", &[]).await.leads();
        assert_eq!(
            world.count("SELECT count(*) FROM former_identity").await,
            1,
            "nothing changed, nothing is corrected"
        );
        world.send_form(&maelle, &page, "form.pu-add__form", &[("ne", "2030-01-01")]).await.is(422);
        let acts = world.acts().await;
        assert_eq!(acts.iter().filter(|act| *act == "identite-corrigee").count(), 1);
    }
}

#[tokio::test]
async fn contacts_are_added_barred_and_taken_out_of_view_and_never_erased() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let path = format!("/dossiers/{}/contacts", yanis.case);
        let all = "SELECT count(*) FROM contact_point";
        world
            .post(
                &maelle,
                &path,
                &[("a-qui", "jeune"), ("telephone", "06.39.98.00.11"), ("courriel", "Yanis@Exemple.fr")],
            )
            .await
            .leads();
        world.post(&maelle, &path, &[("a-qui", "jeune"), ("telephone", "0639980011")]).await.leads();
        assert_eq!(world.count(all).await, 5, "a number already known is not added again");
        let guardian = "SELECT count(*) FROM contact_point WHERE guardian_id IS NOT NULL";
        let page = world.get(&maelle, &path).await.is(200);
        let nadia = scraper::Html::parse_document(&page.body)
            .select(&scraper::Selector::parse("select[name='a-qui'] option:last-child").unwrap())
            .next()
            .and_then(|option| option.attr("value").map(str::to_owned))
            .unwrap();
        world.post(&maelle, &path, &[("a-qui", &nadia), ("courriel", "nadia@exemple.fr")]).await.leads();
        assert_eq!(world.count(guardian).await, 2);
        assert_eq!(world.count("SELECT count(*) FROM guardian").await, 1, "the same guardian");
        world
            .post(
                &maelle,
                &format!("/dossiers/{}/responsables", yanis.case),
                &[("responsable", "Marc Le Goff"), ("lien", "père")],
            )
            .await
            .leads();
        assert_eq!(world.count("SELECT count(*) FROM guardian").await, 2);

        let mut tx = world.app.db.read().await.unwrap();
        let (own,): (db::Id,) =
            db::query("SELECT id FROM contact_point WHERE value = '+33639985103'").one(&mut tx).await.unwrap();
        drop(tx);
        for (act, condition) in [
            ("barrer", "SELECT count(*) FROM contact_point WHERE wrong_since IS NOT NULL"),
            ("remettre", "SELECT 1 - count(*) FROM contact_point WHERE wrong_since IS NOT NULL"),
            ("retirer", "SELECT count(*) FROM contact_point WHERE removed_at IS NOT NULL"),
        ] {
            world.post(&maelle, &format!("{path}/{own}/{act}"), &[]).await.leads();
            assert_eq!(world.count(condition).await, 1, "{act}");
        }
        world.post(&maelle, &format!("{path}/{own}/barrer"), &[]).await.is(404);
        assert!(!world.get(&maelle, &path).await.body.contains("06\u{a0}39\u{a0}98\u{a0}51\u{a0}03"));
        world.post(&maelle, &path, &[("telephone", "un numéro")]).await.is(422);
        world.post(&maelle, &path, &[]).await.is(422);

        let other = world.follow(youth("Ana", "Le Roux", days_ago(6500)), RENNES, listed(), days_ago(3)).await;
        world
            .post(&maelle, &format!("/dossiers/{}/contacts", other.case), &[("telephone", "0639980012")])
            .await
            .is(404);
        let ours = world.follow(youth("Zoé", "Le Roux", days_ago(6500)), BREST, listed(), days_ago(3)).await;
        world.post(&maelle, &format!("/dossiers/{}/contacts/{own}/retirer", ours.case), &[]).await.is(404);
        world
            .post(
                &maelle,
                &format!("/dossiers/{}/contacts", ours.case),
                &[("a-qui", &nadia), ("telephone", "0639980012")],
            )
            .await
            .is(404);
    }
}
