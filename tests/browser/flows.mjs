// The ways through the pages, each walked once with JavaScript off. A flow is a function that gets
//   page     a tab of 360 × 640 px, German
//   links    paths from the mails (see mails.mjs)
//   say(ok, what)   a finding if `ok` is false
//   keep(name)      the page as it stands is looked at afterwards, as those of pages.mjs are
//   loads()         pages loaded so far
const text = (page) => page.locator("main").innerText();

export const openFlows = {
  "an answer is given from the mail and changed": async ({ page, links, say, keep, loads }) => {
    await page.goto(`${links.answers[1]}?answer=accepted`);
    say(await page.getByRole("radio", { name: "Ich komme" }).isChecked(), "the link chooses its answer");
    const tiles = await page.locator(".tiles").boundingBox();
    say(tiles.y + tiles.height <= 640, `the three answers are seen without scrolling (they end at ${tiles.y + tiles.height})`);
    await page.goto(links.answers[1]);
    say(!await page.getByRole("radio", { name: "Ich komme" }).isChecked(), "looking at the page answers nothing");
    await page.getByRole("radio", { name: "Ich komme" }).check();
    await page.getByRole("button", { name: "Antwort senden" }).click();
    say((await page.getByRole("status").first().innerText()).includes("Danke"), "the answer is confirmed");
    await keep("answer, given");
    say(loads() === 3, `one page to read, one to send (${loads() - 1})`);
    await page.getByText("Antwort ändern").click();
    await page.getByRole("radio", { name: "Ich kann nicht" }).check();
    await page.getByRole("button", { name: "Antwort senden" }).click();
    await page.goto(links.answers[1]);
    say(/nicht|abgesagt/.test(await page.locator(".given").innerText()), "the changed answer stands");
    await keep("answer, again");
  },

  "a wrong answer is explained and keeps what was typed": async ({ page, links, say, keep }) => {
    await page.goto(links.answers[2]);
    await page.getByRole("radio", { name: "Vielleicht" }).check();
    await page.getByLabel("Wie viele Personen").fill("viele");
    await page.getByRole("button", { name: "Antwort senden" }).click();
    say(await page.locator(".faults").isVisible(), "the faults stand at the top");
    say(await page.locator(".faults:focus").count() === 1, "the faults have the focus");
    say(await page.getByLabel("Wie viele Personen").inputValue() === "viele", "what was typed is still there");
    await keep("answer, with a fault");
    await page.getByLabel("Wie viele Personen").fill("3");
    await page.getByRole("button", { name: "Antwort senden" }).click();
    say((await text(page)).includes("Danke"), "the mended answer is taken");
  },

  "somebody ends all mails and takes them again": async ({ page, links, say, keep }) => {
    await page.goto(links.wishes[3]);
    await page.getByRole("button", { name: "Gar keine E-Mails mehr" }).click();
    say((await text(page)).includes("Sie bekommen keine E-Mails"), "no mails are sent any more");
    await keep("wishes, silent");
    await page.getByRole("button", { name: "Alles wieder bekommen" }).click();
    say((await text(page)).includes("Diese E-Mails bekommen Sie"), "mails come again");
    await keep("wishes, done");
  },

  "somebody ends one kind of mail": async ({ page, links, say, keep }) => {
    await page.goto(links.kinds[4]);
    await page.getByRole("button", { name: "Nicht mehr schicken" }).click();
    say((await text(page)).includes("Gespeichert"), "the wish is kept");
    await keep("wishes, one kind ended");
    await page.getByRole("button", { name: "Wieder schicken" }).first().click();
    say((await text(page)).includes("Gespeichert"), "the wish is taken back");
  },

  "a newcomer finds a free event in Arabic": async ({ page, say, loads }) => {
    await page.goto("/");
    const all = await page.locator(".entry").count();
    await page.getByRole("combobox", { name: "Sprache" }).selectOption({ label: "العربية" });
    await page.getByLabel("kostenlos").check();
    await page.getByRole("button", { name: "Anzeigen" }).click();
    const url = new URL(page.url());
    say(url.searchParams.get("free") === "1" && url.searchParams.get("language") === "ar", "the filter stands in the address");
    const some = await page.locator(".entry").count();
    say(some > 0 && some < all, `fewer events are shown (${some} of ${all})`);
    await page.locator(".entry a").first().click();
    say((await text(page)).includes("العربية"), "the event is in Arabic");
    say(loads() === 3, `two taps lead there (${loads()} pages)`);
    await page.getByRole("link", { name: "Zurück zum Programm" }).click();
    say(await page.locator(".entry").count() > 0, "and back");
  },

  "the programme is read by keyboard": async ({ page, say }) => {
    await page.goto("/");
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip:focus");
    say(await skip.count() === 1 && (await skip.boundingBox()).height >= 24, "the first stop skips to the content, and is seen");
    await page.keyboard.press("Enter");
    say(page.url().endsWith("#content"), "it leads to the content");
    await page.getByLabel("Suche").focus();
    await page.keyboard.type("kochen");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=kochen/);
    say(await page.locator(".entry").count() > 0, "Enter in the search sends the form");
  },
};

