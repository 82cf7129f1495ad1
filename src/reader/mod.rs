//! From text to a `Draft`.
pub mod markdown;
pub mod plain;
