//! Closed lists of the area `disaster`.

use super::vocabulary;

vocabulary! {}
