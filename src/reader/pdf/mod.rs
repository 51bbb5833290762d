//! placeholder

use super::ReadError;
use crate::document::Document;

pub fn read(bytes: &[u8], options: &super::ReadOptions) -> Result<Document, ReadError> {
    todo!()
}
