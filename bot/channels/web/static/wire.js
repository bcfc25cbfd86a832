// Talking to the server: one call, and pauses that end early when there is hope.

/** POST JSON; `{status, answer, pause}`, status 0 when there was no answer. `pause` in seconds. */
export async function call(path, body, token, { seconds = 20, signal } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  signal?.addEventListener("abort", () => stop.abort());
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Session": token },
      body: JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal: stop.signal,
    });
    const pause = Number(response.headers.get("Retry-After")) || 0;
    return { status: response.status, answer: await response.json(), pause };
  } catch {
    return { status: 0, answer: {}, pause: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** The pause before the next try: 1, 2, 4 ... 30 s, never in step with others; at least what the server asks. */
export function pauseAfter(failures, asked = 0) {
  const pause = Math.min(30, 2 ** Math.min(failures - 1, 5));
  return Math.max(asked, pause * (0.75 + Math.random() / 2));
}

/** Wait so long; a network that comes back or a page that is looked at again ends the wait (`eager`). */
export function rest(seconds, { eager = true, signal } = {}) {
  return new Promise((resolve) => {
    const done = new AbortController();
    const end = () => {
      clearTimeout(timer);
      done.abort();
      resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    signal?.addEventListener("abort", end, { signal: done.signal });
    if (signal?.aborted) end();
    if (!eager) return;
    addEventListener("online", end, { signal: done.signal });
    document.addEventListener("visibilitychange", () => document.hidden || end(), { signal: done.signal });
  });
}
