//! A thread that does something every second until it is dropped.
//!
//! It keeps the high-water mark synced when appends pause, and lets a driver look after its
//! engine. It never writes entries and never answers anybody.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Handle of the thread; dropping it stops and joins it.
#[derive(Debug)]
pub(super) struct Keeper {
    stop: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Runs `work` every `period`.
    pub fn start(period: Duration, mut work: impl FnMut() + Send + 'static) -> Option<Keeper> {
        let stop = Arc::new((Mutex::new(false), Condvar::new()));
        let seen = Arc::clone(&stop);
        let run = move || {
            let (stopped, wake) = &*seen;
            let mut guard = stopped.lock().unwrap_or_else(PoisonError::into_inner);
            while !*guard {
                let waited = wake.wait_timeout(guard, period);
                guard = waited.unwrap_or_else(PoisonError::into_inner).0;
                if !*guard {
                    drop(guard);
                    work();
                    guard = stopped.lock().unwrap_or_else(PoisonError::into_inner);
                }
            }
        };
        let thread = std::thread::Builder::new().name("jejak-keeper".into()).spawn(run).ok()?;
        Some(Keeper { stop, thread: Some(thread) })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let (stopped, wake) = &*self.stop;
        *stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
        wake.notify_all();
        if let Some(thread) = self.thread.take() {
            // A panic there was printed there; nothing depends on its result.
            let _ = thread.join();
        }
    }
}
