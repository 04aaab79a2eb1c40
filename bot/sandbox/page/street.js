// The panel "People & groups": who lives here, who is in which group, and what may happen to them.

import { avatar, el, icon, keepingFocus } from "./dom.js";
import { askForm, choose, openDialog, openMenu } from "./menus.js";
import { act } from "./server.js";
import { fullName, isPresent, languageName } from "./viewer.js";

const STATUS = { creator: "owner", administrator: "admin", member: "member", restricted: "restricted", left: "not a member", kicked: "removed" };
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
      el("header", {}, el("h3", { dir: "auto" }, chat.title), el("span", { class: "badge" }, chat.is_forum ? "forum" : chat.type)),
      el("ul", { class: "roster" }, this.botRow(chat), rows));
  }

  botRow(chat) {
    const { bot } = this.street.world;
    const lead = leader(chat);
    const here = isPresent(chat.bot_status);
    const isAdmin = chat.bot_status === "administrator";
    return rosterRow(avatar(bot.id, bot.first_name, "bot"), bot.first_name, here ? (isAdmin ? "bot, admin" : "bot, member") : "bot, not here", [
      !here && { label: "Add to the group", run: () => this.doing(lead, "add_bot", { chat: chat.id }) },
      !here && { label: "Add as an admin", run: () => this.doing(lead, "add_bot", { chat: chat.id, as_admin: true }) },
      here && !isAdmin && { label: "Make admin", run: () => this.doing(lead, "promote", { chat: chat.id, person: bot.id }) },
      isAdmin && { label: "Make a plain member", run: () => this.doing(lead, "demote", { chat: chat.id, person: bot.id }) },
      here && { label: "Remove from the group", danger: true, run: () => this.doing(lead, "remove_bot", { chat: chat.id }) },
      chat.type === "group" && { label: "Upgrade to a supergroup", run: () => this.doing(lead, "upgrade_group", { chat: chat.id }) },
    ]);
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
    const given = await askForm("A new group", [{ label: "Name of the group", name: "title", required: true, maxlength: "128" }], "Found the group");
    if (!given) return;
    const members = this.people.map(({ id }) => id);
    await this.doing(members[0], "create_group", { title: given.title, members });
  }
}

/** The person in whose name a group is changed: its owner, or any admin. */
const leader = (chat) =>
  (chat.members.find(({ status }) => status === "creator") ?? chat.members.find(({ status }) => status === "administrator") ?? chat.members[0])?.user_id;

const filled = (given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ""));

function rosterRow(mark, name, words, items) {
  const button = el("button", {
    type: "button", class: "quiet round", "aria-label": `Change ${name}`, "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: () => openMenu(button, name, items.filter(Boolean)),
  }, icon("more"));
  return el("li", {}, mark, el("span", { class: "row-words" }, el("strong", { dir: "auto" }, name), el("span", { class: "line" }, words)), button);
}
