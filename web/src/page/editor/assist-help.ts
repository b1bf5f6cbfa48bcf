/** Help on a name, as it is shown beside the text and read out. */

import type { Help } from "../completion/index.ts";

export function helpElement({ signature, text, command }: Help): HTMLElement {
  const box = element("div", "help-box");
  box.append(element("code", "help-signature", signature));
  if (text) box.append(element("p", "", text));
  if (!command) return box;
  const { name, doc } = command;
  const sent = `${name} ${doc.subcommands ? "" : doc.synopsis}`.trim();
  if (sent !== signature) {
    const line = element("p", "help-sent", "Sends ");
    line.append(element("code", "", sent));
    box.append(line);
  }
  const facts = element(
    "p",
    "help-facts",
    `Since Redis ${doc.since} · ${doc.complexity} `,
  );
  facts.append(link(name));
  box.append(facts);
  return box;
}

/** The same in a sentence or two. */
export function inWords({ signature, text, command }: Help): string {
  const sent = command
    ? ` Sends ${command.name}, since Redis ${command.doc.since}.`
    : "";
  return `${signature}. ${text}${sent}`;
}

function link(name: string): HTMLElement {
  const anchor = document.createElement("a");
  anchor.textContent = `${name} in full`;
  const path = name.toLowerCase().replaceAll(" ", "-");
  anchor.href = `https://redis.io/docs/latest/commands/${path}/`;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

function element(tag: string, name: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
