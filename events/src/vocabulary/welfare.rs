//! Closed lists of the area `welfare`.

use super::vocabulary;

vocabulary! {}
