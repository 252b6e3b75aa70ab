//! Closed lists of the area `complaint`.

use super::vocabulary;

vocabulary! {}
