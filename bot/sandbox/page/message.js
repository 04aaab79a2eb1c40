// One message: its bubble, what hangs on it, and its rows of buttons.

import { arrange, avatar, el, icon, keepingFocus, setAttribute, tint } from "./dom.js";
import { richText } from "./entities.js";
import { fileAddress } from "./server.js";
import { clockTime, momentOf } from "./times.js";

/** A key that names a message within its chat, also for ephemeral ones. */
export const keyOf = (message) =>
  message.ephemeral_message_id === undefined || message.ephemeral_message_id === null
    ? `m${message.message_id}` : `e${message.ephemeral_message_id}`;

/** What acts on a message are called by: its own kind of id. */
export const reference = (message) =>
  keyOf(message).startsWith("m") ? { message_id: message.message_id } : { ephemeral_message_id: message.ephemeral_message_id };

export const senderOf = (message) =>
  message.sender_chat ? { id: message.sender_chat.id, name: message.sender_chat.title, is_bot: false }
    : { id: message.from?.id ?? 0, name: message.from?.name ?? "", is_bot: Boolean(message.from?.is_bot) };

/** What the message says in words: its text, or the caption of what it carries. */
export const wordsOf = (message) => message.text || message.caption || "";

/** One line that stands for a message in lists and quotes. */
export function summary(message) {
  if (wordsOf(message)) return wordsOf(message).replace(/\s+/gu, " ");
  if (message.photo) return "Photo";
  if (message.document) return message.document.file_name || "File";
  if (message.location) return "Location";
  if (message.contact) return "Contact";
  return message.service || "";
}

/** Keeps one message on the page up to date; `desk` is the viewer that acts on it. */
export class MessageView {
  constructor(desk) {
    this.desk = desk;
    this.signature = null;
    this.bubble = el("div", { class: "bubble" });
    this.keyboard = el("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" });
    this.keyboard.addEventListener("click", (event) => this.pressed(event));
    this.keyboard.addEventListener("keydown", (event) => walkKeys(event, this.keyboard));
    this.more = el("button", {
      type: "button", class: "quiet round more", tabindex: "-1", "aria-label": "What to do with this message", "aria-haspopup": "menu",
      "aria-expanded": "false", onclick: () => desk.messageMenu(this.message, this.more),
    }, icon("more"));
    this.node = el("article", { class: "message", tabindex: "-1" });
    this.node.append(el("div", { class: "stack" }, this.bubble, this.keyboard), this.more);
  }

  /** Shows `message`; `first` and `last` say where it stands among messages of the same sender. */
  update(message, { first, last, quoted }) {
    const signature = JSON.stringify([message, first, last, quoted && summary(quoted), this.desk.language, this.desk.topicNameOf(message)]);
    if (signature === this.signature) return;
    this.signature = signature;
    this.message = message;
    keepingFocus(this.node, () => this.draw({ first, last, quoted }));
  }

  draw(position) {
    const { message, desk } = this;
    const sender = senderOf(message);
    const mine = message.from?.id === desk.person && !message.sender_chat;
    const kind = message.service ? "service" : mine ? "mine" : "theirs";
    setAttribute(this.node, "class", ["message", kind, position.first && "first", position.last && "last",
      isEphemeral(message) && "ephemeral"].filter(Boolean).join(" "));
    this.more.hidden = Boolean(message.service) || isEphemeral(message);
    this.picture(position.last && kind === "theirs" ? sender : null);
    this.bubble.replaceChildren(...(message.service ? [el("p", { dir: "auto" }, message.service)] : this.parts(sender, mine, position)));
    this.drawKeyboard(message.keyboard ?? []);
  }

  picture(sender) {
    this.node.querySelector(":scope > .avatar")?.remove();
    if (sender) this.node.prepend(avatar(sender.id, sender.name, sender.is_bot ? "bot" : "person"));
  }

  parts(sender, mine, { first, quoted }) {
    const { message } = this;
    const name = nameTag(sender);
    const heading = el("p", { class: mine || !first ? "sender visually-hidden" : "sender" }, name,
      sender.is_bot && el("span", { class: "badge" }, "bot"), message.sender_chat && el("span", { class: "badge" }, "anonymous admin"),
      message.via_bot && el("span", { class: "via" }, "via ", el("bdi", {}, message.via_bot)));
    return [
      isEphemeral(message) && el("p", { class: "only-you" }, icon("eye"), "Only you can see this"),
      this.topic(),
      heading, forwardedLine(message), quoted && quote(quoted, () => this.desk.reveal(quoted)),
      ...attachments(message), this.text(), this.meta(),
    ].filter(Boolean);
  }

  topic() {
    const name = this.desk.topicNameOf(this.message);
    return name && el("p", { class: "in-topic" }, el("span", { class: "visually-hidden" }, "In the topic "), el("bdi", {}, name));
  }

  text() {
    const { message, desk } = this;
    const words = wordsOf(message);
    if (!words) return null;
    const entities = message.text ? message.entities : message.caption_entities;
    return el("div", { class: "text", dir: "auto" }, richText(words, entities, desk.reading()));
  }

  meta() {
    const { message, desk } = this;
    const sent = momentOf(message.date);
    return el("p", { class: "meta" }, message.edit_date && el("span", { class: "edited" }, "edited"),
      el("time", { datetime: sent.toISOString() }, clockTime(sent, desk.zone)));
  }

  /** Re-uses the buttons that stay, so that a press, a focus or a screen reader is not disturbed. */
  drawKeyboard(rows) {
    this.keyboard.hidden = rows.length === 0;
    const old = [...this.keyboard.children];
    arrange(this.keyboard, rows.map((row, r) => {
      const line = old[r] ?? el("div", { class: "keys" });
      const keys = [...line.children];
      arrange(line, row.map((spec, c) => drawKey(keys[c] ?? el("button", { type: "button" }), spec, r, c)));
      return line;
    }));
  }

  pressed(event) {
    const key = event.target.closest("button");
    if (key?.spec) this.desk.pressKey(this.message, key);
  }
}

