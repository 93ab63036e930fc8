// The node's own page plays a stream of its list: {chromium, url, screenshot, withoutWebTransport}
import { chromium } from 'playwright-core';
import { PATIENCE_MS } from './chromium.mjs';
import { run } from './run.mjs';

await run(async ({ chromium: executablePath, url, screenshot, withoutWebTransport }) => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    if (withoutWebTransport) await page.addInitScript(() => delete globalThis.WebTransport);
    await page.goto(url);
    await page.locator('#live-streams button').first().click({ timeout: PATIENCE_MS });
    try {
      await page.waitForFunction(() => document.getElementById('live-video').getVideoPlaybackQuality().totalVideoFrames > 0, null, { timeout: PATIENCE_MS });
      const before = await state(page);
      await page.waitForFunction((from) => document.getElementById('live-video').currentTime > from + 5, before.time, { timeout: PATIENCE_MS });
      if (screenshot) {
        await page.locator('#live').scrollIntoViewIfNeeded();
        await page.screenshot({ path: screenshot });
      }
      const after = await state(page);
      return { frames: after.frames - before.frames, seconds: after.time - before.time, caption: after.caption };
    } catch (error) {
      throw new Error(`${error.message}\n${(await state(page)).caption}\nthe page said:\n${said.slice(-30).join('\n')}`, { cause: error });
    }
  } finally {
    await browser.close();
  }
});

function state(page) {
  return page.evaluate(() => {
    const video = document.getElementById('live-video');
    return { time: video.currentTime, frames: video.getVideoPlaybackQuality().totalVideoFrames, caption: document.getElementById('live-caption').textContent };
  });
}
