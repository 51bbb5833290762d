//! The whole program, as people use it.

#![allow(clippy::unwrap_used)]

mod extract;
mod failures;
mod inspect;
mod ocr;
mod snapshots;
mod support;
