//! The record's JSON Schema, from its types.

use super::Record;
use schemars::generate::SchemaSettings;

/// The JSON Schema of [`Record`] (draft 2020-12), as it stands in `schemas/record.schema.json`.
///
/// # Panics
/// Never: a schema is plain JSON.
#[must_use]
pub fn json_schema() -> String {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Record>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
