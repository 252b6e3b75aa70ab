//! The life of the service: open, listen, answer, and end without losing what was accepted.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jejak_events::Head;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use super::router::router;
use super::state::{Service, Shared};
use super::{jobs::Jobs, plain::Metrics};
use crate::commands::House;
use crate::commands::open::operator;
use crate::ledger::{Clock, Ledger, Seal};

/// How the service runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Most bytes of a body.
    pub body_max: usize,
    /// Commands that run at once.
    pub turns: usize,
}

/// Why the service did not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It cannot listen there.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// Its runtime failed.
    #[error("the service ended: {0}")]
    Runtime(#[source] std::io::Error),
}

/// Serves until the process is told to end, then answers what was accepted. `ready` is told the address
/// once it listens.
pub fn serve(
    house: House,
    clock: Arc<dyn Clock>,
    settings: &Settings,
    ready: impl FnOnce(SocketAddr),
) -> Result<Arc<House>, ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(ServeError::Runtime)?;
    let house = Arc::new(house);
    let (heads, head) = watch::channel(house.ledger.head());
    let service = Arc::new(Service {
        house: Arc::clone(&house),
        access: Arc::clone(&house.access),
        clock,
        head,
        turns: Arc::new(Semaphore::new(settings.turns)),
        jobs: Jobs::default(),
        metrics: Metrics::default(),
        body_max: settings.body_max,
    });
    let following = follow(Arc::clone(&house), heads);
    let served = runtime.block_on(run(service, settings, ready, Arc::clone(&following.end)));
    // Blocking work that still runs is only reading, or is being recorded: it is waited for.
    runtime.shutdown_timeout(Duration::from_mins(1));
    following.end();
    served.map(|()| house)
}

async fn run(
    service: Shared,
    settings: &Settings,
    ready: impl FnOnce(SocketAddr),
    ending: Arc<AtomicBool>,
) -> Result<(), ServeError> {
    let listening = |error| ServeError::Listen(settings.listen, error);
    // Before anybody is told that it listens: who is told may end it.
    let told = told_to_end().map_err(ServeError::Runtime)?;
    let ended = async move {
        told.await;
        // Feeds end with what they follow; else they would be waited for without end.
        ending.store(true, Ordering::Relaxed);
    };
    let listener = TcpListener::bind(settings.listen).await.map_err(listening)?;
    ready(listener.local_addr().map_err(listening)?);
    let app = router(service)
        .layer(CatchPanicLayer::new())
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "no-referrer"))
        .layer(header("content-security-policy", "default-src 'none'; frame-ancestors 'none'"));
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(ended).await.map_err(ServeError::Runtime)
}

fn header(
    name: &'static str,
    value: &'static str,
) -> SetResponseHeaderLayer<axum::http::HeaderValue> {
    let name = axum::http::HeaderName::from_static(name);
    SetResponseHeaderLayer::if_not_present(name, axum::http::HeaderValue::from_static(value))
}

/// Until somebody at the terminal or the init system ends it; from this moment on they can.
fn told_to_end() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// A thread that tells everybody who waits how far the readers have come, and sees to it that the head
/// of the second ledger is recorded daily.
struct Following {
    end: Arc<AtomicBool>,
    thread: std::thread::JoinHandle<()>,
}

fn follow(house: Arc<House>, heads: watch::Sender<Head>) -> Following {
    let end = Arc::new(AtomicBool::new(false));
    let ended = Arc::clone(&end);
    let thread = std::thread::spawn(move || {
        let ledger: &Ledger = &house.ledger;
        let mut last = *heads.borrow();
        let mut sealed: Option<Instant> = None;
        while !ended.load(Ordering::Relaxed) {
            if sealed.is_none_or(|at| at.elapsed() > Duration::from_mins(1)) {
                // Where it fails it is tried again; what it would vouch for is kept all the same.
                let _ = ledger.seal_second(operator(None), Seal::Daily);
                sealed = Some(Instant::now());
            }
            let head = ledger.wait_beyond(last.size, Duration::from_millis(200));
            if head.size > last.size {
                last = head;
                heads.send_replace(head);
            }
        }
    });
    Following { end, thread }
}

impl Following {
    fn end(self) {
        self.end.store(true, Ordering::Relaxed);
        // A panic of the thread was reported when it happened.
        let _ = self.thread.join();
    }
}
