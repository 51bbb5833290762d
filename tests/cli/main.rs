//! The whole program, as people use it.

#![allow(clippy::unwrap_used)]

mod evaluate;
mod extract;
mod failures;
mod inspect;
mod snapshots;
mod support;
