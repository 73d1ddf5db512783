import type { ToWorker } from '../protocol/worker';
import { serve } from './serve';
import { openBytes } from './source';

serve(
  {
    post: (message) => self.postMessage(message),
    listen: (listener) => {
      self.addEventListener('message', (event: MessageEvent<ToWorker>) => listener(event.data));
    },
  },
  openBytes,
);
