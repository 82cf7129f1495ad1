// Shows both editions, and each new version in the place where the one before was read.
"use strict";

const FOLDER = "/epub/OEBPS/";
const get = (id) => document.getElementById(id);
const [epub, pdf, chapters] = ["epub", "pdf", "chapters"].map(get);
let shown = 0;

async function xml(name) {
    const answer = await fetch(FOLDER + name);
    return new DOMParser().parseFromString(await answer.text(), "application/xml");
}

/// The files of the book in reading order, as its package document has them, with their titles from the nav: those
/// of its contents, else of its landmarks.
async function spine() {
    const [opf, nav] = await Promise.all([xml("content.opf"), xml("nav.xhtml")]);
    const titles = new Map();
    for (const link of nav.querySelectorAll("#toc a, #landmarks a")) {
        const file = link.getAttribute("href").split("#")[0];
        if (!titles.has(file)) titles.set(file, link.textContent);
    }
    const hrefs = new Map([...opf.querySelectorAll("item")].map((item) => [item.id, item.getAttribute("href")]));
    const files = [...opf.querySelectorAll("itemref")].map((item) => hrefs.get(item.getAttribute("idref")));
    return files.map((file) => ({ file, title: titles.get(file) || file }));
}

const current = () => (epub.contentWindow.location.pathname || "").replace(FOLDER, "");

/// The last place above the middle of the window that both editions know by name.
function place() {
    const named = [...(epub.contentDocument?.querySelectorAll("h1[id], h2[id], h3[id], section[id]") || [])];
    const above = named.filter((element) => element.getBoundingClientRect().top < epub.clientHeight / 2);
    return (above.at(-1) || named[0])?.id;
}

function showPdf(version) {
    const name = place();
    pdf.src = `/book.pdf?version=${version}` + (name ? `#nameddest=${encodeURIComponent(name)}` : "");
}

function open(file, then) {
    epub.onload = () => {
        epub.onload = follow;
        chapters.value = current();
        then?.();
    };
    epub.src = FOLDER + file + "?version=" + shown;
}

/// Links within the book lead to other chapters, and the list says where one is.
function follow() {
    chapters.value = current();
    if (!pdf.hidden) showPdf(shown);
}

async function show() {
    const book = await (await fetch("/book.json")).json();
    const fresh = shown === 0;
    get("fault").hidden = !book.fault;
    get("fault").textContent = book.fault || "";
    if (!book.fault) shown = book.version;
    get("version").textContent = shown ? `Version ${shown}` : "";
    document.title = get("title").textContent = book.title || "Bifolio";
    epub.hidden = !book.epub;
    pdf.hidden = !book.pdf;
    if (book.fault) return;
    if (!book.epub) return showPdf(shown);
    const [file, scrolled] = fresh ? ["", 0] : [current(), epub.contentWindow.scrollY];
    const files = await spine();
    chapters.replaceChildren(...files.map(({ file, title }) => new Option(title, file)));
    const known = files.some((one) => one.file === file);
    open(known ? file : files[0].file, () => {
        if (known) epub.contentWindow.scrollTo(0, scrolled);
        if (book.pdf) showPdf(shown);
    });
}

function step(by) {
    const option = chapters.options[chapters.selectedIndex + by];
    if (option) open(option.value, follow);
}

chapters.onchange = () => open(chapters.value, follow);
get("previous").onclick = () => step(-1);
get("next").onclick = () => step(1);
// The first event tells what there is already.
let showing = Promise.resolve();
new EventSource("/events").onmessage = () => (showing = showing.then(show, show));
