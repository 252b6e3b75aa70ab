//! One value that can take back everything since the last commit, like a table of one row.

/// A value with undo.
#[derive(Debug, Clone, Default)]
pub struct Kept<V> {
    value: V,
    old: Option<V>,
    undoable: bool,
}

impl<V: Clone> Kept<V> {
    /// The value.
    pub fn get(&self) -> &V {
        &self.value
    }

    /// The value, to be changed.
    pub fn edit(&mut self) -> &mut V {
        if self.undoable && self.old.is_none() {
            self.old = Some(self.value.clone());
        }
        &mut self.value
    }

    /// From now on, everything since the last commit can be taken back.
    pub fn keep_undo(&mut self) {
        self.undoable = true;
    }

    /// Keeps everything since the last commit.
    pub fn commit(&mut self) {
        self.old = None;
    }

    /// Takes back everything since the last commit; nothing where no undo is kept.
    pub fn rollback(&mut self) {
        if let Some(old) = self.old.take() {
            self.value = old;
        }
    }
}

/// Two are equal when their values are, whatever they could take back.
impl<V: PartialEq> PartialEq for Kept<V> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<V: bincode::Encode> bincode::Encode for Kept<V> {
    fn encode<E: bincode::enc::Encoder>(
        &self,
        encoder: &mut E,
    ) -> Result<(), bincode::error::EncodeError> {
        self.value.encode(encoder)
    }
}

impl<C, V: bincode::Decode<C>> bincode::Decode<C> for Kept<V> {
    fn decode<D: bincode::de::Decoder<Context = C>>(
        decoder: &mut D,
    ) -> Result<Self, bincode::error::DecodeError> {
        Ok(Kept { value: V::decode(decoder)?, old: None, undoable: false })
    }
}

impl<'de, C, V: bincode::Decode<C>> bincode::BorrowDecode<'de, C> for Kept<V> {
    fn borrow_decode<D: bincode::de::BorrowDecoder<'de, Context = C>>(
        decoder: &mut D,
    ) -> Result<Self, bincode::error::DecodeError> {
        bincode::Decode::decode(decoder)
    }
}