export const isEphemeral = (message) => keyOf(message).startsWith("e");

function drawKey(key, spec, row, column) {
  key.spec = spec;
  Object.assign(key.dataset, { row, column });
  const sign = signOf(spec);
  const face = JSON.stringify([spec.text, sign]);
  setAttribute(key, "class", ["key", spec.style].filter(Boolean).join(" "));
  if (key.face === face) return key;
  key.face = face;
  key.replaceChildren(el("span", { dir: "auto" }, spec.text), ...(sign ? [icon(sign)] : []));
  return key;
}

function signOf(spec) {
  if (spec.url) return "link";
  if (spec.copy_text) return "copy";
  return Object.keys(spec).some((name) => name.startsWith("switch_inline")) ? "share" : null;
}

function walkKeys(event, keyboard) {
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  const key = event.target.closest("button");
  if (!step || !key) return;
  const row = keyboard.children[Number(key.dataset.row) + step[0]];
  if (!row) return;
  const column = Math.min(Number(key.dataset.column) + step[1], row.children.length - 1);
  const next = column < 0 ? null : row.children[column];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

const nameTag = (sender) =>
  el("span", { class: sender.is_bot ? "name bot" : "name", "data-tint": tint(sender.id), dir: "auto" }, sender.name);

function forwardedLine(message) {
  if (!message.forwarded) return null;
  return el("p", { class: "forwarded" }, "Forwarded");
}

function quote(quoted, reveal) {
  const sender = senderOf(quoted);
  return el("button", { type: "button", class: "quoted", "data-tint": tint(sender.id), "data-kind": sender.is_bot ? "bot" : null, onclick: reveal },
    el("span", { class: "visually-hidden" }, "In reply to "),
    nameTag(sender), el("span", { class: "line", dir: "auto" }, summary(quoted)));
}

function attachments(message) {
  const parts = [];
  if (message.photo) {
    const address = fileAddress(message.photo.file_id);
    const words = wordsOf(message) ? "Photo, described below" : "Photo";
    parts.push(el("a", { class: "photo", href: address, target: "_blank", rel: "noopener" }, el("img", { src: address, alt: words })));
  }
  if (message.document) parts.push(fileCard(message.document));
  if (message.location) parts.push(placeCard(message.location));
  if (message.contact) parts.push(contactCard(message.contact));
  return parts;
}

function fileCard(file) {
  const name = file.file_name || "File";
  return el("a", { class: "card", href: fileAddress(file.file_id), download: name },
    el("span", { class: "card-sign" }, icon("file")),
    el("span", { class: "card-words" }, el("strong", { dir: "auto" }, name), el("small", {}, [sizeInWords(file.size), file.mime_type].filter(Boolean).join(" · "))));
}

function placeCard({ latitude, longitude }) {
  const where = `${Number(latitude).toFixed(4)}, ${Number(longitude).toFixed(4)}`;
  return el("div", { class: "card place" }, el("span", { class: "card-sign" }, icon("pin")),
    el("span", { class: "card-words" }, el("strong", {}, "Location"), el("small", {}, where)));
}

function contactCard(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return el("div", { class: "card" }, avatar(contact.user_id, name),
    el("span", { class: "card-words" }, el("strong", { dir: "auto" }, name), el("small", {}, contact.phone_number)));
}

function sizeInWords(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Shows a press as under way until `work` is done; a second press meanwhile does nothing. */
export async function whilePressed(key, work) {
  if (key.getAttribute("aria-busy") === "true") return;
  key.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    key.removeAttribute("aria-busy");
  }
}

