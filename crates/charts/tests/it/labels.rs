use charts::layout::{Label, spread, stack_up, thin_out};
use charts::text::{Font, fit, width, wrap};
use proptest::prelude::*;

proptest! {
    #[test]
    fn spread_labels_are_never_closer_than_the_gap_and_never_leave_the_plot(
        wanted in prop::collection::vec(prop_oneof![-500.0..700.0f64, Just(100.0), any::<f64>()], 0..12),
    ) {
        let placed = spread(&wanted, 15.0, 10.0, 200.0);
        prop_assert_eq!(placed.len(), wanted.len());
        prop_assert!(placed.iter().all(|y| (10.0 - 1e-9..=200.0 + 1e-9).contains(y)), "{:?}", placed);
        let mut sorted = placed.clone();
        sorted.sort_by(f64::total_cmp);
        prop_assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 15.0 - 1e-9), "{:?}", sorted);
    }

    #[test]
    fn spread_keeps_the_order_of_the_lines(wanted in prop::collection::vec(0.0..200.0f64, 2..10)) {
        let placed = spread(&wanted, 15.0, 0.0, 200.0);
        for a in 0..wanted.len() {
            for b in 0..wanted.len() {
                prop_assert!(wanted[a] >= wanted[b] || placed[a] < placed[b]);
            }
        }
    }

    #[test]
    fn spread_shares_the_room_when_there_are_too_many(n in 2usize..60, at in 0.0..50.0f64) {
        let placed = spread(&vec![at; n], 15.0, 0.0, 50.0);
        prop_assert!(placed.iter().all(|y| (-1e-9..=50.0 + 1e-9).contains(y)));
        let gap = f64::min(15.0, 50.0 / (n - 1) as f64);
        let mut sorted = placed;
        sorted.sort_by(f64::total_cmp);
        prop_assert!(sorted.windows(2).all(|w| w[1] - w[0] >= gap - 1e-9));
    }

    #[test]
    fn axis_labels_never_touch(n in 1usize..60, label in "[a-z]{1,20}") {
        let ticks: Vec<(f64, &str)> = (0..n).map(|i| (30.0 + 300.0 * i as f64 / n as f64, label.as_str())).collect();
        let kept = thin_out(&ticks, 0.0, 380.0);
        prop_assert!(!kept.is_empty());
        prop_assert!(kept.windows(2).all(|w| w[0].right() < w[1].left()));
        prop_assert!(kept.iter().all(|l| l.left() >= -1e-9 && l.right() <= 380.0 + 1e-9));
    }

    #[test]
    fn stacked_labels_never_cover_each_other(
        at in prop::collection::vec((0.0..380.0f64, 0.0..200.0f64, "[a-z]{1,30}"), 0..12),
    ) {
        let labels: Vec<Label> = at.iter().map(|(x, _, t)| Label::centred(t, Font::Strong, *x, 0.0, 380.0)).collect();
        let wanted: Vec<f64> = at.iter().map(|(_, y, _)| *y).collect();
        let placed = stack_up(&labels, &wanted, 14.0);
        for a in 0..labels.len() {
            prop_assert!(placed[a] <= wanted[a]);
            for b in 0..a {
                let beside = labels[a].right() <= labels[b].left() || labels[b].right() <= labels[a].left();
                prop_assert!(beside || (placed[a] - placed[b]).abs() > 13.9);
            }
        }
    }

    #[test]
    fn wrapped_text_is_never_wider_than_its_room(text in "\\PC{0,80}", room in 0.0..200.0f64, lines in 1usize..4) {
        let wrapped = wrap(&text, Font::Text, room, lines);
        prop_assert!(wrapped.len() <= lines);
        prop_assert!(wrapped.iter().all(|l| width(l, Font::Text) <= room));
    }
}

#[test]
fn labels_that_are_apart_stay_where_they_are() {
    assert_eq!(spread(&[100.0, 20.0, 60.0], 15.0, 0.0, 200.0), [100.0, 20.0, 60.0]);
}

#[test]
fn two_labels_at_one_place_part_by_half_the_gap_each() {
    assert_eq!(spread(&[50.0, 50.0], 14.0, 0.0, 200.0), [43.0, 57.0]);
}

#[test]
fn months_are_named_one_in_two_when_twelve_do_not_fit() {
    let months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    let ticks: Vec<(f64, &str)> = months.iter().enumerate().map(|(i, m)| (40.0 + 25.0 * i as f64, *m)).collect();
    let kept: Vec<String> = thin_out(&ticks, 0.0, 380.0).into_iter().map(|l| l.text).collect();
    assert_eq!(kept, ["janv.", "mars", "mai", "juil.", "sept.", "nov."]);
}

#[test]
fn a_text_that_fits_is_left_alone_and_a_longer_one_ends_in_an_ellipsis() {
    assert_eq!(fit("Brest", Font::Text, 60.0), "Brest");
    assert_eq!(fit("Anticonstitutionnellement", Font::Text, 60.0), "Antico…");
    assert_eq!(fit("Brest", Font::Text, 2.0), "");
}

#[test]
fn text_breaks_at_spaces_but_not_at_no_break_spaces() {
    assert_eq!(wrap("Mission locale de Brest", Font::Text, 90.0, 2), ["Mission locale", "de Brest"]);
    assert_eq!(wrap("1\u{202f}234\u{202f}567 / 9", Font::Text, 60.0, 2), ["1\u{202f}234\u{202f}567", "/ 9"]);
}
