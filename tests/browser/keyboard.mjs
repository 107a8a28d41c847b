// A person without a mouse: presses Tab until what they want has the focus, and sees at each stop where they are.

/**
 * Runs in the page: where the focus stands, and what is wrong with how it is shown. `been` are the stops since the top
 * of the page; whoever comes by one of them again without having come by the top cannot leave.
 */
function stopOf(been) {
  const element = document.activeElement;
  if (element === null || element === document.body) {
    been.clear();
    return { isTop: true, faults: [] };
  }
  const what = element.outerHTML.slice(0, 120);
  const isTrap = been.has(element);
  been.add(element);
  const faults = [];
  // The ring of a tile stands around its label.
  const ringed = [element, element.closest("label")].find((one) => {
    const { outlineStyle, outlineWidth } = one ? getComputedStyle(one) : {};
    return one && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  if (!ringed) faults.push("has no ring of 2 px");
  const shown = ringed ?? element;
  const { left, top, right, bottom, width, height } = shown.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const seenWidth = Math.min(right, clientWidth) - Math.max(left, 0);
  const seenHeight = Math.min(bottom, clientHeight) - Math.max(top, 0);
  // A browser brings the line where one writes into the window, not all lines of a field.
  const enough = element.matches("textarea") ? 24 : Math.min(height, clientHeight) - 1;
  if (seenWidth < Math.min(width, clientWidth) - 1 || seenHeight < enough) {
    faults.push("is not within the window");
  }
  // A link may go on in a second line, with other words in the middle between.
  const isBare = [...shown.getClientRects()].some((part) => {
    const x = (Math.max(part.left, 0) + Math.min(part.right, clientWidth)) / 2;
    const y = (Math.max(part.top, 0) + Math.min(part.bottom, clientHeight)) / 2;
    return shown.contains(document.elementFromPoint(x, y));
  });
  if (!isBare) faults.push("is covered");
  return { what, isTrap, faults };
}

const hasFocus = (wanted) => wanted.evaluate((element) => element === document.activeElement);

/** What that person can do with the page; a stop that cannot be seen is said as a finding. */
export function keyboardOf(page, say) {
  /** Presses `key` until `wanted` has the focus; gives how often. Coming by the top twice is once round the page. */
  const reach = async (wanted, key = "Tab") => {
    const been = await page.evaluateHandle(() => new Set());
    for (let presses = 0, tops = 0; ; presses += 1) {
      const { isTop, isTrap, what, faults } = await page.evaluate(stopOf, been);
      for (const fault of faults) say(false, `the stop is seen: ${what} ${fault}`);
      if (await hasFocus(wanted)) return presses;
      if (isTrap) throw new Error(`the focus can leave: ${what} is a trap`);
      if (isTop) tops += 1;
      if (tops === 2) throw new Error(`${wanted} is not reached by ${key}`);
      await page.keyboard.press(key);
    }
  };

  /** Leaves out the menu, as one does at the start of a page; gives how often Tab is pressed up to `wanted`. */
  const skipTo = async (wanted) => {
    const presses = await reach(page.locator(".skip"));
    await page.keyboard.press("Enter");
    return presses + await reach(wanted);
  };

  /** Presses Enter on what leads to another page. */
  const follow = async (wanted) => {
    await reach(wanted);
    const loaded = page.waitForEvent("load");
    await page.keyboard.press("Enter");
    await loaded;
  };

  /** Replaces what stands in a field. */
  const fill = async (wanted, value) => {
    await reach(wanted);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(value);
  };

  return { reach, skipTo, follow, fill };
}
