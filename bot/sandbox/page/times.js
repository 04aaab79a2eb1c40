// Moments in words, always on the neighbourhood's own clock.

const formats = new Map();

function format(spoken, zone, options) {
  const language = !spoken || spoken === "en" ? "en-GB" : spoken;
  const key = JSON.stringify([language, zone, options]);
  if (!formats.has(key)) formats.set(key, newFormat(language, zone, options));
  return formats.get(key);
}

function newFormat(language, zone, options) {
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  }
}

export const DEFAULT_ZONE = "Europe/London";

/** A moment as the sandbox writes it: Unix seconds, or ISO text. */
export const momentOf = (written) => new Date(typeof written === "number" ? written * 1000 : written);

export const clockTime = (moment, zone) => format("en-GB", zone, { hour: "2-digit", minute: "2-digit" }).format(moment);

export const dayName = (moment, zone) =>
  format("en-GB", zone, { weekday: "long", day: "numeric", month: "long" }).format(moment);

export const clockFace = (moment, zone) =>
  format("en-GB", zone, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(moment);

/** The day as a key that sorts: "2026-11-27". */
export const dayKey = (moment, zone) => format("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);

/** Today as "10:02", another day as "27 Nov". */
export function shortMoment(moment, now, zone) {
  if (dayKey(moment, zone) === dayKey(now, zone)) return clockTime(moment, zone);
  return format("en-GB", zone, { day: "numeric", month: "short" }).format(moment);
}

/** How far `zone` is ahead of UTC at `moment`, in milliseconds. */
function offset(moment, zone) {
  const parts = format("en-GB", zone, {
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23",
  }).formatToParts(moment);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return wall - Math.floor(moment.getTime() / 1000) * 1000;
}

/** Whole seconds from `now` until `hour`:00 on the next calendar day in `zone` (right over clock changes). */
export function secondsUntilTomorrow(now, hour, zone) {
  const wall = new Date(now.getTime() + offset(now, zone));
  const target = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate() + 1, hour);
  const guess = new Date(target - offset(now, zone));
  const exact = target - offset(guess, zone);
  return Math.ceil((exact - now.getTime()) / 1000);
}

/**
 * Telegram's date_time entity in the reader's language. `shape` is Telegram's format: "r" for "in 3 days",
 * otherwise any of w (weekday), d/D (short/long date), t/T (time without/with seconds). Empty: null, keep the text.
 */
export function tgTime(unixSeconds, shape, { language, zone, now }) {
  if (!shape) return null;
  const moment = new Date(unixSeconds * 1000);
  if (shape.includes("r")) return relative(moment, now, language);
  const options = {};
  if (shape.includes("w")) options.weekday = "long";
  if (shape.includes("d")) Object.assign(options, { day: "numeric", month: "numeric", year: "2-digit" });
  if (shape.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(shape)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (shape.includes("T")) options.second = "2-digit";
  return Object.keys(options).length ? format(language, zone, options).format(moment) : null;
}

const STEPS = [["year", 31557600], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

function relative(moment, now, language) {
  const seconds = Math.round((moment - now) / 1000);
  const words = new Intl.RelativeTimeFormat(language || "en", { numeric: "auto" });
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return words.format(0, "minute");
}
