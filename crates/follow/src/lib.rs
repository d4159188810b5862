//! Young people are followed: lists come in, people are matched, cases are opened, what happens is recorded.
mod acts;
mod codes;
mod several;
pub mod cases;
pub mod intake;
pub mod queue;
pub mod youths;

/// The addresses of the wing.
pub fn routes() -> base::Routes {
    base::Routes::new().merge(queue::routes()).merge(cases::routes()).merge(intake::routes())
}
