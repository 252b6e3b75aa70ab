//! A service as its clients meet it: a process that listens on a port of its own, and a small HTTP
//! client over a plain socket.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use jejak_events::examples;
use serde_json::Value;

use crate::cli::Desk;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running service over a ledger.
pub struct Service {
    pub desk: Desk,
    pub address: SocketAddr,
    /// What it said before it listened.
    pub said: String,
    /// `http` or `https`.
    pub scheme: String,
    log: Arc<Mutex<String>>,
    process: Child,
}

impl Service {
    /// Serves the ledger of a desk.
    pub fn over(desk: Desk) -> Service {
        Service::with(desk, &[])
    }

    /// The same, with more options.
    pub fn with(desk: Desk, options: &[&str]) -> Service {
        Service::within(desk, options, |_| {})
    }

    /// The same, where `surround` says what is around the process.
    pub fn within(desk: Desk, options: &[&str], surround: impl FnOnce(&mut Command)) -> Service {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
        command.env("LANG", "C").env_remove("LC_ALL").arg("--data").arg(desk.data());
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(options);
        surround(&mut command);
        let mut process = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let mut said = String::new();
        let (scheme, address) = loop {
            let line =
                lines.next().unwrap_or_else(|| panic!("it does not listen: {said}")).unwrap();
            if let Some(url) = line.strip_prefix("listening on ") {
                let (scheme, address) = url.split_once("://").unwrap();
                break (scheme.to_owned(), address.parse().unwrap());
            }
            said.push_str(&line);
            said.push('\n');
        };
        // Whatever it says later has to go somewhere.
        let log = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                eprintln!("{line}");
                kept.lock().unwrap().extend([&line, "\n"]);
            }
        });
        Service { desk, address, said, scheme, log, process }
    }

    /// What it logs, once it has logged a word so many times.
    #[track_caller]
    pub fn log_with(&self, word: &str, times: usize) -> String {
        for _ in 0..PATIENCE.as_millis() / 20 {
            let log = self.log.lock().unwrap().clone();
            if log.matches(word).count() >= times {
                return log;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("`{word}` is not logged {times} times: {}", self.log.lock().unwrap());
    }

    /// The code for the administrator, printed at the first start.
    pub fn code(&self) -> &str {
        self.said.rsplit_once("use: ").expect("a code is printed").1.trim()
    }

    #[track_caller]
    pub fn ask(&self, ask: &Ask) -> Answer {
        self.begin(ask).finish()
    }

    /// Asks a service that may be gone.
    pub fn try_ask(&self, ask: &Ask) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        stream.write_all(&ask.bytes()).ok()?;
        let mut stream = BufReader::new(stream);
        let is_there = stream.fill_buf().is_ok_and(|bytes| !bytes.is_empty());
        is_there.then(|| Begun::read(stream, &ask.what()).finish())
    }

    /// Asks, and waits for the head of the answer alone.
    #[track_caller]
    pub fn begin(&self, ask: &Ask) -> Begun {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // A service that refuses a body closes before it has taken all of it.
        let _ = stream.write_all(&ask.bytes());
        Begun::read(BufReader::new(stream), &ask.what())
    }

    /// Tells the process to end, as an init system does.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Sends the process a signal.
    pub fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Waits until the process has ended.
    pub fn ended(&mut self) -> ExitStatus {
        for _ in 0..PATIENCE.as_millis() / 20 {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A request.
#[derive(Debug, Clone)]
pub struct Ask {
    method: String,
    pub target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A request of a method.
pub fn ask(method: &str, target: &str) -> Ask {
    let (method, target) = (method.to_uppercase(), target.to_owned());
    Ask { method, target, headers: Vec::new(), body: Vec::new() }
}

pub fn get(target: &str) -> Ask {
    ask("GET", target)
}

impl Ask {
    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Ask {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// By whoever has a token.
    pub fn by(self, token: &str) -> Ask {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// With a body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Ask {
        self.body = body.into();
        self
    }

    fn what(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    fn bytes(&self) -> Vec<u8> {
        let Ask { method, target, headers, body } = self;
        let mut lines = vec![format!("{method} {target} HTTP/1.1"), "host: x".to_owned()];
        lines.push("connection: close".to_owned());
        lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.push(format!("content-length: {}\r\n\r\n", body.len()));
        [lines.join("\r\n").as_bytes(), body].concat()
    }
}

/// An answer whose body is still to come.
pub struct Begun {
    pub status: u16,
    headers: BTreeMap<String, String>,
    body: BufReader<TcpStream>,
    what: String,
}

impl Begun {
    #[track_caller]
    fn read(mut stream: BufReader<TcpStream>, what: &str) -> Begun {
        let mut line = String::new();
        let read = stream.read_line(&mut line);
        assert!(read.is_ok() && !line.is_empty(), "{what}: no answer: {read:?}");
        let status = line.split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers = BTreeMap::new();
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        Begun { status, headers, body: stream, what: what.to_owned() }
    }

    /// The next piece of a body that is sent in pieces; nothing at its end.
    pub fn piece(&mut self) -> Option<Vec<u8>> {
        let mut line = String::new();
        self.body.read_line(&mut line).ok()?;
        let size = usize::from_str_radix(line.trim_end(), 16).ok()?;
        let mut piece = vec![0; size + 2];
        self.body.read_exact(&mut piece).ok()?;
        piece.truncate(size);
        (size > 0).then_some(piece)
    }

    /// The number and the content of the next event of a feed.
    pub fn event(&mut self) -> Option<(u64, Value)> {
        let piece = String::from_utf8(self.piece()?).unwrap();
        let field = |name: &str| piece.lines().find_map(|line| line.strip_prefix(name));
        let Some(id) = field("id: ") else { return self.event() };
        Some((id.parse().unwrap(), serde_json::from_str(field("data: ").unwrap()).unwrap()))
    }

    pub fn finish(mut self) -> Answer {
        let mut body = Vec::new();
        if self.headers.get("transfer-encoding").is_some_and(|how| how == "chunked") {
            while let Some(piece) = self.piece() {
                body.extend(piece);
            }
        } else {
            // A connection that is reset after its answer has said everything.
            let _ = self.body.read_to_end(&mut body);
        }
        Answer { status: self.status, headers: self.headers, body, what: self.what }
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
    what: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        let read = serde_json::from_slice(&self.body);
        read.unwrap_or_else(|error| {
            panic!("{}: {}: {error}: {}", self.what, self.status, self.text())
        })
    }

    /// The same answer, if it has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text());
        self
    }
}

/// Issues a token for an account that lets it do whatever its roles do: every act, and these kinds.
pub fn token(desk: &Desk, account: &str, kinds: &[&str]) -> String {
    let until = in_days(90);
    let mut args = vec!["account", "token", "issue", account, "--label", "uji", "--until", &until];
    for act in jejak::access::Act::ALL {
        args.extend(["--act", act.word()]);
    }
    for kind in kinds {
        args.extend(["--kind", kind]);
    }
    desk.json(&args)["token"].as_str().unwrap().to_owned()
}

/// A day from today on.
pub fn in_days(days: u32) -> String {
    let output = Command::new("date").args(["-d", &format!("+{days} days"), "+%F"]).output();
    String::from_utf8(output.unwrap().stdout).unwrap().trim().to_owned()
}

/// Opens an account with a role, here or everywhere; the number of the account.
pub fn account(desk: &Desk, role: &str, region: Option<&str>) -> String {
    let number = desk.json(&["account", "open"])["account"].to_string();
    let mut args = vec!["account", "grant", &number, role];
    args.extend(region.iter().flat_map(|region| ["--region", *region]));
    let granted = desk.run(&args);
    assert!(granted.status.success(), "{}", String::from_utf8_lossy(&granted.stderr));
    number
}

/// The story of all examples, recorded once and copied for each test.
pub fn story() -> Desk {
    static STORY: OnceLock<Desk> = OnceLock::new();
    let made = STORY.get_or_init(|| {
        let desk = Desk::new();
        let made = desk.json(&["init", "--origin", "dinsos.example/uji"]);
        let head = made["chain_head"].as_str().unwrap();
        assert!(desk.run(&["checkpoint"]).status.success());
        let story = desk.file("story.jsonl", &examples::STORY.replace(examples::HEAD, head));
        assert!(desk.run(&["append", &story]).status.success());
        desk
    });
    copied(made)
}

/// A desk with a copy of the ledger of another.
pub fn copied(desk: &Desk) -> Desk {
    let copy = Desk::new();
    let copied = Command::new("cp").arg("-a").arg(desk.data()).arg(copy.data()).status();
    assert!(copied.unwrap().success());
    copy
}

/// A line that proposes a holiday, told from others by its number.
pub fn holiday(number: u32) -> String {
    let day = format!("2026-{:02}-{:02}", 1 + number / 28 % 12, 1 + number % 28);
    format!(
        r#"{{"kind":"HolidayDeclared","occurred_on":"2026-01-02","body":{{"day":"{day}","basis":"SKB {number}"}}}}"#
    )
}
