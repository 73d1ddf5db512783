import { parentPort } from 'node:worker_threads';
import { serveEngine } from './engine';
import { openSource } from './fileSource.node';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread.');
serveEngine(
  {
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      port.on('message', listener);
      return () => port.off('message', listener);
    },
  },
  openSource,
);
