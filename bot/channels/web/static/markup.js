// The server's tree of blocks as DOM nodes. Text only ever becomes text nodes.
import { words } from "./words.js";

const SAFE = /^(https?|tel|mailto):/i;

/** An element with attributes and children; strings become text nodes. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** The nodes of a message's blocks. */
export function nodesOf(blocks) {
  return blocks.map((block) => {
    if (block.list) return make("ul", {}, ...block.list.map((item) => make("li", {}, ...line(item))));
    if (block.quote) return make("blockquote", {}, ...lines(block.quote));
    return make("p", {}, ...lines(block.paragraph ?? []));
  });
}

/** A link that opens beside the talk; null for an address that we do not trust. */
export function link(url, attributes, ...children) {
  if (!SAFE.test(url)) return null;
  const outside = /^http/i.test(url);
  const place = outside ? { target: "_blank", rel: "noopener noreferrer" } : {};
  const hint = outside ? [make("span", { class: "unseen" }, ` ${words("site-new-tab")}`)] : [];
  return make("a", { href: url, ...place, ...attributes }, ...children, ...hint);
}

function lines(all) {
  return all.flatMap((one, index) => (index ? [make("br"), ...line(one)] : line(one)));
}

function line(spans) {
  return spans.map(span);
}

function span(one) {
  if (typeof one === "string") return one;
  if (one.bold) return make("strong", {}, ...line(one.bold));
  if (one.italic) return make("em", {}, ...line(one.italic));
  const inside = line(one.link ?? []);
  return link(one.to ?? "", {}, ...inside) ?? make("span", {}, ...inside);
}
