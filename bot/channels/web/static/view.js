// What stands on the screen. Nodes are added and removed, never rebuilt, so focus and reading places stay.
import { link, make, nodesOf } from "./markup.js";
import { words } from "./words.js";

const NEAR = 80;
const SVG = "http://www.w3.org/2000/svg";
const find = (id) => document.getElementById(id);

export class View {
  #press;
  #again;
  #nodes = new Map();
  #isFirst = true;
  #log = find("log");
  #scroller = find("scroller");
  #newer = find("newer");
  #state = "fine";

  /** `press(button)` and `again(key)` are called when the person does so. */
  constructor(press, again) {
    this.#press = press;
    this.#again = again;
    this.#newer.addEventListener("click", () => this.#toEnd());
    this.#scroller.addEventListener("scroll", () => {
      if (this.#isNearEnd()) this.#newer.hidden = true;
    });
    new ResizeObserver(this.#keepEnd()).observe(this.#scroller);
  }

  /** Bring the screen into step with the messages; those without words of their own are not shown. */
  show(all) {
    const items = all.filter((item) => item.text !== null);
    const stayed = this.#isNearEnd();
    const keys = new Set(items.map((item) => item.key));
    for (const [key, node] of this.#nodes) {
      if (!keys.has(key) && !node.dataset.farewell) this.#remove(key, node);
    }
    const farewells = [...this.#nodes].filter(([key]) => !keys.has(key)).map(([, node]) => node);
    const fresh = this.#place(items, farewells.at(-1) ?? null);
    this.#mute(items);
    this.#days();
    find("forgotten").hidden = all.length > 0 || farewells.length > 0;
    if (fresh.length) this.#scrollTo(fresh, items, stayed);
    this.#isFirst = false;
  }

  typing(on) {
    const place = find("typing");
    if (on === place.hasChildNodes()) return;
    const stayed = this.#isNearEnd();
    const dots = make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
    place.replaceChildren(...(on ? [dots, make("span", { class: "unseen" }, words("site-typing"))] : []));
    if (on && stayed) this.#toEnd();
  }

  /** Say what a longer wait is for, beside the sign of typing. */
  doing(key) {
    const place = find("typing");
    if (!place.hasChildNodes()) return;
    const stayed = this.#isNearEnd();
    place.replaceChildren(place.firstChild, make("span", { class: "doing" }, words(key)));
    if (stayed) this.#toEnd();
  }

  /** "fine", "lost", "busy" (the server asks for a pause) or "same" (nothing new is known). */
  connection(state) {
    if (state === "same" || state === this.#state) return;
    this.#state = state;
    const said = { lost: "site-offline", busy: "site-slow-down" }[state];
    find("connection").textContent = said ? words(said) : "";
    document.body.classList.toggle("is-offline", state === "lost");
  }

  /** Take everything off the screen, farewells too. */
  wipe() {
    for (const [key, node] of [...this.#nodes]) this.#remove(key, node);
  }

  #place(items, farewell) {
    const fresh = [];
    let before = farewell;
    for (const item of items) {
      let node = this.#nodes.get(item.key);
      if (!node) {
        node = item.mine ? this.#mine(item) : this.#theirs(item);
        this.#nodes.set(item.key, node);
        if (!this.#isFirst) node.classList.add("fresh");
        fresh.push(node);
        if (before) before.after(node);
        else this.#log.prepend(node);
      }
      if (item.mine) this.#stamp(node, item);
      before = node;
    }
    return fresh;
  }

  #remove(key, node) {
    if (node.contains(document.activeElement)) find("words").focus();
    node.remove();
    this.#nodes.delete(key);
  }

  #mine(item) {
    const who = make("span", { class: "unseen" }, `${words("site-author-me")} `);
    const meta = make("span", { class: "meta" });
    return message("mine", item, make("div", { class: "bubble", dir: "auto" }, who, item.text, meta));
  }

  #theirs(item) {
    const who = make("span", { class: "unseen" }, `${words("site-author-bot")} `);
    const meta = make("span", { class: "meta" }, timeOf(item.at));
    const bubble = make("div", { class: "bubble" }, who, ...nodesOf(item.blocks), meta);
    const node = message("theirs", item, bubble);
    // The last words of a session stay on the screen when nobody keeps them any more.
    if (item.forget) node.dataset.farewell = "true";
    if (item.rows.length) node.append(this.#choices(item.rows));
    return node;
  }

  #choices(rows) {
    const group = make("div", { class: "choices", role: "group", "aria-label": words("site-choices") });
    for (const row of rows) group.append(make("div", { class: "row" }, ...row.map((one) => this.#chip(one))));
    return group;
  }

  #chip(button) {
    const style = `chip ${button.style ?? "plain"}`;
    if (button.url) return link(button.url, { class: style }, button.label, arrow()) ?? "";
    const chip = make("button", { type: "button", class: style }, button.label);
    let pressedAt = -Infinity;
    chip.addEventListener("click", (event) => {
      if (event.timeStamp - pressedAt < 700) return;
      pressedAt = event.timeStamp;
      this.#press(button);
    });
    return chip;
  }

  #stamp(node, item) {
    const meta = node.querySelector(".meta");
    meta.replaceChildren(item.state === "waiting" ? words("site-waiting") : timeOf(item.at));
    const trouble = node.querySelector(".trouble");
    if (item.state !== "failed") trouble?.remove();
    else if (!trouble) {
      const again = make("button", { type: "button" }, words("site-again"));
      again.addEventListener("click", () => this.#again(item.key));
      node.append(make("p", { class: "trouble" }, words("site-failed"), again));
    }
  }

  /** Buttons before the person's last words still work, but step back. */
  #mute(items) {
    const last = items.findLastIndex((item) => item.mine && item.state !== "failed");
    items.forEach((item, index) => {
      this.#nodes.get(item.key).querySelector(".choices")?.classList.toggle("past", index < last);
    });
  }

  /** A line with the day before its first message. */
  #days() {
    let day = "";
    for (const node of [...this.#log.children]) {
      if (node.classList.contains("day")) {
        if (!node.nextElementSibling?.classList.contains("message")) node.remove();
        continue;
      }
      const its = dayOf(Number(node.dataset.at));
      setDay(node, its === day ? null : its);
      day = its;
    }
  }

  #scrollTo(fresh, items, stayed) {
    const last = items.at(-1);
    if (this.#isFirst || last.mine) return this.#toEnd();
    if (!stayed) {
      this.#newer.hidden = false;
      return undefined;
    }
    // A long answer is read from its beginning.
    const day = fresh[0].previousElementSibling;
    const first = day?.classList.contains("day") ? day : fresh[0];
    const above = first.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
    this.#scroller.scrollBy({ top: above - 12 });
    this.#newer.hidden = this.#isNearEnd();
    return undefined;
  }

  #toEnd() {
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight });
    this.#newer.hidden = true;
  }

  #isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** When the keyboard opens or the field grows, the end stays in sight. */
  #keepEnd() {
    let height = this.#scroller.clientHeight;
    return () => {
      const shrunk = height - this.#scroller.clientHeight;
      height = this.#scroller.clientHeight;
      if (shrunk > 0) this.#scroller.scrollBy({ top: shrunk });
    };
  }
}

function message(side, item, bubble) {
  return make("div", { class: `message ${side}`, "data-at": item.at, "data-key": item.key }, bubble);
}

function setDay(node, day) {
  const before = node.previousElementSibling;
  const has = before?.classList.contains("day");
  if (has && day === null) before.remove();
  else if (has && before.textContent !== day) before.textContent = day;
  else if (!has && day !== null) node.before(make("p", { class: "day" }, day));
}

function timeOf(at) {
  const time = new Date(at);
  const said = time.toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
  return make("time", { datetime: time.toISOString() }, said);
}

function dayOf(at) {
  const day = new Date(at);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (day.toDateString() === today.toDateString()) return words("site-today");
  if (day.toDateString() === yesterday.toDateString()) return words("site-yesterday");
  const year = day.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString("ru", { day: "numeric", month: "long", year });
}

function arrow() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M9 6h9v9M18 6 6 18");
  svg.append(path);
  return svg;
}
