// The chats of one person: rows that stay where they are, and a dot where something is new.

import { arrange, el, setAttribute } from "./dom.js";
import { momentOf, shortMoment } from "./times.js";

export class ChatList {
  /** `root` is the list element; `desk` is the viewer: {zone, titleOf(chat), markOf(chat), openChat(id)}. */
  constructor(root, desk) {
    this.root = root;
    this.desk = desk;
    this.rows = new Map();
    this.seen = new Map();
    this.knownTo = new Set();
    this.person = null;
  }

  /** Shows `chats` to `person`, of which `open` is open; whatever stands there at the first look is no news. */
  show({ chats, person, open, now }) {
    if (person !== this.person) this.rows.clear();
    this.person = person;
    this.remember(this.knownTo.has(person) ? chats.filter(({ id }) => id === open) : chats);
    this.knownTo.add(person);
    arrange(this.root, chats.map((chat) => this.row(chat, { open, now })));
  }

  remember(chats) {
    for (const chat of chats) this.seen.set(this.place(chat), newest(chat));
  }

  place(chat) {
    return `${this.person}:${chat.id}`;
  }

  row(chat, { open, now }) {
    const row = this.rows.get(chat.id) ?? this.newRow(chat);
    const isOpen = chat.id === open;
    const button = row.firstElementChild;
    if (isOpen && !button.hasAttribute("aria-current")) {
      queueMicrotask(() => button.scrollIntoView({ block: "nearest", inline: "nearest" }));
    }
    setAttribute(button, "aria-current", isOpen ? "true" : null);
    this.fill(row, chat, { isNew: this.seen.get(this.place(chat)) !== newest(chat), now });
    return row;
  }

  newRow(chat) {
    const row = el("li", {}, el("button", { type: "button", class: "chat-row", onclick: () => this.desk.openChat(chat.id) }));
    this.rows.set(chat.id, row);
    return row;
  }

  fill(row, chat, { isNew, now }) {
    const title = this.desk.titleOf(chat);
    const when = chat.last ? shortMoment(momentOf(chat.last.date), now, this.desk.zone) : "";
    const line = chat.last ? chat.last.text || "Picture, file or place" : "No messages yet";
    const signature = JSON.stringify([title, line, when, isNew]);
    if (signature === row.signature) return;
    row.signature = signature;
    row.firstElementChild.replaceChildren(this.desk.markOf(chat),
      el("span", { class: "row-words" }, el("strong", { dir: "auto" }, title), el("span", { class: "line", dir: "auto" }, line)),
      el("span", { class: "row-side" }, el("small", {}, when), isNew && newDot()));
  }
}

export const newDot = () => el("span", { class: "dot" }, el("span", { class: "visually-hidden" }, "new"));

const newest = (chat) => (chat.last ? `${chat.last.date}:${chat.last.text}` : "");
