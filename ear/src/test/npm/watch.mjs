// <moq-watch> plays a broadcast: {bundle, chromium, url, name, protocol, hash, frames, screenshot}
import { PATIENCE_MS, withPage } from './chromium.mjs';
import { run } from './run.mjs';

await run((options) =>
  withPage(options, '<canvas-host></canvas-host>', async (page) => {
    await page.evaluate(({ url, name }) => {
      const watch = document.createElement('moq-watch');
      watch.setAttribute('url', url);
      watch.setAttribute('name', name);
      watch.setAttribute('visible', 'always');
      watch.setAttribute('muted', '');
      const canvas = document.createElement('canvas');
      canvas.style.width = '640px';
      watch.append(canvas);
      document.body.append(watch);
      globalThis.watching = () => ({ frames: watch.video.out.stats.peek()?.frameCount ?? 0, pixels: canvas.width > 0 ? canvas.toDataURL() : '', width: canvas.width, height: canvas.height, shown: { mediaMs: watch.video.out.timestamp.peek() ?? 0, unixMs: Date.now() } });
    }, options);
    const first = await page.waitForFunction(() => (watching().frames > 0 ? { at: performance.now(), ...watching() } : null), null, { timeout: PATIENCE_MS }).then((handle) => handle.jsonValue());
    // Further pictures, and of them some that differ: a picture that stands still is not played.
    const last = await page
      .waitForFunction(
        ({ from, frames }) => {
          const now = watching();
          (globalThis.pictures ??= new Set()).add(now.pixels);
          return now.frames >= from + frames && globalThis.pictures.size >= 10 ? { at: performance.now(), ...now, pictures: globalThis.pictures.size } : null;
        },
        { from: first.frames, frames: options.frames },
        { timeout: PATIENCE_MS, polling: 'raf' },
      )
      .then((handle) => handle.jsonValue());
    if (options.screenshot) await page.screenshot({ path: options.screenshot });
    return {
      frames: last.frames - first.frames,
      millis: last.at - first.at,
      pictures: last.pictures,
      width: last.width,
      height: last.height,
      shown: last.shown,
      protocols: await page.evaluate(() => globalThis.used ?? ['websocket']),
    };
  }),
);
