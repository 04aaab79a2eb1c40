// The bones of one viewer: who looks, their chats, the open chat.

import { el, icon, newId } from "./dom.js";

/** Builds the empty viewer number `index` (0…2) and names its parts. */
export function viewerFrame(index) {
  const ids = { person: newId("person"), heading: newId("chat-heading") };
  const face = el("span", { class: "face", "aria-hidden": "true" });
  const chooser = el("select", { id: ids.person, class: "person-select" });
  const chats = el("ul", { class: "chats" });
  const heading = el("h2", { class: "chat-title", id: ids.heading, dir: "auto" });
  const subtitle = el("p", { class: "chat-subtitle" });
  const topics = el("div", { class: "topics", role: "group", "aria-label": "Topics", hidden: true });
  const log = el("div", { class: "log", role: "log", tabindex: "0", "aria-labelledby": ids.heading, "aria-describedby": "log-help" });
  const down = el("button", { type: "button", class: "round down", "aria-label": "Go to the newest message", hidden: true }, icon("down"));
  const typing = el("p", { class: "typing", hidden: true });
  const toast = el("div", { class: "toast", role: "status" });
  const foot = el("div", { class: "foot" });
  const info = el("button", { type: "button", class: "quiet round", "aria-label": "People of this chat", title: "People of this chat" }, icon("more"));
  const chat = el("section", { class: "chat", "aria-labelledby": ids.heading },
    el("header", { class: "chat-head" }, el("div", { class: "chat-words" }, heading, subtitle), info),
    topics, el("div", { class: "log-room" }, log, down, toast), typing, foot);
  const node = el("section", { class: "viewer", "data-viewer": index },
    el("header", { class: "viewer-head" }, face,
      el("div", { class: "who" }, el("label", { for: ids.person }, "Looking as"), chooser), el("span", { class: "language" })),
    el("div", { class: "viewer-body" }, el("nav", { class: "chat-nav" }, chats), chat));
  return { node, face, chooser, chats, heading, subtitle, topics, log, down, typing, toast, foot, info, language: node.querySelector(".language"), nav: node.querySelector("nav") };
}

/** What stands in place of the writing field: a sentence and perhaps one button. */
export function footNote(text, button, run) {
  return el("div", { class: "foot-note" }, text && el("p", {}, text),
    button && el("button", { type: "button", class: "primary start", onclick: run }, button));
}
