// The browser suite: looks at each page and walks each way. What it is told by the environment: README.md.
import fs from "node:fs";
import { chromium } from "playwright-core";
import { axe, look } from "./look.mjs";
import { linksOf } from "./mails.mjs";
import { eventFlows, firstDayFlows, officeFlows, openFlows, signIn } from "./flows.mjs";
import { officePages, openPages } from "./pages.mjs";
import { tabsOf } from "./tabs.mjs";

const { BASE, MAILS, SIGN_IN, FIRST_DAY, SHOTS, CHROMIUM = "/usr/bin/chromium" } = process.env;
if (!BASE || !MAILS) {
  console.error("BASE (address of the server) and MAILS (folder of its mails) are needed; see README.md");
  process.exit(2);
}
const words = process.argv.slice(2);
const isChosen = (name) => words.length === 0 || words.some((word) => name.includes(word));
const base = BASE.replace(/\/$/, "");
const begun = Date.now();
let checks = 0;
let findings = 0;

function tell(name, faults) {
  checks += 1;
  findings += faults.length;
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const fault of faults) console.log(`       ${fault}`);
}

const inShort = (fault) => String(fault.message ?? fault).split("\n").slice(0, 4).join(" ");

/** Runs the tasks, a few at once; what one of them throws is a finding. */
async function all(tasks, atOnce) {
  const waiting = [...tasks];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      try {
        await task.run();
      } catch (fault) {
        tell(task.name, [inShort(fault)]);
      }
    }
  }));
}

/** What is looked at: each page in each language. */
function looks(lend, pages, languages, cookies) {
  return pages.filter(({ name }) => isChosen(name)).flatMap((page) => languages.map((lang) => ({
    name: page.name,
    run: async () => {
      const url = new URL(page.path, base);
      if (!page.html) url.searchParams.set("lang", lang);
      // The office's second language has the same pages with other words.
      const brief = cookies.length > 0 && lang !== languages[0];
      const found = await lend(cookies, (tab) => look(tab, { ...page, lang, brief, url: url.href }, SHOTS));
      for (const { name, faults } of found) tell(name, faults);
    },
  })));
}

/** Walks one way; gives what was found, and puts the pages that it keeps into `kept`. */
async function walk(tab, flow, links, kept) {
  const faults = [];
  let loads = 0;
  let last = null;
  tab.on("response", (response) => {
    const isRedirect = response.status() >= 300 && response.status() < 400;
    if (!response.request().isNavigationRequest() || isRedirect) return;
    loads += 1;
    last = response;
  });
  tab.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  try {
    await flow({
      page: tab,
      links,
      loads: () => loads,
      say: (ok, what) => { if (!ok) faults.push(`not so: ${what}`); },
      keep: async (name) => kept.push({ name, path: tab.url(), html: await last.text() }),
    });
  } catch (fault) {
    faults.push(inShort(fault), `this was at ${tab.url()}: ${await tab.title()}`);
  }
  return faults;
}

function walks(lend, flows, links, kept, cookies) {
  return Object.entries(flows).filter(([name]) => isChosen(name)).map(([name, flow]) => ({
    name,
    run: async () => tell(name, await lend(cookies, (tab) => walk(tab, flow, links, kept))),
  }));
}

const withoutScripts = (baseURL) => tabsOf(browser, {
  baseURL, javaScriptEnabled: false, locale: "de", viewport: { width: 360, height: 640 },
});

/**
 * The house with example data. Its ways change it and are walked first; meanwhile only those pages are looked at that
 * they leave as they are.
 */
async function house(links) {
  const toWalk = withoutScripts(base);
  const toLook = tabsOf(browser, { bypassCSP: true, locale: "de" }, axe);
  const [kept, keptByOffice] = [[], []];
  const cookies = SIGN_IN ? await toWalk([], (tab) => signIn(tab, SIGN_IN)) : [];
  const inOffice = (flows) => walks(toWalk, SIGN_IN ? flows : {}, links, keptByOffice, cookies);
  await Promise.all([
    all([...walks(toWalk, openFlows, links, kept, []), ...inOffice(officeFlows)], 1),
    all(inOffice(eventFlows), 1),
    all(looks(toLook, openPages(links), ["de", "ar"], []), 1),
  ]);
  await all([
    ...looks(toLook, kept, ["de"], []),
    ...looks(toLook, SIGN_IN ? officePages() : [], ["de", "en"], cookies),
    ...looks(toLook, keptByOffice, ["de"], cookies),
  ], 3);
}

// Chromium fills the list below its address line beforehand, in a process of its own for each window, which costs most
// of what a window costs. Only the last --disable-features counts, so the ones of playwright are said again.
const unwanted = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PaintHolding", "DestroyProfileOnBrowserClose",
  "HttpsUpgrades", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"];
const links = linksOf(MAILS, base);
if (SHOTS) fs.mkdirSync(SHOTS, { recursive: true });
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", `--disable-features=${unwanted.join()}`],
});
try {
  if (!SIGN_IN) console.log("left out: the office (SIGN_IN is not set)");
  if (!FIRST_DAY) console.log("left out: the first day of an office (FIRST_DAY is not set)");
  // The first day has a house of its own and waits most of a minute for a mail, so it goes beside the others.
  const firstDay = FIRST_DAY ? walks(withoutScripts(FIRST_DAY), firstDayFlows, links, [], []) : [];
  await Promise.all([all(firstDay, 1), house(links)]);
} finally {
  await browser.close();
}
console.log(`${checks} checks, ${findings} findings, ${Math.round((Date.now() - begun) / 1000)} s`);
process.exit(findings === 0 ? 0 : 1);
