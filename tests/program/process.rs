//! The program as a process: started with words and variables, read on both outputs, stopped by a signal.
//!
//! It inherits nothing from the tests: what stands in their environment is not there.

use std::{
    ffi::OsString,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::visitor::Visitor;

/// How long a step of the program may take, on a machine that runs all tests at once.
const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(20);

/// A command line.
#[derive(Debug)]
pub struct Camket {
    command: Command,
    input: String,
}

/// What a command that has ended said.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A command that runs. It ends with the test, however that ends.
#[derive(Debug)]
pub struct Running {
    child: Child,
    out: Output,
    err: Output,
}

impl Camket {
    pub fn new(words: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_camket"));
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

    /// Under this variable.
    pub fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    /// Given this on standard input.
    pub fn typing(mut self, text: &str) -> Self {
        text.clone_into(&mut self.input);
        self
    }

    pub fn start(mut self) -> Running {
        let mut child = self.command.spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("piped");
        // One that does not read it may be gone already.
        input.write_all(self.input.as_bytes()).ok();
        drop(input);
        let out = Output::of(child.stdout.take().expect("piped"));
        let err = Output::of(child.stderr.take().expect("piped"));
        Running { child, out, err }
    }

    /// Runs it to its end.
    pub fn run(self) -> Outcome {
        self.start().ended()
    }
}

impl Outcome {
    /// It did what it was asked to.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self
    }

    /// It refused, said each of these words on stderr, and answered nothing.
    #[track_caller]
    pub fn refused(self, words: &[&str]) -> Self {
        assert_eq!((self.code, self.out.as_str()), (Some(1), ""), "{self:#?}");
        for word in words {
            assert!(self.err.contains(word), "“{word}” was expected: {self:#?}");
        }
        self
    }

    /// All that it said.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where `serve` serves, once it does: `http://127.0.0.1:PORT`.
    #[track_caller]
    pub fn site(&mut self) -> String {
        let log = self.until_logged("camket serves");
        let line = log.lines().find(|line| line.contains("camket serves")).expect("just seen");
        let address = line.split_once("address=").expect("the log names the address").1;
        format!("http://{}", address.split_whitespace().next().expect("an address"))
    }

    /// Someone who comes to the pages of `serve`.
    #[track_caller]
    pub fn visitor(&mut self) -> Visitor {
        Visitor::of(&self.site())
    }

    /// Waits for words in the log; gives all of it so far.
    #[track_caller]
    pub fn until_logged(&mut self, words: &str) -> String {
        self.until(words, |running| Some(running.log()).filter(|log| log.contains(words)))
    }

    /// The first line on stdout, once it is whole.
    #[track_caller]
    pub fn first_line(&mut self) -> String {
        let first = |running: &Self| running.out.so_far().split_once('\n').map(|(line, _)| line.to_owned());
        self.until("a line on stdout", first)
    }

    /// Waits for words on stdout; gives all of it so far.
    #[track_caller]
    pub fn until_printed(&mut self, words: &str) -> String {
        self.until(words, |running| Some(running.out.so_far()).filter(|out| out.contains(words)))
    }

    #[track_caller]
    fn until<T>(&mut self, what: &str, look: impl Fn(&Self) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            // Asked before looking: what it said last is read then.
            let over = self.child.try_wait().expect("our own child").is_some();
            if let Some(found) = look(self) {
                return found;
            }
            let told = || format!("{what} did not come: {:#?}\n{}", self.child, self.log());
            assert!(began.elapsed() < PATIENCE && !over, "{}", told());
            std::thread::sleep(PAUSE);
        }
    }

    /// What stands on stderr so far.
    pub fn log(&self) -> String {
        self.err.so_far()
    }

    /// Sends SIGTERM.
    pub fn ask_to_stop(&self) {
        // The shell's own `kill`: a bare machine has no other.
        let sent = Command::new("sh").args(["-c", "kill -TERM \"$0\""]).arg(self.id().to_string()).status();
        assert!(sent.expect("a shell").success(), "no process {}", self.id());
    }

    /// Sends SIGTERM and waits for the end.
    #[track_caller]
    pub fn stop(self) -> Outcome {
        self.ask_to_stop();
        self.ended()
    }

    /// Waits for the end.
    #[track_caller]
    pub fn ended(mut self) -> Outcome {
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("our own child") {
                break status;
            }
            assert!(began.elapsed() < PATIENCE, "it goes on and on: {}", self.log());
            std::thread::sleep(PAUSE);
        };
        let (out, err) = (self.out.ended(), self.err.ended());
        Outcome { code: status.code(), out, err }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // After its end both do nothing.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// One of the two outputs, read as it comes so that the program never waits for us.
#[derive(Debug)]
struct Output {
    text: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

impl Output {
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

    /// The whole lines so far.
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
