//! Closed lists of the area `finding`.

use super::vocabulary;

vocabulary! {}
