//! Closed lists of the area `worker`.

use super::vocabulary;

vocabulary! {}
