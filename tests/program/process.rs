//! The program as a process: started with arguments and variables, read on both outputs, stopped by a signal.
//!
//! It inherits no environment variable from the tests.

use std::{
    ffi::OsString,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::visitor::Visitor;
use crate::support::waiting::LONGEST_WAIT;

const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// A command line to be started.
#[derive(Debug)]
pub struct CamketCommand {
    command: Command,
    input: String,
}

/// Exit code and output of a finished command.
#[derive(Clone, Debug)]
pub struct CommandOutput {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A running command. It is killed when the test ends.
#[derive(Debug)]
pub struct RunningCamket {
    child: Child,
    out: CapturedPipe,
    err: CapturedPipe,
}

impl CamketCommand {
    pub fn new(words: &[&str]) -> Self {
        Self::of(Path::new(env!("CARGO_BIN_EXE_camket")), words)
    }

    /// A copy of the program.
    pub fn of(program: &Path, words: &[&str]) -> Self {
        let mut command = Command::new(program);
        command.args(words).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { command, input: String::new() }
    }

    pub fn word(mut self, word: impl Into<OsString>) -> Self {
        self.command.arg(word.into());
        self
    }

    pub fn words(mut self, words: &[&str]) -> Self {
        self.command.args(words);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    /// Sets the standard input.
    pub fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.input);
        self
    }

    pub fn start(mut self) -> RunningCamket {
        let mut child = self.command.spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("piped");
        // A command that does not read its input may have ended already.
        input.write_all(self.input.as_bytes()).ok();
        drop(input);
        let out = CapturedPipe::of(child.stdout.take().expect("piped"));
        let err = CapturedPipe::of(child.stderr.take().expect("piped"));
        RunningCamket { child, out, err }
    }

    /// Runs the command and waits for its end.
    pub fn run(self) -> CommandOutput {
        self.start().wait_for_end()
    }
}

impl CommandOutput {
    /// Fails unless the exit code is 0.
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self
    }

    /// Fails unless the command failed with each of these words on stderr and nothing on stdout.
    #[track_caller]
    pub fn refused(self, words: &[&str]) -> Self {
        assert_eq!((self.code, self.out.as_str()), (Some(1), ""), "{self:#?}");
        for word in words {
            assert!(self.err.contains(word), "“{word}” was expected: {self:#?}");
        }
        self
    }

    /// Both outputs together.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

impl RunningCamket {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until `serve` serves; returns its address: `http://127.0.0.1:PORT`.
    #[track_caller]
    pub fn site(&mut self) -> String {
        let log = self.wait_for_log("camket serves");
        let line = log.lines().find(|line| line.contains("camket serves")).expect("just seen");
        let address = line.split_once("address=").expect("the log names the address").1;
        format!("http://{}", address.split_whitespace().next().expect("an address"))
    }

    /// A new visitor of the pages of `serve`.
    #[track_caller]
    pub fn visitor(&mut self) -> Visitor {
        Visitor::of(&self.site())
    }

    /// Waits for words in the log; returns the log so far.
    #[track_caller]
    pub fn wait_for_log(&mut self, words: &str) -> String {
        self.wait_until(words, |running| Some(running.log()).filter(|log| log.contains(words)))
    }

    /// Waits for the first whole line on stdout.
    #[track_caller]
    pub fn first_line(&mut self) -> String {
        let first = |running: &Self| running.out.so_far().split_once('\n').map(|(line, _)| line.to_owned());
        self.wait_until("a line on stdout", first)
    }

    /// Waits for words on stdout; returns the output so far.
    #[track_caller]
    pub fn wait_for_output(&mut self, words: &str) -> String {
        self.wait_until(words, |running| Some(running.out.so_far()).filter(|out| out.contains(words)))
    }

    #[track_caller]
    fn wait_until<T>(&mut self, what: &str, look: impl Fn(&Self) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            // Checked before the output, so that the last output is read, too.
            let over = self.child.try_wait().expect("our own child").is_some();
            if let Some(found) = look(self) {
                return found;
            }
            let told = || format!("{what} did not come: {:#?}\n{}", self.child, self.log());
            assert!(began.elapsed() < LONGEST_WAIT && !over, "{}", told());
            std::thread::sleep(POLL_INTERVAL);
        }
    }

    /// The content of stderr so far.
    pub fn log(&self) -> String {
        self.err.so_far()
    }

    /// Sends SIGTERM.
    pub fn ask_to_stop(&self) {
        // The shell's builtin `kill`: a minimal machine has no other.
        let sent = Command::new("sh").args(["-c", "kill -TERM \"$0\""]).arg(self.id().to_string()).status();
        assert!(sent.expect("a shell").success(), "no process {}", self.id());
    }

    /// Sends SIGTERM and waits for the end.
    #[track_caller]
    pub fn stop(self) -> CommandOutput {
        self.ask_to_stop();
        self.wait_for_end()
    }

    /// Kills it, so that it can put nothing in order (SIGKILL). The exit code is `None` if it had not ended before.
    #[track_caller]
    pub fn kill(mut self) -> CommandOutput {
        self.child.kill().expect("our own child");
        self.wait_for_end()
    }

    /// Waits for the end of the process.
    #[track_caller]
    pub fn wait_for_end(mut self) -> CommandOutput {
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("our own child") {
                break status;
            }
            assert!(began.elapsed() < LONGEST_WAIT, "it goes on and on: {}", self.log());
            std::thread::sleep(POLL_INTERVAL);
        };
        let (out, err) = (self.out.ended(), self.err.ended());
        CommandOutput { code: status.code(), out, err }
    }
}

impl Drop for RunningCamket {
    fn drop(&mut self) {
        // Both do nothing if the process has ended.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// One of the two outputs, read continuously so that the program never blocks on a full pipe.
#[derive(Debug)]
struct CapturedPipe {
    text: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

impl CapturedPipe {
    fn of(pipe: impl Read + Send + 'static) -> Self {
        let text = Arc::<Mutex<Vec<u8>>>::default();
        let shared = text.clone();
        let reader = std::thread::spawn(move || {
            let (mut pipe, mut line) = (BufReader::new(pipe), Vec::new());
            while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                shared.lock().unwrap().append(&mut line);
            }
        });
        Self { text, reader: Some(reader) }
    }

    /// The complete lines so far.
    fn so_far(&self) -> String {
        String::from_utf8(self.text.lock().unwrap().clone()).expect("UTF-8")
    }

    fn ended(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("reading");
        }
        self.so_far()
    }
}
