// The page's own words and limits: the server writes them into the page as data.
const data = JSON.parse(document.getElementById("page-data").textContent);

export const LONGEST_TEXT = data.longestText;
export const LARGEST_BODY = data.largestBody;

/** The text of a key, with its count filled in. */
export function words(key, count) {
  const text = data.words[key];
  if (text === undefined) throw new Error(`unknown text ${key}`);
  return count === undefined ? text : text.replaceAll("{count}", count.toLocaleString("ru"));
}
