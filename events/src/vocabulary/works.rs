//! Closed lists of the area `works`.

use super::vocabulary;

vocabulary! {}
