// What is looked at on each page: valid HTML, language and direction, axe, sideways scrolling, small targets, requests
// to other hosts, and what the browser complains of (the policy against scripts among it).
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

/** What asks for accessibility: to be run at the start of each page. */
export const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
// Dark differs from light in its colours alone, so only these are asked again there.
const ofColours = ["color-contrast", "link-in-text-block"];
// Colours are the same at each width, so they are asked for in the dark once.
const views = [[360, "light"], [1280, "light"], [1280, "dark"]];
const directions = { ar: "rtl" };

const validator = new HtmlValidate(new StaticConfigLoader({
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // The whole title matters less than that it says where one is.
    "long-title": "off",
    // Browsers know `search` as an element only since 2023.
    "prefer-native-element": "off",
  },
}));

async function faultsOfHtml(html) {
  const report = await validator.validateString(html, "page.html");
  return report.results.flatMap((result) => result.messages)
    .map((fault) => `html ${fault.line}:${fault.column} ${fault.message} (${fault.ruleId})`);
}

/** Runs in the page: what can be pressed and is less than 24 px wide or high. Links within a text may be. */
function smallTargets() {
  return [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter((element) => {
      const style = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const unseen = style.display === "inline" || style.clipPath !== "none" || element.offsetParent === null;
      return !unseen && width > 0 && (width < 24 || height < 24);
    })
    .map((element) => `target under 24 px: ${element.outerHTML.slice(0, 80)}`);
}

/** Runs in the page. */
const violationsOf = async (runOnly) =>
  (await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"], preload: false })).violations;

const isSideways = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;

/** Language, direction, and the number of first headings. */
const head = () => [document.documentElement.lang, document.documentElement.dir, document.querySelectorAll("h1").length];

/** Opens the page; gives what is wrong with its answer and its HTML, and the list that later requests add to. */
async function open(tab, page) {
  const faults = [];
  const { host } = new URL(page.url);
  tab.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("data:") && new URL(url).host !== host) faults.push(`asks another host: ${url}`);
  });
  tab.on("requestfailed", (request) => faults.push(`could not be fetched: ${request.url()}`));
  if (page.html) {
    const body = page.html;
    await tab.route(page.url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }), { times: 1 });
  }
  const reply = await tab.goto(page.url);
  const html = page.html ?? await reply.text();
  const status = page.html ? 200 : page.status ?? 200;
  if (reply.status() !== status) faults.push(`status ${reply.status()} instead of ${status}`);
  const bytes = Buffer.byteLength(html);
  if (page.light && bytes > page.light) faults.push(`${bytes} bytes, at most ${page.light}`);
  const [lang, dir, headings] = await tab.evaluate(head);
  const wished = [page.lang, directions[page.lang] ?? "ltr"].join(" ");
  if (`${lang} ${dir}` !== wished) faults.push(`lang and dir are ${lang} ${dir} instead of ${wished}`);
  if (headings !== 1) faults.push(`${headings} first headings (h1)`);
  faults.push(...await faultsOfHtml(html));
  return faults;
}

/** Looks at the open page in one width and colour scheme. */
async function faultsSeen(tab, width, colorScheme) {
  await tab.setViewportSize({ width, height: 800 });
  await tab.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  const runOnly = colorScheme === "light" ? { type: "tag", values: tags } : { type: "rule", values: ofColours };
  const violations = await tab.evaluate(violationsOf, runOnly);
  const faults = violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `axe ${id}: ${help}: ${node.target.join(" ")}`));
  if (await tab.evaluate(isSideways)) faults.push("scrolls sideways");
  return [...faults, ...await tab.evaluate(smallTargets)];
}

/**
 * Looks at one page in all widths and colours, and gives a list of `{ name, faults }`. `page`:
 *   name, url, lang   what it is
 *   status, light     the status if it is not 200, and the bytes it may have
 *   html              is shown instead of what the server says, as for the answer to a form
 *   brief             at the narrow width alone
 */
export async function look(tab, page, shots) {
  const name = `${page.name} [${page.lang}]`;
  const first = await open(tab, page);
  const found = [{ name: `${name} html`, faults: first }];
  for (const [width, colorScheme] of page.brief ? views.slice(0, 1) : views) {
    const view = `${name} ${width} ${colorScheme}`;
    found.push({ name: view, faults: await faultsSeen(tab, width, colorScheme) });
    if (shots) {
      await tab.screenshot({ path: path.join(shots, `${view}.png`.replace(/[^\w.]+/g, "-")), fullPage: true });
    }
  }
  await tab.setViewportSize({ width: 320, height: 640 });
  if (await tab.evaluate(isSideways)) first.push("scrolls sideways at 320 px");
  return found;
}
