//! What the init system hears (`sd_notify`): that the service is ready, that it ends, that it lives.
//!
//! The protocol is a datagram of `KEY=VALUE` to the socket that `NOTIFY_SOCKET` names; without one
//! nothing is told.

use std::ffi::OsStr;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

/// The way to the init system, if there is one.
#[derive(Debug)]
pub struct InitSystem {
    way: Option<(UnixDatagram, SocketAddr)>,
    /// How often it wants to hear that the service lives.
    pub every: Option<Duration>,
}

impl InitSystem {
    /// The one that started this process.
    pub fn of_this_process() -> InitSystem {
        let way = std::env::var_os("NOTIFY_SOCKET").and_then(|name| way_to(&name));
        let number = |name| std::env::var(name).ok()?.parse::<u64>().ok();
        // Meant for another process of the unit, it is none of ours.
        let ours = number("WATCHDOG_PID").is_none_or(|id| id == u64::from(std::process::id()));
        let within = number("WATCHDOG_USEC").filter(|_| ours).map(Duration::from_micros);
        InitSystem { way, every: within.map(|within| within / 2) }
    }

    /// Tells it something. That nobody hears it changes nothing.
    pub fn tell(&self, what: &str) {
        if let Some((socket, address)) = &self.way {
            let _ = socket.send_to_addr(what.as_bytes(), address);
        }
    }
}

/// A name with `@` in front is no file, but a name of Linux.
fn way_to(name: &OsStr) -> Option<(UnixDatagram, SocketAddr)> {
    let address = match name.as_bytes().split_first()? {
        (b'@', rest) => SocketAddr::from_abstract_name(rest).ok()?,
        _ => SocketAddr::from_pathname(name).ok()?,
    };
    Some((UnixDatagram::unbound().ok()?, address))
}
