//! The worker's side: a JSON line in, a JSON line out, one file at a time. A panic is caught and answered; a stack
//! overflow, an abort or a hang is the supervisor's business.

use super::{Failure, container};
use crate::pipeline::{Engine, Options, Source};
use crate::reader::ReadError;
use crate::reader::ocr::OcrWish;
use crate::record::Record;
use crate::template::Choice;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::io::{self, BufRead, Write};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::Path;
use std::time::Duration;
use std::{fs, thread};

/// A file larger than this is no submission, and would fill the memory.
const MOST_BYTES: u64 = 512 << 20;
/// Room for deeply nested documents.
const STACK: usize = 64 << 20;

/// What a supervisor asks.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub file: String,
    /// Which file inside it, by its place in each container around it; none: the file itself.
    pub members: Vec<usize>,
    /// Relative, as the record writes it.
    pub path: String,
    pub name: String,
    /// None: whichever fits.
    pub template: Option<String>,
    pub password: Option<String>,
    /// Seconds another program may take to convert the file; none: no other program is started.
    pub convert: Option<u64>,
    pub ocr: OcrWish,
}

/// What a worker says: `Ready` once, then an answer a request, before which it may say that it is at work.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    Ready,
    /// Still at it: the deadline starts anew.
    Working,
    Record(Box<Record>),
    Error(Failure),
}

thread_local! {
    /// What the last panic on this thread said.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Answers requests until the input ends.
///
/// # Errors
/// When the supervisor is gone.
pub fn serve(engine: &Engine) -> io::Result<()> {
    panic::set_hook(Box::new(|info| PANIC.with(|p| *p.borrow_mut() = told(info))));
    thread::scope(|scope| {
        let serving = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || answer_all(engine))?;
        serving.join().unwrap_or_else(|_| Err(io::Error::other("the worker broke down")))
    })
}

fn answer_all(engine: &Engine) -> io::Result<()> {
    say(&Reply::Ready)?;
    for line in io::stdin().lock().lines() {
        let reply = match serde_json::from_str::<Request>(&line?) {
            Ok(request) => answer(engine, request),
            Err(error) => Reply::Error(Failure::internal(format!("the worker did not understand its task: {error}"))),
        };
        say(&reply)?;
    }
    Ok(())
}

fn say(reply: &Reply) -> io::Result<()> {
    let mut line = serde_json::to_vec(reply)?;
    line.push(b'\n');
    let mut out = io::stdout().lock();
    out.write_all(&line)?;
    out.flush()
}

fn answer(engine: &Engine, request: Request) -> Reply {
    guarded(|| read(engine, request))
}

fn guarded(work: impl FnOnce() -> Result<Record, Failure>) -> Reply {
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(record)) => Reply::Record(Box::new(record)),
        Ok(Err(failure)) => Reply::Error(failure),
        Err(_) => Reply::Error(Failure::internal(PANIC.with(|p| p.borrow().replace('\n', " ")))),
    }
}

/// What a panic says, and where in the source, without the folders of the machine that built the program.
pub(crate) fn told(info: &PanicHookInfo) -> String {
    let payload = info.payload();
    let said = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = info.location().map(|l| format!(" at {}:{}", in_package(l.file()), l.line())).unwrap_or_default();
    format!("panicked{place}: {}", said.unwrap_or("no reason given"))
}

/// The path of a source file from its package's folder on: "hayro-0.4.0/src/lib.rs", "src/main.rs".
fn in_package(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let absolute = file.starts_with('/') || file.contains(":\\") || file.contains(":/");
    let source = parts.iter().rposition(|p| *p == "src").filter(|_| absolute);
    let from = source.map_or(if absolute { parts.len() - 1 } else { 0 }, |at| at.saturating_sub(1));
    parts.get(from..).unwrap_or_default().join("/")
}

fn read(engine: &Engine, request: Request) -> Result<Record, Failure> {
    let bytes = bytes_of(Path::new(&request.file), &request.members)?;
    let options = Options {
        template: request.template.map_or(Choice::Auto, Choice::Named),
        password: request.password,
        convert: request.convert.map(Duration::from_secs),
        ocr: request.ocr,
        alive: Some(alive),
    };
    Ok(engine.read(&bytes, Source { path: &request.path, name: &request.name }, &options)?)
}

pub(super) fn bytes_of(file: &Path, members: &[usize]) -> Result<Vec<u8>, Failure> {
    let size = fs::metadata(file).map_err(|e| Failure::unreadable(&e))?.len();
    if size > MOST_BYTES {
        return Err(ReadError::TooLarge(format!("{} MB", size >> 20)).into());
    }
    if members.is_empty() { fs::read(file).map_err(|e| Failure::unreadable(&e)) } else { Ok(container::open(file, members)?) }
}

fn alive() {
    // A supervisor that is gone is noticed with the answer.
    let _ = say(&Reply::Working);
}

#[cfg(test)]
mod tests {
    use super::{Failure, PANIC, Reply, guarded, in_package, told};

    #[test]
    fn a_panic_is_an_answer_that_tells_nothing_of_the_machine() {
        std::panic::set_hook(Box::new(|info| PANIC.with(|p| *p.borrow_mut() = told(info))));
        let reply = guarded(|| panic!("a row\nis missing"));
        let _ = std::panic::take_hook();
        let Reply::Error(Failure { code, message, .. }) = reply else { panic!("no answer") };
        assert_eq!(code, "internal");
        assert!(message.starts_with("panicked at src/batch/worker.rs:") && message.ends_with(": a row is missing"), "{message}");
    }

    #[test]
    fn paths_begin_with_the_package() {
        for (file, shown) in [
            ("src/batch/worker.rs", "src/batch/worker.rs"),
            ("/home/someone/.cargo/registry/src/index-1/hayro-0.4.0/src/lib.rs", "hayro-0.4.0/src/lib.rs"),
            ("C:\\Users\\someone\\x-1.0\\src\\a\\b.rs", "x-1.0/src/a/b.rs"),
            ("/home/someone/x.rs", "x.rs"),
        ] {
            assert_eq!(in_package(file), shown);
        }
    }
}
