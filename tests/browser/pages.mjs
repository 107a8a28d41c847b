// The pages that are looked at: a name, a path, and what is not as usual (`status` other than 200; `light` enough to
// be read over a bad line, in bytes). `links` holds what the mails of the example data lead to.

/** Pages for everybody, in German and Arabic. */
export const openPages = (links) => [
  { name: "programme", path: "/" },
  { name: "programme, selection", path: "/?free=1&language=ar&q=kochen" },
  { name: "programme, nothing found", path: "/?q=gibtesnicht" },
  { name: "programme, wrong address", path: "/?kind=gibtesnicht", status: 400 },
  { name: "event", path: "/e/eroeffnung" },
  { name: "event, series", path: "/e/sprachcafe-bruecke" },
  { name: "event, cancelled", path: "/e/abgesagt" },
  { name: "event, moved", path: "/e/verschoben" },
  { name: "no such page", path: "/e/gibtesnicht", status: 404 },
  { name: "answer", path: links.answers[0], light: 15_000 },
  { name: "wishes", path: links.wishes[0], light: 15_000 },
  { name: "wishes, one kind", path: links.kinds[0], light: 15_000 },
  { name: "stranger's link", path: "/a/1-1.0.AAAAAAAAAAAAAAAAAAAAAA", status: 404 },
];

/** Pages of the office, in German and English. */
export const officePages = () => [
  { name: "office, patterns", path: "/office/patterns" },
  { name: "office, this week", path: "/office" },
  { name: "office, events", path: "/office/events" },
  { name: "office, drafts", path: "/office/events?show=drafts" },
  { name: "office, event", path: "/office/events/austausch" },
  { name: "office, event form", path: "/office/events/austausch/edit" },
  { name: "office, new meeting", path: "/office/events/new" },
  { name: "office, organisations", path: "/office/actors" },
  { name: "office, organisation", path: "/office/actors/bruecke" },
  { name: "office, contact", path: "/office/contacts/1?event=austausch" },
  { name: "office, outbox", path: "/office/outbox" },
  { name: "office, why", path: "/office/outbox/why?q=verein" },
  { name: "office, test mode", path: "/office/outbox/test" },
  { name: "office, submissions", path: "/office/submissions" },
  { name: "office, submission", path: "/office/submissions/entwurf" },
  { name: "office, entered twice", path: "/office/events/eroeffnung/duplicate" },
  { name: "office, import", path: "/office/import" },
];
