//! Disaster stock: warehouses, lots, in, out, transfer, stocktake.

use jejak_events::{Object, Recorded, Tag};

use crate::state::{State, tables};

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Stock {}

tables!(Stock {});

pub(crate) fn apply(_state: &mut State, _fact: &Recorded) {}

/// What an object of this area belongs to.
pub(crate) fn belongings(_state: &State, _object: Object, _seq: u64, _tag: &mut dyn FnMut(Tag)) {}
