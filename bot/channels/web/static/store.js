// What this device remembers of the talk: the session token, the messages, what is not yet sent.
//
// Lives in localStorage, so that tabs share it; when storage is forbidden or full, memory does.
// Every change reads what other tabs wrote, changes that and writes it back. `epoch` grows with every clearing:
// of two states the later epoch wins, within one epoch messages are united by key.
const TALK = "consultant.talk";
const DRAFT = "consultant.draft";
const VERSION = 1;
const MOST_ITEMS = 300;
const PLANNING = /^path(?:$|[:-])/;
const RANK = { waiting: 0, failed: 1, sent: 2 };

export class Store {
  #state = blank(0);
  #kept = false;
  #changed;

  /** `changed` is called after every change, here or in another tab. */
  constructor(changed) {
    this.#changed = changed;
    this.#read();
    addEventListener("storage", (event) => {
      if (event.key !== TALK && event.key !== null) return;
      // What the other tab wrote then: a farewell that was dropped right after is seen all the same.
      this.#read(event.newValue);
      this.#changed();
    });
  }

  get items() {
    return this.#state.items;
  }

  /** The session token; null until the first message of a session. */
  get token() {
    return this.#state.token;
  }

  /** The newest message that we keep and the server may erase; 0 when there is none. */
  get after() {
    return this.#state.after;
  }

  get isNew() {
    return this.#state.token === null && this.#state.items.length === 0;
  }

  /** The button of the newest answer that has this label: typing it is as good as pressing. */
  offered(text) {
    const since = this.items.findLastIndex((item) => item.mine && item.state !== "failed") + 1;
    const buttons = this.items.slice(since).flatMap((item) => (item.rows ?? []).flat());
    const said = text.trim().toLowerCase();
    return buttons.findLast((button) => button.action && button.label.toLowerCase() === said);
  }

  /** Does the newest thing that was said lead to a path? Then the answer may take seconds. */
  get plans() {
    const last = this.items.findLastIndex((item) => item.mine);
    const before = this.items.slice(0, Math.max(last, 0)).findLast((item) => !item.mine);
    const isAsked = (before?.rows ?? []).flat().some((button) => button.action?.startsWith("path-"));
    return isAsked || PLANNING.test(this.items[last]?.content?.action ?? "");
  }

  firstWaiting() {
    return this.#state.items.find((item) => item.state === "waiting");
  }

  /** Write a message of the person down; it waits to be sent. */
  say(content, text) {
    const key = `m${randomHex()}`;
    this.#change((state) => {
      state.token ??= randomHex();
      state.items.push({ key, mine: true, at: nextMoment(state.items), text, content, state: "waiting" });
    });
  }

  mark(key, mark) {
    this.#change((state) => {
      for (const item of state.items) if (item.key === key) item.state = mark;
    });
  }

  /** Keep what the server sent for this session; a message seen before changes nothing. */
  receive(messages, token) {
    this.#change((state) => {
      if (state.token !== token) return;
      for (const { id, blocks, rows, forget } of messages) {
        const key = `b${id}.${fingerprint(JSON.stringify([blocks, rows]))}`;
        state.after = Math.max(state.after, id);
        if (!state.items.some((item) => item.key === key)) {
          state.items.push({ key, mine: false, at: nextMoment(state.items), blocks, rows, forget });
        }
      }
    });
  }

  /** The server has erased all up to here. */
  acknowledged(upto) {
    if (upto === 0) return;
    this.#change((state) => {
      if (state.after <= upto) state.after = 0;
    });
  }

  /** Drop the messages from this device, keep the session. */
  clear() {
    this.#change((state) => {
      state.items = [];
      state.epoch += 1;
    });
  }

  /** Drop the session and everything with it. */
  forget() {
    this.#state = blank(this.#state.epoch + 1);
    this.#kept = false;
    attempt(() => localStorage.removeItem(TALK));
    this.#changed();
  }

  get draft() {
    return attempt(() => localStorage.getItem(DRAFT)) ?? "";
  }

  set draft(text) {
    attempt(() => (text ? localStorage.setItem(DRAFT, text) : localStorage.removeItem(DRAFT)));
  }

  #change(change) {
    this.#read();
    change(this.#state);
    this.#state.items = this.#state.items.slice(-MOST_ITEMS);
    this.#write();
    this.#changed();
  }

  #read(json = attempt(() => localStorage.getItem(TALK))) {
    const found = parse(json);
    if (found) {
      this.#state = united(this.#state, found);
      this.#kept = true;
    } else if (this.#kept) {
      // Another tab or the person emptied the storage.
      this.#state = blank(this.#state.epoch + 1);
      this.#kept = false;
    }
  }

  #write() {
    for (const items of [this.#state.items, this.#state.items.slice(-50), this.#state.items.slice(-5)]) {
      const json = JSON.stringify({ ...this.#state, items });
      if (attempt(() => (localStorage.setItem(TALK, json), true))) {
        this.#kept = true;
        return;
      }
    }
    // No room even for this: what stands there is outdated and would win over memory.
    attempt(() => localStorage.removeItem(TALK));
    this.#kept = false;
  }
}

/** 128 random bits in hex. */
export function randomHex() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function blank(epoch) {
  return { version: VERSION, epoch, token: null, after: 0, items: [] };
}

function parse(json) {
  if (!json) return null;
  const state = attempt(() => JSON.parse(json));
  const good =
    state?.version === VERSION &&
    Array.isArray(state.items) &&
    Number.isInteger(state.epoch) &&
    Number.isInteger(state.after) &&
    (state.token === null || /^[0-9a-f]{32}$/.test(state.token));
  return good ? state : null;
}

function united(mine, stored) {
  if (mine.token === null && mine.items.length === 0) return stored;
  if (stored.epoch !== mine.epoch || stored.token !== mine.token) {
    return stored.epoch < mine.epoch ? mine : stored;
  }
  const items = new Map(stored.items.map((item) => [item.key, item]));
  for (const item of mine.items) {
    const other = items.get(item.key);
    if (!other || (item.state && RANK[item.state] > RANK[other.state])) items.set(item.key, item);
  }
  return { ...stored, items: [...items.values()].sort((one, two) => one.at - two.at) };
}

function nextMoment(items) {
  return Math.max(Date.now(), (items.at(-1)?.at ?? 0) + 1);
}

/** FNV-1a: tells messages apart when a server that lost its database counts from 1 again. */
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}
