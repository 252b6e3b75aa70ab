//! Panics that are caught and told as errors are not printed as well; all others are.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether this thread is within [`catch`].
    static CATCHING: Cell<bool> = const { Cell::new(false) };
}

/// Runs something that may panic, and gives back what it panicked with.
pub(super) fn catch<T>(run: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    static INSTALLED: Once = Once::new();
    // A hook cannot be changed by a thread that panics, as one that drops an engine may.
    if !std::thread::panicking() {
        INSTALLED.call_once(install);
    }
    let before = CATCHING.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    CATCHING.set(before);
    outcome
}

/// Puts a hook before the one there is, which hears of everything that is not caught here.
fn install() {
    let other = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !CATCHING.try_with(Cell::get).unwrap_or(false) {
            other(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        static HEARD: Cell<u32> = const { Cell::new(0) };
    }

    #[test]
    fn only_caught_panics_are_silent() {
        assert_eq!(catch(|| 7).ok(), Some(7));
        let other = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            HEARD.set(HEARD.get() + 1);
            other(info);
        }));
        install();
        let text = catch(|| panic!("damaged")).map(|()| "").unwrap_err();
        assert_eq!((text.downcast_ref(), HEARD.get()), (Some(&"damaged"), 0));
        let nested: Result<(), _> = catch(|| {
            let _ = catch(|| panic!("within"));
            panic!("after it")
        });
        assert!(nested.is_err() && HEARD.get() == 0);
        catch_unwind(|| panic!("heard, as every other")).unwrap_err();
        assert_eq!(HEARD.get(), 1);
    }
}
