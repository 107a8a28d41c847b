// The ways through the pages, each walked once with JavaScript off. A flow is a function that gets
//   page     a tab of 360 × 640 px, German
//   links    paths from the mails (see mails.mjs)
//   say(ok, what)   a finding if `ok` is false
//   keep(name)      the page as it stands is looked at afterwards, as those of pages.mjs are
//   loads()         pages loaded so far
import fs from "node:fs";
import { keyboardOf } from "./keyboard.mjs";

const text = (page) => page.locator("main").innerText();
// The browser gives focus once the page stands, which may be a moment after it is loaded.
const hasFocus = (place) => place.and(place.page().locator(":focus")).waitFor({ timeout: 5000 }).then(() => true, () => false);

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
    say(await hasFocus(page.locator(".faults")), "the faults have the focus");
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
    const { reach, skipTo, fill } = keyboardOf(page, say);
    await page.goto("/");
    say(await reach(page.locator(".skip")) === 1, "the first stop skips to the content");
    say((await page.locator(".skip").boundingBox()).height >= 24, "and is seen");
    await page.goto("/");
    say(await skipTo(page.getByLabel("Suche")) <= 3, "the search is the third stop at most");
    say(page.url().endsWith("#content"), "it is skipped to the content");
    await fill(page.getByLabel("Suche"), "kochen");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=kochen/);
    say(await page.locator(".entry").count() > 0, "Enter in the search sends the form");
  },
};

/** A house that has one account and nothing else. */
export const firstDayFlows = {
  "from an empty house to the first mail": async ({ page, say, loads }) => {
    let typed = 0;
    const type = async (label, value) => {
      typed += 1;
      await page.getByLabel(label, { exact: false }).first().fill(value);
    };
    await signIn(page, process.env.FIRST_SIGN_IN);
    await page.getByRole("link", { name: "Liste einlesen" }).click();
    await page.locator("input[type=file]").setInputFiles("../data/sheets/akteure-cp1252.csv");
    await page.getByRole("button", { name: "Ansehen" }).click();
    await page.locator("button[name=step]").click();
    await page.getByRole("link", { name: "Neues Treffen" }).click();
    const day = new Date(Date.now() + 40 * 86_400_000);
    await type("Titel", "Erstes Austauschtreffen");
    await type("Tag, zum Beispiel", `${day.getDate()}.${day.getMonth() + 1}.${day.getFullYear()}`);
    await type("Beginn", "17-19 Uhr");
    await type("Ort in Worten", "Rathaus, Raum 12");
    await page.getByRole("checkbox", { name: /Alle Akteure/ }).check();
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Wer bekommt wann welche E-Mail?"), "who gets what when is seen");
    await page.getByRole("button", { name: "Jetzt veröffentlichen" }).click();
    const invitation = page.getByRole("row", { name: /^Einladung/ });
    say(/78 geplant/.test(await invitation.innerText()), `78 of 80 will be invited: ${await invitation.innerText()}`);
    await invitation.getByRole("link", { name: "jede einzeln" }).click();
    await page.getByText("Zu einer anderen Zeit senden").click();
    const soon = new Date(Date.now() + 60_000);
    const berlin = (options) => soon.toLocaleString("de", { timeZone: "Europe/Berlin", ...options });
    await type("Tag, zum Beispiel", berlin({ day: "numeric", month: "numeric", year: "numeric" }));
    await type("Uhrzeit", berlin({ hour: "2-digit", minute: "2-digit" }));
    await page.getByRole("button", { name: "Prüfen" }).click();
    await page.getByRole("button", { name: "So verschieben" }).click();
    say((await text(page)).includes("Verschoben"), "the invitations go now");
    say(loads() <= 12, `at most twelve pages (${loads()})`);
    say(typed <= 10, `at most ten fields are typed (${typed})`);
    const mails = () => fs.readdirSync(process.env.FIRST_MAILS).filter((name) => name.endsWith(".eml")).length;
    for (let tries = 0; tries < 90 && !(fs.existsSync(process.env.FIRST_MAILS) && mails() > 0); tries += 1) {
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
    }
    say(fs.existsSync(process.env.FIRST_MAILS) && mails() > 0, "the first mail is there");
  },
};

