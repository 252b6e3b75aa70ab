//! Taking back everything since the last commit: what [`crate::table`], [`crate::rows`] and
//! [`crate::kept`] have in common.
//!
//! The writer applies a proposed batch event by event; when a later event is refused, the whole
//! batch must leave no trace. What it holds keeps the first old value of each row that it touched
//! since the last commit, and puts them back on rollback. Readers only follow what is durable:
//! what they hold keeps nothing.

/// A value and the epoch in which its old value was last kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slot<V> {
    epoch: u32,
    pub(crate) value: V,
}

/// The old values since the last commit. An epoch lasts from one commit or rollback to the next.
#[derive(Debug, Clone)]
pub(crate) struct Undo<K, V> {
    /// First old values of this epoch, `None` of what was not there before; absent where nothing
    /// is ever taken back.
    old: Option<Vec<(K, Option<V>)>>,
    epoch: u32,
}

impl<K, V> Default for Undo<K, V> {
    fn default() -> Self {
        Undo { old: None, epoch: 0 }
    }
}

impl<K, V> Undo<K, V> {
    /// A slot for a value that is there from the beginning, as when it is read from bytes.
    #[inline]
    pub(crate) fn slot(&self, value: V) -> Slot<V> {
        Slot { epoch: self.epoch, value }
    }

    /// A slot for a value that was not there before.
    #[inline]
    pub(crate) fn appear(&mut self, key: impl FnOnce() -> K, value: V) -> Slot<V> {
        if let Some(old) = &mut self.old {
            old.push((key(), None));
        }
        self.slot(value)
    }

    /// Keeps the old value of a slot, before that is changed.
    #[inline]
    pub(crate) fn keep(&mut self, key: impl FnOnce() -> K, slot: &mut Slot<V>)
    where
        V: Clone,
    {
        if let Some(old) = self.old.as_mut().filter(|_| slot.epoch != self.epoch) {
            slot.epoch = self.epoch;
            old.push((key(), Some(slot.value.clone())));
        }
    }

    /// Sets the value of a slot and keeps the old one.
    #[inline]
    pub(crate) fn replace(&mut self, key: impl FnOnce() -> K, slot: &mut Slot<V>, value: V) {
        let before = std::mem::replace(&mut slot.value, value);
        if let Some(old) = self.old.as_mut().filter(|_| slot.epoch != self.epoch) {
            slot.epoch = self.epoch;
            old.push((key(), Some(before)));
        }
    }

    /// Keeps the old value of a slot that was taken away.
    #[inline]
    pub(crate) fn vanish(&mut self, key: impl FnOnce() -> K, slot: Slot<V>) {
        if let Some(old) = self.old.as_mut().filter(|_| slot.epoch != self.epoch) {
            old.push((key(), Some(slot.value)));
        }
    }

    /// From now on, everything since the last commit can be taken back.
    pub(crate) fn begin(&mut self) {
        self.old.get_or_insert_default();
        self.next_epoch();
    }

    /// Keeps everything since the last commit.
    pub(crate) fn commit(&mut self) {
        if let Some(old) = self.old.as_mut().filter(|old| !old.is_empty()) {
            old.clear();
            self.next_epoch();
        }
    }

    /// Hands out what stood at the last commit, the latest change first: the slot to be put back,
    /// or `None` for what is to be taken away.
    pub(crate) fn rollback(&mut self, mut put_back: impl FnMut(K, Option<Slot<V>>)) {
        let epoch = self.epoch;
        for (key, value) in self.old.iter_mut().flat_map(|old| old.drain(..).rev()) {
            put_back(key, value.map(|value| Slot { epoch, value }));
        }
        self.next_epoch();
    }

    /// No slot is of the new epoch: the next change of each keeps its value again.
    fn next_epoch(&mut self) {
        self.epoch = self.epoch.wrapping_add(1);
    }
}

/// The three words by which a thing with a field `undo` is told of commits: all but the rollback
/// of its own values is the same everywhere.
macro_rules! commits {
    () => {
        /// From now on, everything since the last commit can be taken back.
        pub fn keep_undo(&mut self) {
            self.undo.begin();
        }

        /// Keeps everything since the last commit.
        pub fn commit(&mut self) {
            self.undo.commit();
        }
    };
}
pub(crate) use commits;
