// The panel "People & groups": who lives here, who is in which group, and what may happen to them.

import { avatar, el, icon, keepingFocus } from "./dom.js";
import { askForm, choose, openDialog, openMenu } from "./menus.js";
import { act } from "./server.js";
import { fullName, isPresent, languageName } from "./viewer.js";

const STATUS = { creator: "owner", administrator: "admin", member: "member", restricted: "may not write", left: "not a member", kicked: "removed" };
const BOT_STATUS = { administrator: "bot, admin", member: "bot, member", restricted: "bot, may not write" };
const KINDS = [["group", "Group"], ["supergroup", "Supergroup"], ["forum", "Supergroup with topics"]];
const LANGUAGES = [["en", "English"], ["cy", "Welsh"], ["ar", "Arabic"], ["es", "Spanish"], ["fr", "French"], ["pl", "Polish"], ["uk", "Ukrainian"]];

export class StreetPanel {
  /** `street` is the page; `street.say(text)` tells the person in front of the screen. */
  constructor(street) {
    this.street = street;
    this.body = null;
  }

  async open() {
    await openDialog({
      title: "People & groups", wide: true,
      fill: (body) => {
        this.body = body;
        body.classList.add("street");
        this.draw();
      },
    });
    this.body = null;
  }

  /** Follows the world while the panel is open. */
  draw() {
    if (!this.body) return;
    const { chats } = this.street.world;
    const problem = this.body.querySelector(".problem");
    keepingFocus(this.body, () => this.body.replaceChildren(
      el("p", { class: "problem", role: "alert" }, problem?.textContent ?? ""),
      ...chats.filter(({ type }) => type !== "private").map((chat) => this.group(chat)), this.neighbours(), this.newcomers()));
  }

  async doing(as, name, details = {}) {
    const problem = this.body?.querySelector(".problem");
    try {
      await act(as, name, details);
      if (problem) problem.textContent = "";
    } catch (error) {
      if (problem) problem.textContent = error.message;
    }
  }

  get people() {
    return this.street.neighbours;
  }

  // A group

  group(chat) {
    const standing = (person) => chat.members.find(({ user_id }) => user_id === person.id);
    const rows = this.people.map((person) => this.member(chat, person, standing(person)));
    return el("section", { "aria-label": chat.title },
      el("header", {}, el("h3", { dir: "auto" }, chat.title), el("span", { class: "badge" }, kindOf(chat)), this.groupMenu(chat)),
      el("ul", { class: "roster" }, this.botRow(chat), rows, chat.is_forum && chat.topics.map((topic) => this.topicRow(chat, topic))));
  }

  groupMenu(chat) {
    const act = (name, details = {}) => this.doing(leader(chat), name, { chat: chat.id, ...details });
    return menuButton(chat.title, [
      { label: "Rename…", run: () => this.rename(chat) },
      chat.type === "group" && { label: "Upgrade to a supergroup", run: () => act("upgrade_group") },
      chat.type === "supergroup" && !chat.is_forum && { label: "Turn topics on", run: () => act("set_topics", { on: true }) },
      chat.is_forum && { label: "Open a topic…", run: () => this.openTopic(chat) },
      chat.is_forum && { label: "Turn topics off", run: () => act("set_topics", { on: false }) },
    ]);
  }

  async rename(chat) {
    const given = await askForm(`Rename ${chat.title}`, [{ label: "Name of the group", name: "title", value: chat.title, required: true, maxlength: "128" }], "Rename");
    if (given) await this.doing(leader(chat), "rename", { chat: chat.id, title: given.title });
  }

  async openTopic(chat) {
    const given = await askForm(`A new topic in ${chat.title}`, [{ label: "Name of the topic", name: "title", required: true, maxlength: "128" }], "Open the topic");
    if (given) await this.doing(leader(chat), "add_topic", { chat: chat.id, title: given.title });
  }

  topicRow(chat, { id, name, closed }) {
    const act = (what) => this.doing(leader(chat), what, { chat: chat.id, thread: id });
    return rosterRow(avatar(id, "#", "group"), name, closed ? "topic, closed" : "topic, open", [
      closed ? { label: "Open again", run: () => act("reopen_topic") } : { label: "Close", run: () => act("close_topic") },
      { label: "Delete with its messages", danger: true, run: () => act("delete_topic") },
    ]);
  }

  botRow(chat) {
    const { bot } = this.street.world;
    const status = chat.bot_status;
    const here = isPresent(status);
    const act = (name, details = {}) => this.doing(leader(chat), name, { chat: chat.id, ...details });
    return rosterRow(avatar(bot.id, bot.first_name, "bot"), bot.first_name, BOT_STATUS[status] ?? "bot, not here", [
      !here && { label: "Add to the group", run: () => act("add_bot") },
      !here && { label: "Add as an admin", run: () => act("add_bot", { as_admin: true }) },
      here && status !== "administrator" && { label: "Make admin", run: () => act("promote", { person: bot.id }) },
      status === "administrator" && { label: "Make a plain member", run: () => act("demote", { person: bot.id }) },
      this.muting(chat, bot.id, status),
      here && { label: "Remove from the group", danger: true, run: () => act("remove_bot") },
    ]);
  }

