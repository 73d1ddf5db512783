import { serveEngine } from './engine';
import { openBytes } from './source';

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
