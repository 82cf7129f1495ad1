//! How far a run has come, told to whoever wants to know: the library itself reads no clock and shows nothing.

use std::fmt;
use std::sync::Arc;

/// A stage of the road from the manuscript to its editions. Those of the two editions may overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Stage {
    /// Texts are found and read.
    Read,
    /// Images are loaded.
    Images,
    /// Texts become one book: sections, references, notes, typography.
    Prepare,
    /// The book is set in pages.
    Pages,
    /// The EPUB is written, in memory.
    Epub,
    /// The PDF is written, in memory.
    Pdf,
}

impl Stage {
    /// All of them, in the order in which they begin.
    pub const ALL: [Stage; 6] =
        [Stage::Read, Stage::Images, Stage::Prepare, Stage::Pages, Stage::Epub, Stage::Pdf];
}

/// Hears of stages, from any thread. A stage that an error ends is not told as ended.
pub trait Observe: Send + Sync {
    /// A stage begins.
    fn begins(&self, stage: Stage);
    /// It is done.
    fn ends(&self, stage: Stage);
}

/// Who is told of stages; by default nobody.
#[derive(Clone, Default)]
pub struct Observer(Option<Arc<dyn Observe>>);

impl Observer {
    /// Somebody who is told.
    pub fn new(observe: Arc<dyn Observe>) -> Observer {
        Observer(Some(observe))
    }

    /// Does the work of a stage, and tells of it.
    pub(crate) fn during<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let Some(observe) = &self.0 else { return work() };
        observe.begins(stage);
        let done = work();
        observe.ends(stage);
        done
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "Observer(somebody)" } else { "Observer" })
    }
}
