//! Panics as messages. Where a library gives up over one drawing or formula, whoever called it goes
//! on and says so in its own words; a panic that ends the run says where it was, once, in the shape
//! that messages have.

use crate::diagnostic::{Code, Error};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

/// The last one, with its place.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs the program.
///
/// Errors: `internal` for a panic.
pub fn guarded<T>(run: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    set_hook(Box::new(|panic| {
        let said = panic.to_string().replace('\n', " ");
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = said;
    }));
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        Err(Error::new(Code::Internal, format!("something inside went wrong: {last}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_place() {
        let error = guarded::<()>(|| panic!("as it should")).unwrap_err();
        drop(std::panic::take_hook());
        assert_eq!(error.code, Code::Internal);
        assert!(error.message.contains("as it should") && error.message.contains("panics.rs"), "{error}");
    }
}
