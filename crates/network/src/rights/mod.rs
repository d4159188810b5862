//! Who may do what, and where: one table, role × permission, printed to `docs/rights.md`.
//!
//! What is not in the table is refused. The row scope is the SQL view `scope` (and `visible_platform` for platforms only):
//! the territory of each of an account's roles, and all those below. Out of scope looks like absent.
mod permission;
mod role;
mod store;
mod table;

pub use permission::Permission;
pub use role::{Role, UnknownRole};
pub use store::{may, may_anywhere, require, require_anywhere, sync};
pub use table::{TABLE, grants, markdown};
