//! The colour profile of a PNG file (PNG, 11.3.2.3), which unpacks to any size at whoever shows the picture.

use super::stream::chunks;
use flate2::{Decompress, FlushDecompress, Status};

/// Profiles of presses, with their tables of colours, have two or three million bytes; those of screens a few
/// thousand.
const LARGEST: u64 = 16 << 20;

/// Finds out whether the profile, if there is one, is of a size that a profile can have.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let profiles = chunks(bytes).filter(|chunk| &chunk.kind == b"iCCP");
    match profiles.into_iter().all(|chunk| is_small(chunk.data)) {
        true => Ok(()),
        false => Err(format!("its colour profile is larger than {} MB", LARGEST >> 20)),
    }
}

/// Behind the name, a zero and the number of the method stands the profile. One that is broken is no matter here.
fn is_small(chunk: &[u8]) -> bool {
    const AT_ONCE: usize = 1 << 16;
    let name = chunk.iter().position(|&byte| byte == 0).unwrap_or(chunk.len());
    let packed = chunk.get(name + 2..).unwrap_or_default();
    let (mut unpacked, mut inflate) = (vec![0; AT_ONCE], Decompress::new(true));
    loop {
        let before = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(&packed[before.0 as usize..], &mut unpacked, FlushDecompress::None);
        if inflate.total_out() > LARGEST {
            return false;
        }
        let is_stuck = before == (inflate.total_in(), inflate.total_out());
        if is_stuck || !matches!(status, Ok(Status::Ok | Status::BufError)) {
            return true;
        }
    }
}
