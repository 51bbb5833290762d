//! The whole program, as people use it.

mod extract;
mod failures;
mod inspect;
mod snapshots;
mod support;
