//! The log of the service: lines on stderr, for people or as JSON.
//!
//! Invariants: only this program's own lines are in it; a panic is told by its place alone, since its
//! message may repeat what somebody sent.

use std::panic::PanicHookInfo;

use tracing::Subscriber;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::registry;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::settings::{LogFormat, Settings};

/// Begins the log. It is begun once; another beginning changes nothing.
pub fn begin(settings: &Settings) {
    let _ = subscriber(settings, std::io::stderr).try_init();
    std::panic::set_hook(Box::new(panicked));
}

/// What writes the lines.
fn subscriber<W>(settings: &Settings, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let level = match settings.log_level {
        "error" => LevelFilter::ERROR,
        "warn" => LevelFilter::WARN,
        "debug" => LevelFilter::DEBUG,
        _ => LevelFilter::INFO,
    };
    let own = Targets::new().with_target("jejak", level);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(writer)
        .with_ansi(false)
        .with_target(false)
        // Where nobody reads it, there is nobody to tell.
        .log_internal_errors(false);
    let lines = match settings.log_format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => {
            let flat = lines.json().flatten_event(true);
            flat.with_current_span(false).with_span_list(false).boxed()
        }
    };
    registry().with(lines.with_filter(own))
}

fn panicked(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
    let thread = std::thread::current().name().unwrap_or("-").to_owned();
    tracing::error!(place, thread, "panic");
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::{Arc, Mutex};

    use serde_json::Value;

    use super::*;
    use crate::settings::{named, resolve};

    /// Lines that are kept.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn logged(options: &[(&str, &str)], work: impl FnOnce()) -> String {
        let options: Vec<_> =
            options.iter().map(|(name, text)| (named(name).unwrap(), (*text).to_owned())).collect();
        let all = resolve(Path::new("nowhere"), None, |_| None, &options).unwrap();
        let (settings, kept) = (Settings::try_from(&all).unwrap(), Kept::default());
        let writer = kept.clone();
        let subscriber = subscriber(&settings, move || writer.clone());
        tracing::subscriber::with_default(subscriber, work);
        String::from_utf8(kept.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn a_panic_is_told_by_its_place_alone() {
        let log = logged(&[("log_format", "json")], || {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(panicked));
            let broken = std::panic::catch_unwind(|| {
                let said = "said by somebody";
                assert!(said.is_empty(), "{said}");
            });
            std::panic::set_hook(before);
            assert!(broken.is_err());
        });
        let line: Value = serde_json::from_str(&log).unwrap();
        assert_eq!((&line["level"], &line["message"]), (&"ERROR".into(), &"panic".into()));
        assert!(line["place"].as_str().unwrap().starts_with("src/cli/log.rs:"), "{log}");
        assert!(!log.contains("said by somebody"), "{log}");
    }

    #[test]
    fn only_own_lines_of_the_level_are_written() {
        let log = logged(&[("log_level", "warn")], || {
            tracing::warn!("own");
            tracing::info!("too much");
            tracing::error!(target: "rustls", "of somebody else");
        });
        assert!(log.contains("own") && log.lines().count() == 1, "{log}");
    }
}
