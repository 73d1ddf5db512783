import { parentPort } from 'node:worker_threads';
import { serveEstimator } from './estimator';

const port = parentPort;
if (port !== null) {
  serveEstimator({
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      port.on('message', listener);
      return () => port.off('message', listener);
    },
  });
}
