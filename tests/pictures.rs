//! The pictures of a written PDF hold what their PNG files do, pixel by pixel, and where they can the
//! stream of the file itself.

use bifolio::source::Memory;
use bifolio::{Edition, Project, export};
use flate2::{Compression, Crc, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, Stream};
use std::io::{Cursor, Write};

const WIDTH: u32 = 13;
const HEIGHT: u32 = 7;

const GRAY: u8 = 0;
const RGB: u8 = 2;
const INDEXED: u8 = 3;
const GRAY_ALPHA: u8 = 4;
const RGB_ALPHA: u8 = 6;

/// A pixel, with its opacity behind the colours.
type Pixel = [u8; 4];

/// A picture as its file says it (PNG, 11.2 and 11.3.1).
#[derive(Clone, Default)]
struct Picture {
    color_type: u8,
    depth: u8,
    is_interlaced: bool,
    palette: Vec<[u8; 3]>,
    transparency: Vec<u8>,
}

/// The first pixel of each pass of an interlaced picture, and how far apart its pixels are (PNG, 8.2).
const PASSES: [(u32, u32, usize, usize); 7] =
    [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

impl Picture {
    fn most(&self) -> u32 {
        (1 << self.depth) - 1
    }

    fn samples(&self, x: u32, y: u32) -> Vec<u32> {
        let channels = match self.color_type {
            GRAY | INDEXED => 1,
            RGB => 3,
            GRAY_ALPHA => 2,
            _ => 4,
        };
        let sample =
            |channel: u32| (x * 5 + y * 3 + channel * 11) * (self.most() / 16).max(1) % (self.most() + 1);
        (0..channels).map(sample).collect()
    }

    /// What is to be seen.
    fn pixel(&self, x: u32, y: u32) -> Pixel {
        let samples = self.samples(x, y);
        let of_eight_bits: Vec<u8> = samples.iter().map(|&sample| eight_bits(sample, self.depth)).collect();
        let key = self
            .transparency
            .chunks(2)
            .map(|sample| u32::from(sample[0]) << 8 | u32::from(sample[sample.len() - 1]));
        match *of_eight_bits.as_slice() {
            [_] if self.color_type == INDEXED => {
                let place = samples[0] as usize;
                let [r, g, b] = self.palette.get(place).copied().unwrap_or_default();
                [r, g, b, self.transparency.get(place).copied().unwrap_or(255)]
            }
            [v] => [v, v, v, if key.eq(samples) { 0 } else { 255 }],
            [v, opacity] => [v, v, v, opacity],
            [r, g, b] => [r, g, b, if key.eq(samples) { 0 } else { 255 }],
            [r, g, b, opacity] => [r, g, b, opacity],
            _ => unreachable!("a pixel has at most four samples"),
        }
    }

    fn pixels(&self) -> Vec<Pixel> {
        (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| self.pixel(x, y))).collect()
    }

    fn rows(&self) -> Vec<u8> {
        let passes = if self.is_interlaced { &PASSES[..] } else { &[(0, 0, 1, 1)] };
        let mut rows = Vec::new();
        for &(left, top, across, down) in passes {
            for y in (top..HEIGHT).step_by(down) {
                let samples = (left..WIDTH).step_by(across).flat_map(|x| self.samples(x, y));
                // No filter.
                rows.push(0);
                rows.extend(packed(samples, self.depth));
            }
        }
        rows
    }

    fn stream(&self) -> Vec<u8> {
        deflated(&self.rows())
    }

    fn file(&self) -> Vec<u8> {
        let palette = self.palette.concat();
        let header = header(self.color_type, self.depth, self.is_interlaced);
        file(&[
            (b"IHDR", &header),
            (b"PLTE", &palette),
            (b"tRNS", &self.transparency),
            (b"IDAT", &self.stream()),
        ])
    }
}

fn eight_bits(sample: u32, depth: u8) -> u8 {
    let sample = if depth == 16 { sample >> 8 } else { sample * 255 / ((1 << depth) - 1) };
    sample as u8
}

