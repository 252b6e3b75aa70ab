//! Closed lists of the area `stock`.

use super::vocabulary;

vocabulary! {}
