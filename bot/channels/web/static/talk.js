// The two loops: what the person says goes out in order, what the server has comes in.
import { call, pauseAfter, rest } from "./wire.js";

const POLL_SECONDS = 25;
const FAREWELL_TRIES = 5;
const FINAL = new Set([400, 413]);
const EMPTY_PAUSE = 1;
const LONGEST_TYPING = 60_000;
/** What a path is waited for, as time goes by. */
const DOING = [
  [1_500, "site-checking"],
  [4_000, "site-planning"],
];

export class Talk {
  #store;
  #view;
  #sending = false;
  #polling = new AbortController();
  #polledToken = null;
  #woken = () => {};
  #typingTimer = 0;
  #doingTimers = [];

  constructor(store, view) {
    this.#store = store;
    this.#view = view;
  }

  /** The store changed: maybe something waits to be sent, maybe the session is another. */
  notice() {
    if (this.#store.token !== this.#polledToken) this.#polling.abort();
    this.#woken();
    this.#send();
  }

  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    let failures = 0;
    let item;
    while ((item = this.#store.firstWaiting())) {
      const body = { id: item.key.slice(1), content: item.content };
      const { status, pause } = await call("api/messages", body, this.#store.token);
      failures = status === 200 ? 0 : failures + 1;
      if (status === 200) {
        this.#store.mark(item.key, "sent");
        this.#view.connection("fine");
        this.#typing(true);
      } else if (FINAL.has(status)) {
        this.#store.mark(item.key, "failed");
      } else {
        this.#view.connection(status === 429 ? "busy" : "lost");
        await rest(pauseAfter(failures, pause), { eager: status !== 429 });
      }
    }
    this.#sending = false;
  }

  /** Ask for news for ever. The first question does not wait, it tells where the talk stands. */
  async listen() {
    let wait = 0;
    let failures = 0;
    for (;;) {
      if (this.#store.token === null) await new Promise((resolve) => (this.#woken = resolve));
      if (this.#store.token === null) continue;
      const began = performance.now();
      const outcome = await this.#poll(wait);
      const isEarly = wait > 0 && outcome.isEmpty && performance.now() - began < 1000 * EMPTY_PAUSE;
      // Too many tabs push each other out: take turns without haste.
      if (isEarly) await rest(EMPTY_PAUSE, { eager: false });
      failures = outcome.status === 200 || outcome.status === "cut" ? 0 : failures + 1;
      wait = failures ? 0 : POLL_SECONDS;
      if (failures) await rest(pauseAfter(failures, outcome.pause), { eager: outcome.status !== 429 });
    }
  }

  async #poll(wait) {
    const { token, after } = this.#store;
    this.#polling = new AbortController();
    this.#polledToken = token;
    const { signal } = this.#polling;
    const outcome = await call("api/poll", { after, wait }, token, { seconds: wait + 15, signal });
    if (signal.aborted || this.#store.token !== token) return { status: "cut" };
    if (outcome.status === 200) await this.#take(outcome.answer, token, after);
    else if (outcome.status !== 429) this.#view.connection("lost");
    return { ...outcome, isEmpty: outcome.answer.messages?.length === 0 };
  }

  async #take({ messages, busy }, token, after) {
    this.#view.connection(this.#store.firstWaiting() ? "same" : "fine");
    this.#store.acknowledged(after);
    this.#typing(busy);
    if (messages.length === 0) return;
    this.#store.receive(messages, token);
    if (messages.some((message) => message.forget)) await this.#part(messages, token);
  }

  /** The account is gone: keep the farewell on the screen only, and let the server erase it too. */
  async #part(messages, token) {
    this.#typing(false);
    this.#store.forget();
    const upto = messages.at(-1).id;
    for (let failures = 1; failures <= FAREWELL_TRIES; failures += 1) {
      const { status, pause } = await call("api/poll", { after: upto, wait: 0 }, token);
      if (status === 200) return;
      await rest(pauseAfter(failures, pause));
    }
  }

  #typing(on) {
    clearTimeout(this.#typingTimer);
    this.#view.typing(on);
    if (on) this.#typingTimer = setTimeout(() => this.#typing(false), LONGEST_TYPING);
    if (on && this.#doingTimers.length === 0 && this.#store.plans) {
      this.#doingTimers = DOING.map(([after, key]) => setTimeout(() => this.#view.doing(key), after));
    }
    if (!on) for (const timer of this.#doingTimers.splice(0)) clearTimeout(timer);
  }
}
