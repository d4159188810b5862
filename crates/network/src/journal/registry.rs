//! The words of the journal: each act and each kind of thing is declared once, where it happens, with its French label.
use crate::rights::Permission;

/// An act the journal tells of.
#[derive(Debug)]
pub struct Action {
    /// As stored: « compte-ferme ».
    pub code: &'static str,
    /// As read: « Compte fermé ».
    pub label: &'static str,
}
db::inventory::collect!(Action);

/// A kind of thing that acts are done to, and where it is looked at.
#[derive(Debug)]
pub struct TargetKind {
    /// As stored, the first argument of [`base::Target::new`].
    pub code: &'static str,
    pub label: &'static str,
    /// The page of the thing, from its identifier.
    pub href: fn(&str) -> String,
    /// Who sees a link to that page.
    pub needs: Permission,
}
db::inventory::collect!(TargetKind);

/// The target of an act on something that does not exist: a sign-in with an address nobody has.
pub const UNKNOWN: &str = "inconnu";

/// Every act of the program, in the order of the labels.
pub fn actions() -> Vec<&'static Action> {
    let mut actions: Vec<_> = db::inventory::iter::<Action>.into_iter().collect();
    actions.sort_by_cached_key(|action| matching::fold(action.label));
    actions
}

/// Every kind of thing, in the order of the labels.
pub fn target_kinds() -> Vec<&'static TargetKind> {
    let mut kinds: Vec<_> = db::inventory::iter::<TargetKind>.into_iter().collect();
    kinds.sort_by_cached_key(|kind| matching::fold(kind.label));
    kinds
}

/// Declares acts: a constant to give to `tx.audit`, and its label.
///
/// ```ignore
/// network::actions! {
///     pub(crate) LIST_APPLIED = "liste-appliquee", "Liste appliquée";
/// }
/// ```
#[macro_export]
macro_rules! actions {
    ($($(#[$doc:meta])* $visibility:vis $name:ident = $code:literal, $label:literal;)+) => {$(
        $(#[$doc])*
        $visibility const $name: &str = $code;
        db::inventory::submit! { $crate::journal::Action { code: $code, label: $label } }
    )+};
}

/// Declares kinds of things: a constant to give to [`base::Target::new`], its label, its page, who may open it.
///
/// ```ignore
/// network::targets! {
///     pub(crate) CASE = "dossier", "Dossier", "/dossiers/{}", Permission::SeeCases;
/// }
/// ```
#[macro_export]
macro_rules! targets {
    ($($(#[$doc:meta])* $visibility:vis $name:ident = $code:literal, $label:literal, $page:literal, $needs:expr;)+) => {$(
        $(#[$doc])*
        $visibility const $name: &str = $code;
        db::inventory::submit! {
            $crate::journal::TargetKind { code: $code, label: $label, href: |id| format!($page, id), needs: $needs }
        }
    )+};
}

actions! {
    /// Written by [`base::App::log_view`].
    pub VIEWED = "consultation", "Consultation";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_acts_share_a_code_or_a_label() {
        let actions = actions();
        let codes: BTreeSet<_> = actions.iter().map(|action| action.code).collect();
        let labels: BTreeSet<_> = actions.iter().map(|action| action.label).collect();
        assert!(actions.len() > 10 && codes.len() == actions.len() && labels.len() == actions.len());
    }
}
