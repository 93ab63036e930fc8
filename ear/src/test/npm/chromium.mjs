// What the tests in a browser have in common.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

/** For all that a busy machine may be slow at. */
export const PATIENCE_MS = 90_000;

/** Loads the bundle as an empty page of 127.0.0.1, where WebTransport is allowed; `html` is its body. */
export async function withPage(options, html, use) {
  const server = createServer(async (request, response) => {
    if (request.url === '/clients.js') {
      response.setHeader('content-type', 'text/javascript').end(await readFile(options.bundle));
    } else {
      response.setHeader('content-type', 'text/html').end(`<!doctype html><body style="margin:0">${html}<script type="module" src="/clients.js"></script>`);
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'] });
  try {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.addInitScript(limit, { protocol: options.protocol, hash: options.hash });
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => 'Moq' in globalThis, null, { timeout: PATIENCE_MS });
    try {
      return await use(page, browser);
    } catch (error) {
      throw new Error(`${error.message}\nthe page said:\n${said.slice(-30).join('\n')}`, { cause: error });
    }
  } finally {
    await browser.close();
    server.close();
  }
}

/** In the page: leaves the browser one way to a relay, so that a client cannot take another. The clients stay as they are. */
function limit({ protocol, hash }) {
  const Native = globalThis.WebTransport;
  if (protocol === 'websocket') {
    delete globalThis.WebTransport;
    return;
  }
  globalThis.used = [];
  globalThis.WebTransport = class extends Native {
    constructor(url, options = {}) {
      const value = Uint8Array.from(hash.match(/../g), (digits) => parseInt(digits, 16));
      super(url, { ...options, protocols: [protocol], serverCertificateHashes: [{ algorithm: 'sha-256', value }] });
      this.ready.then(
        () => globalThis.used.push(this.protocol),
        () => {},
      );
    }
  };
  globalThis.WebSocket = class {
    constructor() {
      throw new Error('no WebSocket in this test');
    }
  };
}
