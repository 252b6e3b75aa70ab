//! The life of the service: open, listen, answer, and end without losing what was accepted.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Semaphore, watch};
use tower_http::set_header::SetResponseHeaderLayer;

use super::backups;
use super::connections::answer;
use super::following::follow;
use super::incoming::Incoming;
use super::init_system::InitSystem;
use super::jobs::Jobs;
use super::listen::TlsListener;
use super::metrics::Metrics;
use super::oidc::{IssuerError, Oidc};
use super::plain;
use super::received::plain_only;
use super::remembered::Remembered;
use super::router::router;
use super::seen::seen;
use super::standings::Standings;
use super::state::{Service, Shared};
use super::tls::{Tls, TlsError};
use crate::commands::{House, errors};
use crate::ledger::Clock;
use crate::said::Said;
use crate::settings::Settings;

/// Why the service did not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It cannot listen there.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// Its runtime failed.
    #[error("the service ended: {0}")]
    Runtime(#[source] std::io::Error),
    /// There is no place for bodies.
    #[error("the folder `incoming` of the ledger cannot be made: {0}")]
    Incoming(#[source] std::io::Error),
    /// The issuer's settings are wrong.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// It cannot speak TLS.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

impl ServeError {
    /// The same in both languages.
    pub fn said(&self) -> Said {
        match self {
            ServeError::Tls(error) => error.said(),
            error => errors::said(error),
        }
    }
}

/// Serves until the process is told to end, then answers what was accepted. `pages` are served beside the
/// API; `ready` is told the address
/// once it listens.
pub fn serve(
    house: House,
    clock: Arc<dyn Clock>,
    settings: &Settings,
    pages: Router<Shared>,
    ready: impl FnOnce(&str),
) -> Result<Arc<House>, ServeError> {
    let tls = settings.tls.as_ref().map(Tls::open).transpose()?;
    let oidc = settings.oidc.as_ref().map(Oidc::of).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(ServeError::Runtime)?;
    let incoming = Incoming::within(house.folder.path()).map_err(ServeError::Incoming)?;
    let house = Arc::new(house);
    let (heads, head) = watch::channel(house.ledger.head());
    let metrics = Metrics::default();
    house.ledger.watch(Arc::new(metrics.watching(settings.slow_commit)));
    let service = Arc::new(Service {
        house: Arc::clone(&house),
        access: Arc::clone(&house.access),
        standings: Standings::default(),
        zone: house.ledger.read(|it| it.reading.state.integrity.meta().zone),
        oidc,
        clock: Arc::clone(&clock),
        head,
        turns: Arc::new(Semaphore::new(settings.turns)),
        remembered: Remembered::with_room(settings.remembered),
        jobs: Jobs::default(),
        metrics,
        incoming,
        proxies: settings.into(),
        body_max: settings.body_max,
    });
    let following = follow(Arc::clone(&house), heads);
    let life = Life { service, settings, ending: Arc::clone(&following.end) };
    let every = settings.backup_every;
    let kept = every.and_then(|every| backups::keep(Arc::clone(&house), clock, every));
    let served = runtime.block_on(life.run(tls, pages, ready));
    // Blocking work that still runs is only reading, or is being recorded: it is waited for.
    runtime.shutdown_timeout(settings.stop);
    following.end();
    if let Some(kept) = kept {
        kept.end();
    }
    tracing::info!("stopped");
    served.map(|()| house)
}

/// A service from its listening to its end.
struct Life<'a> {
    service: Shared,
    settings: &'a Settings,
    /// Set, feeds end with what they follow; else they would be waited for without end.
    ending: Arc<AtomicBool>,
}

impl Life<'_> {
    async fn run(
        self,
        tls: Option<Tls>,
        pages: Router<Shared>,
        ready: impl FnOnce(&str),
    ) -> Result<(), ServeError> {
        // Before anybody is told that it listens: who is told may end it.
        let signals = Signals::heard().map_err(ServeError::Runtime)?;
        let listener = bind(self.settings.listen).await?;
        let address = listener.local_addr();
        let address = address.map_err(|error| ServeError::Listen(self.settings.listen, error))?;
        let watching = match self.settings.watch_listen {
            Some(at) => Some(tokio::spawn(watched(bind(at).await?, Arc::clone(&self.service)))),
            None => None,
        };
        let scheme = if tls.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{address}");
        let init = Arc::new(InitSystem::of_this_process());
        let (end, ended) = watch::channel(false);
        tokio::spawn(told_to_end(
            signals.interrupt,
            signals.terminate,
            Arc::clone(&init),
            self.ending,
            end,
        ));
        let living = tokio::spawn(lives(Arc::clone(&init), Arc::clone(&self.service)));
        let app = dressed(Arc::clone(&self.service), pages, tls.is_some());
        ready(&url);
        init.tell("READY=1");
        tracing::info!(url, version = env!("CARGO_PKG_VERSION"), "started");
        match tls {
            Some(tls) => {
                let listener = TlsListener::over(listener, tls.config());
                let listener = listener.map_err(|error| ServeError::Listen(address, error))?;
                let following = tokio::spawn(tls.follow(signals.hangup, self.service));
                answer(listener, app, ended, self.settings.into()).await;
                following.abort();
            }
            None => {
                let reloading = tokio::spawn(nothing_to_reload(signals.hangup));
                answer(listener, app, ended, self.settings.into()).await;
                reloading.abort();
            }
        }
        living.abort();
        watching.inspect(tokio::task::JoinHandle::abort);
        Ok(())
    }
}

