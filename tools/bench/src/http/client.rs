//! Keep-alive clients over plain sockets, all on one thread: what they cost is taken from the
//! service, which runs on the same processors.

use std::net::SocketAddr;

use anyhow::{Context as _, bail};
use jejak::ledger::Draft;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::figures::Stopwatch;

/// Whom the clients ask, and what proves who they are.
#[derive(Debug)]
pub struct Client {
    pub address: SocketAddr,
    pub token: String,
}

impl Client {
    /// Each share by a client of its own, an event per request; milliseconds of each.
    pub fn proposals(&self, shares: &[Vec<Draft>]) -> anyhow::Result<Vec<f64>> {
        let all =
            shares.iter().map(|share| share.iter().map(|draft| self.proposal(draft)).collect());
        self.together(all.collect(), "201")
    }

    /// As many clients, each asking for the same so many times; milliseconds of each answer.
    pub fn gets(&self, target: &str, clients: usize, each: usize) -> anyhow::Result<Vec<f64>> {
        let request = format!("GET {target} HTTP/1.1\r\n{}\r\n", self.head()).into_bytes();
        self.together(vec![vec![request; each]; clients], "200")
    }

    fn head(&self) -> String {
        format!("host: {}\r\nauthorization: Bearer {}\r\n", self.address, self.token)
    }

    fn proposal(&self, draft: &Draft) -> Vec<u8> {
        let event = serde_json::json!({
            "kind": draft.event.kind().name(),
            "occurred_on": draft.occurred_on,
            "body": draft.event.to_json(),
        });
        let body = event.to_string();
        let about = format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len());
        format!("POST /v1/events HTTP/1.1\r\n{}{about}\r\n{body}", self.head()).into_bytes()
    }

    fn together(&self, all: Vec<Vec<Vec<u8>>>, expected: &'static str) -> anyhow::Result<Vec<f64>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let clients: Vec<_> = all
                .into_iter()
                .map(|requests| tokio::spawn(one(self.address, requests, expected)))
                .collect();
            let mut latencies = Vec::new();
            for client in clients {
                latencies.extend(client.await??);
            }
            Ok(latencies)
        })
    }
}

/// One client: its requests one after the other, over one connection.
async fn one(
    address: SocketAddr,
    requests: Vec<Vec<u8>>,
    expected: &'static str,
) -> anyhow::Result<Vec<f64>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let mut latencies = Vec::with_capacity(requests.len());
    let mut answer = Vec::new();
    for request in requests {
        let watch = Stopwatch::start();
        stream.get_mut().write_all(&request).await?;
        read(&mut stream, &mut answer, expected).await?;
        latencies.push(watch.seconds() * 1e3);
    }
    Ok(latencies)
}

/// Reads one answer whole; another status than the one expected is a mistake of the bench.
async fn read(
    stream: &mut BufReader<TcpStream>,
    answer: &mut Vec<u8>,
    expected: &str,
) -> anyhow::Result<()> {
    answer.clear();
    let mut length = None;
    loop {
        let from = answer.len();
        if stream.read_until(b'\n', answer).await? == 0 {
            bail!("the service closed the connection");
        }
        let line = std::str::from_utf8(answer.get(from..).unwrap_or_default())?.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = Some(value.trim().parse::<usize>()?);
        }
    }
    let head = answer.len();
    answer.resize(head + length.context("an answer without its length")?, 0);
    stream.read_exact(answer.get_mut(head..).unwrap_or_default()).await?;
    let right = answer.get(9..12) == Some(expected.as_bytes());
    if !right {
        bail!("expected {expected}, found {}", String::from_utf8_lossy(answer));
    }
    Ok(())
}
