//! Formats casebook does not read itself are turned into one it does by LibreOffice, where that is installed: in a folder
//! and with a profile of its own, without macros or links, and with a deadline.

use super::ReadError;
use super::foreign::Foreign;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

/// As flags and errors call it.
pub const PROGRAM: &str = "LibreOffice";
/// What comes out is a document like any other; more is no case study.
const MOST_BYTES: u64 = 256 << 20;

/// What the other program must not do, whatever its user allows elsewhere: run macros, fetch what a file links to.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;

/// Turns a file into one of its target format.
///
/// # Errors
/// When the program is not installed, fails or takes too long.
pub fn convert(bytes: &[u8], foreign: &Foreign, deadline: Duration) -> Result<Vec<u8>, ReadError> {
    let program = find_program().ok_or_else(|| ReadError::ConverterMissing(foreign.name.to_owned()))?;
    let failed = |why: String| ReadError::NotConverted(foreign.name.to_owned(), why);
    // The folder is deleted when this returns.
    let folder = tempfile::Builder::new().prefix("casebook-").tempdir().map_err(|e| failed(format!("no temporary folder: {e}")))?;
    let source = folder.path().join(format!("file.{}", foreign.ending));
    let prepared = fs::write(&source, bytes).and_then(|()| prepare_profile(folder.path()));
    prepared.map_err(|e| failed(format!("the temporary folder can't be written: {e}")))?;
    let process = start(&program, folder.path(), &source, foreign.target).map_err(|e| failed(format!("it would not start: {e}")))?;
    if !wait(process, deadline) {
        return Err(failed(format!("it took longer than {} s and was stopped", deadline.as_secs())));
    }
    let target = folder.path().join("out").join("file").with_extension(foreign.target);
    match fs::metadata(&target) {
        Ok(found) if found.len() > MOST_BYTES => Err(ReadError::TooLarge(format!("{} MB after conversion", found.len() >> 20))),
        Ok(_) => fs::read(&target).map_err(|e| failed(e.to_string())),
        Err(_) => Err(failed("it could not open the file".to_owned())),
    }
}

/// On the search path, or where its installers put it.
fn find_program() -> Option<PathBuf> {
    const NAMES: &[&str] = if cfg!(windows) { &["soffice.com", "soffice.exe"] } else { &["soffice", "libreoffice"] };
    const INSTALLED: &[&str] = if cfg!(windows) {
        &["C:/Program Files/LibreOffice/program", "C:/Program Files (x86)/LibreOffice/program"]
    } else if cfg!(target_os = "macos") {
        &["/Applications/LibreOffice.app/Contents/MacOS"]
    } else {
        &[]
    };
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(INSTALLED.iter().map(PathBuf::from));
    folders.flat_map(|folder| NAMES.iter().map(move |name| folder.join(name))).find(|program| program.is_file())
}

fn prepare_profile(folder: &Path) -> io::Result<()> {
    let user = folder.join("profile").join("user");
    fs::create_dir_all(&user)?;
    fs::write(user.join("registrymodifications.xcu"), SETTINGS)
}

fn start(program: &Path, folder: &Path, source: &Path, target: &str) -> io::Result<Child> {
    let profile = folder.join("profile").to_string_lossy().replace('\\', "/");
    let profile = format!("-env:UserInstallation=file://{}{profile}", if profile.starts_with('/') { "" } else { "/" });
    let mut command = Command::new(program);
    command.args(["--headless", "--norestore", "--nodefault", "--nolockcheck", "--nologo"]).arg(profile);
    command.args(["--convert-to", target, "--outdir"]).arg(folder.join("out")).arg(source);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir(folder);
    // It starts children, which have to end with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

/// Whether the process ended in time; if not, it is ended.
fn wait(mut process: Child, deadline: Duration) -> bool {
    let started = Instant::now();
    while started.elapsed() < deadline {
        match process.try_wait() {
            Ok(None) => thread::sleep(Duration::from_millis(20)),
            Ok(Some(_)) => return true,
            Err(_) => break,
        }
    }
    end(&mut process);
    false
}

fn end(process: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(process.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // Already gone is as good.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = process.kill();
    let _ = process.wait();
}