/**
 * Events in the office; each flow starts signed in. The flows of one list are walked one after another, as several change
 * the same event, and the lists at once.
 */
export const eventFlows = {
  "the way back leads to what was typed": async ({ page, say }) => {
    await page.goto("/office/events/new");
    await page.getByLabel("Titel").fill("Der Weg zurück");
    await page.getByLabel("Tag", { exact: false }).first().fill("31.2.27");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("link", { name: "Diese Woche" }).click();
    // A click waits until the other page is begun; the browser knows a history there only once it has taken it up.
    await page.waitForURL(/\/office$/);
    await page.getByRole("heading", { level: 1, name: "Diese Woche" }).waitFor();
    await page.goBack();
    say(await page.getByLabel("Titel").inputValue() === "Der Weg zurück", "the form stands there as it was");
  },

  "a meeting is entered, and who gets what when is seen": async ({ page, say, keep, loads }) => {
    await page.goto("/office/events/new");
    await page.getByLabel("Titel").fill("AG Wohnen");
    await page.getByLabel("Tag", { exact: false }).first().fill("31.2.27");
    await page.getByLabel("Beginn").fill("17-19 Uhr");
    await page.getByLabel("Alle Akteure").check();
    await page.getByRole("button", { name: "Speichern" }).click();
    say(await hasFocus(page.locator(".faults")), "the faults have the focus");
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
    // The meeting begins at the minute at which the demo was started, so any minute may stand there.
    const [hour, minute] = (await from.inputValue()).split(":");
    await from.fill(`${hour}:${minute === "59" ? "58" : "59"}`);
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Wer soll davon erfahren?"), "who shall hear of it is asked");
    await keep("office, who hears of it");
    await page.getByText("Nur wer zugesagt hat").click();
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Gespeichert"), "it is stored");
    say(loads() === 4, `four pages (${loads()})`);
  },

  "an agenda is written, and its times are seen": async ({ page, say, keep, loads }) => {
    await page.goto("/office/events/jetzt-erinnern");
    await page.getByRole("link", { name: "Tagesordnung" }).click();
    await page.getByLabel("Minuten in Zeile 1").fill("eine Viertelstunde");
    await page.getByRole("button", { name: "Speichern" }).click();
    say(await hasFocus(page.locator(".faults")), "the faults have the focus");
    await keep("office, agenda with a fault");
    await page.getByLabel("Minuten in Zeile 1").fill("45");
    await page.getByLabel("Thema in Zeile 4").fill("Verschiedenes");
    await page.getByLabel("Nummer in Zeile 4").fill("1");
    await page.getByLabel("Minuten in Zeile 4").fill("5");
    await page.getByLabel("Aufgabe 1", { exact: true }).fill("Raum buchen");
    await page.getByLabel("Bis wann Aufgabe 1").fill("12.9.27");
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Gespeichert"), "it is stored");
    say(await page.getByLabel("Thema in Zeile 1").inputValue() === "Verschiedenes", "the item went to the place of its number");
    say((await text(page)).includes("= Sonntag, 12. September 2027"), "the day is said again");
    say(/140 von|140 Minuten/.test(await text(page)), "the minutes add up");
    await keep("office, agenda written");
    say(loads() === 4, `one to find it, one to read, two to send (${loads()})`);
  },

  "details and a translation are written": async ({ page, say, keep }) => {
    await page.goto("/office/events/eroeffnung/details");
    await page.getByLabel("Link zum Bild").fill("https://example.org/bild.jpg");
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("was zu sehen ist"), "a picture needs words");
    await keep("office, details with a fault");
    await page.getByLabel("Was auf dem Bild zu sehen ist").fill("Menschen tanzen");
    // The example town begins weeks after the day on which it was made.
    await page.getByLabel("Bis Tag").fill(new Date().toLocaleDateString("de-DE"));
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Gespeichert"), "the details are stored");
    await page.getByRole("link", { name: "Bearbeiten" }).click();
    await page.getByLabel("Beschreibung").fill("Ganz neu.");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("link", { name: "Übersetzungen" }).click();
    say((await text(page)).includes("veraltet"), "the translation is outdated");
    await keep("office, translation outdated");
    await page.getByLabel("passt wieder").check();
    await page.getByRole("button", { name: "Speichern" }).click();
    say(await page.locator(".state.outdated").count() === 0, "it is up to date again");
  },

  "a meeting is made after another one": async ({ page, say }) => {
    await page.goto("/office/events/austausch");
    await page.getByRole("link", { name: "Als Vorlage nehmen" }).click();
    await page.getByLabel("Tag", { exact: false }).first().fill("17.2.28");
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Donnerstag, 17. Februar 2028"), "the new one has its own day");
    say((await text(page)).includes("Entwurf"), "it is a draft");
  },

  "an organisation calls, and its answer is entered by keyboard alone": async ({ page, say, keep, loads }) => {
    const { reach, skipTo, follow, fill } = keyboardOf(page, say);
    await page.goto("/office/events/jetzt-einladen/answers");
    const row = page.getByRole("row", { name: /Frauenverein Güneş/ });
    say((await row.innerText()).includes("ohne Antwort"), "who is silent stands in the table");
    await skipTo(row.getByRole("link", { name: "Eintragen" }));
    await follow(row.getByRole("link", { name: "Eintragen" }));
    await page.getByRole("heading", { name: "Frauenverein Güneş" }).waitFor();
    await reach(page.getByRole("radio").first());
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    const people = page.getByLabel("Wie viele Personen");
    await fill(people, "drei");
    await follow(people);
    say(await hasFocus(page.locator(".faults")), "the faults have the focus");
    await keep("office, answer with a fault");
    await reach(page.locator(".faults a").first());
    await page.keyboard.press("Enter");
    say(await reach(people) === 0, "the fault leads to its field");
    await fill(people, "3");
    await reach(page.getByLabel("Kinderbetreuung"));
    await page.keyboard.press("Space");
    await follow(page.getByRole("button", { name: "Antwort speichern" }));
    await page.getByRole("status").first().waitFor();
    const after = await row.innerText();
    say(after.includes("kommt") && after.includes("Kinderbetreuung") && after.includes("(Büro)"), `the table says so: ${after}`);
    say((await text(page)).includes("1× Kinderbetreuung"), "what is needed is summed up");
    await keep("office, answer entered");
    say(loads() === 4, `the table, the form twice, the table (${loads()})`);
  },

  "a meeting is found and changed by keyboard alone": async ({ page, say, keep }) => {
    const { reach, skipTo, follow, fill } = keyboardOf(page, say);
    await page.goto("/office");
    await follow(page.locator(".menu").getByRole("link", { name: "Veranstaltungen" }));
    const meeting = page.getByRole("link", { name: "Austauschtreffen: Angebote im Winter" });
    await skipTo(meeting);
    await follow(meeting);
    await skipTo(page.getByRole("link", { name: "Bearbeiten" }));
    await follow(page.getByRole("link", { name: "Bearbeiten" }));
    const [title, day] = [page.getByLabel("Titel"), page.getByLabel("Tag, zum Beispiel")];
    const planned = await day.inputValue();
    say(await skipTo(title) <= 3, "the first field is the third stop at most");
    await fill(title, "Angebote im Winter, mit der Tastatur");
    await fill(day, "31.2.27");
    await fill(page.getByLabel("Beginn"), "9:30");
    await fill(page.getByLabel("Ende"), "11:30");
    await follow(page.getByRole("button", { name: "Speichern" }));
    say(await hasFocus(page.locator(".faults")), "the faults have the focus");
    await reach(page.locator(".faults a"));
    await page.keyboard.press("Enter");
    say(await reach(day) === 0, "the fault leads to its field");
    await fill(day, planned);
    await reach(title, "Shift+Tab");
    say((await title.inputValue()).endsWith("Tastatur"), "what was typed is still there");
    await follow(title);
    say((await text(page)).includes("Wer soll davon erfahren?"), "who shall hear of it is asked");
    await reach(page.getByRole("radio", { name: /^Alle, die davon wissen/ }));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    say(await page.getByRole("radio", { name: /^Niemand/ }).isChecked(), "an arrow chooses who");
    await keep("office, nobody hears of it");
    await follow(page.getByRole("button", { name: "Speichern" }));
    say(/Gespeichert.*mit der Tastatur.*9:30–11:30 Uhr/s.test(await text(page)), "title and time are stored");
  },

  "a mail of a meeting is switched off by keyboard alone": async ({ page, say, keep }) => {
    const { skipTo, follow, reach } = keyboardOf(page, say);
    await page.goto("/office/events/jetzt-einladen");
    const request = { name: /^Nachfrage/ };
    say((await page.getByRole("row", request).first().innerText()).includes("geplant"), "the mail is planned");
    const mails = page.getByRole("link", { name: "E-Mails ändern" });
    await skipTo(mails);
    await follow(mails);
    say(await skipTo(page.getByLabel("Senden?").first()) <= 3, "the first field is the third stop at most");
    const mode = page.getByRole("group", request).getByLabel("Senden?");
    await reach(mode);
    await page.keyboard.type("nein, aus");
    say(await mode.inputValue() === "off", "its first letters choose it");
    await follow(page.getByRole("button", { name: "Ansehen, wer was bekommt" }));
    await keep("office, mails with one switched off");
    // Who answered before the meeting was moved dropped out at another time.
    const rows = page.locator("section:has(> #plan)").getByRole("row", request);
    const row = rows.filter({ hasText: "gehört nicht mehr dazu" });
    await reach(row.locator("summary"));
    await page.keyboard.press("Space");
    const after = await row.innerText();
    say(/nicht gesendet.*gehört nicht mehr dazu/s.test(after), `the table says so, and why: ${after}`);
    say(!(await rows.allInnerTexts()).some((one) => one.includes("geplant")), "and nothing else");
  },

  "who was there is ticked off and stands in the record": async ({ page, say, keep, loads }) => {
    await page.goto("/office/events/jetzt-erinnern/attendance");
    await page.getByLabel("War da: Verein Brücke").check();
    await page.getByLabel("Personen: Frauenverein Güneş").fill("4");
    await page.getByLabel("Personen ohne Organisation").fill("viele");
    await page.getByRole("button", { name: "Speichern" }).click();
    say(await hasFocus(page.locator(".faults")), "the faults have the focus");
    say(await page.getByLabel("Personen: Frauenverein Güneş").inputValue() === "4", "what was typed is still there");
    await keep("office, attendance with a fault");
    await page.getByLabel("Personen ohne Organisation").fill("6");
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("11 Personen: 5 aus 2 Organisationen, 6 ohne Organisation"), "the total is said");
    await keep("office, attendance counted");
    await page.getByRole("link", { name: "Vermerk" }).click();
    say((await text(page)).includes("11 Personen: 5 aus 2 Organisationen, 6 ohne Organisation"), "the record says it too");
    await keep("office, record with attendance");
    say(loads() === 4, `one page to fill in, two to send, the record (${loads()})`);
  },
};

