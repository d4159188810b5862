use std::collections::HashSet;

#[test]
fn every_icon_exists_in_the_package() {
    let known: HashSet<&str> = include_str!("icons.txt").split_whitespace().collect();
    assert!(known.len() > 500, "the list of the package is whole");
    for icon in dsfr::icon::ALL {
        assert!(known.contains(icon.class()), "{} is not in DSFR 1.14.4", icon.class());
    }
}
