//! Which files a batch reads, and under which names.

use super::container::{self, Kind, What};
use super::{BatchError, Failure, output};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::{fs, io, panic};
use walkdir::{DirEntry, WalkDir};

/// Why records are no submissions.
pub(super) const OURS: &str = "written by casebook";

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub file: PathBuf,
    /// Which file inside it, by its place in each container around it; empty: the file itself.
    pub members: Vec<usize>,
    /// Its name in this batch: relative to the folder given, with `/`; unique whatever the case of its letters.
    pub path: String,
    /// File name.
    pub name: String,
}

/// Something in a folder that is no submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    pub path: String,
    pub reason: String,
}

/// What was found under the paths, each list by path.
#[derive(Debug, Default)]
pub struct Discovery {
    pub inputs: Vec<Input>,
    pub ignored: Vec<Ignored>,
    /// Files and folders that can't even be looked at.
    pub unreadable: Vec<(String, Failure)>,
}

/// Walks the paths. What casebook wrote there in an earlier run is not read.
///
/// # Errors
/// When a path isn't there.
pub fn discover(paths: &[PathBuf], output: &Path) -> Result<Discovery, BatchError> {
    let mut finder = Finder { output: fs::canonicalize(output).ok(), ..Finder::default() };
    for path in paths {
        let kind = fs::metadata(path).map_err(|_| BatchError::NoSuchPath(path.clone()))?;
        if kind.is_dir() {
            finder.folder(path, paths.len() > 1);
        } else {
            finder.file(path, path.file_name().map_or(path.as_path(), Path::new));
        }
    }
    let mut found = finder.found;
    found.inputs.sort_by(|a, b| a.path.cmp(&b.path));
    found.ignored.sort_by(|a, b| a.path.cmp(&b.path));
    found.unreadable.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

#[derive(Default)]
struct Finder {
    output: Option<PathBuf>,
    found: Discovery,
    /// Names taken, in lower case: some file systems don't tell `A.pdf` from `a.pdf`.
    names: HashSet<String>,
    /// Files already in the batch, by their real path.
    files: HashMap<PathBuf, String>,
}

impl Finder {
    /// With several paths given, each folder's files go under its name. Links to files are read, links to folders are
    /// not: they may lead anywhere, even back here.
    fn folder(&mut self, root: &Path, several: bool) {
        let real = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let label = if several { real.file_name().map(PathBuf::from).unwrap_or_default() } else { PathBuf::new() };
        let mut walk = WalkDir::new(root).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(root);
                    let name = slashed(&label.join(path.strip_prefix(root).unwrap_or(path)));
                    self.unreadable(name, &error.into());
                    continue;
                }
            };
            let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
            if entry.depth() == 0 {
                continue;
            }
            let name = label.join(inside);
            if let Some(reason) = self.why_not(&entry, &real.join(inside)) {
                self.ignore(&name, reason);
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            } else if !entry.file_type().is_dir() {
                self.found_file(entry.path(), &name);
            }
        }
    }

    /// Something in a folder that is no folder itself: a file, a link to one, or neither.
    fn found_file(&mut self, file: &Path, name: &Path) {
        match fs::metadata(file) {
            Ok(kind) if kind.is_file() => self.file(file, name),
            Ok(kind) if kind.is_dir() => self.ignore(name, "a link to a folder; give that folder itself to read it"),
            Ok(_) => self.ignore(name, "not a regular file"),
            Err(error) => self.unreadable(slashed(name), &error),
        }
    }

    fn ignore(&mut self, name: &Path, reason: &str) {
        self.found.ignored.push(Ignored { path: slashed(name), reason: reason.to_owned() });
    }

    fn unreadable(&mut self, name: String, error: &io::Error) {
        self.found.unreadable.push((name, Failure::unreadable(error)));
    }

    /// Why something in a folder is no submission, told by its name.
    fn why_not(&self, entry: &DirEntry, real: &Path) -> Option<&'static str> {
        let name = entry.file_name().to_string_lossy();
        let own = output::OWN_NAMES.contains(&name.as_ref());
        let here = |folder: &Path| self.output.as_deref() == Some(folder) || output::is_output(folder);
        if own && real.parent().is_some_and(here) { Some(OURS) } else { system_file(&name) }
    }

    fn file(&mut self, file: &Path, name: &Path) {
        let real = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        if let Some(other) = self.files.get(&real) {
            let reason = format!("the same file as {other}");
            self.ignore(name, &reason);
            return;
        }
        let path = self.unique(&slashed(name));
        if file.to_str().is_none() {
            self.found.unreadable.push((path, Failure::name_not_unicode()));
            return;
        }
        self.files.insert(real, path.clone());
        if let Some(kind) = container::kind_of_file(file) {
            return self.container(file, &path, kind);
        }
        let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.found.inputs.push(Input { file: file.to_owned(), members: Vec::new(), path, name });
    }

    /// An archive or a mail: what it holds is read in its place.
    fn container(&mut self, file: &Path, path: &str, kind: Kind) {
        // Strangers' bytes are parsed here, outside the workers: a mistake in a parser must not stop the batch.
        let listed = panic::catch_unwind(|| container::list(file, kind));
        let members = match listed {
            Ok(Ok(members)) => members,
            Ok(Err(error)) => return self.found.unreadable.push((path.to_owned(), error.into())),
            Err(_) => return self.found.unreadable.push((path.to_owned(), Failure::internal("its list of files could not be read"))),
        };
        for member in members {
            let path = self.unique(&format!("{path}/{}", member.path));
            match member.what {
                What::File => {
                    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
                    self.found.inputs.push(Input { file: file.to_owned(), members: member.at, path, name });
                }
                What::Ignored(reason) => self.found.ignored.push(Ignored { path, reason: reason.to_owned() }),
                What::Refused(error) => self.found.unreadable.push((path, error.into())),
            }
        }
    }

    /// A second file of the same name goes under `2/`.
    fn unique(&mut self, path: &str) -> String {
        let mut unique = path.to_owned();
        let mut nth = 2;
        while !self.names.insert(unique.to_lowercase()) {
            unique = format!("{nth}/{path}");
            nth += 1;
        }
        unique
    }
}

