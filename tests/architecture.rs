//! Data flows one way: a module uses only those above it in the map that `src/lib.rs` draws, and `document`.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn no_module_uses_one_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let map = fs::read_to_string(root.join("lib.rs")).unwrap();
    let drawn = map.split("```").nth(1).unwrap().lines().filter_map(|l| l.strip_prefix("//! ")?.split_whitespace().next());
    let order: BTreeMap<&str, usize> = drawn.filter(|name| *name != "text").enumerate().map(|(place, name)| (name, place)).collect();
    assert!(order.len() >= 10, "the map was not understood: {order:?}");

    let mut wrong = Vec::new();
    for file in rust_files(&root) {
        let inside = file.strip_prefix(&root).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let module = first.strip_suffix(".rs").unwrap_or(first);
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let place = order.get(module).unwrap_or_else(|| panic!("{module} is not on the map in lib.rs"));
        let code = fs::read_to_string(&file).unwrap();
        for used in used_modules(&code) {
            if used != "document" && order.get(used).is_some_and(|other| other > place) {
                wrong.push(format!("{} uses {used}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every `crate::name` in the code, also in `use crate::{…}`.
fn used_modules(code: &str) -> Vec<&str> {
    let mut used = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        let list = rest.strip_prefix('{').and_then(|r| r.split('}').next()).unwrap_or(rest);
        let items: Vec<&str> = if rest.starts_with('{') { list.split(',').collect() } else { vec![rest] };
        used.extend(items.iter().map(|i| i.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")));
    }
    used
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    paths
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect()
}
