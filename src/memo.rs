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
use std::sync::{Arc, Mutex, PoisonError};

/// Results by what they depend on; its clones are one. That of a single run keeps nothing and costs nothing.
#[derive(Clone, Default)]
pub struct Memo(Option<Arc<Mutex<Generations>>>);

/// What stands for a value: a hundred and twenty-eight bits, so that no two of a thousand million are alike but
/// with a chance of one to 10^20.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
        let mut hasher = Gatherer::default();
        of.hash(&mut hasher);
        Fingerprint(hasher.finish128())
    }

    /// Ends a run: what it has not asked for is forgotten.
    pub fn turn(&self) {
        if let Some(generations) = &self.0 {
            let mut generations = generations.lock().unwrap_or_else(PoisonError::into_inner);
            generations.past = std::mem::take(&mut generations.present);
        }
    }
}

/// Hands on in large pieces what comes field by field: a page is some ten thousand small numbers, and SipHash takes
/// three times as long for each of them as for their bytes together.
struct Gatherer {
    hasher: SipHasher13,
    block: [u8; 1024],
    filled: usize,
}

impl Default for Gatherer {
    fn default() -> Gatherer {
        Gatherer { hasher: SipHasher13::new(), block: [0; 1024], filled: 0 }
    }
}

impl Gatherer {
    fn hand_on(&mut self) {
        self.hasher.write(&self.block[..self.filled]);
        self.filled = 0;
    }

    fn finish128(mut self) -> u128 {
        self.hand_on();
        self.hasher.finish128().as_u128()
    }
}

impl Hasher for Gatherer {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        if bytes.len() > self.block.len() - self.filled {
            self.hand_on();
        }
        match self.block.get_mut(self.filled..self.filled + bytes.len()) {
            Some(free) => {
                free.copy_from_slice(bytes);
                self.filled += bytes.len();
            }
            None => self.hasher.write(bytes),
        }
    }

    /// Half of the fingerprint, which nobody asks for.
    fn finish(&self) -> u64 {
        let mut hasher = self.hasher;
        hasher.write(&self.block[..self.filled]);
        hasher.finish()
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
