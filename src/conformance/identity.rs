//! Which book a written file is an edition of, as far as that can be told without reading all of it.

use super::epub::archive::Archive;
use super::epub::package::Package;
use super::pdf::xmp::Xmp;

/// What a file says that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// Its unique identifier.
    pub identifier: String,
    /// The title of the book, if it says one.
    pub title: Option<String>,
}

/// The identity of an EPUB, or of a PDF whose metadata are not compressed; `None` where the file is
/// neither, or does not say what it is.
pub fn identity(bytes: &[u8]) -> Option<Identity> {
    if bytes.starts_with(b"PK") { of_epub(bytes) } else { of_pdf(bytes) }
}

fn of_epub(bytes: &[u8]) -> Option<Identity> {
    let package = Package::read(&Archive::open(bytes).ok()?).ok()?;
    let identifier = package.identifier.clone()?;
    Some(Identity { identifier, title: package.values("dc:title").first().cloned() })
}

/// Programs that know nothing of PDF find the packet by its own marks (ISO 16684-1, 7.3).
fn of_pdf(bytes: &[u8]) -> Option<Identity> {
    let find = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).position(|window| window == wanted);
    if !bytes.starts_with(b"%PDF-") {
        return None;
    }
    const END: &[u8] = b"</x:xmpmeta>";
    let start = find(bytes, b"<x:xmpmeta")?;
    let packet = bytes.get(start..)?;
    let packet = packet.get(..find(packet, END)? + END.len())?;
    let xmp = Xmp::parse(packet);
    Some(Identity { identifier: xmp.identifier?, title: xmp.title })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_book_has_no_identity() {
        for bytes in
            [&b""[..], b"PK", b"PK\x03\x04", b"%PDF-1.7", b"the old book", b"%PDF- <x:xmpmeta></x:xmpmeta>"]
        {
            assert_eq!(identity(bytes), None);
        }
    }
}
