//! Tesseract as a child process: whatever it does, the reader gets an answer or an error in time.

use super::Picture;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// The engine as installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tesseract {
    program: String,
    pub version: String,
    /// Languages it has data for, by its own names.
    pub languages: Vec<String>,
}

/// Why a page was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OcrError {
    #[error("tesseract took longer than {0} seconds")]
    TooSlow(u64),
    #[error("tesseract failed: {0}")]
    Failed(String),
}

/// More than any page's words take.
const MOST_ANSWER: u64 = 32 << 20;
/// For its version and languages.
const SHORT: Duration = Duration::from_secs(10);

impl Tesseract {
    /// The one on the path; none if there is none that works.
    pub fn find() -> Option<Self> {
        Self::at("tesseract")
    }

    pub fn at(program: &str) -> Option<Self> {
        let version = run(Command::new(program).arg("--version"), Vec::new(), SHORT).ok()?;
        let version = version.split_whitespace().nth(1)?.trim_start_matches('v').to_owned();
        let list = run(Command::new(program).arg("--list-langs"), Vec::new(), SHORT).ok()?;
        let languages: Vec<String> = list.lines().skip(1).map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
        (!languages.is_empty()).then(|| Self { program: program.to_owned(), version, languages })
    }

    /// Its answer as tab-separated values.
    ///
    /// # Errors
    /// When it fails or takes longer than `limit`.
    pub fn run(&self, picture: &Picture, languages: &str, limit: Duration) -> Result<String, OcrError> {
        let mut command = Command::new(&self.program);
        command.args(["stdin", "stdout", "-l", languages, "--psm", "3", "--dpi", &picture.resolution.to_string()]);
        command.args(["-c", "tessedit_create_tsv=1"]);
        // One thread a page: files are read side by side.
        command.env("OMP_THREAD_LIMIT", "1");
        let mut bytes = format!("P5\n{} {}\n255\n", picture.width, picture.height).into_bytes();
        bytes.extend_from_slice(&picture.pixels);
        run(&mut command, bytes, limit)
    }
}

/// Runs a command to its end or its deadline: what it wrote.
fn run(command: &mut Command, input: Vec<u8>, limit: Duration) -> Result<String, OcrError> {
    let failed = |e: std::io::Error| OcrError::Failed(e.to_string());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = Running(command.spawn().map_err(failed)?);
    let (Some(mut stdin), Some(stdout)) = (process.0.stdin.take(), process.0.stdout.take()) else {
        return Err(OcrError::Failed("it has no pipes".into()));
    };
    // Both pipes have a thread: a child that reads nothing, or never ends its answer, must not hold up the reader.
    thread::spawn(move || stdin.write_all(&input));
    let (sender, answer) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.take(MOST_ANSWER).read_to_end(&mut bytes);
        sender.send(read.map(|_| bytes))
    });
    let started = Instant::now();
    let bytes = match answer.recv_timeout(limit) {
        Ok(bytes) => bytes.map_err(failed)?,
        Err(_) => return Err(OcrError::TooSlow(limit.as_secs())),
    };
    match process.wait(limit.saturating_sub(started.elapsed())) {
        Some(true) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Some(false) => Err(OcrError::Failed("it gave up".into())),
        None => Err(OcrError::TooSlow(limit.as_secs())),
    }
}

/// A child that ends with us.
struct Running(Child);

impl Running {
    /// Whether it ended well; none if it doesn't end in time.
    fn wait(&mut self, limit: Duration) -> Option<bool> {
        let started = Instant::now();
        loop {
            match self.0.try_wait() {
                Ok(Some(status)) => return Some(status.success()),
                Ok(None) if started.elapsed() < limit => thread::sleep(Duration::from_millis(5)),
                Ok(None) => return None,
                Err(_) => return Some(false),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
