// One viewer: a person, their chats, the open chat. Everything the person can do there goes through here.

import { avatar, el, setAttribute, setText } from "./dom.js";
import { ChatList } from "./chatlist.js";
import { Composer } from "./composer.js";
import { footNote, viewerFrame } from "./frame.js";
import { Log } from "./log.js";
import { alertBox, choose, openMenu } from "./menus.js";
import { isEphemeral, reference, whilePressed, wordsOf } from "./message.js";
import { act, ask, coalesced } from "./server.js";
import { isTelegramLink } from "./entities.js";

const TOAST_MS = 4000;
const TOAST_MS_PER_LETTER = 50;
const TYPING_MS = 5000;
const PRIVATE_FIRST = 1;

export class Viewer {
  /** `street` is the page: {world, clock, zone, moved(), entered(viewer), drawn(viewer), did(kind), manage()}. */
  constructor(index, street) {
    this.index = index;
    this.street = street;
    this.parts = viewerFrame(index);
    this.node = this.parts.node;
    this.look = { person: null, chat: null, topic: null };
    this.chats = [];
    this.commands = [];
    this.list = new ChatList(this.parts.chats, this);
    this.composer = new Composer(this);
    this.log = new Log(this.parts.log, this.parts.down, this);
    this.refresh = coalesced(() => this.load());
    this.parts.chooser.addEventListener("change", () => {
      street.did("look");
      this.lookAs(Number(this.parts.chooser.value));
    });
    this.parts.info.addEventListener("click", () => street.manage(this));
    this.node.addEventListener("focusin", () => street.entered(this));
  }

  get person() { return this.look.person; }
  get chat() { return this.look.chat; }
  get bot() { return this.street.world.bot; }
  get zone() { return this.street.zone; }
  get self() { return this.street.world.people.find(({ id }) => id === this.person); }
  get language() { return this.self?.language_code ?? "en"; }
  get open() { return this.chats.find(({ id }) => id === this.chat); }

  /** What the world knows of the open group; undefined for a private chat. */
  get group() { return this.street.world.chats.find(({ id, type }) => id === this.chat && type !== "private"); }

  /** The topic of a message as the reader should see it named: only where all topics stand together. */
  topicNameOf({ thread_id }) {
    return this.look.topic === null && this.group?.is_forum ? this.group.topics.find(({ id }) => id === thread_id)?.name : undefined;
  }

  /** The open chat is the bot's, and this person has not pressed Start yet. */
  get isNew() { return this.open?.type === "private" && !this.open.started; }

  /** The green button of the newest card in the open group, which is the same for everybody there; or undefined. */
  newestOffer() {
    if (this.open?.type === "private") return undefined;
    const leading = this.log.messages.filter((message) => !isEphemeral(message)).map(({ keyboard }) => keyboard?.[0]?.[0]);
    return leading.findLast((key) => key?.style === "success" && key.callback_data);
  }

  reading() {
    return {
      language: this.language, zone: this.zone, now: this.street.clock.now(),
      open: (url) => this.openLink(url), command: (text) => this.sendText(text),
    };
  }

  // Where this viewer looks

  lookAs(person, chat = null, topic = null) {
    if (person !== this.person) this.hush();
    this.look = { person, chat, topic };
    this.chats = [];
    this.enter();
  }

  openChat(chat, topic = null) {
    if (chat === this.chat && topic === this.look.topic) return;
    this.look = { ...this.look, chat, topic };
    this.enter();
  }

  enter() {
    this.commands = [];
    this.log.clear();
    this.hideTyping();
    this.composer.moveTo(`${this.person}:${this.chat}`);
    this.street.moved(this);
    this.refresh();
  }

  async load() {
    const look = this.look;
    if (look.person === null) return;
    const chats = await ask("/sandbox/chats", { person: look.person });
    if (look !== this.look) return this.refresh();
    this.chats = chats;
    if (!this.open) return this.settle();
    const view = await ask("/sandbox/view", { person: look.person, chat: look.chat });
    if (look !== this.look) return this.refresh();
    this.show(view);
    return undefined;
  }

  /** No chat is open yet, or the open one is gone. Side by side, the second viewer starts in private. */
  settle() {
    const privately = this.index === PRIVATE_FIRST;
    const next = this.chats.find(({ type }) => (type === "private") === privately) ?? this.chats[0];
    if (next) this.openChat(next.id);
    else this.draw([]);
  }

  show(view) {
    this.commands = view.commands ?? [];
    const topic = this.look.topic;
    this.draw(topic === null ? view.messages : view.messages.filter(({ thread_id }) => (thread_id ?? 1) === topic));
    this.composer.follow(view.messages);
    if (view.messages.at(-1)?.from?.is_bot) this.hideTyping();
  }

  // What it shows

  draw(messages) {
    this.drawPeople();
    this.drawChats();
    this.drawHead();
    this.log.show(messages);
    this.drawFoot();
    this.node.classList.add("ready");
    this.street.drawn(this);
  }

