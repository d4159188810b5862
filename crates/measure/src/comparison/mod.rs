//! Platforms of a territory compared fairly: which gaps chance does not explain, given their sizes, then given who their young
//! people are. Never a rank; nothing is said of a platform of few ([`fair::FEWEST`]).
mod load;
mod pages;
mod request;
mod views;

pub(crate) fn routes() -> base::Routes {
    base::Routes::new().get("/territoires/{code}/comparer", pages::show)
}