/// The bytes of a row.
fn packed(samples: impl Iterator<Item = u32>, depth: u8) -> Vec<u8> {
    let bits: Vec<u8> =
        samples.flat_map(|sample| (0..depth).rev().map(move |bit| (sample >> bit & 1) as u8)).collect();
    bits.chunks(8).map(|bits| bits.iter().zip((0..8).rev()).map(|(bit, place)| bit << place).sum()).collect()
}

fn unpacked(row: &[u8], depth: u8) -> Vec<u32> {
    let bits: Vec<u32> =
        row.iter().flat_map(|byte| (0..8).rev().map(move |bit| u32::from(byte >> bit & 1))).collect();
    bits.chunks_exact(depth.into()).map(|bits| bits.iter().fold(0, |sample, bit| sample << 1 | bit)).collect()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

fn header(color_type: u8, depth: u8, is_interlaced: bool) -> Vec<u8> {
    let size = [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat();
    [&size[..], &[depth, color_type, 0, 0, is_interlaced.into()]].concat()
}

/// A file of those chunks that hold anything.
fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in chunks.iter().filter(|(_, data)| !data.is_empty()).chain([&(b"IEND", &b""[..])]) {
        let mut crc = Crc::new();
        crc.update(&[&kind[..], data].concat());
        file.extend((data.len() as u32).to_be_bytes());
        file.extend([&kind[..], data, &crc.sum().to_be_bytes()].concat());
    }
    file
}

/// The PDF of a book of these files, one below the other.
fn written(files: &[Vec<u8>]) -> Vec<u8> {
    let named: Vec<(String, Vec<u8>)> =
        files.iter().enumerate().map(|(index, file)| (format!("book/{index}.png"), file.clone())).collect();
    let lines: String =
        (0..files.len()).map(|index| format!("![Fields of colour]({index}.png)\n\n")).collect();
    let text = ("book/book.md".to_owned(), format!("---\nlang: en\n---\n\n# Fields\n\n{lines}").into_bytes());
    let files: Memory = named.into_iter().chain([text]).collect();
    let project =
        Project { inputs: vec!["book/book.md".into()], editions: vec![Edition::Pdf], ..Project::default() };
    let exported = export(&project, &files).expect("a book is made");
    let said: Vec<&str> = exported.diagnostics.iter().map(|said| said.message.as_str()).collect();
    assert!(said.iter().all(|said| !said.contains("cannot use")), "{said:?}");
    exported.book(Edition::Pdf).expect("a PDF").to_vec()
}

fn book(files: &[Vec<u8>]) -> Document {
    Document::load_mem(&written(files)).expect("lopdf reads the PDF")
}

/// The images of a PDF in the order in which its pages draw them.
fn drawn(pdf: &Document) -> Vec<&Stream> {
    let mut drawn = Vec::new();
    for page in pdf.get_pages().into_values() {
        let resources = pdf.get_dictionary(page).and_then(|page| pdf.get_dict_in_dict(page, b"Resources"));
        let resources = resources.expect("a page has resources");
        let Ok(images) = pdf.get_dict_in_dict(resources, b"XObject") else { continue };
        let content = pdf.get_and_decode_page_content(page).expect("operators");
        for operation in content.operations.iter().filter(|operation| operation.operator == "Do") {
            let name = operation.operands[0].as_name().expect("a name");
            drawn.push(stream(pdf, images.get(name).expect("an image")));
        }
    }
    drawn
}

fn stream<'d>(pdf: &'d Document, object: &'d Object) -> &'d Stream {
    pdf.dereference(object).expect("the reference leads somewhere").1.as_stream().expect("a stream")
}

fn number(dictionary: &Dictionary, key: &[u8]) -> i64 {
    dictionary.get(key).and_then(Object::as_i64).expect("a number")
}

/// The samples of an image: its stream is that of a PNG file, which is put around it again.
fn samples(image: &Stream, color_type: u8) -> Vec<Vec<u32>> {
    let parameters = image.dict.get(b"DecodeParms").and_then(Object::as_dict).expect("parameters");
    let depth = number(&image.dict, b"BitsPerComponent") as u8;
    let channels = if color_type == RGB { 3 } else { 1 };
    let expected = [15, channels as i64, depth.into(), WIDTH.into()];
    let keys: [&[u8]; 4] = [b"Predictor", b"Colors", b"BitsPerComponent", b"Columns"];
    assert_eq!(keys.map(|key| number(parameters, key)), expected);
    let list = if color_type == INDEXED { &[0; 3][..] } else { &[] };
    let file =
        file(&[(b"IHDR", &header(color_type, depth, false)), (b"PLTE", list), (b"IDAT", &image.content)]);
    let mut reader = png::Decoder::new(Cursor::new(file)).read_info().expect("a header");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
    let row = reader.next_frame(&mut bytes).expect("rows").line_size;
    let rows = bytes.chunks(row).map(|row| unpacked(row, depth));
    rows.flat_map(|row| {
        row[..WIDTH as usize * channels].chunks(channels).map(<[u32]>::to_vec).collect::<Vec<_>>()
    })
    .collect()
}

/// What a reader of the PDF shows of an image (ISO 32000-1, 8.9.5 and 8.9.6.4).
fn shown(pdf: &Document, image: &Stream) -> Vec<Pixel> {
    let space = image.dict.get(b"ColorSpace").expect("a colour space");
    let list = space
        .as_array()
        .ok()
        .map(|space| (space[2].as_i64().expect("a number"), space[3].as_str().expect("colours")));
    let color_type = match space.as_name() {
        Ok(b"DeviceRGB") => RGB,
        Ok(_) => GRAY,
        Err(_) => INDEXED,
    };
    let depth = number(&image.dict, b"BitsPerComponent") as u8;
    let samples = samples(image, color_type);
    let key: Option<Vec<u32>> = image
        .dict
        .get(b"Mask")
        .and_then(Object::as_array)
        .ok()
        .map(|key| key.iter().map(|bound| bound.as_i64().expect("a number") as u32).collect());
    let is_clear = |pixel: &[u32]| {
        key.as_ref().is_some_and(|key| {
            pixel.iter().zip(key.chunks(2)).all(|(sample, bounds)| (bounds[0]..=bounds[1]).contains(sample))
        })
    };
    let mask = image.dict.get(b"SMask").ok().map(|mask| self::samples(stream(pdf, mask), GRAY));
    let pixel = |(index, pixel): (usize, &Vec<u32>)| {
        let opacity = match &mask {
            Some(mask) => mask[index][0] as u8,
            None => {
                if is_clear(pixel) {
                    0
                } else {
                    255
                }
            }
        };
        let [r, g, b] = match (list, pixel.as_slice()) {
            (Some((last, colors)), &[place]) => {
                let place = i64::from(place).min(last) as usize;
                [0, 1, 2].map(|part| colors[place * 3 + part])
            }
            (_, &[v]) => [eight_bits(v, depth); 3],
            (_, samples) => [0, 1, 2].map(|part| eight_bits(samples[part], depth)),
        };
        [r, g, b, opacity]
    };
    samples.iter().enumerate().map(pixel).collect()
}

/// Pictures of every type of colour, depth and order, each with every way to let the paper through.
fn pictures() -> Vec<Picture> {
    let mut pictures = Vec::new();
    for (color_type, depths) in [
        (GRAY, &[1, 2, 4, 8, 16][..]),
        (RGB, &[8, 16]),
        (INDEXED, &[1, 2, 4, 8]),
        (GRAY_ALPHA, &[8, 16]),
        (RGB_ALPHA, &[8, 16]),
    ] {
        for (&depth, is_interlaced) in depths.iter().flat_map(|depth| [(depth, false), (depth, true)]) {
            let plain = Picture { color_type, depth, is_interlaced, ..Picture::default() };
            pictures.extend(variants(&plain).into_iter().map(|(palette, transparency)| Picture {
                palette,
                transparency,
                ..plain.clone()
            }));
        }
    }
    pictures
}

/// Lists of colours, and what the file says of transparency.
fn variants(picture: &Picture) -> Vec<(Vec<[u8; 3]>, Vec<u8>)> {
    let bytes =
        |samples: Vec<u32>| samples.iter().flat_map(|&sample| (sample as u16).to_be_bytes()).collect();
    match picture.color_type {
        GRAY | RGB => {
            let samples = picture.samples(2, 1);
            let most = vec![picture.most(); samples.len()];
            [Vec::new(), bytes(samples), bytes(most)].map(|key| (Vec::new(), key)).into()
        }
        INDEXED => {
            let colors =
                |count: u32| (0..count).map(|place| [place as u8, 255 - place as u8, 40]).collect::<Vec<_>>();
            let most = picture.most() + 1;
            let opacities: [&[u8]; 6] = [&[], &[0], &[255, 0], &[255; 2], &[120], &[0, 120]];
            let whole = opacities.map(|opacity| (colors(most), opacity.to_vec()));
            // A list that lacks colours of its pixels, and one of which the clear ones do not follow each other.
            whole
                .into_iter()
                .chain([
                    (colors(most - 1), Vec::new()),
                    (colors(most), [0, 255, 0][..most.min(3) as usize].to_vec()),
                ])
                .collect()
        }
        _ => vec![(Vec::new(), Vec::new())],
    }
}

#[test]
fn a_pdf_shows_what_its_pictures_hold() {
    let pictures = pictures();
    let pdf = book(&pictures.iter().map(Picture::file).collect::<Vec<_>>());
    let drawn = drawn(&pdf);
    assert_eq!(drawn.len(), pictures.len());
    for (picture, image) in pictures.iter().zip(drawn) {
        let Picture { color_type, depth, is_interlaced, palette, transparency } = picture;
        let said = format!(
            "type {color_type}, {depth} bits, interlaced {is_interlaced}, {} colours, {transparency:?}",
            palette.len()
        );
        assert!(shown(&pdf, image) == picture.pixels(), "{said}");
        let passes = !is_interlaced && matches!(*color_type, GRAY | RGB | INDEXED);
        assert_eq!(passes, image.content == picture.stream(), "{said}");
    }
}

#[test]
fn threads_change_nothing() {
    let files: Vec<Vec<u8>> = pictures().iter().map(Picture::file).collect();
    let [one, several] = [1, 8].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| written(&files))
    });
    assert!(one == several);
}

/// What readers of PNG pass over and readers of PDF may not.
#[test]
fn streams_that_are_not_exact_are_made_anew() {
    let picture = Picture { color_type: RGB, depth: 8, ..Picture::default() };
    let header = header(RGB, 8, false);
    let (rows, stream) = (picture.rows(), picture.stream());
    let long = deflated(&[&rows[..], &[0; 40]].concat());
    let followed = [&stream[..], b"more"].concat();
    let mut unchecked = stream.clone();
    unchecked.iter_mut().rev().take(4).for_each(|byte| *byte ^= 0x55);
    let streams = [long, followed, unchecked];
    let files = streams.each_ref().map(|stream| file(&[(b"IHDR", &header), (b"IDAT", stream)]));
    let pdf = book(&files);
    for (image, stream) in drawn(&pdf).into_iter().zip(streams) {
        assert!(shown(&pdf, image) == picture.pixels());
        assert_ne!(image.content, stream);
    }
    // One in two chunks is exact.
    let (one, other) = stream.split_at(stream.len() / 2);
    let pdf = book(&[file(&[(b"IHDR", &header), (b"IDAT", one), (b"IDAT", other)])]);
    assert_eq!(drawn(&pdf)[0].content, stream);
}
