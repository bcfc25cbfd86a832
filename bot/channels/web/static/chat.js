// The chat page: puts its parts together.
import { composer } from "./composer.js";
import { Store } from "./store.js";
import { Talk } from "./talk.js";
import { View } from "./view.js";

const find = (id) => document.getElementById(id);

const store = new Store(() => {
  view.show(store.items);
  talk.notice();
});
const press = ({ action, label }, shown) => store.say({ type: "button", action, label }, shown);
const say = (text) => {
  const button = store.offered(text);
  if (button) press(button, text);
  else store.say({ type: "text", text }, text);
};
const view = new View(
  (button) => press(button, button.label),
  (key) => store.mark(key, "waiting"),
);
const talk = new Talk(store, view);

find("loading").remove();
view.show(store.items);
composer(store, say);
open();
talk.notice();
talk.listen();
// What is on the screen from the start is not read out, what comes later is.
requestAnimationFrame(() => find("log").setAttribute("aria-live", "polite"));
if (window.top === window && matchMedia("(pointer: fine)").matches) find("words").focus({ preventScroll: true });

/** A first visit, or a link that leads to something: tell the server once. */
function open() {
  const address = new URL(location.href);
  const payload = address.searchParams.get("start");
  if (payload === null && !store.isNew) return;
  store.say({ type: "started", payload: (payload ?? "").slice(0, 200) }, null);
  address.searchParams.delete("start");
  history.replaceState(null, "", address);
}

find("clear").addEventListener("click", () => find("clear-dialog").showModal());
find("clear-no").addEventListener("click", () => find("clear-dialog").close());
find("clear-yes").addEventListener("click", () => {
  find("clear-dialog").close();
  view.wipe();
  store.clear();
  store.say({ type: "started", payload: "" }, null);
  find("words").focus();
});

// iOS lays its keyboard over the page instead of making it smaller.
visualViewport?.addEventListener("resize", () => {
  const isCovered = visualViewport.scale === 1 && visualViewport.height < innerHeight - 1;
  document.body.style.height = isCovered ? `${visualViewport.height}px` : "";
  if (isCovered) scrollTo(0, 0);
});
