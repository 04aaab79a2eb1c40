// Puts the page together: the world, its clock, one to three viewers side by side, and the stream of events.

import { newDot } from "./chatlist.js";
import { StreetClock } from "./clock.js";
import { el, icon, setAttribute, setText } from "./dom.js";
import { Hints } from "./hints.js";
import { readPlace, writePlace } from "./place.js";
import { act, ask, coalesced, listen } from "./server.js";
import { StreetPanel } from "./street.js";
import { DEFAULT_ZONE } from "./times.js";
import { Viewer } from "./viewer.js";

const TWO = matchMedia("(min-width: 760px)");
const THREE = matchMedia("(min-width: 1600px)");
const PHONE_VIEWERS = 2;
const FIRST_LOOKS = [1, 0, 2];

class Street {
  constructor() {
    this.world = null;
    this.active = 0;
    this.viewers = [0, 1, 2].map((index) => new Viewer(index, this));
    this.room = document.querySelector("#viewers");
    this.tabs = document.querySelector("#tabs");
    this.line = document.querySelector("#line");
    this.panel = new StreetPanel(this);
    this.hints = new Hints(document.querySelector("#hints"));
    this.refreshWorld = coalesced(() => this.loadWorld());
  }

  get zone() { return this.world?.time_zone ?? DEFAULT_ZONE; }
  get width() { return THREE.matches ? 3 : TWO.matches ? 2 : 1; }
  get neighbours() { return this.world.people.filter(({ is_bot, deactivated }) => !is_bot && !deactivated); }

