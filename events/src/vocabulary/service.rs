//! Closed lists of the area `service`.

use super::vocabulary;

vocabulary! {}
