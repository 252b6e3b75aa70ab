//! Closed lists of the area `sembako`.

use super::vocabulary;

vocabulary! {}
