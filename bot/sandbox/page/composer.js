// Where a person writes: text, commands, replies, edits, pictures, files and places.

import { el, icon } from "./dom.js";
import { askForm, openMenu } from "./menus.js";
import { keyOf, reference, senderOf, summary } from "./message.js";
import { act } from "./server.js";
import { Suggestions } from "./suggestions.js";

const TALLEST_ROWS = 6;
const INLINE_PAUSE_MS = 180;

/** The writing field of one viewer; `desk` sends what comes out of it. */
export class Composer {
  constructor(desk) {
    this.desk = desk;
    this.drafts = new Map();
    this.about = null;
    this.dismissed = null;
    this.field = el("textarea", {
      rows: "1", dir: "auto", autocomplete: "off", enterkeyhint: "send", placeholder: "Message", "aria-label": "Message",
    });
    this.suggestions = new Suggestions(this.field, "Suggestions");
    this.banner = el("div", { class: "banner", hidden: true });
    this.keys = el("div", { class: "reply-keys", role: "group", "aria-label": "Quick answers", hidden: true });
    this.slash = el("button", { type: "button", class: "quiet round slash", "aria-label": "Commands", title: "Commands" }, "/");
    this.clip = el("button", {
      type: "button", class: "quiet round", "aria-label": "Send a photo, file, place or contact", title: "Attach",
      "aria-haspopup": "menu", "aria-expanded": "false",
    }, icon("clip"));
    this.form = el("form", { class: "composer", novalidate: true }, this.suggestions.node, this.banner, this.keys,
      el("div", { class: "writing" }, this.slash, this.field, this.clip,
        el("button", { type: "submit", class: "primary round", "aria-label": "Send", title: "Send" }, icon("send"))));
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("keydown", (event) => this.keydown(event));
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("blur", () => this.suggestions.hide());
    this.slash.addEventListener("pointerdown", (event) => event.preventDefault());
    this.slash.addEventListener("click", () => this.showCommands(""));
    this.clip.addEventListener("click", () => openMenu(this.clip, "Attach", this.attachments()));
  }

  keydown(event) {
    if (event.isComposing || this.suggestions.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && this.about) {
      this.forget();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      event.preventDefault();
      this.desk.focusLog();
    }
  }

  changed() {
    const lines = this.field.value.split("\n").length;
    this.field.rows = Math.min(TALLEST_ROWS, Math.max(lines, 1));
    const command = /^\/(\S*)$/u.exec(this.field.value);
    if (command) this.showCommands(command[1]);
    else if (!this.offerInline()) this.suggestions.hide();
  }

  /** Replaces what is written, e.g. by a command that waits for its words. */
  fill(text) {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.changed();
  }

  showCommands(start) {
    const wanted = start.toLowerCase().split("@")[0];
    const offered = this.desk.commands.filter(({ command }) => command.startsWith(wanted));
    this.suggestions.show(offered.map(({ command, description }) => ({
      lead: `/${command}`, words: description,
      run: () => {
        this.clear();
        this.desk.sendText(this.desk.addressed(`/${command}`));
      },
      insert: () => this.fill(`/${command} `),
    })));
    if (document.activeElement !== this.field) this.field.focus();
    if (!offered.length && !start) this.desk.say("The bot has no commands for this chat.");
  }

  /** "@bot words": asks the bot for inline answers. Returns whether the text is such a question. */
  offerInline() {
    const name = `@${this.desk.bot.username} `.toLowerCase();
    clearTimeout(this.inlineTimer);
    if (!this.field.value.toLowerCase().startsWith(name)) return false;
    const query = this.field.value.slice(name.length);
    this.inlineTimer = setTimeout(() => this.askInline(query), INLINE_PAUSE_MS);
    return true;
  }

  async askInline(query) {
    const { desk } = this;
    const asked = this.field.value;
    await desk.trying(async () => {
      const answer = await act(desk.person, "inline_query", { query, chat: desk.chat });
      if (this.field.value !== asked) return;
      const results = answer.results ?? [];
      this.suggestions.show(results.map((result) => ({
        lead: result.title || result.id, words: result.description,
        run: () => {
          this.clear();
          desk.doing("choose_inline", { query_id: answer.query_id, result_id: result.id, chat: desk.chat });
        },
      })));
      if (!results.length) desk.say("The bot has nothing to share for these words.");
    });
  }

  send() {
    const text = this.field.value.trim();
    if (!text) return;
    const { about } = this;
    this.clear();
    if (about?.mode === "edit") this.desk.doing("edit_text", { chat: this.desk.chat, ...reference(about.message), text });
    else this.desk.sendText(text, about ? { reply_to: about.message.message_id } : {});
  }

