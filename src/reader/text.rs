//! placeholder

use super::ReadError;
use crate::document::Document;

pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    todo!()
}
