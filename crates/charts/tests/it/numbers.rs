use charts::number::{decimal, integer, percent, round_to};
use charts::scale::Scale;
use charts::{Share, Unit};
use proptest::prelude::*;

#[test]
fn thousands_are_parted_by_a_narrow_no_break_space() {
    assert_eq!(integer(0), "0");
    assert_eq!(integer(999), "999");
    assert_eq!(integer(1_234), "1\u{202f}234");
    assert_eq!(integer(10_000_000), "10\u{202f}000\u{202f}000");
}

#[test]
fn decimals_take_a_comma_and_negatives_the_true_minus() {
    assert_eq!(decimal(1234.56, 1), "1\u{202f}234,6");
    assert_eq!(decimal(-3.0, 0), "−3");
    assert_eq!(percent(12.5, 1), "12,5\u{202f}%");
    assert_eq!(percent(95.0, 1), "95,0\u{202f}%");
}

#[test]
fn halves_round_away_from_zero() {
    assert_eq!(decimal(0.25, 1), "0,3");
    assert_eq!(decimal(2.5, 0), "3");
    assert_eq!(decimal(-2.5, 0), "−3");
}

#[test]
fn a_negative_that_rounds_to_zero_has_no_sign() {
    assert_eq!(decimal(-0.04, 1), "0,0");
    assert_eq!(decimal(-0.0, 0), "0");
}

#[test]
fn what_is_not_a_number_is_a_dash() {
    assert_eq!(decimal(f64::NAN, 1), "–");
    assert_eq!(decimal(f64::INFINITY, 1), "–");
}

#[test]
fn the_plural_begins_at_two() {
    let days = Unit::Named { one: "jour".into(), many: "jours".into(), digits: 1 };
    assert_eq!(days.show(1.5), "1,5\u{a0}jour");
    assert_eq!(days.show(2.0), "2,0\u{a0}jours");
    assert_eq!(days.show(0.0), "0,0\u{a0}jour");
}

#[test]
fn bounds_drop_useless_decimals_but_keep_useful_zeros() {
    assert_eq!(Unit::PERCENT.show_short(28.0), "28\u{202f}%");
    assert_eq!(Unit::PERCENT.bare(30.5), "30,5");
    assert_eq!(Unit::Count.bare(100.0), "100");
    assert_eq!(Unit::PERCENT.bare(100.0), "100");
}

#[test]
fn a_scale_of_shares_reads_0_20_40_60_80_100() {
    assert_eq!(Scale::from_zero(0.0, 92.3, 5, &Unit::PERCENT).ticks(), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
}

#[test]
fn a_scale_of_small_counts_has_no_half_people() {
    assert_eq!(Scale::from_zero(0.0, 2.0, 4, &Unit::Count).ticks(), [0.0, 1.0, 2.0]);
}

#[test]
fn a_line_that_does_not_move_has_room_around_it_and_no_impossible_values() {
    let full = Scale::nice(100.0, 100.0, 5, &Unit::PERCENT);
    assert!(full.low() < 100.0 && full.high() <= 100.0 + 1e-9, "{full:?}");
    let none = Scale::nice(0.0, 0.0, 5, &Unit::Count);
    assert_eq!(none.ticks(), [0.0, 1.0]);
}

proptest! {
    #[test]
    fn graduations_cover_the_data_evenly_by_1_2_or_5(
        a in prop_oneof![-1e3..1e3f64, 0.0..1e7f64, any::<f64>(), Just(0.0)],
        b in prop_oneof![-1e3..1e3f64, 0.0..1e7f64, any::<f64>(), Just(0.0)],
        intervals in 1u8..9,
        unit in prop_oneof![Just(Unit::Count), Just(Unit::PERCENT), Just(Unit::days())],
    ) {
        let scale = Scale::nice(a, b, intervals, &unit);
        let ticks = scale.ticks();
        prop_assert!(ticks.len() >= 2 && ticks.len() <= usize::from(intervals) + 3, "{ticks:?}");
        let slack = scale.step() * 1e-6;
        for v in [a, b].into_iter().filter(|v| v.is_finite() && v.abs() <= 1e15) {
            prop_assert!(scale.low() <= v + slack && v <= scale.high() + slack, "{v} outside {scale:?}");
            let at = scale.place(v, 10.0, 200.0);
            prop_assert!((10.0..=200.0).contains(&at));
        }
        for pair in ticks.windows(2) {
            prop_assert!((pair[1] - pair[0] - scale.step()).abs() <= slack);
        }
        let head = scale.step() / 10f64.powf(scale.step().log10().floor());
        prop_assert!([1.0, 2.0, 5.0, 10.0].iter().any(|m| (head - m).abs() < 1e-6), "step {}", scale.step());
    }

    #[test]
    fn no_two_graduations_read_alike(high in 0.0..1e7f64, unit in prop_oneof![Just(Unit::Count), Just(Unit::PERCENT)]) {
        let words: Vec<String> = Scale::from_zero(0.0, high, 5, &unit).ticks().iter().map(|t| unit.bare(*t)).collect();
        prop_assert!(words.windows(2).all(|w| w[0] != w[1]), "{words:?}");
    }

    #[test]
    fn a_printed_number_reads_back_as_the_rounded_one(x in -1e9..1e9f64, digits in 0u8..4) {
        let plain = decimal(x, digits).replace('\u{202f}', "").replace('−', "-").replace(',', ".");
        prop_assert!((plain.parse::<f64>().unwrap() - round_to(x, digits)).abs() < 1e-6);
    }

    #[test]
    fn an_interval_holds_its_share_and_stays_between_0_and_100(count in any::<u64>(), total in any::<u64>()) {
        let share = Share { count, total };
        match (share.percent(), share.interval()) {
            (Some(p), Some((low, high))) => {
                prop_assert!(0.0 <= low && low <= p + 1e-9 && p <= high + 1e-9 && high <= 100.0);
            }
            (None, None) => prop_assert_eq!(total, 0),
            other => prop_assert!(false, "{other:?}"),
        }
    }
}

/// Values published for the score interval (Brown, Cai and DasGupta 2001; Newcombe 1998 gives 81/263).
#[test]
fn wilson_intervals_are_those_of_the_literature() {
    let near = |count, total, low: f64, high: f64| {
        let (l, h) = Share { count, total }.interval().unwrap();
        assert!((l - low).abs() < 0.006 && (h - high).abs() < 0.006, "{count}/{total}: {l} to {h}");
    };
    near(81, 263, 25.53, 36.62);
    near(15, 148, 6.24, 16.05);
    near(0, 20, 0.0, 16.11);
    near(1, 29, 0.61, 17.18);
    near(29, 29, 88.30, 100.0);
}