/// Why a file or folder of this name is no submission.
pub(super) fn system_file(name: &str) -> Option<&'static str> {
    if name.starts_with("~$") {
        Some("a lock file of an office program")
    } else if ["Thumbs.db", "desktop.ini", ".DS_Store", "__MACOSX"].contains(&name) {
        Some("a file of the operating system")
    } else if name.starts_with('.') {
        Some("hidden")
    } else {
        None
    }
}

/// A relative path as records write it.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::discover;
    use std::fs;
    use std::path::PathBuf;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        root
    }

    fn names(paths: &[PathBuf], output: &str) -> (Vec<String>, Vec<String>) {
        let found = discover(paths, PathBuf::from(output).as_path()).unwrap();
        (found.inputs.into_iter().map(|i| i.path).collect(), found.ignored.into_iter().map(|i| i.path).collect())
    }

    #[test]
    fn leaves_out_what_is_no_submission_and_says_so() {
        let root = folder(&["b.txt", "a/c.txt", ".hidden", ".git/x", "~$b.docx", "Thumbs.db", "records/b.txt.json", "manifest.json"]);
        let (read, ignored) = names(&[root.path().to_owned()], root.path().to_str().unwrap());
        assert_eq!(read, ["a/c.txt", "b.txt"]);
        assert_eq!(ignored, [".git", ".hidden", "Thumbs.db", "manifest.json", "records", "~$b.docx"]);
    }

    #[test]
    fn names_never_collide() {
        let root = folder(&["one/in/a.txt", "two/in/A.txt", "a.txt", "two/b.txt"]);
        let paths = ["one/in", "two/in", "a.txt", "two/b.txt", "one/in/a.txt"].map(|p| root.path().join(p));
        let (read, ignored) = names(&paths, "nowhere");
        assert_eq!(read, ["2/in/A.txt", "a.txt", "b.txt", "in/a.txt"]);
        assert_eq!(ignored, ["a.txt"]);
    }
}
