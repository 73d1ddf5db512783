import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../protocol/worker';
import { openSource } from './fileSource.node';
import { serve } from './serve';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread.');
serve(
  {
    post: (message) => port.postMessage(message),
    listen: (listener) => port.on('message', (message) => listener(message as ToWorker)),
  },
  openSource,
);
