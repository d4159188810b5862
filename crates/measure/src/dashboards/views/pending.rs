//! « À éclaircir »: what somebody should look at, with a way to the cases for those who open them.
use super::super::cases;
use super::super::load::Dashboard;
use crate::figures::{LATE, SOON};
use crate::indicators::{Count, Indicator};
use crate::words::{counted, noun};
use base::french::{date_long, number};
use maud::{Markup, html};

pub fn pending(dashboard: &Dashboard) -> Markup {
    let pending = dashboard.this.pending;
    html! {
        section aria-labelledby="t-unk" {
            div.pu-sect__head { h2 #t-unk { "À éclaircir" } }
            ul.pu-unk {
                (line(dashboard, Count::ToVerify, "présumé à vérifier", "présumés à vérifier", html! {
                    "dont " (late(dashboard, pending.to_verify_late)) " depuis plus de " (LATE) "\u{a0}jours"
                }))
                (line(dashboard, Count::Unknown, "situation inconnue", "situations inconnues", html! {
                    "aucune nouvelle encore, ou trop ancienne"
                }))
                li {
                    b.pu-num { (number(pending.lapsing)) }
                    span {
                        (noun(pending.lapsing, "situation devient inconnue", "situations deviennent inconnues")) " d’ici au "
                        (date_long(pending.horizon()))
                        @if pending.lapsing > 0 { " " span.pu-meta { "sans nouvelle dans les " (SOON) "\u{a0}jours" } }
                    }
                }
                (line(dashboard, Count::Unreachable, "injoignable", "injoignables", html! {}))
                (line(dashboard, Count::WithoutWorker, "confirmé sans référent", "confirmés sans référent", html! {}))
            }
        }
    }
}

fn late(dashboard: &Dashboard, n: i64) -> Markup {
    let cases = if dashboard.may_see_cases && n > 0 { cases::late(dashboard.code(), &dashboard.asked) } else { None };
    html! {
        @match cases {
            Some(href) => a.pu-fig href=(href) { (number(n)) span.fr-sr-only { " à vérifier" } },
            None => @if n == 0 { "aucun" } @else { (number(n)) },
        }
    }
}

/// A platform's reader goes to the cases, everyone else to where the figure comes from.
fn line(dashboard: &Dashboard, count: Count, one: &str, many: &str, more: Markup) -> Markup {
    let n = dashboard.this.whole().count(count);
    let cases = if dashboard.may_see_cases { cases::href(dashboard.code(), &dashboard.asked, count) } else { None };
    let provenance = || Indicator::of_count(count).map(|indicator| dashboard.provenance(indicator));
    html! {
        li {
            @match cases.or_else(provenance) {
                Some(href) => a.pu-fig href=(href) { (number(n)) span.fr-sr-only { " " (noun(n, one, many)) } },
                None => b.pu-num { (number(n)) span.fr-sr-only { " " (counted(n, one, many)) } },
            }
            span { span aria-hidden="true" { (noun(n, one, many)) } @if n > 0 { " " span.pu-meta { (more) } } }
        }
    }
}
