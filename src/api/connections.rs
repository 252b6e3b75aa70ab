//! Connections: how many there may be at once, and how long a client may make others wait.
//!
//! A client that sends its head slowly, that takes nothing of its answer, or that is one of too many,
//! costs a place for a bounded time and nothing else.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Sleep, sleep};
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

use super::seen::Peer;
use crate::settings::Settings;

/// Most header lines of a request; more are answered with 431.
const HEADERS_MAX: usize = 64;
/// Most bytes of a request's head; more are answered with 431.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// What a client may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once; who comes then waits to be accepted.
    pub connections: usize,
    /// How long the head of a request may take, and how long a client may take nothing of an answer.
    pub patience: Duration,
    /// How long answers may take after the service was told to end.
    pub stop: Duration,
}

impl From<&Settings> for Limits {
    fn from(settings: &Settings) -> Limits {
        let Settings { connections, patience, stop, .. } = settings;
        Limits { connections: *connections, patience: *patience, stop: *stop }
    }
}

/// Answers until it is told to end, and then what was accepted, for as long as the limits say.
pub async fn answer<L: Listener<Addr = SocketAddr>>(
    mut listener: L,
    app: Router,
    mut ended: watch::Receiver<bool>,
    limits: Limits,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    loop {
        let place = tokio::select! {
            Ok(place) = Arc::clone(&places).acquire_owned() => place,
            _ = ended.wait_for(|ended| *ended) => break,
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = ended.wait_for(|ended| *ended) => break,
        };
        let stream = TokioIo::new(Patient::new(stream, limits.patience));
        let connection = open.watch(
            http(limits).serve_connection(stream, asking(app.clone(), peer, limits.patience)),
        );
        tokio::spawn(async move {
            // Whatever ends a connection early is the client's affair; what was accepted is recorded.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = open.shutdown() => {}
        () = sleep(limits.stop) => tracing::warn!("clients that take too long are cut off"),
    }
}

fn http(limits: Limits) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.patience);
    http.max_headers(HEADERS_MAX).max_buf_size(HEAD_BYTES_MAX);
    http
}

/// Hands the requests of one connection to the router.
fn asking(
    app: Router,
    peer: SocketAddr,
    patience: Duration,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> {
    hyper::service::service_fn(move |request: Request<Incoming>| {
        let patient = |body| Body::new(TimeoutBody::new(patience, body));
        let mut request = request.map(patient);
        request.extensions_mut().insert(axum::extract::ConnectInfo(Peer(peer)));
        app.clone().oneshot(request)
    })
}

/// A stream whose other end must take what is written within a time.
struct Patient<S> {
    stream: S,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    fn new(stream: S, patience: Duration) -> Patient<S> {
        Patient { stream, patience, waiting: None }
    }

    /// An answer of the stream beneath: as it is, or an error once it has waited too long.
    fn judged<T>(
        &mut self,
        context: &mut Context<'_>,
        answer: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if answer.is_ready() {
            self.waiting = None;
            return answer;
        }
        let patience = self.patience;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // How long may be read is decided where it is known what is read.
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let answer = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judged(context, answer)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let answer = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.judged(context, answer)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let answer = Pin::new(&mut self.stream).poll_flush(context);
        self.judged(context, answer)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let answer = Pin::new(&mut self.stream).poll_shutdown(context);
        self.judged(context, answer)
    }
}