  drawPeople() {
    const { chooser, face, language } = this.parts;
    const people = this.street.neighbours;
    const signature = JSON.stringify([people, this.person]);
    if (signature === this.peopleShown) return;
    this.peopleShown = signature;
    chooser.replaceChildren(...people.map((each) => el("option", { value: each.id, selected: each.id === this.person }, fullName(each))));
    chooser.value = String(this.person);
    face.replaceChildren(avatar(this.person, fullName(this.self)));
    setText(language, languageName(this.language));
    setAttribute(this.node, "aria-label", `${fullName(this.self)}’s screen`);
    setAttribute(this.parts.nav, "aria-label", `${fullName(this.self)}’s chats`);
    setAttribute(this.composer.field, "aria-label", `Message as ${fullName(this.self)}`);
  }

  drawChats() {
    this.list.show({ chats: this.chats, person: this.person, open: this.chat, now: this.street.clock.now() });
  }

  titleOf(chat) {
    return chat.type === "private" ? this.bot.first_name : chat.title;
  }

  markOf(chat) {
    return avatar(chat.id, this.titleOf(chat), chat.type === "private" ? "bot" : "group");
  }

  drawHead() {
    const chat = this.open;
    setText(this.parts.heading, chat ? this.titleOf(chat) : "No chat yet");
    setText(this.parts.subtitle, chat ? this.aboutChat(chat) : "");
    this.parts.info.hidden = !chat || chat.type === "private";
    this.drawTopics();
  }

  aboutChat(chat) {
    if (chat.type === "private") return `@${this.bot.username} · private chat with the bot`;
    const world = this.group;
    const count = world ? world.members.filter(({ status, user_id }) => isPresent(status) && user_id !== this.bot.id).length : 0;
    const status = { administrator: "the bot is an admin", member: "the bot is here", restricted: "the bot may not write" }[world?.bot_status] ?? "the bot is not here";
    return `${count} ${count === 1 ? "neighbour" : "neighbours"} · ${status}`;
  }

  drawTopics() {
    const topics = this.group?.is_forum ? [{ id: null, name: "All" }, ...this.group.topics] : [];
    const signature = JSON.stringify([topics, this.look.topic]);
    if (signature === this.topicsShown) return;
    this.topicsShown = signature;
    this.parts.topics.hidden = topics.length === 0;
    this.parts.topics.replaceChildren(...topics.map(({ id, name, closed }) => el("button", {
      type: "button", class: "topic", "aria-pressed": String(id === this.look.topic), onclick: () => this.openChat(this.chat, id),
    }, el("bdi", {}, name), closed && " (closed)")));
  }

  drawFoot() {
    const chat = this.open;
    const state = !chat ? "none" : chat.blocked ? "blocked" : this.isNew ? "start" : this.silenced() ?? "write";
    if (state === this.footShown) return;
    const focused = this.parts.foot.contains(document.activeElement);
    this.footShown = state;
    this.parts.foot.replaceChildren(this.footFor(state));
    if (focused) this.focusComposer();
  }

  /** Why this person may not write in the open group, if so. */
  silenced() {
    const status = this.group?.members.find(({ user_id }) => user_id === this.person)?.status;
    if (status === "restricted") return "restricted";
    const closed = this.group?.topics.some(({ id, closed }) => closed && id === this.look.topic);
    return closed && status === "member" ? "closed" : null;
  }

  footFor(state) {
    if (state === "write") return this.composer.form;
    if (state === "start") return footNote("Nobody hears from a bot before pressing Start.", "Start", () => this.start());
    if (state === "blocked") return footNote("You have blocked the bot.", "Unblock", () => this.doing("unblock_bot", {}));
    if (state === "restricted") return footNote("The group does not let you write. You can still press buttons.");
    if (state === "closed") return footNote("This topic is closed: only admins write here.");
    return footNote("Not in any group yet. “People & groups” at the top of the page lets neighbours join one.");
  }

  // What the person does

  /** Runs `work`; a refusal becomes a toast, if the same person still looks. Returns what it gave, or null. */
  async trying(work) {
    const { person } = this;
    try {
      return await work();
    } catch (error) {
      if (person === this.person) this.say(error.message, "problem");
      return null;
    }
  }

  doing(name, details) {
    return this.trying(() => act(this.person, name, details));
  }

  start() {
    this.street.did("start");
    return this.doing("start", {});
  }

  sendText(text, more = {}) {
    this.street.did(text.startsWith("/") ? "command" : "text");
    const thread = this.look.topic === null ? {} : { thread: this.look.topic };
    return this.doing("send_text", { chat: this.chat, text, ...thread, ...more });
  }

  /** In a group a chosen command names the bot, as Telegram's own menu does. */
  addressed(command) {
    return this.open?.type === "private" ? command : `${command}@${this.bot.username}`;
  }

  pressKey(message, key) {
    return whilePressed(key, () => this.trying(() => this.useKey(message, key.spec, key.dataset)));
  }

