//! The supervisor's side: worker processes, each with a deadline. A process, because a panic can be caught but a stack
//! overflow, an abort or an endless loop can't.

use super::Failure;
use super::worker::{Reply, Request};
use crate::reader::ocr::OcrWish;
use crate::record::Record;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Loading the knowledge takes milliseconds; a machine that needs longer than this is not working.
const STARTUP: Duration = Duration::from_mins(2);

/// How workers are started and what they are told with every file.
#[derive(Debug, Clone)]
pub struct WorkerSetup {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    /// For one file; for one page where pages are read from pictures.
    pub timeout: Duration,
    /// None: whichever fits.
    pub template: Option<String>,
    pub password: Option<String>,
    /// Whether other programs may be started to convert files.
    pub convert: bool,
    pub ocr: OcrWish,
}

impl WorkerSetup {
    /// Seconds a conversion may take: it has to end before the file's own deadline, so that the other program is ended by
    /// the worker that started it and reading what it wrote still has time.
    fn convert_seconds(&self) -> Option<u64> {
        self.convert.then(|| (self.timeout.as_secs() * 3 / 4).max(1))
    }
}

/// A file to read.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    pub file: &'a Path,
    /// Which file inside it; empty: the file itself.
    pub members: &'a [usize],
    /// Relative, as the record writes it.
    pub path: &'a str,
    pub name: &'a str,
}

/// A pool that grows to as many workers as files are read at a time.
#[derive(Debug)]
pub struct Workers {
    setup: WorkerSetup,
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    #[must_use]
    pub fn new(setup: WorkerSetup) -> Self {
        Self { setup, idle: Mutex::default() }
    }

    /// Reads one file in a worker. Blocks no longer than the deadline.
    ///
    /// # Errors
    /// With the file's own failure, or that its worker hung or crashed: then another takes its place.
    pub fn read(&self, task: &Task<'_>) -> Result<Record, Failure> {
        let line = self.line(task)?;
        let mut worker = self.ready(&line)?;
        let mut reply = worker.reply(self.setup.timeout);
        while matches!(reply, Ok(Reply::Working)) {
            reply = worker.reply(self.setup.timeout);
        }
        match reply {
            Ok(reply) => {
                self.rest(worker);
                match reply {
                    Reply::Record(record) => Ok(*record),
                    Reply::Error(failure) => Err(failure),
                    Reply::Ready | Reply::Working => Err(Failure::internal("the worker answered out of turn")),
                }
            }
            // The worker is dropped, which ends its process.
            Err(failure) => Err(failure),
        }
    }

    fn line(&self, task: &Task<'_>) -> Result<Vec<u8>, Failure> {
        let request = Request {
            file: task.file.to_str().ok_or_else(Failure::name_not_unicode)?.to_owned(),
            members: task.members.to_vec(),
            path: task.path.to_owned(),
            name: task.name.to_owned(),
            template: self.setup.template.clone(),
            password: self.setup.password.clone(),
            convert: self.setup.convert_seconds(),
            ocr: self.setup.ocr.clone(),
        };
        let mut line = serde_json::to_vec(&request).map_err(|e| Failure::internal(e.to_string()))?;
        line.push(b'\n');
        Ok(line)
    }

    /// A worker that has taken the task: an idle one that is still alive, or a new one.
    fn ready(&self, line: &[u8]) -> Result<Worker, Failure> {
        while let Some(mut worker) = self.idle.lock().ok().and_then(|mut idle| idle.pop()) {
            if worker.input.write_all(line).is_ok() {
                return Ok(worker);
            }
        }
        let mut worker = Worker::start(&self.setup).map_err(|e| Failure::no_worker(&e))?;
        match worker.reply(STARTUP)? {
            Reply::Ready => {}
            Reply::Error(failure) => return Err(failure),
            Reply::Record(_) | Reply::Working => return Err(Failure::internal("the worker answered out of turn")),
        }
        worker.input.write_all(line).map_err(|e| Failure::no_worker(&e))?;
        Ok(worker)
    }

    fn rest(&self, worker: Worker) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(worker);
        }
    }
}

#[derive(Debug)]
struct Worker {
    process: Child,
    input: ChildStdin,
    lines: Receiver<String>,
}

impl Worker {
    fn start(setup: &WorkerSetup) -> io::Result<Self> {
        let mut command = Command::new(&setup.program);
        command.args(&setup.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn()?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("the worker has no pipes"));
        };
        let (sender, lines) = mpsc::channel();
        // A pipe can't be read with a deadline; a channel can. The thread ends with the process.
        thread::spawn(move || BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Ok(Self { process, input, lines })
    }

    fn reply(&mut self, deadline: Duration) -> Result<Reply, Failure> {
        match self.lines.recv_timeout(deadline) {
            Ok(line) => serde_json::from_str(&line).map_err(|e| Failure::internal(format!("the worker's answer made no sense: {e}"))),
            Err(RecvTimeoutError::Timeout) => Err(Failure::timeout(deadline.as_secs())),
            Err(RecvTimeoutError::Disconnected) => Err(Failure::crashed(&self.last_words())),
        }
    }

    /// How a process that closed its output ended: it has half a second to do so.
    fn last_words(&mut self) -> String {
        for _ in 0..50 {
            match self.process.try_wait() {
                Ok(Some(status)) => return status.to_string(),
                Ok(None) => thread::sleep(Duration::from_millis(10)),
                Err(error) => return error.to_string(),
            }
        }
        "it stopped answering".to_owned()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
