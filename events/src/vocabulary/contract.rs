//! Closed lists of the area `contract`.

use super::vocabulary;

vocabulary! {}