  useKey(message, spec, { row, column }) {
    if (spec.url) return this.openLink(spec.url);
    if (spec.copy_text) return this.copy(spec.copy_text.text ?? spec.copy_text);
    if (spec.switch_inline_query_current_chat !== undefined) return this.composer.fill(`@${this.bot.username} ${spec.switch_inline_query_current_chat}`);
    const share = spec.switch_inline_query ?? spec.switch_inline_query_chosen_chat?.query;
    if (share !== undefined) return this.shareInline(share);
    this.street.did("press");
    return act(this.person, "press", { chat: this.chat, ...reference(message), row: Number(row), column: Number(column) });
  }

  async openLink(url, group = null) {
    const share = /^https?:\/\/t\.me\/share\/url\?(.*)$/i.exec(url);
    if (share) return this.shareText(new URLSearchParams(share[1]));
    if (!isTelegramLink(url)) return void window.open(url, "_blank", "noopener");
    const answer = await this.doing("open_link", group === null ? { url } : { url, chat: group });
    if (answer?.external) window.open(answer.external, "_blank", "noopener");
    if (answer?.choose_group !== undefined) return this.addToGroup(url);
    if (Number.isInteger(answer?.chat)) this.openChat(answer.chat);
    return undefined;
  }

  async addToGroup(url) {
    const group = await this.chooseChat("Add the bot to which group?", ({ type }) => type !== "private");
    if (group !== null) await this.openLink(url, group);
  }

  async shareInline(query) {
    const chat = await this.chooseChat("Share in which chat?");
    if (chat === null) return;
    this.openChat(chat);
    this.composer.fill(`@${this.bot.username} ${query}`);
  }

  async shareText(fields) {
    const chat = await this.chooseChat("Share in which chat?");
    const text = [fields.get("text"), fields.get("url")].filter(Boolean).join("\n");
    if (chat !== null && await this.doing("send_text", { chat, text })) this.openChat(chat);
  }

  chooseChat(title, fits = () => true) {
    const options = this.chats.filter(fits).map((chat) => ({ label: this.titleOf(chat), value: chat.id, mark: this.markOf(chat) }));
    return choose(title, options, "There is no such chat yet.");
  }

  async copy(text) {
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    this.say(copied ? "Copied." : `Copy this: ${text}`);
  }

  messageMenu(message, opener) {
    const mine = message.from?.id === this.person && !message.sender_chat;
    openMenu(opener, "Message", [
      { label: "Reply", run: () => this.composer.attach("reply", message) },
      wordsOf(message) && { label: "Copy text", run: () => this.copy(wordsOf(message)) },
      { label: "Forward…", run: () => this.forward(message) },
      mine && message.text && { label: "Edit", run: () => this.composer.attach("edit", message) },
      mine && { label: "Delete", danger: true, run: () => this.doing("delete", { chat: this.chat, ...reference(message) }) },
    ].filter(Boolean));
  }

  async forward(message) {
    const to = await this.chooseChat("Forward to which chat?");
    if (to !== null && await this.doing("forward", { chat: this.chat, ...reference(message), to })) this.openChat(to);
  }

  reveal(message) { this.log.reveal(message); }
  focusComposer() { (this.parts.foot.querySelector("textarea") ?? this.parts.foot.querySelector("button") ?? this.parts.log).focus(); }
  focusLog() { (this.log.list.querySelector("article.message:last-of-type") ?? this.parts.log).focus(); }

  // What it is told

  /** A short word to this person: a toast that goes by itself. */
  say(text, kind = "news") {
    clearTimeout(this.toastTimer);
    this.parts.toast.replaceChildren(el("p", { class: kind, dir: "auto" }, text));
    this.toastTimer = setTimeout(() => this.hush(), TOAST_MS + text.length * TOAST_MS_PER_LETTER);
  }

  /** Takes the toast away: its time is over, or somebody else looks, for whom it is not meant. */
  hush() {
    clearTimeout(this.toastTimer);
    this.parts.toast.replaceChildren();
  }

  /** The bot's answer to a press of this person. */
  answered({ text, alert, url }) {
    if (text && alert) alertBox(`${this.bot.first_name} to ${fullName(this.self)}`, text);
    else if (text) this.say(text);
    if (url) this.openLink(url);
  }

  showTyping() {
    setText(this.parts.typing, `${this.bot.first_name} is writing…`);
    this.parts.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.hideTyping(), TYPING_MS);
  }

  hideTyping() {
    clearTimeout(this.typingTimer);
    this.parts.typing.hidden = true;
  }
}

export const fullName = (person) => [person?.first_name, person?.last_name].filter(Boolean).join(" ");

const PRESENT = new Set(["creator", "administrator", "member", "restricted"]);

export const isPresent = (status) => PRESENT.has(status);

/** "cy" as "Welsh"; a code that is no language as it is. */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
  } catch {
    return code;
  }
}
