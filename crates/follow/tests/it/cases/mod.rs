mod arrival;
mod events;
mod export;
mod identity;
mod list;
mod rights;
