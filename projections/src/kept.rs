//! One value that can take back everything since the last commit, like a table of one row.

use crate::undo::{Slot, Undo, commits};

/// A value with undo.
#[derive(Debug, Clone, Default)]
pub struct Kept<V> {
    slot: Slot<V>,
    undo: Undo<(), V>,
}

impl<V: Clone> Kept<V> {
    /// The value.
    pub fn get(&self) -> &V {
        &self.slot.value
    }

    /// The value, to be changed.
    pub fn edit(&mut self) -> &mut V {
        self.undo.keep(|| (), &mut self.slot);
        &mut self.slot.value
    }

    commits!();

    /// Takes back everything since the last commit; nothing where no undo is kept.
    pub fn rollback(&mut self) {
        let slot = &mut self.slot;
        self.undo.rollback(|(), old| {
            if let Some(old) = old {
                *slot = old;
            }
        });
    }
}

/// Two are equal when their values are, whatever they could take back.
impl<V: PartialEq> PartialEq for Kept<V> {
    fn eq(&self, other: &Self) -> bool {
        self.slot.value == other.slot.value
    }
}

impl<V: bincode::Encode> bincode::Encode for Kept<V> {
    fn encode<E: bincode::enc::Encoder>(
        &self,
        encoder: &mut E,
    ) -> Result<(), bincode::error::EncodeError> {
        self.slot.value.encode(encoder)
    }
}

impl<C, V: bincode::Decode<C>> bincode::Decode<C> for Kept<V> {
    fn decode<D: bincode::de::Decoder<Context = C>>(
        decoder: &mut D,
    ) -> Result<Self, bincode::error::DecodeError> {
        let undo = Undo::default();
        Ok(Kept { slot: undo.slot(V::decode(decoder)?), undo })
    }
}

impl<'de, C, V: bincode::Decode<C>> bincode::BorrowDecode<'de, C> for Kept<V> {
    fn borrow_decode<D: bincode::de::BorrowDecoder<'de, Context = C>>(
        decoder: &mut D,
    ) -> Result<Self, bincode::error::DecodeError> {
        bincode::Decode::decode(decoder)
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn rollback_gives_what_the_last_commit_kept() {
        let mut kept = Kept::<u8>::default();
        *kept.edit() = 1;
        kept.rollback();
        assert_eq!(*kept.get(), 1, "nothing is taken back before undo is kept");
        kept.keep_undo();
        *kept.edit() = 2;
        kept.commit();
        *kept.edit() = 3;
        *kept.edit() = 4;
        kept.rollback();
        assert_eq!(*kept.get(), 2);
        *kept.edit() = 5;
        kept.rollback();
        assert_eq!(*kept.get(), 2);
    }
}
