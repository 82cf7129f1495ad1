//! Addresses that hold what they stand for (RFC 2397): `data:image/png;base64,…`.

use super::scheme;
use data_url::DataUrl;
use std::borrow::Cow;

/// Whether an address holds what it stands for.
pub fn is_data(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data"))
}

/// What a `data:` address holds, whatever it says of its kind.
///
/// # Errors
///
/// What is wrong with the address.
pub fn decoded(address: &str) -> Result<Vec<u8>, String> {
    let address = with_its_hashes(address);
    let url = DataUrl::process(&address).map_err(|_| "its address has no comma before the data")?;
    let (bytes, _) = url.decode_to_vec().map_err(|_| "its base64 is broken")?;
    Ok(bytes)
}

/// A `#` begins a fragment, which is no part of the data (Fetch Standard, "data: URL processor").
/// But colours of drawings are often written with one: what still has an end of a tag behind it
/// cannot be a fragment.
fn with_its_hashes(address: &str) -> Cow<'_, str> {
    let end = address.rfind('>').or(address.rfind("%3E")).or(address.rfind("%3e")).unwrap_or(0);
    let (data, rest) = address.split_at(end);
    match data.contains('#') {
        true => Cow::Owned(data.replace('#', "%23") + rest),
        false => Cow::Borrowed(address),
    }
}

/// How messages call the image at a path. An address that holds the image is no name for it, and may
/// be megabytes long.
pub fn image_name(path: &str) -> String {
    match is_data(path) {
        true => {
            format!("`data:` image of {} bytes", grouped(decoded(path).map_or(path.len(), |data| data.len())))
        }
        false => format!("image `{path}`"),
    }
}

/// A number with a comma between each three figures.
fn grouped(number: usize) -> String {
    let figures = number.to_string();
    let mut out = String::new();
    for (index, figure) in figures.chars().enumerate() {
        if index > 0 && (figures.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_decoded() {
        let broken = Err("its base64 is broken".to_owned());
        for (address, expected) in [
            ("data:image/png;base64,aGVsbG8=", Ok("hello")),
            ("DATA:image/png;charset=utf-8;BASE64,aGVs\n bG8", Ok("hello")),
            ("data:;base64,aGVs%62G8%3D", Ok("hello")),
            ("data:,a%20b#c", Ok("a b")),
            ("data:image/svg+xml,<svg fill='#f00'/>#view", Ok("<svg fill='#f00'/>")),
            ("data:image/svg+xml,%3Csvg fill='#f00'/%3E", Ok("<svg fill='#f00'/>")),
            ("data:", Err("its address has no comma before the data".to_owned())),
            ("data:image/png;base64,%%%", broken.clone()),
            ("data:image/png;base64,a", broken),
        ] {
            assert_eq!(decoded(address), expected.map(|text| text.as_bytes().to_vec()), "{address}");
        }
    }

    #[test]
    fn data_is_no_name() {
        for (path, expected) in [
            ("a.png", "image `a.png`".to_owned()),
            ("data:image/png;base64,aGVsbG8=", "`data:` image of 5 bytes".into()),
            (&format!("data:,{}", "x".repeat(1_234_567)), "`data:` image of 1,234,567 bytes".into()),
            ("data:x", "`data:` image of 6 bytes".into()),
        ] {
            assert_eq!(image_name(path), expected);
        }
    }
}
