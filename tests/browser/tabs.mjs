// Tabs that are lent and used again. The process behind a new one costs some two seconds of computing, more than
// everything that is looked at in it; one that is lent again has no cookies of before and opens another page.

/** What the borrowers of a tab listen to. */
const heard = ["request", "requestfailed", "response", "console"];

/**
 * Gives `lend(cookies, work)`: `work` gets a tab that has these cookies and no others, and in which `script` runs at the
 * start of each page.
 */
export function tabsOf(browser, options, script = "") {
  const idle = [];
  const open = async () => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(10_000);
    await context.addInitScript(script);
    return context.newPage();
  };
  return async (cookies, work) => {
    const tab = idle.pop() ?? await open();
    const context = tab.context();
    await context.clearCookies();
    await context.addCookies(cookies);
    try {
      const result = await work(tab);
      for (const event of heard) tab.removeAllListeners(event);
      idle.push(tab);
      return result;
    } catch (fault) {
      // Nobody knows in what state it is.
      await context.close();
      throw fault;
    }
  };
}
