// The links of the example mails: each answer and each wish belongs to another contact, so that flows do not meet.
import fs from "node:fs";
import path from "node:path";

/** The text of a mail, whichever way its parts are written. */
function textOf(mail) {
  const parts = mail.split(/^--[^\r\n]+$/m);
  return parts.map((part) => {
    const [head, ...body] = part.split(/\r?\n\r?\n/);
    const text = body.join("\n\n");
    if (/^content-transfer-encoding:\s*base64/im.test(head)) return Buffer.from(text, "base64").toString("utf8");
    const whole = text.replace(/=\r?\n/g, "");
    return whole.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  }).join("\n");
}

/** Paths below the server's address: `answers`, `wishes`, and `kinds` (wishes about one kind of mail). */
export function linksOf(folder, base) {
  const links = { answers: [], wishes: [], kinds: [] };
  const files = fs.readdirSync(folder).filter((file) => file.includes("-invitation-")).sort();
  for (const file of files) {
    const mail = fs.readFileSync(path.join(folder, file), "utf8");
    const text = mail.replace(/\r?\n[ \t]+/g, "") + textOf(mail);
    const find = (pattern) => text.match(new RegExp(`${base}(${pattern})`))?.[1];
    const found = [find("/a/[\\w.-]+"), find("/u/[\\w.-]+"), find("/u/[\\w.-]+\\?kind=[\\w&=.-]+")];
    if (found.every(Boolean)) ["answers", "wishes", "kinds"].forEach((key, i) => links[key].push(found[i]));
  }
  if (links.answers.length < 6) throw new Error(`${folder} holds ${links.answers.length} invitations of ${base}, 6 are needed`);
  return links;
}
