//! Young people are followed: lists come in, people are matched, cases are opened, what happens is recorded.
mod acts;
pub mod cases;
mod codes;
pub mod intake;
pub mod queue;
mod several;
pub mod youths;

/// The addresses of the wing.
pub fn routes() -> base::Routes {
    base::Routes::new().merge(queue::routes()).merge(cases::routes()).merge(intake::routes())
}
