const EVERY_MS = 1000;
const LONGEST_WAIT_MS = 15_000;
const GIVE_UP_MS = 8000;

/** Fetches JSON, or posts `body`; a failure says in words why, with the problem's own where there is one (RFC 9457). */
export async function json(url, body = null) {
  const posted = body && { method: 'POST', body: JSON.stringify(body) };
  const headers = { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
  let response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(GIVE_UP_MS), headers, ...posted });
  } catch (error) {
    const late = error.name === 'TimeoutError';
    throw new Error(late ? `no answer within ${GIVE_UP_MS / 1000} s` : 'no connection to the node', { cause: error });
  }
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail ?? `the node answered ${response.status}`);
}

/** Asks again every second, more slowly after failures, not at all while nobody looks. */
export class Poll {
  #ask;
  #onAnswer;
  #timer;
  #wait = EVERY_MS;
  #answered = performance.now();
  #asking = false;

  /** Why the last question failed, or null if it did not. */
  failure = null;

  constructor(ask, onAnswer) {
    this.#ask = ask;
    this.#onAnswer = onAnswer;
    document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(this.#timer) : this.now()));
  }

  /** Since the last answer, in milliseconds. */
  get age() {
    return performance.now() - this.#answered;
  }

  /** Asks at once, unless an answer is under way. */
  async now() {
    if (this.#asking) return;
    clearTimeout(this.#timer);
    this.#asking = true;
    let answer = null;
    try {
      answer = await this.#ask();
      this.#answered = performance.now();
      this.#wait = EVERY_MS;
      this.failure = null;
    } catch (error) {
      this.failure = error.message;
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    }
    this.#asking = false;
    if (!document.hidden) this.#timer = setTimeout(() => this.now(), this.#wait);
    if (answer !== null) this.#onAnswer(answer);
  }
}
