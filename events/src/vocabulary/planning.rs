//! Closed lists of the area `planning`.

use super::vocabulary;

vocabulary! {}
