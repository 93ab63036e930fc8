// Bundles the clients for a browser: node bundle.mjs OUTPUT.js
import { build } from 'esbuild';

await build({
  stdin: {
    contents: "import * as Moq from '@moq/net'; import '@moq/watch/element'; globalThis.Moq = Moq;",
    resolveDir: process.cwd(),
  },
  bundle: true,
  format: 'esm',
  target: 'chrome120',
  outfile: process.argv[2],
});
