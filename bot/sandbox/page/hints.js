// Three things to try, for whoever sees the page for the first time.

import { el, icon, setText } from "./dom.js";

const CLOSED = "ifyouwill.hints";

/** The strip under the header: shows the first thing not yet tried, until it is closed. */
export class Hints {
  constructor(root) {
    this.root = root;
    this.done = new Set();
    this.words = root.querySelector("p");
    this.dots = root.querySelector(".dots");
    root.querySelector("button").addEventListener("click", () => this.close());
    root.querySelector("button").append(icon("close"));
  }

  /** `steps`: [{kind, words: [string | node]}]; `kind` is what `did` is called with when it is done. */
  show(steps) {
    const past = (this.steps ?? []).filter(({ kind }) => this.done.has(kind) && !steps.some((step) => step.kind === kind));
    this.steps = [...past, ...steps];
    if (remembered() !== "closed") this.draw();
  }

  did(kind) {
    if (!this.steps || this.done.has(kind) || !this.steps.some((step) => step.kind === kind)) return;
    this.done.add(kind);
    if (!this.root.hidden) this.draw();
  }

  draw() {
    const next = this.steps.find(({ kind }) => !this.done.has(kind));
    this.root.hidden = false;
    const signature = [this.done.size, this.steps.length, ...(next?.words.map((word) => word.textContent ?? word) ?? [])].join("|");
    if (signature === this.drawn) return;
    this.drawn = signature;
    this.words.replaceChildren(...(next ? [el("strong", {}, "Try: "), ...next.words] : ["That is how neighbours keep promises. Go on as you like."]));
    this.dots.replaceChildren(...this.steps.map(({ kind }) => el("i", { class: this.done.has(kind) ? "done" : null })));
    setText(this.root.querySelector(".visually-hidden"), `${this.done.size} of ${this.steps.length} tried`);
  }

  close() {
    this.root.hidden = true;
    try {
      localStorage.setItem(CLOSED, "closed");
    } catch { /* without storage the strip comes back next time */ }
  }
}

function remembered() {
  try {
    return localStorage.getItem(CLOSED);
  } catch {
    return null;
  }
}
