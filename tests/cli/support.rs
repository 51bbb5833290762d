//! A folder to work in, the program to run in it, and what it wrote.

use serde_json::Value;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A small case that follows the template.
pub const CASE: &str = "\
Title: A laundry run by its workers

Authors and organizational affiliations: Rosa Quiroga, manager, Lavandería Norte

1. Background

Some 120 cooperatives work in the province, most of them small.

2. Summary

The laundry was founded in 2009 and today employs 42 people. Its revenue reached 1.2 million EUR in 2021, 15% more than in 2020.

3. Evidence

The city gave a grant of EUR 300,000 for new machines.

4. Context

About 250 families depend on the laundry.
";

pub const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/submissions");
pub const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files");

/// An archive of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A temporary folder.
pub struct Folder(TempDir);

/// What a run of the program gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Folder {
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (path, bytes) in files {
            folder.add(path, bytes);
        }
        folder
    }

    pub fn add(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    /// Runs the program in this folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// Runs the program in this folder with environment variables.
    pub fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.current_dir(self.0.path()).args(arguments).envs(variables.iter().copied());
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: status.code().unwrap(), stdout: text(stdout), stderr: text(stderr) }
    }

    /// The manifest of a run, by input.
    pub fn manifest(&self, output: &str) -> Value {
        serde_json::from_str(&self.read(&format!("{output}/manifest.json"))).unwrap()
    }

    /// Every file under a folder with its bytes, by path.
    pub fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.path(folder), &self.path(folder), &mut files);
        files.sort();
        files
    }

    /// Every record under `output`, each valid against the schema.
    pub fn records(&self, output: &str) -> Vec<Value> {
        let records: Vec<Value> = self
            .files(&format!("{output}/records"))
            .iter()
            .map(|(path, bytes)| {
                let record = serde_json::from_slice(bytes).unwrap_or_else(|e| panic!("{path}: {e}"));
                assert_valid(&record);
                record
            })
            .collect();
        let lines: Vec<Value> = self.read(&format!("{output}/records.ndjson")).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lines, records, "records.ndjson holds the same records in the same order");
        records
    }
}

impl Run {
    /// The code it ended with, or what it printed.
    #[track_caller]
    pub fn ends(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.stdout.contains(words) || self.stderr.contains(words), "{words:?} is not in\n{}\n{}", self.stdout, self.stderr);
        self
    }
}

/// The outcome of an input.
#[track_caller]
pub fn entry<'a>(manifest: &'a Value, path: &str) -> &'a Value {
    let inputs = manifest["inputs"].as_array().unwrap();
    inputs.iter().find(|e| e["path"] == path).unwrap_or_else(|| panic!("{path} is not in the manifest: {manifest:#}"))
}

#[track_caller]
pub fn assert_valid(record: &Value) {
    let schema = include_str!("../../schemas/record.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let errors: Vec<String> = validator.iter_errors(record).map(|e| format!("{e} at {}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", record["document"]["path"]);
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|e| e.unwrap().path()) {
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.push((path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"), fs::read(&path).unwrap()));
        }
    }
}
