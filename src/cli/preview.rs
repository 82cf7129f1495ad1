//! Both editions of a book that is watched, side by side in a browser of this machine.
//!
//! What is shown is what was made, from memory: nothing of the disk can be asked for. A page of this program
//! shows the chapters of the EPUB in one frame and the PDF, by the browser's own viewer, in another; it is
//! told of each new version by a server-sent event (HTML, 9.2) and shows it in the same place.

use crate::diagnostic::{Code, Error};
use crate::{Edition, Exported};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

const PAGE: &str = include_str!("preview/page.html");
const SCRIPT: &str = include_str!("preview/page.js");

/// A server for the browser of whoever writes.
pub struct Preview {
    address: SocketAddr,
    shown: Arc<Shown>,
}

/// What is shown, and to whom.
#[derive(Default)]
struct Shown {
    version: Mutex<Version>,
    /// Those that wait to hear of the next one.
    listeners: Mutex<Vec<Box<dyn Write + Send>>>,
}

#[derive(Default)]
struct Version {
    number: u64,
    title: String,
    /// The files of the EPUB, by their names in it.
    epub: BTreeMap<String, Arc<[u8]>>,
    pdf: Option<Arc<[u8]>>,
    /// Why there is no newer one.
    fault: Option<String>,
}

/// So many requests are answered at the same time: a browser makes six to one server.
const THREADS: usize = 6;

impl Preview {
    /// Serves on a port of this machine that no other machine reaches; on any that is free where it is 0.
    ///
    /// Errors: `unwritable-output` where the port is taken.
    pub fn open(port: u16) -> Result<Preview, Error> {
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
        let failed =
            |why: String| Error::new(Code::UnwritableOutput, format!("cannot serve on {address}: {why}"));
        let server = Arc::new(Server::http(address).map_err(|why| failed(why.to_string()))?);
        let address = server.server_addr().to_ip().ok_or_else(|| failed("it is no port".into()))?;
        let shown = Arc::new(Shown::default());
        for _ in 0..THREADS {
            let (server, shown) = (server.clone(), shown.clone());
            std::thread::spawn(move || {
                for request in server.incoming_requests() {
                    // A browser that goes away in the middle is no fault.
                    let _ = shown.answer(request, address);
                }
            });
        }
        Ok(Preview { address, shown })
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Shows what was made, and tells those that look.
    pub fn show(&self, exported: &Exported) {
        let files = exported.book(Edition::Epub).map_or_else(BTreeMap::new, files_of);
        let mut version = self.shown.version();
        version.number += 1;
        version.title = exported.metadata.title().to_owned();
        version.epub = files;
        version.pdf = exported.book(Edition::Pdf).map(Arc::from);
        version.fault = None;
        self.shown.tell(version);
    }

    /// Says why there is nothing new to see. What was there stays.
    pub fn complain(&self, why: &str) {
        let mut version = self.shown.version();
        version.number += 1;
        version.fault = Some(why.to_owned());
        self.shown.tell(version);
    }
}

/// The files of an EPUB that this program has just made.
fn files_of(epub: &[u8]) -> BTreeMap<String, Arc<[u8]>> {
    let mut files = BTreeMap::new();
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(epub)) else { return files };
    for index in 0..archive.len() {
        let Ok(mut file) = archive.by_index(index) else { continue };
        let mut bytes = Vec::new();
        if file.read_to_end(&mut bytes).is_ok() {
            files.insert(file.name().to_owned(), bytes.into());
        }
    }
    files
}

impl Shown {
    fn version(&self) -> MutexGuard<'_, Version> {
        self.version.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, version: MutexGuard<Version>) {
        let event = event(version.number);
        drop(version);
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever has gone hears no more.
        listeners.retain_mut(|listener| listener.write_all(&event).and_then(|()| listener.flush()).is_ok());
    }

    fn answer(&self, request: Request, own: SocketAddr) -> std::io::Result<()> {
        if !is_for(&request, own) {
            return request.respond(plain(403, "this address is not served"));
        }
        if !matches!(request.method(), Method::Get | Method::Head) {
            return request.respond(plain(405, "there is nothing to be changed here"));
        }
        let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
        match path.as_str() {
            "/" => request.respond(page(PAGE.as_bytes().into(), "text/html; charset=utf-8", OWN)),
            "/page.js" => {
                request.respond(page(SCRIPT.as_bytes().into(), "text/javascript; charset=utf-8", OWN))
            }
            "/book.json" => request.respond(page(self.book().into(), "application/json", OWN)),
            "/events" => self.listen(request),
            "/book.pdf" => {
                let pdf = self.version().pdf.clone();
                respond_with(request, pdf.map(|pdf| (pdf, "application/pdf")))
            }
            _ => {
                let name = path.strip_prefix("/epub/").unwrap_or_default();
                let file = self.version().epub.get(name).cloned();
                respond_with(request, file.map(|file| (file, media_type(name))))
            }
        }
    }

    /// What the page has to know.
    fn book(&self) -> Vec<u8> {
        let Version { number, title, epub, pdf, fault } = &*self.version();
        let book = json!({
            "version": number,
            "title": title,
            "epub": !epub.is_empty(),
            "pdf": pdf.is_some(),
            "fault": fault,
        });
        book.to_string().into_bytes()
    }

    /// Keeps the answer open: it goes on with each new version.
    fn listen(&self, request: Request) -> std::io::Result<()> {
        let mut writer = request.into_writer();
        writer.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
              X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        )?;
        // Whoever comes late hears at once what there is.
        writer.write_all(&event(self.version().number))?;
        writer.flush()?;
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(writer);
        Ok(())
    }
}

fn event(version: u64) -> Vec<u8> {
    format!("data: {version}\n\n").into_bytes()
}

/// Whether a request names this machine. A page of the web whose name was made to lead here does not, and is not
/// to read what somebody writes ("DNS rebinding").
fn is_for(request: &Request, own: SocketAddr) -> bool {
    let named =
        |host: &str| [format!("{own}"), format!("localhost:{}", own.port())].iter().any(|name| name == host);
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    host.is_some_and(|host| named(host.value.as_str()))
}

type Bytes = Response<Cursor<Arc<[u8]>>>;

/// What the page of this program may do.
const OWN: &str = "default-src 'self'; style-src 'unsafe-inline'; object-src 'self'";
/// A book runs no scripts and loads nothing from elsewhere, as in a reading system.
const OF_BOOK: &str = "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; \
                       media-src 'self'; frame-ancestors 'self'";

fn respond_with(request: Request, file: Option<(Arc<[u8]>, &str)>) -> std::io::Result<()> {
    match file {
        // Viewers of PDF are pages themselves.
        Some((bytes, kind @ "application/pdf")) => {
            request.respond(page(bytes, kind, "frame-ancestors 'self'"))
        }
        Some((bytes, kind)) => request.respond(page(bytes, kind, OF_BOOK)),
        None => request.respond(plain(404, "there is no such file")),
    }
}

fn plain(status: u16, text: &str) -> Bytes {
    page(text.as_bytes().into(), "text/plain; charset=utf-8", "default-src 'none'")
        .with_status_code(StatusCode(status))
}

fn page(bytes: Arc<[u8]>, kind: &str, policy: &str) -> Bytes {
    let headers = [
        ("Content-Type", kind),
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
    ];
    let headers = headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, *value).ok());
    let length = bytes.len();
    Response::new(StatusCode(200), headers.collect(), Cursor::new(bytes), Some(length), None)
}

/// By the ending: those that this program gives the files of an EPUB.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "opf" | "ncx" | "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
