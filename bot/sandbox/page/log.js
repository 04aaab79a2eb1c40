// The list of messages of one chat: only what changed is drawn again, and the reader's place is kept.

import { arrange, el } from "./dom.js";
import { isEphemeral, keyOf, MessageView, senderOf } from "./message.js";
import { dayKey, dayName, momentOf } from "./times.js";

const NEAR_END_PX = 60;
const SAME_BREATH_MS = 5 * 60 * 1000;

export class Log {
  /** `root` is the scrolling element, `down` the button that leads back to the newest message. */
  constructor(root, down, desk) {
    this.root = root;
    this.list = el("div", { class: "messages" });
    root.append(this.list);
    this.down = down;
    this.desk = desk;
    this.empty = el("p", { class: "empty" }, el("span", {}, "No messages here yet."));
    this.views = new Map();
    this.messages = [];
    this.following = true;
    this.lastTop = 0;
    root.addEventListener("scroll", () => this.scrolled(), { passive: true });
    root.addEventListener("keydown", (event) => this.walk(event));
    down.addEventListener("click", () => this.toEnd());
    const sizes = new ResizeObserver(() => this.following && this.toEnd());
    sizes.observe(root);
    sizes.observe(this.list);
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.root;
    const nearEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (nearEnd) this.following = true;
    else if (scrollTop < this.lastTop) this.following = false;
    this.lastTop = scrollTop;
    if (this.following) this.down.hidden = true;
  }

  toEnd() {
    this.root.scrollTop = this.root.scrollHeight;
    this.following = true;
    this.down.hidden = true;
  }

  /** Another chat: forget everything and start at its end. */
  clear() {
    this.views.clear();
    this.messages = [];
    this.list.replaceChildren();
    this.following = true;
    this.down.hidden = true;
  }

  show(messages) {
    const lastBefore = this.messages.at(-1);
    this.messages = messages;
    const focused = this.list.contains(document.activeElement);
    arrange(this.list, messages.length ? this.nodes(messages) : [this.empty]);
    if (focused && !this.list.contains(document.activeElement)) this.root.focus({ preventScroll: true });
    const grew = messages.length && (!lastBefore || keyOf(messages.at(-1)) !== keyOf(lastBefore));
    const mine = grew && (messages.at(-1).from?.id === this.desk.person || isEphemeral(messages.at(-1)));
    if (this.following || mine) this.toEnd();
    else if (grew) this.down.hidden = false;
  }

  nodes(messages) {
    const nodes = [];
    const stay = new Set();
    let day = null;
    messages.forEach((message, index) => {
      const key = keyOf(message);
      const today = dayKey(momentOf(message.date), this.desk.zone);
      if (today !== day) nodes.push(this.daySign(today, message));
      stay.add(key).add(today);
      const view = this.views.get(key) ?? new MessageView(this.desk);
      this.views.set(key, view);
      const before = today === day ? messages[index - 1] : null;
      view.update(message, {
        first: !sameBreath(before, message), last: !sameBreath(message, messages[index + 1]), quoted: this.quoted(message),
      });
      nodes.push(view.node);
      day = today;
    });
    for (const key of this.views.keys()) if (!stay.has(key)) this.views.delete(key);
    return nodes;
  }

  daySign(key, message) {
    const words = dayName(momentOf(message.date), this.desk.zone);
    const sign = this.views.get(key) ?? { node: el("p", { class: "day" }, el("span", {}, words)) };
    this.views.set(key, sign);
    return sign.node;
  }

  quoted(message) {
    const origin = message.reply_to;
    if (!origin) return null;
    const present = this.messages.find((each) => !isEphemeral(each) && each.message_id === origin.message_id);
    return present ?? { ...origin, from: { id: 0, name: origin.name, is_bot: false } };
  }

  /** Brings a message into view and shows for a moment which one it is. */
  reveal(message) {
    const node = this.views.get(keyOf(message))?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.add("pointed");
    node.focus({ preventScroll: true });
    setTimeout(() => node.classList.remove("pointed"), 1600);
  }

  /** Arrow keys walk from message to message; Enter asks what can be done with one. */
  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const here = event.target.closest("article.message");
    if (event.target !== this.root && event.target !== here && !event.target.matches(".more")) return;
    if (event.key === "Enter" && event.target === here) {
      event.preventDefault();
      here.querySelector(":scope > .more:not([hidden])")?.click();
    }
    const articles = [...this.list.querySelectorAll("article.message")];
    const at = here ? articles.indexOf(here) + step : articles.length - 1;
    if (!step || !articles.length) return;
    event.preventDefault();
    const next = articles[Math.max(0, at)];
    if (next) next.focus();
    else this.desk.focusComposer();
  }
}

function sameBreath(one, other) {
  if (!one || !other || one.keyboard?.length || one.service || other.service || isEphemeral(one) !== isEphemeral(other)) return false;
  const close = Math.abs(momentOf(other.date) - momentOf(one.date)) < SAME_BREATH_MS;
  return close && senderOf(one).id === senderOf(other).id;
}
