// Telegram's text with entities (UTF-16 offsets, as in JavaScript's own strings) as safe page nodes.

import { el } from "./dom.js";
import { tgTime } from "./times.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
/** These stand on lines of their own: the line break after them is in their shape already. */
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const SAFE_LINK = /^(https?|mailto|tel|tg):/i;

/**
 * The nodes for `text`. `reading` says who reads: {language, zone, now (Date), open(url), command(text)}.
 * Whatever is not understood is shown as plain text.
 */
export function richText(text, entities, reading) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, sorted, 0, text.length, reading);
}

function between(text, entities, start, end, reading) {
  const nodes = [];
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    index += 1;
    if (from >= to) continue;
    const inner = [];
    while (index < entities.length && entities[index].offset < to) inner.push(entities[index++]);
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(dressed(entity, between(text, inner, from, to, reading), text.slice(from, to), reading));
    at = BLOCKS.has(entity.type) && text[to] === "\n" && to < end ? to + 1 : to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function dressed(entity, children, words, reading) {
  if (PLAIN_TAGS[entity.type]) return el(PLAIN_TAGS[entity.type], {}, children);
  switch (entity.type) {
    case "pre": return el("pre", {}, el("code", { "data-language": entity.language }, children));
    case "blockquote": return el("blockquote", {}, children);
    case "expandable_blockquote": return foldedQuote(children);
    case "spoiler": return spoiler(children);
    case "text_link": return link(entity.url, children, reading);
    case "url": return link(SAFE_LINK.test(words) ? words : `https://${words}`, children, reading);
    case "email": return link(`mailto:${words}`, children, reading);
    case "phone_number": return link(`tel:${words.replace(/[^+\d]/g, "")}`, children, reading);
    case "mention": case "text_mention": case "hashtag": case "cashtag":
      return el("span", { class: "mention" }, children);
    case "bot_command":
      return el("button", { type: "button", class: "inline-command", onclick: () => reading.command(words) }, children);
    case "date_time": return moment(entity, children, reading);
    default: return el("span", {}, children);
  }
}

function foldedQuote(children) {
  const quote = el("blockquote", { class: "folded" }, el("div", { class: "folded-text" }, children));
  const button = el("button", { type: "button", class: "fold", "aria-expanded": "false" }, "Show all");
  button.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Show less" : "Show all";
  });
  quote.append(button);
  return quote;
}

function spoiler(children) {
  const hidden = el("span", { class: "spoiler-text", "aria-hidden": "true" }, children);
  const cover = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text. Press to show." }, hidden);
  const reveal = () => {
    cover.replaceWith(el("span", { class: "spoiler shown", tabindex: "-1" }, ...hidden.childNodes));
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    reveal();
  });
  return cover;
}

/** True for links that Telegram itself would open, such as t.me/bot?start=code. */
export const isTelegramLink = (url) => /^(https?:\/\/(t|telegram)\.me\/|tg:)/i.test(url);

function link(url, children, reading) {
  if (!SAFE_LINK.test(url ?? "")) return el("span", {}, children);
  const anchor = el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, children);
  if (isTelegramLink(url)) {
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      reading.open(url);
    });
  }
  return anchor;
}

function moment(entity, children, reading) {
  const when = new Date(entity.unix_time * 1000);
  if (Number.isNaN(when.getTime())) return el("span", {}, children);
  const words = tgTime(entity.unix_time, entity.date_time_format, reading);
  return el("time", { datetime: when.toISOString(), class: "moment" }, words ?? children);
}