  clear() {
    this.field.value = "";
    this.changed();
    this.forget();
  }

  /** Says what the next words belong to: a reply to `message`, or its correction. */
  attach(mode, message) {
    this.about = { mode, message };
    if (mode === "edit") this.fill(message.text);
    this.drawBanner();
    this.field.focus();
  }

  forget() {
    if (this.about) this.dismissed = keyOf(this.about.message);
    if (this.about?.mode === "edit") this.field.value = "";
    this.about = null;
    this.drawBanner();
  }

  drawBanner() {
    const { about } = this;
    this.banner.hidden = !about;
    this.field.placeholder = about?.message.force_reply?.placeholder || "Message";
    if (!about) return this.banner.replaceChildren();
    const editing = about.mode === "edit";
    const lead = editing ? "Edit your message" : `Reply to ${senderOf(about.message).name}`;
    this.banner.replaceChildren(icon(editing ? "edit" : "reply"),
      el("p", {}, el("strong", { dir: "auto" }, lead), el("span", { class: "line", dir: "auto" }, summary(about.message))),
      el("button", { type: "button", class: "quiet round", "aria-label": editing ? "Stop editing" : "Do not reply to this message",
        onclick: () => { this.forget(); this.field.focus(); } }, icon("close")));
    return undefined;
  }

  /** Follows the chat: a question that asks for a reply, quick answers, a message that has gone. */
  follow(messages) {
    const keys = new Set(messages.map(keyOf));
    if (this.about && !keys.has(keyOf(this.about.message))) this.forget();
    const question = messages.findLast((message) => message.force_reply);
    const answered = question && messages.slice(messages.indexOf(question) + 1).some((message) => message.from?.id === this.desk.person);
    if (question && !answered && keyOf(question) !== this.dismissed && !this.about) {
      this.about = { mode: "reply", message: question };
      this.drawBanner();
    } else if (answered && this.about?.message.force_reply) {
      this.forget();
    }
    this.drawKeys(messages.findLast((message) => message.reply_keyboard)?.reply_keyboard);
  }

  drawKeys(given) {
    const rows = given?.keyboard ?? [];
    const signature = JSON.stringify(rows);
    if (signature === this.keysShown) return;
    this.keysShown = signature;
    this.keys.hidden = rows.length === 0;
    this.keys.replaceChildren(...rows.map((row) => el("div", { class: "keys" }, row.map((key) => this.quickKey(key)))));
  }

  quickKey(key) {
    const words = typeof key === "string" ? key : key.text;
    const run = () => {
      if (key.request_location) return this.sendPlace();
      if (key.request_contact) return this.desk.doing("send_contact", { chat: this.desk.chat });
      return this.desk.sendText(words);
    };
    return el("button", { type: "button", class: "key", dir: "auto", onclick: run }, words);
  }

  /** Another chat or person: keeps what was half written there. */
  moveTo(key) {
    if (this.draftKey) this.drafts.set(this.draftKey, this.about?.mode === "edit" ? "" : this.field.value);
    this.draftKey = key;
    this.about = null;
    this.dismissed = null;
    this.field.value = this.drafts.get(key) ?? "";
    this.drawBanner();
    this.suggestions.hide();
    this.changed();
    this.suggestions.hide();
  }

  attachments() {
    return [
      { label: "Photo…", run: () => this.pick("image/*", "send_photo") },
      { label: "File…", run: () => this.pick("", "send_document") },
      { label: "Place…", run: () => this.sendPlace() },
      { label: "My contact", run: () => this.desk.doing("send_contact", { chat: this.desk.chat }) },
    ];
  }

  pick(accept, name) {
    const input = el("input", { type: "file", accept });
    input.addEventListener("change", async () => {
      const file = input.files[0];
      if (file) this.desk.doing(name, { chat: this.desk.chat, ...(await packed(file)), caption: this.takeCaption() });
    });
    input.click();
  }

  takeCaption() {
    const caption = this.field.value.trim();
    if (caption) this.clear();
    return caption || undefined;
  }

  async sendPlace() {
    const place = await askForm("Send a place", [
      { label: "Latitude", name: "latitude", type: "number", step: "any", min: "-90", max: "90", value: "52.1996", required: true },
      { label: "Longitude", name: "longitude", type: "number", step: "any", min: "-180", max: "180", value: "0.1389", required: true },
    ], "Send this place");
    if (!place) return;
    this.desk.doing("send_location", { chat: this.desk.chat, latitude: Number(place.latitude), longitude: Number(place.longitude) });
  }
}

/** A file as the sandbox takes it. */
async function packed(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return { file_name: file.name, mime_type: file.type || "application/octet-stream", data: btoa(text) };
}
