//! The catalogue of indicators.
use crate::dashboard::brest;
use crate::world::World;
use base::testing::ENGINES;
use measure::indicators::Indicator;

#[tokio::test]
async fn every_indicator_has_its_page_with_formula_rules_and_a_value_read_aloud() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let lead = world.lead().await;
        let catalogue = world.get(&lead, "/indicateurs").await.is(200);
        let links = catalogue.links("main a, section a");
        for indicator in Indicator::all() {
            let address = format!("/indicateurs/{}", indicator.code());
            assert!(links.contains(&address), "{address}");
            let page = world.get(&lead, &address).await.is(200);
            assert_eq!(page.text("h1"), indicator.label());
            assert!(page.text(".pu-dl").contains(indicator.code()));
        }
        let page = world.get(&lead, "/indicateurs/contact_rate").await;
        assert!(
            page.text("section[aria-labelledby=t-lu]").contains("sur 7 confirmés, on compte 4 contactés"),
            "{engine:?}"
        );
        world.get(&lead, "/indicateurs/jeunes").await.is(404);
    }
}
