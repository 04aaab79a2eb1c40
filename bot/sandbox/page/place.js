// Who is looked at, in which chat: kept in the address (#a=101.-5001&b=102.102&on=a), so that a link shows the same.

const SLOTS = ["a", "b", "c"];

/** Reads the address: {looks: [{person, chat, topic} | null ×3], on: index}. */
export function readPlace(hash = location.hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const looks = SLOTS.map((slot) => {
    const [person, chat, topic] = (fields.get(slot) ?? "").split(".").map((part) => Number.parseInt(part, 10));
    return Number.isInteger(person) ? { person, chat: orNull(chat), topic: orNull(topic) } : null;
  });
  return { looks, on: Math.max(0, SLOTS.indexOf(fields.get("on"))) };
}

const orNull = (number) => (Number.isInteger(number) ? number : null);

/** Writes the address without adding to the browser's history. */
export function writePlace(looks, on) {
  const parts = looks.map((look, index) => {
    const numbers = [look.person, look.chat, look.topic].filter((number) => number !== null && number !== undefined);
    return `${SLOTS[index]}=${numbers.join(".")}`;
  });
  history.replaceState(null, "", `#${[...parts, `on=${SLOTS[on]}`].join("&")}`);
}