/** The office; each flow starts signed in. */
export const officeFlows = {
  "a meeting is entered, and who gets what when is seen": async ({ page, say, keep, loads }) => {
    await page.goto("/office/events/new");
    await page.getByLabel("Titel").fill("AG Wohnen");
    await page.getByLabel("Tag", { exact: false }).first().fill("31.2.27");
    await page.getByLabel("Beginn").fill("17-19 Uhr");
    await page.getByLabel("Alle Akteure").check();
    await page.getByRole("button", { name: "Speichern" }).click();
    say(await page.locator(".faults:focus").count() === 1, "the faults have the focus");
    say(await page.getByLabel("Beginn").inputValue() === "17-19 Uhr", "what was typed is still there");
    await keep("office, form with a fault");
    await page.getByLabel("Tag", { exact: false }).first().fill("14.10.2027");
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Donnerstag, 14. Oktober 2027"), "the meeting is entered");
    say(loads() === 3, `one page to fill in, two to send (${loads()})`);
  },

  "one date is moved, and who hears of it is asked": async ({ page, say, keep, loads }) => {
    await page.goto("/office/events/jetzt-erinnern");
    say((await text(page)).includes("Wer bekommt wann welche E-Mail?"), "the plan is seen");
    await page.getByRole("link", { name: "Verlegen oder absagen" }).first().click();
    await page.getByLabel("Grund").fill("Der Raum ist belegt");
    const from = page.getByLabel("Beginn");
    await from.fill((await from.inputValue()).replace(/:\d\d$/, ":59"));
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Wer soll davon erfahren?"), "who shall hear of it is asked");
    await keep("office, who hears of it");
    await page.getByText("Nur wer zugesagt hat").click();
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Gespeichert"), "it is stored");
    say(loads() === 4, `four pages (${loads()})`);
  },

  "the mails of new meetings are shifted, and a test mail says how far it came": async ({ page, say, keep }) => {
    await page.goto("/office");
    await page.getByRole("link", { name: "Einstellungen" }).click();
    await page.getByRole("link", { name: "E-Mails bei neuen Treffen" }).click();
    const reminder = page.getByRole("group", { name: /^Erinnerung/ });
    await reminder.getByLabel("Wie viele").fill("2");
    await reminder.getByLabel("Uhrzeit", { exact: false }).fill("9 Uhr");
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("2 Tage vor dem Beginn, um 09:00 Uhr"), "the new time is said");
    await page.getByRole("button", { name: "Zurück zum mitgelieferten Plan" }).click();
    say((await text(page)).includes("Das ist der mitgelieferte Plan"), "the delivered plan is back");
    await page.goto("/office/settings/identity");
    await page.getByRole("button", { name: "Test-E-Mail an mich schicken" }).click();
    say((await text(page)).includes("Hier werden keine E-Mails verschickt"), "how far it came is said");
    await keep("office, test mail");
  },

  "a mail is read before it goes": async ({ page, say, keep }) => {
    await page.goto("/office/events/jetzt-erinnern");
    await page.getByRole("link", { name: "Vorschau" }).first().click();
    say((await text(page)).includes("So liest es"), "the mail is shown");
    await keep("office, preview");
  },

  "a list as Excel writes it is looked at, then taken in": async ({ page, say, keep, loads }) => {
    const rows = (language) => ["Organisation;E-Mail;Sprache;Gruppen", `Chor der Vielfalt e. V.;chor@example.org;${language};Alle Akteure`];
    const list = (language) => ({
      name: "chor.csv", mimeType: "text/csv", buffer: Buffer.from(`${rows(language).join("\r\n")}\r\n`, "latin1"),
    });
    await page.goto("/office/import");
    await page.getByLabel("Ihre Liste als CSV-Datei").setInputFiles(list("Klingonisch"));
    await page.getByRole("button", { name: "Ansehen" }).click();
    say((await text(page)).includes("fehlerhaft") && (await text(page)).includes("Klingonisch"), "the fault names what is wrong");
    say(await page.getByRole("button", { name: "übernehmen" }).count() === 0, "a faulty list cannot be taken in");
    await keep("office, import with a fault");
    await page.getByRole("link", { name: "Andere Datei wählen" }).first().click();
    await page.getByLabel("Ihre Liste als CSV-Datei").setInputFiles(list("Türkisch"));
    await page.getByRole("button", { name: "Ansehen" }).click();
    await keep("office, import looked at");
    await page.getByRole("button", { name: "übernehmen" }).click();
    say((await page.getByRole("status").innerText()).length > 0, "it is taken in");
    await keep("office, import done");
    say(loads() === 5, `two to choose, two to look at, one to end (${loads()})`);
    await page.goto("/office/actors?q=Vielfalt");
    say((await text(page)).includes("chor@example.org"), "the organisation is there");
  },

  "all mail is held and goes again": async ({ page, say, keep }) => {
    await page.goto("/office/outbox");
    await page.getByRole("button", { name: "Alle E-Mails anhalten" }).click();
    say((await page.locator(".bar.held").innerText()).includes("angehalten"), "each page says so");
    await keep("office, all held");
    await page.getByRole("button", { name: "E-Mails wieder senden" }).click();
    say(await page.locator(".bar.held").count() === 0, "mail goes again");
  },

  "an organisation is found by keyboard and changed": async ({ page, say }) => {
    await page.goto("/office/actors");
    await page.getByLabel("Name oder E-Mail").focus();
    await page.keyboard.type("brücke");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    await page.locator("tbody a").first().focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Stadtteil").fill("Südstadt");
    await page.keyboard.press("Enter");
    await page.getByRole("status").first().waitFor();
    say((await text(page)).includes("Gespeichert"), "it is stored");
  },
};

/** Opens the one-use link and signs in; gives what the browser then knows. */
export async function signIn(page, link) {
  await page.goto(link);
  await page.locator("main form button[type=submit]").first().click();
  await page.locator(".account").waitFor();
  return page.context().storageState();
}
