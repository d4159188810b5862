//! The walk: every route of the map × every role, inside and outside its territory.
use crate::client::Client;
use crate::world::{Seat, World};
use axum::http::Method;
use base::testing::Engine;
use std::fmt::Write as _;

/// One line an address, one column a role: the status inside its territory, then outside.
#[tokio::test]
async fn every_route_answers_each_role_as_the_table_of_rights_says() {
    let world = World::new(Engine::Sqlite).await;
    insta::assert_snapshot!("rights", grid(&world, Only::All).await);
}

/// Rights are SQL: PostgreSQL reads them alike. Pages only: nothing is written, so one database serves them all.
#[tokio::test]
async fn postgresql_opens_the_same_pages() {
    let sqlite = grid(&World::new(Engine::Sqlite).await, Only::Pages).await;
    let postgres = grid(&World::new(Engine::Postgres).await, Only::Pages).await;
    assert_eq!(sqlite, postgres);
}

#[derive(PartialEq)]
enum Only {
    All,
    Pages,
}

async fn grid(world: &World, only: Only) -> String {
    let mut grid = format!("{:<61} nobody", "");
    for (inside, _) in &world.seats {
        write!(grid, " {:<18}", inside.role.code()).expect("a String takes all");
    }
    let mut walker = Walker::new(world, only == Only::All).await;
    for route in pupitre::site::routes().into_parts().1 {
        if only == Only::Pages && route.method != Method::GET {
            continue;
        }
        for address in world.addresses(route.path) {
            let shown = shown(route.path, &address);
            write!(grid, "\n{:<4} {shown:<56} {:<6}", route.method, walker.status(None, &route.method, &address).await)
                .expect("a String takes all");
            for (inside, outside) in &world.seats {
                let inside = walker.status(Some(inside), &route.method, &address).await;
                let outside = match outside {
                    Some(seat) => walker.status(Some(seat), &route.method, &address).await,
                    None => "-".into(),
                };
                write!(grid, " {:<18}", format!("{inside} {outside}")).expect("a String takes all");
            }
        }
    }
    grid.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The route, with the territory named when it is what tells lines apart.
fn shown(path: &str, address: &str) -> String {
    match (path.strip_prefix("/territoires/{"), address.split('/').nth(2)) {
        (Some(rest), Some(code)) => format!("/territoires/{code}{}", rest.split_once('}').map_or("", |(_, rest)| rest)),
        _ => path.to_owned(),
    }
}

/// Asks as each in turn. An act that changed something is not seen by the next one: it gets another copy of the world.
struct Walker<'a> {
    copies: Option<crate::world::Copies<'a>>,
    copy: Option<World>,
    world: &'a World,
}

impl<'a> Walker<'a> {
    async fn new(world: &'a World, on_copies: bool) -> Self {
        let copies = if on_copies { Some(world.copies().await) } else { None };
        Walker { copies, copy: None, world }
    }

    async fn status(&mut self, seat: Option<&Seat>, method: &Method, address: &str) -> String {
        if self.copy.is_none()
            && let Some(copies) = &mut self.copies
        {
            self.copy = Some(copies.next().await);
        }
        let world = self.copy.as_ref().unwrap_or(self.world);
        let client = match seat {
            None => world.stranger(),
            Some(seat) => world.enter(seat).await,
        };
        let status = answer(&client, method, address).await;
        if *method == Method::POST && !["400", "403", "404", "409", "422", "in"].contains(&status.as_str()) {
            self.copy = None;
        }
        status
    }
}

/// The status, or `in` where a stranger is led to sign in.
async fn answer(client: &Client, method: &Method, address: &str) -> String {
    let answer = client.send(method, address).await;
    if answer.header("location").starts_with("/connexion") {
        return "in".into();
    }
    answer.status.as_u16().to_string()
}

/// What is out of somebody's reach answers, word for word, as what does not exist.
#[tokio::test]
async fn absent_and_out_of_scope_look_the_same() {
    let world = World::new(Engine::Sqlite).await;
    let mut compared = 0;
    for route in pupitre::site::routes().into_parts().1 {
        if route.method != Method::GET || !route.path.contains('{') {
            continue;
        }
        for (seat, inside) in world.all_seats() {
            let client = world.enter(seat).await;
            let absent = client.get(&world.absent_addresses(route.path)[0]).await;
            assert_eq!(absent.status, 404, "{} for {seat:?}", route.path);
            for address in world.addresses(route.path) {
                let answer = client.get(&address).await;
                if answer.status != 404 {
                    // « Seen, but not yours to do » is for those who see it.
                    let refused = answer.status == 403 && !inside;
                    assert!(!refused && !answer.status.is_server_error(), "{address} for {seat:?}: {}", answer.status);
                    continue;
                }
                compared += 1;
                assert_eq!(without_reference(&answer.body), without_reference(&absent.body), "{address} for {seat:?}");
            }
        }
    }
    assert!(compared > 20, "only {compared} pages out of reach were compared");
}

/// A page of fault but for its reference, which differs each time.
fn without_reference(page: &str) -> String {
    match page.split_once("pu-mono") {
        Some((before, after)) => format!("{before}{}", after.split_once("</span>").expect("closed").1),
        None => page.to_owned(),
    }
}
