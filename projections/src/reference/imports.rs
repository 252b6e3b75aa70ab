//! Imports whose rows are events: open while rows come in, and without effect until all are there.

use jejak_events::ids::{Bytes32, RecipientId};
use jejak_events::vocabulary::Dataset;
use jejak_events::{Event, Object, Recorded};

use crate::proposal::Eligibility;
use crate::reference::Reference;
use crate::state::State;

/// An import that was opened.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Import {
    /// What the file is.
    pub dataset: Dataset,
    /// Commitment to the file.
    pub file: Bytes32,
    /// Events that were announced.
    pub stated_count: u64,
    /// Sum of their amounts that was announced, in sen.
    pub stated_sen: i64,
    /// Events that named it so far.
    pub count: u64,
    /// Sum of their amounts so far, in sen.
    pub sen: i64,
    /// The event that closed it.
    pub closed_by: Option<u64>,
    /// The event that abandoned it; then it is never closed.
    pub abandoned_by: Option<u64>,
}

impl Import {
    /// Whether rows still come in.
    pub fn is_open(&self) -> bool {
        self.ended_by().is_none()
    }

    /// The event that closed or abandoned it.
    pub fn ended_by(&self) -> Option<u64> {
        self.closed_by.or(self.abandoned_by)
    }
}

/// What a row of an open import says, kept until the import closes: programme and recipient, and
/// what was found.
pub type WaitingCheck = ((u16, RecipientId), Eligibility);

impl Reference {
    /// Whether what names an imported list counts: all its rows are in. `data` is the event that
    /// took the list over.
    pub fn counts(&self, data: u64) -> bool {
        self.imports.get(&data).is_none_or(|import| import.closed_by.is_some())
    }

    /// The event that took a file over, whole or not yet, by the commitment to the file.
    pub fn import_of_file(&self, file: &Bytes32) -> Option<u64> {
        self.files.get(&file.0).copied()
    }

    pub(super) fn remember_file(&mut self, file: Bytes32, seq: u64) {
        if !self.files.contains(&file.0) {
            self.files.insert(file.0, seq);
        }
    }
}

/// The imported list that an event names as where it comes from.
pub fn import_named(event: &Event) -> Option<u64> {
    let mut named = None;
    event.references(&mut |object, seq| {
        if object == Object::ExternalData {
            named = Some(seq);
        }
    });
    named
}

/// The amount of a row, in sen; zero for a row without one.
pub fn amount_of_row(event: &Event) -> i64 {
    match event {
        Event::BankLineObserved(body) => body.amount.sen(),
        Event::Sp2dRowObserved(body) => body.amount.sen(),
        _ => 0,
    }
}

/// Counts an event as a row of the open import that it names.
pub(crate) fn count_row(state: &mut State, fact: &Recorded) {
    let none = state.reference.imports.is_empty();
    if none || matches!(fact.event, Event::ImportClosed(_) | Event::ImportAbandoned(_)) {
        return;
    }
    let Some(named) = import_named(&fact.event) else { return };
    let open = state.reference.imports.get(&named).is_some_and(Import::is_open);
    if !open {
        return;
    }
    if let Some(import) = state.reference.imports.edit(&named) {
        import.count = import.count.saturating_add(1);
        import.sen = import.sen.saturating_add(amount_of_row(&fact.event));
    }
}

pub(super) fn open(
    reference: &mut Reference,
    seq: u64,
    body: &jejak_events::reference::ImportOpened,
) {
    reference.external.insert(seq, body.dataset);
    reference.remember_file(body.file, seq);
    reference.imports.insert(
        seq,
        Import {
            dataset: body.dataset,
            file: body.file,
            stated_count: body.count,
            stated_sen: body.total.sen(),
            count: 0,
            sen: 0,
            closed_by: None,
            abandoned_by: None,
        },
    );
}

/// From here on its rows count: what they said takes effect, in their order.
pub(super) fn close(state: &mut State, seq: u64, data: u64) {
    if let Some(import) = state.reference.imports.edit(&data) {
        import.closed_by = Some(seq);
    }
    for (key, checked) in take_waiting(state, data) {
        state.proposal.eligibility.insert(key, checked);
    }
}

/// From here on none of its rows can count. Its file may be taken over again where its rows name it;
/// rows that name something else stay, and would stand there twice.
pub(super) fn abandon(state: &mut State, seq: u64, data: u64) {
    let Some(import) = state.reference.imports.edit(&data) else { return };
    import.abandoned_by = Some(seq);
    let (file, named) = (import.file, import.stated_count > 0);
    if named && state.reference.import_of_file(&file) == Some(data) {
        state.reference.files.remove(&file.0);
    }
    take_waiting(state, data);
}

/// Takes out what rows of an import said and that waits for its end, in the order of the rows.
fn take_waiting(state: &mut State, data: u64) -> Vec<WaitingCheck> {
    let waiting = &mut state.proposal.waiting;
    let mut rows: Vec<(u64, WaitingCheck)> = waiting
        .iter()
        .filter(|((of, _), _)| *of == data)
        .map(|((_, row), check)| (*row, *check))
        .collect();
    rows.sort_unstable_by_key(|(row, _)| *row);
    rows.iter().for_each(|(row, _)| waiting.remove(&(data, *row)));
    rows.into_iter().map(|(_, check)| check).collect()
}
