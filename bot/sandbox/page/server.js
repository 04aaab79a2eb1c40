// The only place that speaks to the sandbox: questions, acts and the stream of what happens.

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8000;

/** The sandbox refused, or could not be reached; `message` is its sentence for the person. */
export class Refused extends Error {}

async function reached(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refused("The sandbox cannot be reached. Is it still running?");
  }
}

/** Asks the sandbox for JSON; `query` is an object of plain values. */
export async function ask(path, query = {}) {
  const search = new URLSearchParams(query).toString();
  const response = await reached(search ? `${path}?${search}` : path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Refused(`The sandbox answered ${response.status}.`);
  return response.json();
}

/** Does something in the world as person `as`. Throws Refused with the sandbox's reason. */
export async function act(as, name, details = {}) {
  const response = await reached("/sandbox/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...details, as, do: name }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.ok === false) throw new Refused(answer.error || `The sandbox answered ${response.status}.`);
  return answer;
}

export const fileAddress = (fileId) => `/sandbox/file/${encodeURIComponent(fileId)}`;

/**
 * Hears everything that happens after event number `since`: `heard(event)` gets each event once. When the line breaks,
 * `down()` is told, and `resume()` is called until it gives the number from which to hear on (a restarted sandbox
 * counts anew).
 */
export function listen(since, { heard, down, resume }) {
  let last = since;
  let wait = FIRST_RETRY_MS;
  const take = (raw) => {
    const event = JSON.parse(raw.data);
    if (event.seq <= last) return;
    last = event.seq;
    heard(event);
  };
  const connect = () => {
    const source = new EventSource(`/sandbox/events?since=${last}`);
    source.onmessage = take;
    source.onerror = () => {
      source.close();
      down();
      setTimeout(again, wait);
    };
  };
  const again = async () => {
    try {
      last = await resume();
      wait = FIRST_RETRY_MS;
      connect();
    } catch {
      wait = Math.min(wait * 2, LONGEST_RETRY_MS);
      setTimeout(again, wait);
    }
  };
  connect();
}

/** What a refresh in the background met: a broken line is told by the stream's end, anything else is a bug. */
function report(error) {
  if (!(error instanceof Refused)) console.error(error);
}

/** Runs `work` soon after the last of several calls, never twice at the same time. */
export function coalesced(work, delayMs = 25) {
  let timer = null;
  let running = null;
  let again = false;
  const run = async () => {
    timer = null;
    if (running) {
      again = true;
      return;
    }
    running = work().catch(report);
    await running;
    running = null;
    if (again) {
      again = false;
      run();
    }
  };
  return () => {
    timer ??= setTimeout(run, delayMs);
  };
}
