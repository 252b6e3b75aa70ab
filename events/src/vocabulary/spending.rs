//! Closed lists of the area `spending`.

use super::vocabulary;

vocabulary! {}
