//! A service over a ledger: the real process, on a port of its own.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, anyhow, bail};

use super::client::Client;
use jejak::access::{Access, Act, Scope};
use jejak::ledger::{Clock as _, SystemClock};
use jejak_events::{Kind, Timestamp};

use crate::stream;

/// A running service.
pub struct Service {
    process: Child,
    address: SocketAddr,
    token: String,
}

impl Service {
    /// Gives the founding account a token, and serves the ledger.
    pub fn start(jejak: &Path, folder: &Path) -> anyhow::Result<Service> {
        let token = token(folder)?;
        let mut command = Command::new(jejak);
        command.env("LANG", "C").env_remove("LC_ALL").arg("--data").arg(folder);
        command.args(["serve", "--listen", "127.0.0.1:0", "--accept-clock"]);
        let mut process = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(process.stderr.take().context("no stderr")?).lines();
        let address = loop {
            let line = lines.next().context("the service does not listen")??;
            if let Some(address) = line.strip_prefix("listening on http://") {
                break address.parse()?;
            }
        };
        // Whatever it says later has to go somewhere.
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| eprintln!("{line}"));
        });
        Ok(Service { process, address, token })
    }

    /// Clients of it.
    pub fn client(&self) -> Client {
        Client { address: self.address, token: self.token.clone() }
    }

    /// So many clients that listen to the feed from the head on, and read nothing.
    pub fn listen(&self, clients: usize) -> anyhow::Result<Vec<TcpStream>> {
        let one = |_| -> anyhow::Result<TcpStream> {
            let mut stream = TcpStream::connect(self.address)?;
            let token = &self.token;
            let request = format!(
                "GET /v1/feed HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n"
            );
            stream.write_all(request.as_bytes())?;
            let mut status = String::new();
            BufReader::with_capacity(64, &stream).read_line(&mut status)?;
            if !status.contains("200") {
                bail!("the feed answers {status}");
            }
            Ok(stream)
        };
        (0..clients).map(one).collect()
    }

    /// Resident memory, in MB.
    pub fn resident(&self) -> anyhow::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: f64 = line.context("no VmRSS")?.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    }

    /// Ends it as an init system does.
    pub fn end(mut self) -> anyhow::Result<()> {
        Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status()?;
        let ended = self.process.wait()?;
        if ended.success() { Ok(()) } else { bail!("the service ended with {ended}") }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A token with which the clients may record credits and read.
fn token(folder: &Path) -> anyhow::Result<String> {
    let access = Access::open(&folder.join("access")).map_err(|error| anyhow!("{error}"))?;
    let acts = [Act::ReadAggregates, Act::ReadAll].into_iter().collect();
    let scope = Scope::Only { acts, kinds: [Kind::PaymentCredited].into_iter().collect() };
    let now = SystemClock::default().now();
    let day = Timestamp::from_micros(now.micros() + 86_400_000_000).context("no tomorrow")?;
    let issued = access.issue_token(stream::actor().account, "bench", &scope, day, now);
    Ok(issued.map_err(|error| anyhow!("{error}"))?.1)
}