async fn bind(at: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(at).await.map_err(|error| ServeError::Listen(at, error))
}

/// The surface with what every answer has.
fn dressed(service: Shared, pages: Router<Shared>, tls: bool) -> Router {
    let header = |name: &'static str, value: &'static str| {
        let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
        SetResponseHeaderLayer::if_not_present(name, value)
    };
    let app = router(Arc::clone(&service), pages)
        .layer(from_fn(plain_only))
        .layer(from_fn_with_state(service, seen))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "no-referrer"))
        .layer(header("content-security-policy", "default-src 'none'; frame-ancestors 'none'"));
    // Over plain HTTP browsers pass it over; a proxy that speaks TLS says it by itself.
    if tls { app.layer(header("strict-transport-security", "max-age=31536000")) } else { app }
}

/// What those who watch are answered, at an address of their own.
async fn watched(listener: TcpListener, service: Shared) {
    let app = Router::new()
        .route("/healthz", get(plain::healthz))
        .route("/readyz", get(plain::readyz))
        .route("/metrics", get(plain::figures))
        .with_state(service);
    if let Err(why) = axum::serve(listener, app).await {
        tracing::error!(%why, "those who watch are answered no more");
    }
}

/// What the process is told; from the moment on at which this is made.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hangup: Signal,
}

impl Signals {
    fn heard() -> std::io::Result<Signals> {
        let hear = |kind| signal(kind);
        Ok(Signals {
            interrupt: hear(SignalKind::interrupt())?,
            terminate: hear(SignalKind::terminate())?,
            hangup: hear(SignalKind::hangup())?,
        })
    }
}

/// Until somebody at the terminal or the init system ends it.
async fn told_to_end(
    mut interrupt: Signal,
    mut terminate: Signal,
    init: Arc<InitSystem>,
    ending: Arc<AtomicBool>,
    end: watch::Sender<bool>,
) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping");
    init.tell("STOPPING=1");
    ending.store(true, Ordering::Relaxed);
    end.send_replace(true);
    // The receivers end with the service.
    end.closed().await;
}

/// Without TLS a hangup ends nothing and changes nothing.
async fn nothing_to_reload(mut hangup: Signal) {
    while hangup.recv().await.is_some() {
        tracing::info!("nothing to read again: settings are read at the start");
    }
}

/// Tells the init system that requests could be answered: tasks run, and the read state can be had.
async fn lives(init: Arc<InitSystem>, service: Shared) {
    let Some(every) = init.every else { return };
    loop {
        let asked = Arc::clone(&service);
        let size =
            tokio::task::spawn_blocking(move || asked.house.ledger.read_as_is(|it| it.head.size));
        if size.await.is_ok() {
            init.tell("WATCHDOG=1");
        }
        tokio::time::sleep(every).await;
    }
}
