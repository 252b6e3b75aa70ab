//! Closed lists of the area `central`.

use super::vocabulary;

vocabulary! {}
