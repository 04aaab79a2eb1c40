// The only place that speaks to the sandbox: questions, acts and the stream of what happens.

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8000;
const KINDS = ["message", "edit", "delete", "member", "toast", "clock", "typing", "chats"];

/** An act the sandbox refused; `message` is its sentence for the person. */
export class Refused extends Error {}

/** Asks the sandbox for JSON; `query` is an object of plain values. */
export async function ask(path, query = {}) {
  const search = new URLSearchParams(query).toString();
  const response = await fetch(search ? `${path}?${search}` : path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Refused(`The sandbox answered ${response.status}.`);
  return response.json();
}

/** Does something in the world as person `as`. Throws Refused with the sandbox's reason. */
export async function act(as, name, details = {}) {
  let response;
  try {
    response = await fetch("/sandbox/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...details, as, do: name }),
    });
  } catch {
    throw new Refused("The sandbox cannot be reached. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.ok === false) throw new Refused(answer.error || `The sandbox answered ${response.status}.`);
  return answer;
}

export const fileAddress = (fileId) => `/sandbox/file/${encodeURIComponent(fileId)}`;

/**
 * Hears everything that happens after event number `since`, reconnecting by itself.
 * `heard(event)` gets each event once; `connected(true | false)` tells how the line is. The returned function takes
 * the newest number the sandbox knows: a lower one than ours means that the sandbox has begun anew.
 */
export function listen(since, heard, connected) {
  let last = since;
  let wait = FIRST_RETRY_MS;
  const take = (raw) => {
    const event = JSON.parse(raw.data);
    if (event.seq !== undefined) {
      if (event.seq <= last) return;
      last = event.seq;
    }
    heard(event);
  };
  const connect = () => {
    const source = new EventSource(`/sandbox/events?since=${last}`);
    source.onopen = () => {
      wait = FIRST_RETRY_MS;
      connected(true);
    };
    source.onmessage = take;
    for (const kind of KINDS) if (kind !== "message") source.addEventListener(kind, take);
    source.onerror = () => {
      source.close();
      connected(false);
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_RETRY_MS);
    };
  };
  connect();
  return (newest) => {
    last = Math.min(last, newest);
  };
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
    running = work().catch((error) => console.warn("The sandbox page could not refresh:", error.message));
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
