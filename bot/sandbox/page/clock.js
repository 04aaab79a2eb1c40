// The neighbourhood's clock at the top of the page, and the buttons that move it on.

import { setAttribute, setText } from "./dom.js";
import { clockFace, secondsUntilTomorrow } from "./times.js";

const HOUR = 3600;
const WEEK = 7 * 24 * HOUR;
const REDRAW_MS = 1000;

export class StreetClock {
  /** `move(seconds)` asks the sandbox to move on; `zone` names the neighbourhood's time zone. */
  constructor(root, zone, move) {
    this.zone = zone;
    this.face = root.querySelector("time");
    this.news = root.querySelector("[role=status]");
    this.read = { moment: new Date(), at: performance.now() };
    root.addEventListener("click", (event) => {
      const step = event.target.closest("button")?.dataset.move;
      if (step) move(this.seconds(step));
    });
    setInterval(() => this.draw(), REDRAW_MS);
  }

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
    setText(this.face, clockFace(now, this.zone));
    setAttribute(this.face, "datetime", now.toISOString().slice(0, 16) + "Z");
  }
}
