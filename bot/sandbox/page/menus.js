// Pop-up menus and dialogs that work by mouse, touch and keyboard alike.

import { el, icon, newId } from "./dom.js";

/**
 * Opens a menu at `opener`: `items` are {label, hint?, danger?, run()}. Arrows move, Enter runs, Escape closes;
 * the focus goes back to the opener.
 */
export function openMenu(opener, label, items) {
  closeMenu();
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, id: newId("menu") });
  for (const item of items) {
    const entry = el("button", { type: "button", role: "menuitem", tabindex: "-1", class: item.danger ? "danger" : null }, item.label);
    entry.addEventListener("click", () => {
      closeMenu({ restore: true });
      item.run();
    });
    menu.append(entry);
  }
  (opener.closest("dialog") ?? document.body).append(menu);
  place(menu, opener.getBoundingClientRect());
  opener.setAttribute("aria-expanded", "true");
  opened = { menu, opener };
  menu.addEventListener("keydown", steer);
  menu.firstElementChild?.focus();
}

let opened = null;

export function closeMenu({ restore = false } = {}) {
  if (!opened) return;
  const { menu, opener } = opened;
  opened = null;
  menu.remove();
  opener.setAttribute("aria-expanded", "false");
  if (restore && opener.isConnected) opener.focus({ preventScroll: true });
}

function steer(event) {
  const entries = [...opened.menu.children];
  const at = entries.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    entries.at(next % entries.length).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu({ restore: true });
  }
}

function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const gap = 6;
  const below = anchor.bottom + gap + height <= innerHeight;
  const left = Math.min(Math.max(8, anchor.left), innerWidth - width - 8);
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? anchor.bottom + gap : Math.max(8, anchor.top - gap - height)}px`;
}

document.addEventListener("pointerdown", (event) => {
  if (opened && !opened.menu.contains(event.target) && !opened.opener.contains(event.target)) closeMenu();
});
addEventListener("resize", () => closeMenu());

/**
 * Opens a dialog and resolves with what its `fill(body, done)` gives to `done`, or null when it is dismissed.
 * The browser keeps the focus inside and gives it back afterwards.
 */
export function openDialog({ title, kind = "dialog", wide = false, fill }) {
  return new Promise((resolve) => {
    let result = null;
    const heading = el("h2", { id: newId("dialog-title") }, title);
    const body = el("div", { class: "dialog-body", id: newId("dialog-body") });
    const dialog = el("dialog", {
      class: wide ? "dialog wide" : "dialog", "aria-labelledby": heading.id,
      role: kind === "alert" ? "alertdialog" : null, "aria-describedby": kind === "alert" ? body.id : null,
    });
    const done = (value = null) => {
      result = value;
      dialog.close();
    };
    const close = el("button", { type: "button", class: "quiet round", "aria-label": "Close", onclick: () => done() }, icon("close"));
    dialog.append(el("header", {}, heading, kind === "alert" ? null : close), body);
    fill(body, done);
    dialog.addEventListener("pointerdown", (event) => {
      if (event.target === dialog && outside(dialog, event)) done();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/** A labelled field for a form: {label, name, ...attributes of the input}; with `options` ([[value, words]]) a choice. */
export function field({ label, options, ...attributes }) {
  const id = newId("field");
  const input = options
    ? el("select", { id, ...attributes }, options.map(([value, words]) => el("option", { value }, words)))
    : el("input", { id, ...attributes });
  return el("p", { class: "field" }, el("label", { for: id }, label), input);
}

/** Asks for a few values; resolves with {name: value} or null. `fields` are given to `field`. */
export function askForm(title, fields, submit) {
  return openDialog({
    title,
    fill(body, done) {
      const form = el("form", { method: "dialog" }, fields.map((each) => field(each)),
        el("p", { class: "actions" }, el("button", { class: "primary", type: "submit" }, submit)));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        done(Object.fromEntries(new FormData(form)));
      });
      body.append(form);
    },
  });
}

/** Lets the reader choose one of `options` ({label, value, mark: avatar node}); resolves with the value or null. */
export function choose(title, options, none) {
  return openDialog({
    title,
    fill(body, done) {
      if (!options.length) body.append(el("p", { class: "muted" }, none));
      const list = el("ul", { class: "choices" });
      for (const option of options) {
        const button = el("button", { type: "button", onclick: () => done(option.value) }, option.mark, el("span", { dir: "auto" }, option.label));
        list.append(el("li", {}, button));
      }
      body.append(list);
    },
  });
}

const waiting = [];

/** A message that stays until it is closed; several are shown one after the other. */
export async function alertBox(title, text) {
  waiting.push({ title, text });
  if (waiting.length > 1) return;
  while (waiting.length) {
    await openDialog({
      title: waiting[0].title, kind: "alert",
      fill(body, done) {
        body.append(el("p", { class: "alert-text", dir: "auto" }, waiting[0].text),
          el("p", { class: "actions" }, el("button", { type: "button", class: "primary", autofocus: true, onclick: () => done() }, "OK")));
      },
    });
    waiting.shift();
  }
}
