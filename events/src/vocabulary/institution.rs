//! Closed lists of the area `institution`.

use super::vocabulary;

vocabulary! {}
