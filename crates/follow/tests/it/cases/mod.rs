mod arrival;
mod events;
mod identity;
mod list;
mod rights;
