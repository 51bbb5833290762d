//! The whole program, as people use it.

#![allow(clippy::unwrap_used)]

mod containers;
mod evaluate;
mod extract;
mod failures;
mod formats;
mod inspect;
mod letter;
mod ocr;
mod snapshots;
mod support;
mod template;