  async open() {
    this.world = await ask("/sandbox/world");
    this.clock = new StreetClock(document.querySelector("#clock"), this.zone, (step) => this.move(step));
    this.clock.set(new Date(this.world.now));
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.viewers[this.active].focusComposer();
    });
    document.querySelector("#people").addEventListener("click", () => this.panel.open());
    for (const query of [TWO, THREE]) query.addEventListener("change", () => this.layOut());
    addEventListener("hashchange", () => this.follow(readPlace()));
    this.follow(readPlace());
    listen(this.world.seq, {
      heard: (event) => this.heard(event), down: () => this.lineIs(false), resume: () => this.resume(),
    });
  }

  /** Looks where the address says; what it leaves open is filled with neighbours who are not shown yet. */
  follow({ looks, on }) {
    const known = new Set(this.neighbours.map(({ id }) => id));
    const taken = new Set(looks.filter(Boolean).map(({ person }) => person));
    this.active = Math.min(on, this.viewers.length - 1);
    this.viewers.forEach((viewer, index) => {
      const look = looks[index] && known.has(looks[index].person) ? looks[index] : null;
      const free = this.freeNeighbour(index, taken);
      const person = look?.person ?? (known.has(viewer.person) ? viewer.person : free?.id);
      if (person === undefined) return;
      taken.add(person);
      const same = viewer.person === person && look && viewer.chat === look.chat && viewer.look.topic === look.topic;
      if (!same) viewer.lookAs(person, look?.chat ?? null, look?.topic ?? null);
    });
    this.layOut();
  }

  /** At first: somebody else in the group on the left, the first neighbour (who asked) in private beside them. */
  freeNeighbour(index, taken) {
    const { neighbours } = this;
    const ordered = [neighbours[FIRST_LOOKS[index]], ...neighbours].filter(Boolean);
    return ordered.find(({ id }) => !taken.has(id)) ?? ordered[0];
  }

  /** Shows as many viewers as the window has room for; on a phone one, with tabs for the others. */
  layOut() {
    const count = this.width;
    this.active = Math.min(this.active, Math.max(count, PHONE_VIEWERS) - 1);
    const shown = count === 1 ? [this.viewers[this.active]] : this.viewers.slice(0, count);
    for (const viewer of this.viewers) viewer.node.hidden = !shown.includes(viewer);
    if (!this.room.contains(this.viewers[0].node)) this.room.replaceChildren(...this.viewers.map(({ node }) => node));
    setAttribute(this.room, "data-count", count);
    this.drawTabs(count);
    this.listenTo(this.active);
  }

  drawTabs(count) {
    this.tabs.hidden = count !== 1;
    if (count !== 1) return this.tabs.replaceChildren();
    const held = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...this.viewers.slice(0, PHONE_VIEWERS).map((viewer, index) => {
      const person = this.world.people.find(({ id }) => id === viewer.person);
      return el("button", { type: "button", "aria-pressed": String(index === this.active), onclick: () => this.turnTo(index) },
        el("bdi", {}, person?.first_name ?? "…"), viewer.hasNews && index !== this.active && newDot());
    }));
    if (held) this.tabs.children[this.active]?.focus();
    return undefined;
  }

  turnTo(index) {
    this.active = index;
    this.viewers[index].hasNews = false;
    this.layOut();
    this.keepPlace();
    this.viewers[index].refresh();
  }

  // What viewers tell the page

  entered(viewer) {
    if (this.active === viewer.index || this.width === 1) return;
    this.active = viewer.index;
    this.listenTo(viewer.index);
    this.keepPlace();
  }

  /** Only the viewer in use is read out by screen readers. */
  listenTo(index) {
    for (const viewer of this.viewers) setAttribute(viewer.parts.log, "aria-live", viewer.index === index ? "polite" : "off");
  }

  moved() {
    this.keepPlace();
    if (this.width === 1) this.drawTabs(1);
  }

  did(kind) { this.hints.did(kind); }
  manage() { this.panel.open(); }

  keepPlace() {
    if (this.viewers.every(({ person }) => person !== null)) writePlace(this.viewers.map(({ look }) => look), this.active);
  }

  /** Moves on from the sandbox's own present moment, not from what this page believes it to be. */
  async move(step) {
    const viewer = this.viewers[this.active];
    this.moving = true;
    await viewer.trying(async () => {
      const { now } = await ask("/sandbox/world");
      this.clock.set(new Date(now));
      await act(viewer.person, "move_clock", { seconds: this.clock.seconds(step) });
    });
    this.did("clock");
  }

  // What the sandbox tells the page

  async loadWorld() {
    this.world = await ask("/sandbox/world");
    this.clock.set(new Date(this.world.now));
    if (this.moving) this.clock.announce();
    this.moving = false;
    this.panel.draw();
    if (this.viewers.some(({ person }) => !this.neighbours.some(({ id }) => id === person))) this.follow(readPlace());
    for (const viewer of this.viewers) viewer.refresh();
    if (this.width === 1) this.drawTabs(1);
  }

  heard(event) {
    switch (event.kind) {
      case "clock": case "member": case "chats":
        this.refreshWorld();
        break;
      case "toast":
        this.shown(event.person_id).forEach((viewer, index) => index === 0 && viewer.answered(event));
        break;
      case "typing":
        for (const viewer of this.viewers) if (viewer.chat === event.chat_id) viewer.showTyping();
        break;
      default:
        this.changed(event);
    }
  }

  shown(person) {
    return this.viewers.filter((viewer) => viewer.person === person && !viewer.node.hidden);
  }

  changed({ kind, chat_id }) {
    for (const viewer of this.viewers) {
      const concerns = chat_id === undefined || viewer.chats.length === 0 || viewer.chats.some(({ id }) => id === chat_id) || chat_id < 0;
      if (!concerns) continue;
      viewer.refresh();
      if (viewer.node.hidden && kind === "message") viewer.hasNews = true;
    }
    if (this.width === 1) this.drawTabs(1);
  }

  lineIs(up) {
    this.line.hidden = up;
    setText(this.line, up ? "" : "The sandbox does not answer. Trying again…");
  }

  /** The sandbox answers again: what happened meanwhile is fetched, and heard on from there. */
  async resume() {
    await this.loadWorld();
    this.lineIs(true);
    return this.world.seq;
  }

  /** A viewer has its chat on the page: hints can name what is there to press. */
  drawn() {
    const [first, second] = this.viewers;
    if (first.open && second.open) this.hints.show(this.tries(first, second));
  }

  tries(first, second) {
    const name = (viewer) => el("bdi", { class: "who-name" }, viewer.self.first_name);
    const offer = first.newestOffer();
    const press = ["as ", name(first), ", press ", el("em", {}, offer?.text), " under the newest pledge, and everybody in the group sees it change."];
    const another = this.neighbours.find(({ id }) => id !== first.person && id !== second.person);
    const look = ["choose ", el("bdi", {}, another?.first_name), " at ", el("em", {}, "Looking as"), " and press it again: when enough have signed, everybody is told."];
    return [
      ...(offer ? [{ kind: "press", words: press }] : []),
      ...(offer && another ? [{ kind: "look", words: look }] : []),
      ...(second.isNew ? [{ kind: "start", words: ["as ", name(second), ", press ", el("em", {}, "Start"), " to meet the bot in private."] }] : []),
      { kind: "command", words: ["as ", name(second), ", write ", el("code", {}, "/pledge"), " to the bot, or press ", el("kbd", {}, "/"), " for everything it understands."] },
      { kind: "clock", words: ["move the clock on at the top: deadlines pass without waiting."] },
    ];
  }
}

document.querySelector("#people").prepend(icon("people"));
new Street().open().catch((error) => {
  const line = document.querySelector("#line");
  line.hidden = false;
  line.textContent = `The sandbox cannot be shown: ${error.message}`;
});
