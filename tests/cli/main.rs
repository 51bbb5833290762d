//! The whole program, as people use it.

#![allow(clippy::unwrap_used)]

mod extract;
mod failures;
mod inspect;
mod letter;
mod snapshots;
mod support;
mod template;
