//! What functions gave, kept from one run to the next, so that a book is not made anew where it did not
//! change.
//!
//! A memo is asked with everything that a result depends on. Whoever forgets something of that gets what was
//! right an hour ago: `tests/determinism.rs` compares books that were made again with books that were made anew, byte
//! for byte.

use rustc_hash::FxHashMap;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::any::{Any, TypeId};
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Results by what they depend on; its clones are one. That of a single run keeps nothing and costs nothing.
#[derive(Clone, Default)]
pub struct Memo(Option<Arc<Mutex<Generations>>>);

/// What stands for a value: a hundred and twenty-eight bits, so that no two of a thousand million are alike but
/// with a chance of one to 10^20.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);
type Results = FxHashMap<Fingerprint, Arc<dyn Any + Send + Sync>>;

#[derive(Default)]
struct Generations {
    /// What this run has asked for.
    present: Results,
    /// What the one before had asked for, and this one has not yet.
    past: Results,
}

impl Memo {
    /// One that keeps what it is asked for.
    pub fn keeping() -> Memo {
        Memo(Some(Arc::default()))
    }

    /// What `make` gives, which depends on nothing but `key` and differs from other results of its type by that
    /// alone.
    pub fn get<V: Any + Send + Sync>(&self, key: &impl Hash, make: impl FnOnce() -> V) -> Arc<V> {
        let Ok(made) = self.try_get(key, || Ok::<V, Infallible>(make()));
        made
    }

    /// The same of what may fail, which is not kept.
    pub fn try_get<V: Any + Send + Sync, E>(
        &self,
        key: &impl Hash,
        make: impl FnOnce() -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        let Some(generations) = &self.0 else { return make().map(Arc::new) };
        let key = self.fingerprint(&(TypeId::of::<V>(), key));
        let lock = || generations.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = lock().get(key).and_then(|kept| kept.downcast().ok());
        match kept {
            Some(kept) => Ok(kept),
            None => {
                // Without the lock: others make theirs meanwhile.
                let made = Arc::new(make()?);
                lock().present.insert(key, made.clone());
                Ok(made)
            }
        }
    }

    /// What stands for a value in several keys. A memo that keeps nothing does not look at it.
    pub fn fingerprint(&self, of: &impl Hash) -> Fingerprint {
        let Some(_) = self.0 else { return Fingerprint::default() };
        Fingerprint::of(of)
    }

    /// Ends a run: what it has not asked for is forgotten.
    pub fn turn(&self) {
        if let Some(generations) = &self.0 {
            let mut generations = generations.lock().unwrap_or_else(PoisonError::into_inner);
            generations.past = std::mem::take(&mut generations.present);
        }
    }
}

/// A value that many keys hold, and that outlives the run in which it was made: its clones are one, and what stands
/// for it in keys is found out once.
pub struct Shared<T>(Arc<(T, OnceLock<Fingerprint>)>);

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Shared<T> {
        Shared(Arc::new((value, OnceLock::new())))
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Shared<T> {
        T::default().into()
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.0.fmt(formatter)
    }
}

impl<T: Hash> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (value, fingerprint) = &*self.0;
        fingerprint.get_or_init(|| Fingerprint::of(value)).hash(state);
    }
}

impl Fingerprint {
    /// What stands for a file: the same on every machine, so that names which editions carry may be made of it.
    pub fn of_file(bytes: &[u8]) -> Fingerprint {
        let mut hasher = SipHasher13::new();
        hasher.write(bytes);
        Fingerprint(hasher.finish128().as_u128())
    }

    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    fn of(value: &impl Hash) -> Fingerprint {
        let mut hasher = SipHasher13::new();
        value.hash(&mut hasher);
        Fingerprint(hasher.finish128().as_u128())
    }
}

impl Generations {
    fn get(&mut self, key: Fingerprint) -> Option<Arc<dyn Any + Send + Sync>> {
        if let Some(kept) = self.past.remove(&key) {
            self.present.insert(key, kept);
        }
        self.present.get(&key).cloned()
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "Memo(keeping)" } else { "Memo" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_a_run_did_not_ask_for_is_forgotten() {
        let made = Cell::new(0);
        let length = |memo: &Memo, word: &str| {
            *memo.get(&word, || {
                made.set(made.get() + 1);
                word.len()
            })
        };
        let memo = Memo::keeping();
        let runs: &[(&[&str], usize)] =
            &[(&["tea", "milk", "tea"], 2), (&["milk"], 0), (&["tea", "milk"], 1), (&["tea", "milk"], 0)];
        for (words, expected) in runs {
            made.set(0);
            words.iter().for_each(|word| assert_eq!(length(&memo, word), word.len()));
            assert_eq!(made.get(), *expected, "{words:?}");
            memo.turn();
        }
        made.set(0);
        let none = Memo::default();
        assert_eq!((length(&none, "tea"), length(&none, "tea"), made.get()), (3, 3, 2));
    }

    #[test]
    fn results_of_two_types_are_two() {
        let memo = Memo::keeping();
        assert_eq!(*memo.get(&1, || "one"), "one");
        assert_eq!(*memo.get(&1, || 2_u8), 2);
    }
}