  /** What a supergroup's owner can do about a member's (or the bot's) writing; nothing elsewhere. */
  muting(chat, person, status) {
    const about = { chat: chat.id, person };
    if (status === "restricted") return { label: "Let write again", run: () => this.doing(leader(chat), "allow", about) };
    return chat.type === "supergroup" && status === "member" && { label: "Forbid to write", run: () => this.doing(leader(chat), "restrict", about) };
  }

  member(chat, person, standing) {
    const status = standing?.status ?? "left";
    const words = (STATUS[status] ?? status) + (standing?.is_anonymous ? ", anonymous" : "");
    return rosterRow(avatar(person.id, fullName(person)), fullName(person), words,
      isPresent(status) ? this.insider(chat, person, standing) : this.outsider(chat, person));
  }

  outsider(chat, person) {
    return [
      { label: "Join", run: () => this.doing(person.id, "join", { chat: chat.id }) },
      { label: "Be added by the owner", run: () => this.doing(leader(chat), "add_person", { chat: chat.id, person: person.id }) },
    ];
  }

  insider(chat, person, { status, is_anonymous }) {
    const about = { chat: chat.id, person: person.id };
    const isAdmin = status === "administrator" || status === "creator";
    return [
      status === "member" && { label: "Make admin", run: () => this.doing(leader(chat), "promote", about) },
      status === "administrator" && { label: "Make a plain member", run: () => this.doing(leader(chat), "demote", about) },
      isAdmin && {
        label: is_anonymous ? "Write under own name" : "Write anonymously",
        run: () => this.doing(person.id, "set_anonymous", { chat: chat.id, on: !is_anonymous }),
      },
      this.muting(chat, person.id, status),
      { label: "Leave the group", run: () => this.doing(person.id, "leave", { chat: chat.id }) },
      status !== "creator" && { label: "Remove from the group", danger: true, run: () => this.doing(leader(chat), "remove_person", about) },
    ];
  }

  // Neighbours

  neighbours() {
    const rows = this.people.map((person) => rosterRow(
      avatar(person.id, fullName(person)), fullName(person), [person.username && `@${person.username}`, person.language_code && languageName(person.language_code)].filter(Boolean).join(" · "), [
        { label: "Block the bot", run: () => this.doing(person.id, "block_bot") },
        { label: "Unblock the bot", run: () => this.doing(person.id, "unblock_bot") },
        { label: "Delete the account", danger: true, run: () => this.doing(person.id, "deactivate", { person: person.id }) },
      ]));
    return el("section", { "aria-label": "Neighbours" }, el("header", {}, el("h3", {}, "Neighbours")), el("ul", { class: "roster" }, rows));
  }

  newcomers() {
    return el("p", { class: "actions" },
      el("button", { type: "button", onclick: () => this.newNeighbour() }, "New neighbour…"),
      el("button", { type: "button", onclick: () => this.newGroup() }, "New group…"));
  }

  async newNeighbour() {
    const given = await askForm("A new neighbour", [
      { label: "First name", name: "first_name", required: true, maxlength: "64" },
      { label: "Last name", name: "last_name", maxlength: "64" },
      { label: "Username, without @", name: "username", pattern: "[A-Za-z][A-Za-z0-9_]{4,31}" },
    ], "Move in");
    if (!given) return;
    const language_code = await this.askLanguage();
    await this.doing(this.people[0].id, "create_person", { ...filled(given), language_code });
  }

  async askLanguage() {
    const options = LANGUAGES.map(([value, label], index) => ({ label, value, mark: avatar(index, label) }));
    return (await choose("Which language does the phone speak?", options)) ?? "en";
  }

  async newGroup() {
    const given = await askForm("A new group", [
      { label: "Name of the group", name: "title", required: true, maxlength: "128" },
      { label: "Kind", name: "kind", options: KINDS },
    ], "Found the group");
    if (!given) return;
    const members = this.people.map(({ id }) => id);
    await this.doing(members[0], "create_group", { ...given, members });
  }
}

/** The person in whose name a group is changed: its owner, or any admin. */
const leader = (chat) =>
  (chat.members.find(({ status }) => status === "creator") ?? chat.members.find(({ status }) => status === "administrator") ?? chat.members[0])?.user_id;

const filled = (given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ""));

const kindOf = (chat) => (chat.is_forum ? "supergroup with topics" : chat.type);

function rosterRow(mark, name, words, items) {
  return el("li", {}, mark, el("span", { class: "row-words" }, el("strong", { dir: "auto" }, name), el("span", { class: "line" }, words)),
    menuButton(name, items));
}

function menuButton(name, items) {
  const button = el("button", {
    type: "button", class: "quiet round", "aria-label": `Change ${name}`, "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: () => openMenu(button, name, items.filter(Boolean)),
  }, icon("more"));
  return button;
}
