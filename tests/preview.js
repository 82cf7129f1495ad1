// Looks at a book that is watched, in a browser: node preview.js NODE_MODULES BROWSER ADDRESS FILE
// Both editions are shown; when FILE changes, the words change without anybody's doing, in the place that was read.
"use strict";
const fs = require("fs");
const path = require("path");
const [modules, browser, address, file] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer"));

async function look() {
    const running = await puppeteer.launch({ executablePath: browser, args: ["--no-sandbox"] });
    try {
        const page = await running.newPage();
        const faults = [];
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(address);
        const shows = (words) =>
            page.waitForFunction(
                (words) => document.getElementById("epub").contentDocument?.body?.textContent.includes(words),
                { timeout: 60000 },
                words,
            );
        const seen = () =>
            page.evaluate(() => {
                const epub = document.getElementById("epub");
                return {
                    chapter: document.getElementById("chapters").selectedOptions[0]?.textContent,
                    chapters: document.getElementById("chapters").length,
                    pdf: document.getElementById("pdf").src.replace(location.origin, ""),
                    scrolled: epub.contentWindow.scrollY,
                    version: document.getElementById("version").textContent,
                };
            });
        await page.waitForFunction(() => document.getElementById("pdf").src !== "", { timeout: 60000 });
        await page.select("#chapters", "chapter-001.xhtml");
        await shows("Begin.");
        await page.click("#next");
        await shows("Pour.");
        await page.evaluate(() => document.getElementById("epub").contentWindow.scrollTo(0, 400));
        const before = await seen();
        fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("Pour.", "Steep."));
        await shows("Steep.");
        await page.waitForFunction(() => document.getElementById("pdf").src.includes("version=2"), { timeout: 60000 });
        const after = await seen();
        if (process.env.BIFOLIO_SCREENSHOT) await page.screenshot({ path: process.env.BIFOLIO_SCREENSHOT });
        console.log(JSON.stringify({ before, after, faults }));
    } finally {
        await running.close();
    }
}

look().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
