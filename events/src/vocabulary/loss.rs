//! Closed lists of the area `loss`.

use super::vocabulary;

vocabulary! {}
