import type * as FileSystem from 'node:fs/promises';
import type * as Threads from 'node:worker_threads';
import { serveEngine } from './engine';
import { openFrom } from './fileSource';
import { openBytes } from './source';

/** What Node gives a bundle that is also loaded where there is no Node: its own modules, by name. */
interface NodeProcess {
  getBuiltinModule?(name: 'node:worker_threads'): typeof Threads;
  getBuiltinModule?(name: 'node:fs/promises'): typeof FileSystem;
}

/** One bundle for both: a worker thread on a machine, a web worker in a browser. */
const node = (globalThis as { readonly process?: NodeProcess }).process;
const port = node?.getBuiltinModule?.('node:worker_threads').parentPort ?? null;

if (node?.getBuiltinModule !== undefined && port !== null) {
  serveEngine(
    {
      post: (message) => port.postMessage(message),
      listen: (listener) => {
        port.on('message', listener);
        return () => port.off('message', listener);
      },
    },
    openFrom(node.getBuiltinModule('node:fs/promises')),
  );
} else {
  serveEngine(
    {
      post: (message) => self.postMessage(message),
      listen: (listener) => {
        const onMessage = (event: MessageEvent<unknown>): void => listener(event.data);
        self.addEventListener('message', onMessage);
        return () => self.removeEventListener('message', onMessage);
      },
    },
    openBytes,
  );
}
