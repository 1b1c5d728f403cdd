//! An SMTP server on a free port of this machine that records the messages it receives.
//!
//! It implements enough of RFC 5321 for a client without TLS, and decodes messages (quoted-printable, base64, RFC 2047
//! subjects), so that tests can compare texts.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use data_encoding::BASE64_MIME_PERMISSIVE as BASE64;

use super::waiting::LONGEST_WAIT;

/// A decoded message.
#[derive(Clone, Debug, Default)]
pub struct ReceivedMail {
    pub from: String,
    pub to: Vec<String>,
    pub subject: String,
    pub body: String,
}

#[derive(Debug)]
pub struct SmtpSink {
    port: u16,
    state: Arc<Mutex<SinkState>>,
}

#[derive(Debug, Default)]
struct SinkState {
    letters: Vec<ReceivedMail>,
    refusals: VecDeque<u16>,
}

impl SmtpSink {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it listens").port();
        let state = Arc::<Mutex<SinkState>>::default();
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                // A client that hangs up early is not an error here.
                std::thread::spawn(move || handle_connection(&stream, &state).ok());
            }
        });
        Self { port, state }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Refuses the next message with this code, in reply to its recipient.
    pub fn refuse_next(&self, code: u16) {
        self.state.lock().unwrap().refusals.push_back(code);
    }

    pub fn messages(&self) -> Vec<ReceivedMail> {
        self.state.lock().unwrap().letters.clone()
    }

    /// Waits for a message to `recipient`; returns the latest.
    pub async fn wait_for(&self, recipient: &str) -> ReceivedMail {
        let until = Instant::now() + LONGEST_WAIT;
        loop {
            let found =
                self.messages().into_iter().rev().find(|letter| letter.to.iter().any(|to| to == recipient));
            if let Some(letter) = found {
                return letter;
            }
            assert!(Instant::now() < until, "no e-mail to {recipient}; there are {:?}", self.messages());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn handle_connection(stream: &TcpStream, state: &Mutex<SinkState>) -> std::io::Result<()> {
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    let mut letter = ReceivedMail::default();
    writer.write_all(b"220 sink ESMTP\r\n")?;
    while let Some(line) = read_line(&mut reader)? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8".to_owned(),
            "MAIL" => {
                letter = ReceivedMail { from: parse_address(&line), ..ReceivedMail::default() };
                "250 fine".to_owned()
            }
            "RCPT" => {
                letter.to.push(parse_address(&line));
                let refusal = state.lock().unwrap().refusals.pop_front();
                refusal.map_or("250 fine".to_owned(), |code| {
                    format!("{code} no <{}> here", parse_address(&line))
                })
            }
            "DATA" => {
                writer.write_all(b"354 go on\r\n")?;
                read_data(&mut reader, &mut letter)?;
                state.lock().unwrap().letters.push(std::mem::take(&mut letter));
                "250 taken".to_owned()
            }
            "HELO" | "RSET" | "NOOP" => "250 fine".to_owned(),
            "QUIT" => "221 bye".to_owned(),
            _ => "502 not here".to_owned(),
        };
        writer.write_all(format!("{answer}\r\n").as_bytes())?;
        if verb == "QUIT" {
            break;
        }
    }
    Ok(())
}

fn read_line(reader: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    let read = reader.read_until(b'\n', &mut line)?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned()))
}

/// The address between `<` and `>`.
fn parse_address(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or_else(String::new, |(address, _)| address.to_owned())
}

fn read_data(reader: &mut impl BufRead, letter: &mut ReceivedMail) -> std::io::Result<()> {
    let mut lines = Vec::new();
    while let Some(line) = read_line(reader)?.filter(|line| line != ".") {
        // RFC 5321 section 4.5.2: the client doubles a dot at the start of a line.
        lines.push(line.strip_prefix('.').map_or(line.clone(), str::to_owned));
    }
    let end = lines.iter().position(String::is_empty).unwrap_or(lines.len());
    let headers = unfold_headers(&lines[..end]);
    let body = lines.get(end + 1..).unwrap_or_default().join("\n");
    letter.subject = decode_words(header(&headers, "subject"));
    letter.body = match header(&headers, "content-transfer-encoding").to_ascii_lowercase().as_str() {
        "base64" => text(BASE64.decode(body.as_bytes()).unwrap_or_default()),
        "quoted-printable" => text(decode_quoted_printable(&body, false)),
        _ => body,
    };
    Ok(())
}

/// Joins folded header lines, which continue with a space.
fn unfold_headers(lines: &[String]) -> Vec<String> {
    let mut headers: Vec<String> = Vec::new();
    for line in lines {
        match headers.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(line),
            _ => headers.push(line.clone()),
        }
    }
    headers
}

fn header<'a>(headers: &'a [String], name: &str) -> &'a str {
    let value = headers
        .iter()
        .filter_map(|line| line.split_once(':'))
        .find(|(own, _)| own.eq_ignore_ascii_case(name));
    value.map_or("", |(_, value)| value.trim())
}

/// Decodes RFC 2047 words (`=?utf-8?b?...?=`, `=?utf-8?q?...?=`); spaces between two of them are dropped.
fn decode_words(value: &str) -> String {
    let (mut bytes, mut after_word) = (Vec::new(), false);
    for part in value.split_inclusive(' ') {
        let word = part.trim_end().strip_prefix("=?").and_then(|rest| rest.strip_suffix("?="));
        let word =
            word.and_then(|word| word.split_once('?')).and_then(|(_charset, rest)| rest.split_once('?'));
        let Some((encoding, encoded)) = word else {
            bytes.extend_from_slice(part.as_bytes());
            after_word = false;
            continue;
        };
        if after_word && bytes.last() == Some(&b' ') {
            bytes.pop();
        }
        bytes.extend(match encoding {
            "b" | "B" => BASE64.decode(encoded.as_bytes()).unwrap_or_default(),
            _ => decode_quoted_printable(encoded, true),
        });
        bytes.extend_from_slice(if part.ends_with(' ') { b" " } else { b"" });
        after_word = true;
    }
    text(bytes)
}

fn decode_quoted_printable(encoded: &str, in_header: bool) -> Vec<u8> {
    let joined = encoded.replace("=\n", "");
    let (mut bytes, mut rest) = (Vec::new(), joined.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match (first, hex.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
                continue;
            }
            (b'_', _) if in_header => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
        rest = after;
    }
    bytes
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("our messages are UTF-8")
}
