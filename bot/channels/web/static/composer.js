// The field: grows with its words, keeps them over errors and reloads, says when they are too many.
import { LARGEST_BODY, LONGEST_TEXT, words } from "./words.js";

const SOON_FULL = 400;
const ENVELOPE = 100;
const find = (id) => document.getElementById(id);

/** Let the person write; `say(text)` takes what is sent. */
export function composer(store, say) {
  const field = find("words");
  const limit = find("limit");

  const check = () => {
    const text = trimmed(field.value);
    const over = isTooLong(text);
    const left = LONGEST_TEXT - text.length;
    limit.classList.toggle("is-over", over);
    limit.setAttribute("aria-live", "off");
    if (text.length > LONGEST_TEXT) limit.textContent = words("site-too-long", text.length);
    else if (over) limit.textContent = words("site-too-heavy");
    else limit.textContent = left < SOON_FULL ? words("site-left", left) : "";
    find("composer").classList.toggle("is-empty", text === "");
    return text !== "" && !over;
  };

  /** Numbers that change with every key are not read out, a refusal is. */
  const refuse = () => {
    const reason = limit.textContent;
    limit.textContent = "";
    limit.setAttribute("aria-live", "assertive");
    requestAnimationFrame(() => (limit.textContent = reason));
  };

  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };

  const changed = () => {
    store.draft = field.value;
    check();
    grow();
  };

  field.value = store.draft;
  field.addEventListener("input", changed);
  field.addEventListener("keydown", (event) => {
    // keyCode 229: Safari ends an input method with an Enter that is not composing any more.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    find("composer").requestSubmit();
  });
  find("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (check()) {
      say(trimmed(field.value));
      field.value = "";
      changed();
    } else if (limit.textContent) {
      refuse();
    }
    field.focus();
  });
  check();
  grow();
}

function trimmed(text) {
  const whole = text.toWellFormed ? text.toWellFormed() : text;
  return whole.trim();
}

function isTooLong(text) {
  const bytes = new TextEncoder().encode(JSON.stringify(text)).length;
  return text.length > LONGEST_TEXT || bytes > LARGEST_BODY - ENVELOPE;
}
