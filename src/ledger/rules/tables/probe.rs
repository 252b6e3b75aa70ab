//! Notes which rules were really asked, so that no case proves a rule that never looked.

use std::cell::RefCell;

use crate::ledger::rules::Rule;

thread_local! {
    static ASKED: RefCell<Vec<(&'static str, bool)>> = const { RefCell::new(Vec::new()) };
}

/// A rule was asked; `held` when it found nothing wrong.
pub fn note(rule: &'static Rule, held: bool) {
    ASKED.with_borrow_mut(|asked| asked.push((rule.code, held)));
}

/// What was asked since the last call.
pub fn take() -> Vec<(&'static str, bool)> {
    ASKED.take()
}
