//! Closed lists of the area `pkh`.

use super::vocabulary;

vocabulary! {}
