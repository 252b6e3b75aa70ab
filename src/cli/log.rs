//! The log of the service: lines on stderr, for people or as JSON.
//!
//! Invariants: only this program's own lines are in it; a panic is told by its place alone, since its
//! message may repeat what somebody sent.

use std::panic::PanicHookInfo;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::registry;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::settings::{LogFormat, Settings};

/// Begins the log. It is begun once; another beginning changes nothing.
pub fn begin(settings: &Settings) {
    let level = match settings.log_level {
        "error" => LevelFilter::ERROR,
        "warn" => LevelFilter::WARN,
        "debug" => LevelFilter::DEBUG,
        _ => LevelFilter::INFO,
    };
    let own = Targets::new().with_target("jejak", level);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        // Where nobody reads it, there is nobody to tell.
        .log_internal_errors(false);
    let lines = match settings.log_format {
        LogFormat::Text => lines.with_target(false).boxed(),
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .with_span_list(false)
            .with_target(false)
            .boxed(),
    };
    let _ = registry().with(lines.with_filter(own)).try_init();
    std::panic::set_hook(Box::new(panicked));
}

fn panicked(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
    let thread = std::thread::current().name().unwrap_or("-").to_owned();
    tracing::error!(place, thread, "panic");
}
