//! Every feature a table row: a small Word file built here, and what must come out of it.

mod build;
mod features;
mod hostile;

pub use crate::reader::rich::testing::describe;
pub use build::{Docx, p};
