#!/usr/bin/env node
// What a browser makes of HTML pages: `make browser` once, then
//
//   node tests/browser/audit.mjs PAGE.html… [--shots FOLDER [--fold]] [--pdf FOLDER]
//                                          [--width PIXELS]… [--scheme light|dark]…
//
// Opens each file at every width, light and dark, and audits it. Prints one JSON object:
//
//   {pages: [{file, scripts, requests, console,
//             views: [{width, scheme, overflow, wide, broken, violations, unsure}]}]}
//
// scripts: how many scripts the page contains, including handlers such as onclick; requests: the addresses that it
// requested besides its own; overflow: by how many pixels the page is wider than the window, and wide: the elements
// that extend beyond it; broken: the words, addresses apart, that continue on another line; violations: what axe-core
// finds wrong, unsure: what it could not decide. The page has no access to the network: its requests are recorded and
// refused.
//
// --shots writes NAME-WIDTH-SCHEME.png, the whole page or, with --fold, only the window; --pdf writes NAME.pdf,
// as printed on A4. CHROMIUM names a browser that is not on PATH. Exit code 69: a browser or a package is missing; the message on stderr says which.

import { accessSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const WIDTHS = [320, 800, 1400];
const SCHEMES = ["light", "dark"];
const HEIGHT = 900;

// The most of a page that Chromium draws into one picture.
const TALLEST = 16000;

// WCAG 2.2 at level AA and axe-core's best practices. Rules that axe-core turns off by default because they are new,
// such as target-size, also have one of these labels, and are turned on.
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"];

const leave = (code, sentence) => {
  console.error(sentence);
  process.exit(code);
};
const missing = (sentence) => leave(69, sentence);

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    shots: { type: "string" },
    fold: { type: "boolean", default: false },
    pdf: { type: "string" },
    width: { type: "string", multiple: true, default: WIDTHS.map(String) },
    scheme: { type: "string", multiple: true, default: SCHEMES },
  },
});

for (const file of files) if (!existsSync(file)) leave(2, `No such file: ${file}`);

const { chromium, axe } = await packages();
const browser = await chromium.launch({
  executablePath: browserPath(),
  args: ["--disable-gpu", "--disable-quic", "--disable-sync", "--disable-component-update"],
});
for (const folder of [options.shots, options.pdf]) if (folder) mkdirSync(folder, { recursive: true });
try {
  const pages = [];
  for (const file of files) pages.push(await audit(file));
  console.log(JSON.stringify({ pages }, null, 1));
} finally {
  await browser.close();
}

async function packages() {
  try {
    const { chromium } = await import("playwright-core");
    return { chromium, axe: readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8") };
  } catch (error) {
    return missing(`A package of tests/browser is missing (make browser installs it): ${error.message}`);
  }
}

function browserPath() {
  const named = process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = named ? [named] : BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name)));
  const runs = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  return (
    places.find(runs) ??
    missing(named ? `CHROMIUM does not name a program: ${named}` : `No browser found: none of ${BROWSERS.join(", ")} is on PATH.`)
  );
}

async function audit(file) {
  const address = pathToFileURL(resolve(file)).href;
  const name = basename(file).replace(/\.html?$/, "");
  const context = await browser.newContext();
  const page = await context.newPage();
  const found = { file, scripts: 0, requests: [], console: [], views: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) found.console.push(message.text());
  });
  page.on("pageerror", (error) => found.console.push(String(error)));
  await context.route("**/*", (route) => {
    const asked = route.request().url();
    if (asked === address) return route.continue();
    found.requests.push(asked);
    return route.abort();
  });
  await page.goto(address);
  found.scripts = await page.evaluate(countScripts);
  // Collapsed content is audited too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  // Not with a script element: the page stays unchanged, and its own policy against scripts stays in force.
  await page.evaluate(axe);
  for (const width of options.width.map(Number)) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const scheme of options.scheme) {
      await page.emulateMedia({ colorScheme: scheme });
      const view = { width, scheme, ...(await page.evaluate(measure)), ...(await page.evaluate(judge, RULES)) };
      found.views.push(view);
      if (options.shots) await shoot(page, width, join(options.shots, `${name}-${width}-${scheme}.png`));
    }
  }
  if (options.pdf) {
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await page.pdf({ path: join(options.pdf, `${name}.pdf`), format: "A4", preferCSSPageSize: true });
  }
  await context.close();
  return found;
}

async function shoot(page, width, path) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const whole = { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST) } };
  await page.screenshot({ path, ...(options.fold ? {} : whole) });
}

// --- run inside the page ---------------------------------------------------------------------------------------------

function countScripts() {
  const handlers = [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes]).filter(
    ({ name, value }) => name.startsWith("on") || /^\s*javascript:/i.test(value),
  );
  return document.querySelectorAll("script").length + handlers.length;
}

function measure() {
  const root = document.documentElement;
  const overflow = Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
  const scrolls = (each) => {
    for (let at = each.parentElement; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") return true;
    return false;
  };
  const wide = overflow > 0
    ? [...document.body.querySelectorAll("*")].filter(
        (each) => each.getBoundingClientRect().right + scrollX > root.clientWidth && !scrolls(each),
      )
    : [];
  return {
    overflow: Math.max(overflow, 0),
    wide: wide.slice(0, 10).map((each) => each.outerHTML.slice(0, 160)),
    broken: brokenWords(),
  };

  function brokenWords() {
    const words = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (/:\/\//.test(text.data) || text.parentElement.closest("svg")) continue;
      range.selectNodeContents(text);
      if (range.getClientRects().length < 2) continue;
      for (const word of text.data.matchAll(/[\p{L}\p{N}]{2,}/gu)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const [first, ...others] = range.getClientRects();
        if (others.some((each) => each.top >= first.bottom - 1)) words.push(word[0]);
      }
    }
    return words;
  }
}

async function judge(labels) {
  const rules = axe.getRules(labels).filter(({ tags }) => !tags.includes("deprecated"));
  const { violations, incomplete } = await axe.run(document, {
    runOnly: { type: "rule", values: rules.map(({ ruleId }) => ruleId) },
    resultTypes: ["violations", "incomplete"],
  });
  const told = ({ id, impact, help, nodes }) => ({
    rule: id,
    impact,
    help,
    nodes: nodes.map(({ html, failureSummary }) => ({ html: html.slice(0, 300), why: failureSummary })),
  });
  return { violations: violations.map(told), unsure: incomplete.map(told) };
}