/** Everything else in the office. */
export const officeFlows = {
  "a group is made, and who joins another hears of it first on the page": async ({ page, say, keep, loads }) => {
    await page.goto("/office/groups/new");
    await page.getByLabel("Name der Gruppe").fill("AG Wohnen");
    await page.getByLabel("Name oder E-Mail").fill("Brücke");
    await page.getByRole("button", { name: "Suchen" }).click();
    say(await page.getByLabel("Name der Gruppe").inputValue() === "AG Wohnen", "a search keeps what was typed");
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Ein Akteur gehört dazu"), "the group is stored");
    say(loads() === 3, `one page to fill in, one search, one to send (${loads()})`);
    await page.goto("/office/groups/ag-frauen");
    await page.locator("[name=member]:not(:checked)").first().check();
    await page.getByRole("button", { name: "Speichern", exact: true }).click();
    say((await text(page)).includes("Ein neuer Akteur bekommt"), "what it causes is said before");
    await keep("office, what a change of a group causes");
    await page.getByRole("button", { name: "Ja, speichern" }).click();
    say((await text(page)).includes("Gespeichert"), "then it is stored");
  },

  "an organisation is entered and gets a second contact": async ({ page, say, keep }) => {
    await page.goto("/office/actors/new");
    await page.getByLabel("Name", { exact: true }).fill("Nähwerkstatt Faden");
    await page.getByRole("button", { name: "Speichern" }).click();
    say(await hasFocus(page.locator(".faults")), "the faults have the focus");
    await page.getByLabel("E-Mail", { exact: true }).fill("faden@example.org");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByText("Weiteren Kontakt eintragen").click();
    await page.locator("#role-new").fill("Kasse");
    await page.locator("#email-new").fill("kasse@example.org");
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Weiterer Kontakt: Kasse"), "the contact is there");
    await keep("office, organisation with two contacts");
    await page.getByLabel(/diesen Kontakt entfernen/).last().check();
    await page.getByRole("button", { name: "Speichern" }).click();
    say((await text(page)).includes("Frühere Kontakte"), "it can still be found when it is gone");
    await keep("office, organisation with a former contact");
  },

  "somebody gets an account, and a link when the mail does not come": async ({ page, say, keep }) => {
    await page.goto("/office/accounts");
    await page.getByLabel("E-Mail", { exact: true }).fill("vertretung@example.org");
    await page.getByRole("button", { name: "Konto anlegen" }).click();
    say((await text(page)).includes("Das Konto ist angelegt"), "the account is there");
    await page.locator("summary", { hasText: "Ändern" }).last().click();
    await keep("office, accounts, one opened");
    await page.getByRole("button", { name: "Anmelde-Link zeigen" }).last().click();
    say((await text(page)).includes("/office/sign-in/"), "the link is shown");
    await keep("office, accounts with a link");
    await page.locator("summary", { hasText: "Ändern" }).last().click();
    await page.getByRole("button", { name: "Konto entfernen" }).last().click();
    say((await text(page)).includes("Das Konto ist entfernt"), "the account is gone");
  },

  "a sentence of invitations is worded otherwise, and looked at before": async ({ page, say, keep }) => {
    await page.goto("/office/settings/texts");
    await page.getByRole("link", { name: "Deutsch – Einladung", exact: true }).click();
    await page.locator("#invitation-by").fill("Kommen Sie zu { $titel }!");
    await page.getByRole("button", { name: "Vorschau" }).click();
    say((await text(page)).includes("{ $titel }“ kann hier nicht eingesetzt werden"), "the fault names what is wrong");
    await keep("office, text with a fault");
    await page.locator("#invitation").fill("Kommen Sie zu { $title }!");
    await page.locator("#invitation-by").fill("");
    await page.getByRole("button", { name: "Vorschau" }).click();
    say((await text(page)).includes("Kommen Sie zu Austauschtreffen!"), "the invented mail says it");
    await keep("office, text with its preview");
    await page.getByRole("button", { name: "Speichern" }).first().click();
    await page.getByText("Alle Texte dieser Seite zurücksetzen").click();
    await page.getByRole("button", { name: "Jetzt zurücksetzen" }).click();
    say((await text(page)).includes("Gespeichert"), "and it is put back");
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
    const mail = page.frameLocator("iframe.mail");
    say(await mail.getByRole("link").count() > 0, "as it will look");
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
    const { skipTo, follow, fill } = keyboardOf(page, say);
    await page.goto("/office/actors");
    const search = page.getByLabel("Name oder E-Mail");
    await skipTo(search);
    await fill(search, "brücke");
    await follow(search);
    await follow(page.locator("tbody a").first());
    const district = page.getByLabel("Stadtteil");
    await fill(district, "Südstadt");
    await follow(district);
    await page.getByRole("status").first().waitFor();
    say((await text(page)).includes("Gespeichert"), "it is stored");
  },
};

/** Opens the one-use link and signs in; gives the cookies that the browser then has. */
export async function signIn(page, link) {
  await page.goto(link);
  await page.locator("main form button[type=submit]").first().click();
  await page.locator(".account").waitFor();
  return page.context().cookies();
}
