// The neighbourhood's clock at the top of the page, and the buttons that move it on.

import { setAttribute, setText } from "./dom.js";
import { openMenu } from "./menus.js";
import { clockFace, secondsUntilTomorrow } from "./times.js";

const HOUR = 3600;
const WEEK = 7 * 24 * HOUR;
const REDRAW_MS = 1000;

export class StreetClock {
  /** `move(step)` is called with "hour", "tomorrow" or "week"; `zone` names the neighbourhood's time zone. */
  constructor(root, zone, move) {
    this.zone = zone;
    this.faces = root.querySelectorAll("time");
    this.news = root.querySelector("[role=status]");
    this.read = { moment: new Date(), at: performance.now() };
    const steps = [...root.querySelectorAll("[data-move]")];
    for (const button of steps) button.addEventListener("click", () => move(button.dataset.move));
    const menu = root.querySelector("[aria-haspopup]");
    menu.addEventListener("click", () => openMenu(menu, "Move the clock on", steps.map((button) => (
      { label: button.textContent, run: () => move(button.dataset.move) }))));
    setInterval(() => this.draw(), REDRAW_MS);
  }

  /** How far a step goes from now, in whole seconds. */
  seconds(step) {
    if (step === "hour") return HOUR;
    return step === "week" ? WEEK : secondsUntilTomorrow(this.now(), 9, this.zone);
  }

  /** The neighbourhood's present moment. */
  now() {
    return new Date(this.read.moment.getTime() + performance.now() - this.read.at);
  }

  set(moment) {
    this.read = { moment, at: performance.now() };
    this.draw();
  }

  announce() {
    this.news.textContent = `It is now ${clockFace(this.now(), this.zone)}.`;
  }

  draw() {
    const now = this.now();
    for (const face of this.faces) {
      setText(face, clockFace(now, this.zone));
      setAttribute(face, "datetime", `${now.toISOString().slice(0, 16)}Z`);
    }
  }
}
