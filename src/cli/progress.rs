//! What a batch is doing: a bar on a terminal, plain lines elsewhere, nothing when asked to be quiet.

use super::style;
use crate::batch::{Entry, Outcome, Watch};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const BAR: &str = "{bar:28} {pos}/{len} files · {per_sec} · {eta} left · {wide_msg}";

pub(super) fn progress(quiet: bool) -> Box<dyn Watch> {
    if quiet {
        Box::new(Quiet)
    } else if io::stderr().is_terminal() {
        Box::new(Bar::new())
    } else {
        Box::new(Lines::default())
    }
}

struct Quiet;

impl Watch for Quiet {
    fn begin(&self, _: usize) {}
    fn reading(&self, _: &str) {}
    fn done(&self, _: &Entry) {}
    fn end(&self) {}
}

struct Bar {
    bar: ProgressBar,
    /// Files being read, the one that takes longest first.
    in_hand: Mutex<Vec<String>>,
}

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            bar.set_style(style.progress_chars("█▌░"));
        }
        Self { bar, in_hand: Mutex::default() }
    }

    fn change(&self, change: impl FnOnce(&mut Vec<String>)) {
        if let Ok(mut files) = self.in_hand.lock() {
            change(&mut files);
            self.bar.set_message(files.first().map(|f| style::plain(f)).unwrap_or_default());
        }
    }
}

impl Watch for Bar {
    fn begin(&self, files: usize) {
        self.bar.set_length(files as u64);
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    fn reading(&self, path: &str) {
        self.change(|files| files.push(path.to_owned()));
    }

    fn done(&self, entry: &Entry) {
        self.change(|files| files.retain(|f| *f != entry.path));
        self.bar.inc(1);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

#[derive(Default)]
struct Lines {
    files: AtomicUsize,
    done: AtomicUsize,
}

impl Watch for Lines {
    fn begin(&self, files: usize) {
        self.files.store(files, Ordering::Relaxed);
    }

    fn reading(&self, _: &str) {}

    fn done(&self, entry: &Entry) {
        let nth = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let outcome = match entry.outcome {
            Outcome::Pending => "pending",
            Outcome::Read => "read",
            Outcome::Flagged => "flagged",
            Outcome::Failed => "failed",
        };
        let files = self.files.load(Ordering::Relaxed);
        eprintln!("[{nth}/{files}] {outcome:7} {} ({:.2} s)", style::plain(&entry.path), entry.seconds.unwrap_or_default());
    }

    fn end(&self) {}
}
