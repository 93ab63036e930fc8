import { el } from './dom.js';

/** From the WebJar that lies in the application; the version is the pom's. */
const HLS_SCRIPT = 'webjars/hls.js/1.4.12/dist/hls.min.js';

let loading = null;

/** Loads hls.js when it is first needed: it is larger than the rest of the page. */
export function hlsScript() {
  loading ??= new Promise((resolve, reject) => {
    const script = el('script', { src: HLS_SCRIPT });
    script.onload = () => resolve(globalThis.Hls);
    script.onerror = () => {
      loading = null;
      reject(new Error('the player could not be loaded from the node'));
    };
    document.head.append(script);
  });
  return loading;
}
