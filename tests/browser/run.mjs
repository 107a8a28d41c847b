// The browser suite: looks at each page and walks each way. What it is told by the environment: README.md.
import fs from "node:fs";
import { chromium } from "playwright-core";
import { look } from "./look.mjs";
import { linksOf } from "./mails.mjs";
import { firstDayFlows, officeFlows, openFlows, signIn } from "./flows.mjs";
import { officePages, openPages } from "./pages.mjs";

const { BASE, MAILS, SIGN_IN, FIRST_DAY, SHOTS, CHROMIUM = "/usr/bin/chromium" } = process.env;
if (!BASE || !MAILS) {
  console.error("BASE (address of the server) and MAILS (folder of its mails) are needed; see README.md");
  process.exit(2);
}
const words = process.argv.slice(2);
const isChosen = (name) => words.length === 0 || words.some((word) => name.includes(word));
const base = BASE.replace(/\/$/, "");
const atOnce = 3;
const begun = Date.now();
let checks = 0;
let findings = 0;

function tell(name, faults) {
  checks += 1;
  findings += faults.length;
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const fault of faults) console.log(`       ${fault}`);
}

/** Runs the tasks, a few at once; what one of them throws is a finding. */
async function all(tasks) {
  const waiting = [...tasks];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      try {
        await task.run();
      } catch (fault) {
        tell(task.name, [String(fault.message ?? fault).split("\n").slice(0, 4).join(" ")]);
      }
    }
  }));
}

function lookAt(browser, pages, languages, state) {
  return pages.filter(({ name }) => isChosen(name)).flatMap((page) => languages.map((lang) => ({
    name: page.name,
    run: async () => {
      const url = new URL(page.path, base);
      if (!page.html) url.searchParams.set("lang", lang);
      // The office's second language has the same pages with other words.
      const brief = state !== undefined && lang !== languages[0];
      const found = await look(browser, { ...page, lang, brief, url: url.href }, { state, shots: SHOTS });
      for (const { name, faults } of found) tell(name, faults);
    },
  })));
}

/** Walks a flow without JavaScript; the pages that it keeps are looked at afterwards. */
function walk(browser, flows, links, kept, state, baseURL = base) {
  return Object.entries(flows).filter(([name]) => isChosen(name)).map(([name, flow]) => ({
    name,
    run: async () => {
      const context = await browser.newContext({
        baseURL, javaScriptEnabled: false, locale: "de", storageState: state, viewport: { width: 360, height: 640 },
      });
      context.setDefaultTimeout(10_000);
      try {
        const page = await context.newPage();
        const faults = [];
        let loads = 0;
        let last = null;
        page.on("response", (response) => {
          const request = response.request();
          if (!request.isNavigationRequest() || response.status() >= 300 && response.status() < 400) return;
          loads += 1;
          last = response;
        });
        page.on("console", (message) => {
          if (message.text().includes("Content Security Policy")) faults.push(message.text());
        });
        await flow({
          page,
          links,
          loads: () => loads,
          say: (ok, what) => { if (!ok) faults.push(`not so: ${what}`); },
          keep: async (name) => kept.push({ name, path: page.url(), html: await last.text() }),
        });
        tell(name, faults);
      } finally {
        await context.close();
      }
    },
  }));
}

const links = linksOf(MAILS, base);
if (SHOTS) fs.mkdirSync(SHOTS, { recursive: true });
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  const kept = [];
  await all(walk(browser, openFlows, links, kept));
  await all([...lookAt(browser, openPages(links), ["de", "ar"]), ...lookAt(browser, kept, ["de"])]);
  if (SIGN_IN) {
    const context = await browser.newContext({ baseURL: base, javaScriptEnabled: false, locale: "de" });
    const state = await signIn(await context.newPage(), SIGN_IN);
    await context.close();
    const kept = [];
    await all(walk(browser, officeFlows, links, kept, state));
    await all([...lookAt(browser, officePages(), ["de", "en"], state), ...lookAt(browser, kept, ["de"], state)]);
  } else {
    console.log("left out: the office (SIGN_IN is not set)");
  }
  if (FIRST_DAY) {
    await all(walk(browser, firstDayFlows, links, [], undefined, FIRST_DAY));
  } else {
    console.log("left out: the first day of an office (FIRST_DAY is not set)");
  }
} finally {
  await browser.close();
}
console.log(`${checks} checks, ${findings} findings, ${Math.round((Date.now() - begun) / 1000)} s`);
process.exit(findings === 0 ? 0 : 1);
