//! Readings that differ in one thing each.
