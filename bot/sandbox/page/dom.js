// Small tools for building the page. Text only ever enters as text nodes or attributes, never as markup.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  send: "M3 11.5 20.5 4l-4 16.5-5-6.5-8.5-2.5Zm8.5 2.5L20.5 4",
  clip: "m20 11.5-8.2 8.2a5 5 0 0 1-7.1-7.1l8.6-8.6a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6 6 18",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm6.5 0a3 3 0 1 0 6 0 3 3 0 0 0-6 0",
  reply: "M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7",
  file: "M7 3h7l5 5v13H7V3Zm7 0v5h5",
  pin: "M12 21s-7-6.2-7-11.2a7 7 0 0 1 14 0C19 14.8 12 21 12 21Zm-2.5-11a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0",
  down: "m6 9 6 6 6-6",
  edit: "M4 20h4L19 9l-4-4L4 16v4Z",
  link: "M14 5h5v5m0-5-8 8M11 6H6v12h12v-5",
  copy: "M9 9h10v11H9zM5 15V4h10",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 9c.4-3.8 3-6 6.5-6s6.1 2.2 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.5M18 14.4c2 .8 3.3 2.7 3.5 5.6",
  share: "M12 15V4m-4 4 4-4 4 4M5 13v7h14v-7",
};

/**
 * Makes an element: `el("button", {class: "x", type: "button", onclick: f}, "text", child)`.
 * Attributes that are null, undefined or false are left out; `true` means the bare attribute.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else setAttribute(node, name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Sets, changes or removes one attribute, touching the page only when it differs. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A decorative line drawing; the meaning belongs in words beside it or in a label. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

/** A round picture of initials (our bot wears its mark); the colour follows from the id and stays everywhere. */
export function avatar(id, name, kind = "person") {
  return el("span", { class: "avatar", "data-tint": tint(id), "data-kind": kind, "aria-hidden": "true" }, kind === "bot" ? "" : initials(name));
}

export const tint = (id) => Math.abs(Number(id) || 0) % 7;

export function initials(name) {
  const words = String(name || "?").trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...word].find((letter) => /[\p{L}\p{N}]/u.test(letter)) || "").join("").toUpperCase() || "?";
}

/** Puts `wanted` (nodes, in order) into `parent`, moving and removing as little as possible. */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex]";

/** Changes what is inside `root`; a focus that would be lost goes to the same place again, or to `root`. */
export function keepingFocus(root, change) {
  const held = root.contains(document.activeElement) && document.activeElement !== root ? document.activeElement : null;
  const place = held ? [...root.querySelectorAll(FOCUSABLE)].indexOf(held) : -1;
  change();
  if (!held || root.contains(held)) return;
  const places = [...root.querySelectorAll(FOCUSABLE)];
  const next = places[Math.min(place, places.length - 1)] ?? root;
  next.focus({ preventScroll: true });
}

let numbered = 0;

/** A fresh id for labels and relations inside the page. */
export const newId = (stem) => `${stem}-${(numbered += 1)}`;
