//! Many ascending lists of sequence numbers, most of them short.
//!
//! A list of one number is the four bytes of its slot; a short one keeps differences of variable
//! length in 24 bytes more; only a long one has a buffer of its own.
//!
//! Not here: what the lists are about ([`crate::trail`]).

/// Marks a slot that holds the number of a list instead of the only element.
const LISTED: u32 = 1 << 31;

/// Where a list stands, or the only number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub(crate) struct Slot(u32);

impl Slot {
    /// A list without numbers.
    pub const EMPTY: Slot = Slot(u32::MAX);

    fn list(self) -> Option<usize> {
        (self != Slot::EMPTY && self.0 & LISTED != 0).then_some((self.0 & !LISTED) as usize)
    }

    fn only(self) -> Option<u64> {
        (self.0 & LISTED == 0).then_some(u64::from(self.0))
    }
}

/// The lists behind slots.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub(crate) struct Lists {
    lists: Vec<List>,
}

/// Differences between ascending numbers, as variable-length integers.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
enum List {
    Short { used: u8, bytes: [u8; SHORT_BYTES] },
    Long(Box<LongList>),
}

/// As many bytes as make the enum 24 bytes long.
const SHORT_BYTES: usize = 22;

#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
struct LongList {
    last: u64,
    bytes: Vec<u8>,
}

impl Lists {
    /// Adds a number, not below those before it, to the list of a slot.
    pub fn push(&mut self, slot: &mut Slot, seq: u64) {
        if *slot == Slot::EMPTY
            && let Some(only) = u32::try_from(seq).ok().filter(|only| only & LISTED == 0)
        {
            *slot = Slot(only);
            return;
        }
        if let Some(list) = slot.list().and_then(|at| self.lists.get_mut(at)) {
            list.push(seq);
            return;
        }
        let mut list = List::Short { used: 0, bytes: [0; SHORT_BYTES] };
        slot.only().into_iter().for_each(|only| list.push(only));
        list.push(seq);
        // Two billion lists would be fifty gigabytes: memory ends before the numbers do.
        *slot = Slot(u32::try_from(self.lists.len()).unwrap_or(0) | LISTED);
        reserve(&mut self.lists, 1);
        self.lists.push(list);
    }

    /// The numbers of a slot.
    pub fn of(&self, slot: Slot) -> Vec<u64> {
        match slot.list() {
            Some(at) => self.lists.get(at).map_or_else(Vec::new, |l| read_all(l.bytes()).collect()),
            None => slot.only().into_iter().collect(),
        }
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let long: usize = self
            .lists
            .iter()
            .map(|list| match list {
                List::Short { .. } => 0,
                List::Long(list) => size_of::<LongList>() + list.bytes.capacity(),
            })
            .sum();
        self.lists.capacity() * size_of::<List>() + long
    }
}

/// From this many elements on, memory matters more than the time of moving them.
const LARGE: usize = 1 << 18;

/// Makes room in a vector that may be the largest thing in memory: a large one grows by an eighth,
/// not by doubling.
pub(crate) fn reserve<T>(vec: &mut Vec<T>, more: usize) {
    if vec.capacity() - vec.len() < more {
        let ahead = if vec.len() < LARGE { vec.len() } else { vec.len() / 8 };
        vec.reserve_exact(more.max(ahead).max(64));
    }
}

impl List {
    fn push(&mut self, seq: u64) {
        match self {
            List::Long(list) => {
                let (bytes, used) = varint(seq.saturating_sub(list.last));
                list.bytes.extend_from_slice(&bytes[..used]);
                list.last = seq;
            }
            List::Short { used, bytes } => {
                let kept = usize::from(*used);
                let last = read_all(&bytes[..kept]).last().unwrap_or(0);
                let (more, length) = varint(seq.saturating_sub(last));
                if let Some(room) = bytes.get_mut(kept..kept + length) {
                    room.copy_from_slice(&more[..length]);
                    *used = u8::try_from(kept + length).unwrap_or(u8::MAX);
                } else {
                    let mut longer = Vec::with_capacity(2 * SHORT_BYTES);
                    longer.extend_from_slice(&bytes[..kept]);
                    longer.extend_from_slice(&more[..length]);
                    *self = List::Long(Box::new(LongList { last: seq, bytes: longer }));
                }
            }
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            List::Short { used, bytes } => &bytes[..usize::from(*used)],
            List::Long(list) => &list.bytes,
        }
    }
}

/// Longest variable-length integer: 64 bits in groups of seven.
const VARINT_BYTES: usize = 10;

fn varint(mut value: u64) -> ([u8; VARINT_BYTES], usize) {
    let mut bytes = [0; VARINT_BYTES];
    let mut used = 0;
    for byte in &mut bytes {
        *byte = (value & 0x7f) as u8;
        used += 1;
        value >>= 7;
        if value == 0 {
            break;
        }
        *byte |= 0x80;
    }
    (bytes, used)
}

/// The sequence numbers of a list of differences.
fn read_all(bytes: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let mut rest = bytes.iter();
    let mut seq = 0u64;
    std::iter::from_fn(move || {
        let mut difference = 0u64;
        let mut shift = 0;
        loop {
            let byte = *rest.next()?;
            difference |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
            shift += 7;
        }
        seq = seq.saturating_add(difference);
        Some(seq)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_give_back_what_they_were_given() {
        for step in [1u64, 3, 200, 70_000, 1 << 40] {
            for first in [0, 1, 1 << 31, 1 << 40] {
                let (mut lists, mut slot) = (Lists::default(), Slot::EMPTY);
                let seqs: Vec<u64> = (0..40).map(|i| first + i * step).collect();
                assert!(lists.of(slot).is_empty());
                for (index, seq) in seqs.iter().enumerate() {
                    lists.push(&mut slot, *seq);
                    assert_eq!(lists.of(slot), seqs[..=index]);
                }
            }
        }
    }

    #[test]
    fn a_list_is_24_bytes() {
        assert_eq!(size_of::<List>(), 24);
    }
}
