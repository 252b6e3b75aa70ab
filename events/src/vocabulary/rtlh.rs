//! Closed lists of the area `rtlh`.

use super::vocabulary;

vocabulary! {}
