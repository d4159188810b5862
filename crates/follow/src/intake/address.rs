//! The addresses of the pages of lists.
use db::Id;

pub fn lists(platform: &str) -> String {
    format!("/plates-formes/{platform}/listes")
}

pub fn deposit(platform: &str) -> String {
    format!("/plates-formes/{platform}/listes/nouvelle")
}

pub fn reviews(platform: &str) -> String {
    format!("/plates-formes/{platform}/rapprochements")
}

pub fn list(id: Id) -> String {
    format!("/listes/{id}")
}

/// A view of a list (`creees`, `messages`…), at a page of it.
pub fn view(id: Id, view: &str, page: u64) -> String {
    if page > 1 { format!("/listes/{id}?vue={view}&page={page}") } else { format!("/listes/{id}?vue={view}") }
}

pub fn line(id: Id, line: i64) -> String {
    format!("/listes/{id}/lignes/{line}")
}

pub fn case(id: Id) -> String {
    format!("/dossiers/{id}")
}
