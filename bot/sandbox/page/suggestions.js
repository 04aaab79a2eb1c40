// The list above the writing field: commands after "/", or the bot's inline answers after "@bot ".

import { el, newId, setAttribute } from "./dom.js";

const ROUNDING_PX = 4;

/** A listbox steered from a text field: the focus stays in the field, the arrows move the choice. */
export class Suggestions {
  constructor(field, label) {
    this.field = field;
    this.options = [];
    this.at = -1;
    this.node = el("ul", { class: "suggestions", role: "listbox", id: newId("suggestions"), "aria-label": label, hidden: true });
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
    this.node.addEventListener("click", (event) => this.clicked(event));
    this.node.addEventListener("scroll", () => this.hint(), { passive: true });
    setAttribute(field, "aria-controls", this.node.id);
    setAttribute(field, "aria-autocomplete", "list");
  }

  get open() {
    return !this.node.hidden;
  }

  /** Shows `options`: {lead, words, run(), insert?()}; none hides the list. */
  show(options) {
    this.options = options;
    this.node.hidden = options.length === 0;
    this.node.replaceChildren(...options.map(({ lead, words }, index) => el(
      "li", { role: "option", id: `${this.node.id}-${index}`, "aria-selected": "false", "data-index": index },
      el("strong", { dir: "auto" }, lead), words && el("span", { dir: "auto" }, words))));
    this.select(options.length ? 0 : -1);
    this.hint();
  }

  /** Says by a sign at the lower edge that the list goes on below it. */
  hint() {
    const { scrollHeight, scrollTop, clientHeight } = this.node;
    setAttribute(this.node, "data-more", scrollHeight - scrollTop - clientHeight > ROUNDING_PX);
  }

  hide() {
    if (this.open) this.show([]);
  }

  select(index) {
    this.at = index;
    [...this.node.children].forEach((option, each) => setAttribute(option, "aria-selected", String(each === index)));
    const chosen = this.node.children[index];
    setAttribute(this.field, "aria-activedescendant", chosen?.id);
    chosen?.scrollIntoView({ block: "nearest" });
  }

  clicked(event) {
    const index = event.target.closest("[role=option]")?.dataset.index;
    if (index !== undefined) this.run(Number(index));
  }

  run(index = this.at) {
    const option = this.options[index];
    this.hide();
    option?.run();
  }

  /** Takes the keys that belong to the list; returns true when the field must not see this one. */
  takes(event) {
    if (!this.open) return false;
    const count = this.options.length;
    if (event.key === "ArrowDown") this.select((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.select((this.at - 1 + count) % count);
    else if (event.key === "Enter" && !event.shiftKey) this.run();
    else if (event.key === "Tab" && !event.shiftKey && this.options[this.at]?.insert) this.insert();
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  insert() {
    const option = this.options[this.at];
    this.hide();
    option.insert();
  }
}
