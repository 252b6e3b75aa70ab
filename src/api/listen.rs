//! Connections over TLS, as the server takes them.
//!
//! Handshakes are made beside each other, so that somebody who connects and says nothing holds nobody
//! up; they are bounded in number and in time.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;

/// Handshakes at once; more wait to be accepted.
const HANDSHAKES: usize = 256;
/// Longest time for a handshake.
const PATIENCE: Duration = Duration::from_secs(10);

type Accepted = (TlsStream<TcpStream>, SocketAddr);

/// A listener whose connections have shaken hands.
pub struct TlsListener {
    address: SocketAddr,
    accepted: mpsc::Receiver<Accepted>,
}

impl TlsListener {
    /// Speaks TLS on a listener, by whatever `config` is when somebody connects.
    pub fn over(
        listener: TcpListener,
        config: watch::Receiver<Arc<ServerConfig>>,
    ) -> io::Result<TlsListener> {
        let address = listener.local_addr()?;
        let (sender, accepted) = mpsc::channel(HANDSHAKES);
        tokio::spawn(accept(listener, config, sender));
        Ok(TlsListener { address, accepted })
    }
}

/// Accepts until nobody takes connections any more.
async fn accept(
    mut listener: TcpListener,
    config: watch::Receiver<Arc<ServerConfig>>,
    sender: mpsc::Sender<Accepted>,
) {
    let places = Arc::new(Semaphore::new(HANDSHAKES));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let (stream, peer) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = sender.closed() => return,
        };
        let (acceptor, sender) = (TlsAcceptor::from(config.borrow().clone()), sender.clone());
        tokio::spawn(async move {
            let _place = place;
            match timeout(PATIENCE, acceptor.accept(stream)).await {
                Ok(Ok(stream)) => drop(sender.send((stream, peer)).await),
                // A client that does not trust us, or a port scan: theirs to mend.
                Ok(Err(why)) => tracing::debug!(%why, "no TLS handshake"),
                Err(_) => tracing::debug!("no TLS handshake in time"),
            }
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Accepted {
        match self.accepted.recv().await {
            Some(accepted) => accepted,
            None => pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
